"""A film that shows several exercises, put together from the landmarks of sample clips."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.recordings import load
from core.test_build import source as source_of

from formcheck.analysis import Choice, choose
from formcheck.recording import Recording
from formcheck.report.build import build
from formcheck.report.warn import warnings_about
from formcheck.rulebook import load_rules

RULES = load_rules().exercises
BETWEEN_S = 1 / 30


def one_after_the_other(*clips: str) -> tuple[Recording, list[float]]:
    """Clips in one film, a cut between them; and the time at which each begins."""
    parts = [load(clip) for clip in clips]
    film, begins = Recording(parts[0].width, parts[0].height, parts[0].engine), []
    start_s, scene = 0.0, 0
    for number, part in enumerate(parts):
        begins.append(start_s)
        larger = film.height / part.height
        for seen in part.observations():
            people = {
                100 * number + person: replace(
                    pose, xy=pose.xy * larger, outline=pose.outline * larger
                )
                for person, pose in seen.people.items()
            }
            film.append(
                replace(
                    seen,
                    index=len(film),
                    time_s=start_s + seen.time_s,
                    scene=scene + seen.scene,
                    people=people,
                )
            )
        start_s += float(part.time_s[-1]) + BETWEEN_S
        scene += int(part.scene[-1]) + 1
    return film, begins


def told(choice: Choice, film: Recording) -> dict[str, str]:
    return {w.code: w.message for w in warnings_about(choice, choice.analysis, film, False)}


def test_a_set_of_another_exercise_is_named_and_not_judged() -> None:
    film, (_, begins_s) = one_after_the_other("standing-kickback-clean", "nordic-curl-clean")
    choice = choose(film, list(RULES.values()))
    assert choice.analysis is not None
    assert choice.analysis.exercise.id == "standing-kickback"
    assert len(choice.analysis.outcome.reps) == 6
    (bout,) = choice.bouts
    assert (bout.exercise, bout.reps) == ("nordic-curl", 4)
    assert bout.from_s >= begins_s
    assert "nordic-curl (4 reps)" in told(choice, film)["several-exercises"]


@pytest.mark.parametrize(
    ("named", "reps", "other"),
    [
        ("lying-leg-curl", 6, "band-prone-leg-extension"),
        ("band-prone-leg-extension", 5, "lying-leg-curl"),
    ],
)
def test_reps_are_left_to_the_exercise_that_they_are_more_like(
    named: str, reps: int, other: str
) -> None:
    """By themselves the rules of a curl count four of the band's five extensions, too."""
    film, _ = one_after_the_other("band-prone-leg-extension-clean", "lying-leg-curl-clean")
    choice = choose(film, list(RULES.values()), RULES[named])
    assert choice.analysis is not None
    assert len(choice.analysis.outcome.reps) == reps
    assert [bout.exercise for bout in choice.bouts] == [other]
    assert "other-exercise" not in told(choice, film)


def test_the_report_begins_with_what_it_does_not_judge() -> None:
    film, _ = one_after_the_other(
        "nordic-curl-clean", "standing-kickback-clean", "nordic-curl-clean"
    )
    choice = choose(film, list(RULES.values()), RULES["standing-kickback"])
    report = build(choice, film, source_of(film))
    assert [(each.id, each.reps) for each in report.exercise.others] == [("nordic-curl", 4)] * 2
    assert report.headline[1] == (
        "The film also shows 8 reps of nordic-curl, which this report does not judge."
    )


def test_exercises_that_look_alike_are_one() -> None:
    film, _ = one_after_the_other("reverse-hyper-ball-clean", "reverse-hyper-machine-clean")
    choice = choose(film, list(RULES.values()))
    assert choice.analysis is not None
    assert len(choice.analysis.outcome.reps) == 10
    assert not choice.bouts


def test_a_film_of_one_exercise_that_was_named_wrongly_stays_with_the_name() -> None:
    """Then the other exercise is no part of the film, but all of it."""
    film = load("band-prone-leg-extension-clean")
    choice = choose(film, list(RULES.values()), RULES["lying-leg-curl"])
    assert choice.analysis is not None
    assert len(choice.analysis.outcome.reps) == 4
    assert not choice.bouts
    assert "other-exercise" in told(choice, film)


def test_what_was_moved_before_a_cut_is_no_start_position_of_the_next_set() -> None:
    """The press is measured from its own start, not from where the curls before it lay."""
    film, _ = one_after_the_other("band-prone-leg-extension-clean", "reverse-leg-press-clean")
    assert [bout.reps for bout in choose(film, list(RULES.values())).bouts] == [5]
