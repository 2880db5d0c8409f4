"""The report says what the core concluded, and what the reader should know about the film."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest

from formcheck.analysis import choose
from formcheck.pose import Landmark, Observation
from formcheck.recording import Recording
from formcheck.report import schema
from formcheck.report.build import Source, build
from formcheck.report.model import Program, Report, Timing, Video

from .stick import (
    HEIGHT,
    RULES,
    STANDING,
    USUAL_HOLLOW,
    WIDTH,
    Film,
    all_fours_set,
    donkey_kick,
    film,
    kick,
    recording_of,
    standing_set,
    still,
)


def source(recording: Recording, **changes: Any) -> Source:
    video = Video(
        name="set.mp4",
        sha256=None,
        duration_s=float(recording.time_s[-1]),
        width=WIDTH,
        height=HEIGHT,
        rotation_deg=0,
        frames=len(recording),
        mean_fps=30.0,
        variable_rate=False,
    )
    program = Program(version="0", engine="stick figure", model_sha256=None)
    return Source(program, video, Timing(frames_per_second=1.0, realtime_factor=1.0), **changes)


def report_on(recording: Recording, wanted: str | None = None, **changes: Any) -> Report:
    named = RULES.exercise(wanted) if wanted else None
    choice = choose(recording, list(RULES.exercises.values()), named)
    return build(choice, recording, source(recording, **changes))


def report_of(figure: Film, wanted: str | None = None, **changes: Any) -> Report:
    return report_on(recording_of(figure), wanted, **changes)


SHORT = kick(peak=8)
TWO_LEGS = standing_set(kick("right"), SHORT, kick("right"), still(15.5), kick("left"))


@pytest.fixture(scope="module")
def two_legs() -> Report:
    return report_of(TWO_LEGS)


def codes(report: Report) -> set[str]:
    return {warning.code for warning in report.warnings}


# --- what was concluded ---


@pytest.mark.parametrize(
    "figure",
    [
        TWO_LEGS,
        all_fours_set(donkey_kick(), donkey_kick(along={"hollow": (0.045, 0)})),
        film({**STANDING, "turn": 180}, still(1.5) + kick(peak=30) * 2 + still(1)),
        film(STANDING, still(5)),
        standing_set(kick(), kick()).without(0, 99),
    ],
    ids=["two legs", "all fours", "from behind", "nothing done", "nobody"],
)
def test_every_report_follows_the_schema_and_holds_no_nan(figure: Film) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} in the report")

    told = json.loads(report_of(figure).to_json(), parse_constant=refuse)
    jsonschema.validate(told, json.loads(schema.PATH.read_text("utf-8")))


def test_reps_and_sets_agree(two_legs: Report) -> None:
    assert [(rep.number, rep.set, rep.side) for rep in two_legs.reps] == [
        *((1, 1, "right"), (2, 1, "right"), (3, 1, "right")),
        (4, 2, "left"),
    ]
    for one in two_legs.sets:
        own = [rep for rep in two_legs.reps if rep.set == one.number]
        assert one.reps == len(own)
        assert (one.from_s, one.to_s) == (own[0].start_s, own[-1].end_s)
        assert own[-1].phases.rest_s is None
    assert [one.clean_reps for one in two_legs.sets] == [2, 1]
    assert two_legs.sets[0].rest_after_s == pytest.approx(16.7, abs=0.1)
    assert two_legs.sets[1].rest_after_s is None


def test_phases_are_the_differences_of_the_times(two_legs: Report) -> None:
    for rep in two_legs.reps:
        assert rep.phases.lift_s == pytest.approx(rep.peak_start_s - rep.start_s)
        assert rep.phases.hold_s == pytest.approx(rep.peak_end_s - rep.peak_start_s)
        assert rep.phases.lower_s == pytest.approx(rep.end_s - rep.peak_end_s)


def test_every_mistake_of_the_exercise_is_named_once(two_legs: Report) -> None:
    own = [check.mistake for check in RULES.exercise("standing-kickback").checks]
    lists = [two_legs.mistakes, *(one.mistakes for one in two_legs.sets)]
    for named in ([mistake.id for mistake in one] for one in lists):
        assert sorted(named) == sorted(own)
    for mistake in two_legs.mistakes:
        assert mistake.cue
        assert mistake.origin
        assert bool(mistake.reason) == (mistake.verdict == "cannot_be_judged")


def test_a_mistake_points_at_its_reps(two_legs: Report) -> None:
    short = next(m for m in two_legs.mistakes if m.id == "short-range")
    assert (short.verdict, short.reps) == ("seen", [2])
    assert [rep.complete for rep in two_legs.reps] == [True, False, True, True]


def test_each_seen_mistake_has_a_frame_within_its_rep(two_legs: Report) -> None:
    assert {(one.rep, one.mistake) for one in two_legs.evidence} == {(2, "short-range")}
    for one in two_legs.evidence:
        rep = two_legs.reps[one.rep - 1]
        assert rep.start_s <= one.frame_s <= rep.end_s
        assert one.caption


def test_evidence_shows_the_first_and_the_worst() -> None:
    report = report_of(standing_set(kick(peak=9), kick(peak=9), kick(peak=7), kick(), kick()))
    shown = [one.rep for one in report.evidence if one.mistake == "short-range"]
    assert shown == [1, 3]


def test_switches_of_every_set_are_named() -> None:
    one_set = [*kick("right"), *kick("left")]
    report = report_of(standing_set(one_set, still(15.5), one_set))
    switch = next(m for m in report.mistakes if m.id == "side-switch")
    assert [rep.set for rep in report.reps] == [1, 1, 2, 2]
    assert switch.reps == [2, 4]


def test_both_legs_are_compared_and_one_alone_is_not(two_legs: Report) -> None:
    assert two_legs.symmetry is not None
    assert (two_legs.symmetry.right.reps, two_legs.symmetry.left.reps) == (3, 1)
    assert report_of(standing_set(kick(), kick())).symmetry is None


def test_the_plan_says_what_was_asked_and_done(two_legs: Report) -> None:
    assert two_legs.plan is not None
    assert two_legs.plan.done.reps == [3, 1]
    assert (two_legs.plan.asked.reps.low, two_legs.plan.asked.reps.high) == (15, 20)
    assert len(two_legs.plan.remarks) == 2


def test_the_plot_covers_the_set_and_stays_small(two_legs: Report) -> None:
    for plot, one in zip(two_legs.plots, two_legs.sets, strict=True):
        assert plot.set == one.number
        assert plot.time_s[0] <= one.from_s
        assert plot.time_s[-1] >= one.to_s
        assert len(plot.time_s) == len(plot.value) <= 1500


def test_the_headline_counts_and_names_what_was_seen(two_legs: Report) -> None:
    text = " ".join(two_legs.headline)
    assert "4 reps" in text
    assert "2 sets" in text
    assert "3 clean" in text
    assert "rep 2" in text


@pytest.mark.parametrize(("turn", "azimuth"), [(90, -90), (-90, 90), (180, 180)])
def test_the_scene_says_where_the_camera_stood(turn: float, azimuth: float) -> None:
    (scene,) = report_of(film({**STANDING, "turn": turn}, still(1.5) + kick(peak=30) * 2)).scenes
    assert scene.view.azimuth_deg is not None
    assert np.cos(np.radians(scene.view.azimuth_deg - azimuth)) > 0.99
    assert scene.view.share_of_frames_judgable == (0.0 if turn == 180 else 1.0)


def test_a_cut_gives_two_scenes() -> None:
    report = report_of(standing_set(kick(), kick(), kick()).cut_at(5.5))
    assert len(report.scenes) == 2
    assert report.scenes[0].to_s < 5.5 <= report.scenes[1].from_s


def test_what_was_refused_is_told_with_its_reason() -> None:
    report = report_of(standing_set(kick(), kick(peak=4.5), kick()))
    assert [one.reason for one in report.not_counted] == ["too small to be a rep"]
    nothing = report_of(standing_set(kick(peak=4.5), kick(peak=4.5)))
    assert nothing.reps == []
    assert "too small" in " ".join(nothing.headline)


# --- what the reader should know ---


def test_nobody_in_the_picture() -> None:
    report = report_of(standing_set(kick(), kick()).without(0, 99))
    assert "no-person" in codes(report)
    assert (report.exercise.id, report.reps, report.sets, report.mistakes) == (None, [], [], [])
    assert report.headline == ["Nobody was found in the picture."]


def test_a_good_film_needs_no_warning(two_legs: Report) -> None:
    assert two_legs.warnings == []


def test_a_damaged_file_is_said() -> None:
    assert codes(report_of(standing_set(kick(), kick()), truncated=True)) == {"truncated"}


def test_rules_of_ones_own_are_said() -> None:
    report = report_of(standing_set(kick()), replaced_rules=["standing-kickback"])
    assert "standing-kickback" in next(w.message for w in report.warnings if w.code == "own-rules")


def test_feet_out_of_the_picture_are_said() -> None:
    def cut_off(xy: np.ndarray, _: object) -> None:
        xy[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], 1] += HEIGHT

    assert "cut-off" in codes(report_of(replace(standing_set(kick()), touch=cut_off)))


def test_somebody_seldom_found_is_said() -> None:
    assert "seldom-found" in codes(report_of(standing_set(kick(), kick()).without(4, 99)))


def test_few_frames_a_second_are_said() -> None:
    assert "low-frame-rate" in codes(report_of(standing_set(kick(), kick(), fps=8)))


def test_another_exercise_than_the_one_named_is_said() -> None:
    figure = standing_set(kick(), kick())
    assert "other-exercise" in codes(report_of(figure, "quadruped-kickback"))
    report = report_of(figure, "standing-kickback")
    assert report.exercise.chosen_by == "user"
    assert report.exercise.confidence is None
    assert "other-exercise" not in codes(report)


def with_company(figure: Film) -> Recording:
    """A second person stands beside, as near, for the whole film."""
    own, other = recording_of(figure), recording_of(film(STANDING, still(30)), seed=1)
    both = Recording(WIDTH, HEIGHT, "stick figure")
    for one, beside in zip(own.observations(), other.observations(), strict=False):
        there = replace(beside.people[1], xy=beside.people[1].xy - np.float32(400))
        both.append(replace(one, people={7: there, **one.people}))
    return both


def test_who_does_the_reps_is_judged_not_who_stands_beside() -> None:
    report = report_on(with_company(standing_set(kick(), kick())))
    assert len(report.reps) == 2
    assert "two-people" in codes(report)


def test_a_dark_film_is_said() -> None:
    dark = Recording(WIDTH, HEIGHT, "stick figure")
    for one in recording_of(standing_set(kick())).observations():
        dark.append(Observation(one.index, one.time_s, one.scene, one.people, 20.0))
    report = report_on(dark)
    assert "low-light" in codes(report)
    assert any("light" in line for line in report.advice)


def test_who_wears_a_hanging_shirt_is_told_to_tuck_it_in() -> None:
    shirt = {**STANDING, "hollow": 0.01 - USUAL_HOLLOW}
    report = report_of(film(shirt, [*still(1.2), *kick(), *kick(), *still(0.8)]))
    (back,) = (each for each in report.mistakes if each.id == "lumbar-arch")
    assert back.verdict == "cannot_be_judged"
    assert "loose clothes" in (back.reason or "")
    assert any("Tuck the shirt in" in line for line in report.advice)


def test_legs_exchanged_by_the_model_are_mended_and_said() -> None:
    def swap(xy: np.ndarray, _: object) -> None:
        held = slice(92, 100)  # within the first hold
        left, right = xy[held, 25::2].copy(), xy[held, 26::2].copy()
        xy[held, 25::2], xy[held, 26::2] = right, left

    report = report_of(replace(standing_set(kick(peak=40), kick(peak=40)), touch=swap))
    assert "side-swap-repaired" in codes(report)
    assert [rep.side for rep in report.reps] == ["right", "right"]


def test_who_works_the_far_leg_is_told_to_turn_round() -> None:
    far = [kick("left", peak=30) for _ in range(3)]
    report = report_of(standing_set(kick("right"), *far))
    (said,) = (w.message for w in report.warnings if w.code == "far-leg")
    assert "on reps 2\N{EN DASH}4" in said
    assert "Turn round" in said
    assert "far-leg" in codes(report_of(standing_set(*far[:2])))
    assert "far-leg" not in codes(report_of(standing_set(kick("right"), *far[:2])))
    assert "far-leg" not in codes(report_of(standing_set(kick("right"), kick("right"))))


def test_a_single_picture_that_was_mended_is_one() -> None:
    recording = recording_of(standing_set(kick()))
    choice = choose(recording, list(RULES.exercises.values()), None)
    assert choice.analysis is not None
    choice.analysis.swapped.add(3)
    report = build(choice, recording, source(recording))
    (said,) = (w.message for w in report.warnings if w.code == "side-swap-repaired")
    assert said.startswith("In 1 picture left")
