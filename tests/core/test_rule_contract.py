"""What every rule of the book must see on a stick figure: nothing in a clean set, nothing just
inside a limit, and each mistake, planted alone, on exactly its rep."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from formcheck.analysis import Analysis
from formcheck.events import Rep
from formcheck.measures import AllOf, CleanReps, Rebound, RestAfter
from formcheck.rule import Check
from formcheck.session import SET_REST_S, Session
from formcheck.signals import SIDE_VIEW
from formcheck.watch import AS_USUAL, EARLIER_REPS

from .exercises_as_sticks import STICKS, Stick
from .planted import BEYOND, INSIDE, Plant, plants
from .stick import RULES, body_of, judged, timeline_rows, watch

EACH_STICK = pytest.mark.parametrize("stick", STICKS.values(), ids=STICKS)
PLANTS = [plant for stick in STICKS.values() for plant in plants(stick)]
FROM_THE_SIDE = [plant for plant in PLANTS if plant.check.views & SIDE_VIEW]
FROM_AN_END = [plant for plant in PLANTS if not plant.check.views & SIDE_VIEW]
CHECKS = [(s, check) for s in STICKS.values() for check in s.exercise.rep_checks]


def cases(
    values: Iterable[tuple[Any, ...]], names: Iterable[str], known: Collection[str], reason: str
) -> list[Any]:
    """Cases by name, of which some are known to fall short."""
    mark = pytest.mark.xfail(strict=True, reason=reason)
    return [
        pytest.param(*one, id=name, marks=[mark] if name in known else [])
        for one, name in zip(values, names, strict=True)
    ]


COUNTED_ELSEWHERE = {
    *("quadruped-kickback-hip-tilt", "machine-kickback-hip-tilt", "reverse-hyper-machine-hip-tilt"),
    *("reverse-hyper-bench-feet-apart", "reverse-hyper-ball-feet-apart"),
}


@lru_cache
def clean_set(name: str) -> Analysis:
    """Three clean reps, judged by the rule."""
    stick = STICKS[name]
    return judged(stick.film([stick.clean] * 3), name)


def verdicts(found: Analysis) -> list[dict[str, str]]:
    """Mistake to verdict, for each rep."""
    return [{f.mistake: f.verdict for f in rep.findings} for rep in found.outcome.reps]


def seen(found: Analysis) -> list[set[str]]:
    """The mistakes seen on each rep."""
    return [{name for name, v in rep.items() if v == "seen"} for rep in verdicts(found)]


def planted(
    plant: Plant, errors: float, turn: float | None = None, before: int | None = None
) -> Analysis:
    """Clean reps, so many ``before``, and one with a mistake of this size."""
    stick = plant.stick
    if turn is not None:
        stick = replace(stick, posture={**stick.posture, "turn": turn})
    return judged(stick.film(plant.whole_set(errors, before)), stick.exercise.id)


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("whole", [p for p in PLANTS if isinstance(p.measure, AllOf)], ids=str)
def test_what_shows_in_one_of_several_ways_alone_is_not_seen(whole: Plant, part: int) -> None:
    measure, limit = whole.measure.measures[part]
    found = verdicts(planted(replace(whole, measure=measure, limit=limit), errors=3))
    assert found[1][whole.check.mistake] == "not_seen"


@pytest.mark.parametrize(("bent", "expected"), [(26.0, "not_seen"), (44.0, "seen")])
def test_a_curl_that_never_straightens_the_knees_is_short(bent: float, expected: str) -> None:
    stick = STICKS["lying-leg-curl"]
    stick = replace(stick, posture={**stick.posture, "knee.left": bent, "knee.right": bent})
    found = judged(stick.film([stick.clean] * 3), stick.exercise.id)
    for rep in found.outcome.reps:
        said = next(f for f in rep.findings if f.mistake == "short-range")
        assert said.verdict == expected
        assert ("bend at the start" in said.reason) == (expected == "seen")
        assert rep.complete == (expected == "not_seen")


def test_every_rule_has_its_stick_figure() -> None:
    assert set(STICKS) == set(RULES.exercises)


# --- clean ---


@EACH_STICK
def test_a_clean_set_is_three_reps_of_the_right_side(stick: Stick) -> None:
    found = clean_set(stick.exercise.id).outcome
    assert [rep.side for rep in found.reps] == [stick.side] * 3
    assert [len(one.reps) for one in found.sets] == [3]
    assert found.refusals == []


@EACH_STICK
def test_nothing_is_seen_in_a_clean_set(stick: Stick) -> None:
    found = clean_set(stick.exercise.id)
    assert seen(found) == [set()] * 3
    (one,) = found.outcome.sets
    too_few = {c.mistake for c in stick.exercise.checks if isinstance(c.measure, CleanReps)}
    assert {f.mistake for f in one.findings if f.verdict == "seen"} <= {"off-plan", *too_few}


@EACH_STICK
def test_a_clean_set_is_judged_and_not_left_open(stick: Stick) -> None:
    for number, rep in enumerate(verdicts(clean_set(stick.exercise.id))):
        for check in (*stick.exercise.rep_checks, *_rests(stick)):
            expected = "not_seen" if _shown(check, number) else "cannot_be_judged"
            assert rep[check.mistake] == expected, check.mistake


def _rests(stick: Stick) -> Sequence[Check]:
    return [check for check in stick.exercise.checks if isinstance(check.measure, RestAfter)]


def _shown(check: Check, number: int) -> bool:
    """Whether this rep of three shows a measure to a camera at the side."""
    first, last = number == 0, number == 2
    unknown = (isinstance(check.measure, Rebound) and first) or (
        isinstance(check.measure, RestAfter) and last
    )
    return bool(check.views & SIDE_VIEW) and not unknown


@EACH_STICK
def test_a_clean_set_is_recognised_or_taken_for_what_looks_alike(stick: Stick) -> None:
    choice = watch(stick.film([stick.clean] * 3))
    assert choice.analysis is not None
    assert choice.analysis.exercise.id in {stick.exercise.id, *stick.exercise.alike}


# --- one mistake ---


@pytest.mark.parametrize("plant", FROM_THE_SIDE, ids=str)
def test_a_mistake_planted_alone_is_seen_on_its_rep_and_nothing_else(plant: Plant) -> None:
    clean = [set()] * plant.clean_before
    assert seen(planted(plant, BEYOND)) == [*clean, {plant.check.mistake}, set()]


@pytest.mark.parametrize("plant", FROM_THE_SIDE, ids=str)
def test_just_inside_its_limit_a_mistake_is_not_seen(plant: Plant) -> None:
    found = planted(plant, INSIDE)
    assert seen(found) == [set()] * (plant.clean_before + 2)
    # How hard a press turns round depends on the fit of its range: inside may be the margin.
    if not isinstance(plant.measure, Rebound):
        assert verdicts(found)[plant.clean_before][plant.check.mistake] == "not_seen"


STANDING_OUT = [plant for plant in FROM_THE_SIDE if plant.check.usual]
WITHIN = 0.8
"""Of the measuring error beyond the limit: the value alone tells nothing."""


@pytest.mark.parametrize("plant", STANDING_OUT, ids=str)
@pytest.mark.parametrize(("before", "expected"), [(1, "cannot_be_judged"), (2, "seen")])
def test_within_the_margin_a_rep_is_told_by_how_it_stands_out(
    plant: Plant, before: int, expected: str
) -> None:
    found = planted(plant, WITHIN, before=before)
    own = next(f for f in found.outcome.reps[before].findings if f.mistake == plant.check.mistake)
    assert own.verdict == expected
    assert expected == "cannot_be_judged" or own.reason.endswith(EARLIER_REPS)


@pytest.mark.parametrize(
    "plant", [p for p in STANDING_OUT if p.check.usual and p.check.usual.past_limit], ids=str
)
def test_what_has_to_pass_the_limit_is_not_seen_short_of_it(plant: Plant) -> None:
    found = planted(plant, -WITHIN, before=2)
    assert verdicts(found)[2][plant.check.mistake] == "cannot_be_judged"


@pytest.mark.parametrize(
    "plant", [p for p in STANDING_OUT if p.check.usual and p.check.usual.needed], ids=str
)
def test_what_has_to_stand_out_is_not_seen_on_the_first_reps(plant: Plant) -> None:
    found = planted(plant, BEYOND, before=1)
    own = next(f for f in found.outcome.reps[1].findings if f.mistake == plant.check.mistake)
    assert (own.verdict, own.reason) == ("cannot_be_judged", AS_USUAL)


OPPOSITE = [
    (plant, other)
    for plant in STANDING_OUT
    for other in FROM_THE_SIDE
    if other.stick is plant.stick
    and plant.check.usual
    and other.check.mistake in plant.check.usual.unlike
    and not (other.check.usual and other.check.usual.needed)
]


@pytest.mark.parametrize(("plant", "other"), OPPOSITE, ids=str)
def test_beside_reps_with_the_opposite_mistake_nothing_stands_out(
    plant: Plant, other: Plant
) -> None:
    wrong = other.whole_set(BEYOND)[other.clean_before]
    doubtful = plant.whole_set(WITHIN)[plant.clean_before]
    found = judged(plant.stick.film([wrong, wrong, doubtful]), plant.stick.exercise.id)
    told = verdicts(found)
    assert [rep[other.check.mistake] for rep in told[:2]] == ["seen"] * 2
    assert told[2][plant.check.mistake] == "cannot_be_judged"


ONE_OF_EACH = {plant.stick.exercise.id: plant for plant in STANDING_OUT}


@pytest.mark.parametrize("plant", ONE_OF_EACH.values(), ids=str)
def test_a_preview_compares_with_its_own_set_alone(plant: Plant) -> None:
    clean, wrong = plant.stick.clean, plant.whole_set(WITHIN)[plant.clean_before]
    figure = plant.stick.film([clean, replace(clean, rest=SET_REST_S + 2.0), wrong])
    said: dict[float, set[str]] = {}
    session = Session(plant.stick.exercise)
    for time_s, row in zip(figure.time_s, timeline_rows(body_of(figure)), strict=True):
        session.push(float(time_s), row)
        for leg in session.legs if time_s > SET_REST_S else ():
            under_way = leg.finder.under_way
            seen_now = session.preview(leg, under_way) if under_way else None
            if isinstance(seen_now, Rep) and seen_now.start_s > SET_REST_S:
                said.setdefault(seen_now.start_s, set()).update(
                    f.reason for f in seen_now.findings if f.mistake == plant.check.mistake
                )
    assert said
    assert not any(reason.endswith(EARLIER_REPS) for told in said.values() for reason in told)


@pytest.mark.parametrize("plant", STANDING_OUT, ids=str)
def test_within_the_margin_a_set_that_is_all_alike_is_not_judged(plant: Plant) -> None:
    wrong = plant.whole_set(WITHIN)[plant.clean_before]
    found = judged(plant.stick.film([wrong] * 4), plant.stick.exercise.id)
    assert [rep[plant.check.mistake] for rep in verdicts(found)] == ["cannot_be_judged"] * 4


@pytest.mark.parametrize(
    "stick",
    [p.stick for p in PLANTS if isinstance(p.measure, Rebound)],
    ids=lambda stick: stick.exercise.id,
)
def test_after_a_rest_no_lift_is_a_rebound(stick: Stick) -> None:
    quick = replace(stick.clean, lift=0.5)
    found = judged(stick.film([quick] * 5), stick.exercise.id)
    assert all(rep.rest_s > 0.8 for rep in found.outcome.reps if rep.rest_s is not None)
    assert [rep["bouncing"] for rep in verdicts(found)[1:]] == ["not_seen"] * 4


@pytest.mark.parametrize("plant", FROM_AN_END, ids=str)
def test_what_only_an_end_shows_cannot_be_judged_from_the_side(plant: Plant) -> None:
    found = planted(plant, BEYOND)
    assert [rep[plant.check.mistake] for rep in verdicts(found)] == ["cannot_be_judged"] * 3
    assert seen(found) == [set()] * 3


@pytest.mark.parametrize(
    "plant", [p for p in FROM_AN_END if "rear" in p.check.views and p.stick.exercise.rear_cycles]
)
@pytest.mark.parametrize(("errors", "expected"), [(BEYOND, "seen"), (INSIDE, "not_seen")])
def test_what_only_an_end_shows_is_judged_from_behind(
    plant: Plant, errors: float, expected: str
) -> None:
    found = planted(plant, errors, turn=180.0)
    assert [rep[plant.check.mistake] for rep in verdicts(found)] == [
        "not_seen",
        expected,
        "not_seen",
    ]


@pytest.mark.parametrize(
    ("stick", "check"),
    cases(
        CHECKS,
        [f"{stick.exercise.id}-{check.mistake}" for stick, check in CHECKS],
        COUNTED_ELSEWHERE,
        "no rep of this exercise is counted in a view that shows the mistake",
    ),
)
def test_reps_are_counted_in_a_view_that_shows_the_mistake(stick: Stick, check: Check) -> None:
    assert any(cycle.views & check.views for cycle in stick.exercise.cycles)
