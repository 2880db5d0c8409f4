"""What every rule of the book must say of whole sets: legs switched, one side weaker, a load too
heavy, outside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.events import Rep, SetFinding
from formcheck.fatigue import decay_error, way
from formcheck.legbalance import DIFFERENCE_ERRORS, FAR_WAY_READ_FROM
from formcheck.measures import CleanReps, FormDecay, SideDifference
from formcheck.rule import Check
from formcheck.setwatch import conclude

from .exercises_as_sticks import STICKS, RepPlan, Stick
from .planted import BEYOND, INSIDE
from .stick import Film, Step, film, judged, still
from .test_rule_contract import clean_set

EVERY_S = 4.0


def sticks_with(mistake: str, measure: type | None = None) -> list[Stick]:
    """The exercises that ask for a mistake of the set, by this measure."""
    return [
        stick
        for stick in STICKS.values()
        for check in stick.exercise.set_checks
        if check.mistake == mistake and (measure is None or isinstance(check.measure, measure))
    ]


def each(sticks: Sequence[Stick]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stick", sticks, ids=lambda stick: stick.exercise.id)


def bounces_on_either_leg(stick: Stick) -> bool:
    """Whether the other leg can follow at once: no leg has to take the weight first."""
    one = stick.one_legged()
    bounces = any(check.mistake == "bouncing" for check in stick.exercise.checks)
    return bounces and one.other_legged().posture == one.posture


def check_of(stick: Stick, mistake: str) -> Check:
    return next(c for c in stick.exercise.checks if c.mistake == mistake)


def said(findings: Sequence[SetFinding], mistake: str) -> SetFinding:
    return next(f for f in findings if f.mistake == mistake)


# --- one leg and the other ---


def one_after_the_other(stick: Stick, right: Sequence[RepPlan], left: Sequence[RepPlan]) -> Film:
    """Reps of the right leg, then reps of the left; the film is cut nowhere."""
    first = stick.one_legged()
    second = first.other_legged()
    over: list[Step] = [(0.8, second.posture), (1.2, {})]
    reps = [step for plan in right for step in first.steps(plan)]
    others = [step for plan in left for step in second.steps(plan)]
    return film(first.posture, [*still(1.2), *reps, *over, *others, *still(0.8)])


@each([stick for stick in sticks_with("side-switch") if bounces_on_either_leg(stick)])
def test_no_leg_rebounds_from_what_the_other_did(stick: Stick) -> None:
    first = stick.one_legged()
    plan = replace(first.clean, lift=0.5, lower=0.5, rest=0.0)
    reps = {
        "same": [*first.steps(plan), *first.steps(plan)],
        "other": [*first.steps(plan), *first.other_legged().steps(plan)],
    }
    said = {}
    for name, steps in reps.items():
        figure = film(first.posture, [*still(1.2), *steps, *still(0.8)])
        counted = judged(figure, stick.exercise.id).outcome.reps
        if len(counted) == 2 and (counted[0].side == counted[1].side) == (name == "same"):
            said[name] = {f.mistake: f.verdict for f in counted[1].findings}["bouncing"]
    assert said == {"same": "seen", "other": "not_seen"}


@each(sticks_with("side-switch"))
def test_the_other_leg_within_the_set_is_a_switch(stick: Stick) -> None:
    figure = one_after_the_other(stick, [stick.clean] * 2, [stick.clean] * 2)
    found = judged(figure, stick.exercise.id).outcome
    assert [rep.side for rep in found.reps] == ["right", "right", "left", "left"]
    (one,) = found.sets
    switch = said(one.findings, "side-switch")
    assert (switch.verdict, switch.reps) == ("seen", (3,))
    assert {f.mistake for f in one.findings if f.verdict == "seen"} <= {
        *("side-switch", "off-plan", "too-heavy")
    }


@each(sticks_with("side-switch"))
def test_a_set_of_one_leg_is_no_switch(stick: Stick) -> None:
    (one,) = clean_set(stick.exercise.id).outcome.sets
    assert said(one.findings, "side-switch").verdict == "not_seen"


@each(sticks_with("side-imbalance", SideDifference))
@pytest.mark.parametrize(("errors", "expected"), [(BEYOND, "seen"), (INSIDE, "not_seen")])
def test_one_side_that_lifts_slower_is_an_imbalance(
    stick: Stick, errors: float, expected: str
) -> None:
    share = check_of(stick, "side-imbalance").limit.value + errors * DIFFERENCE_ERRORS["lift_s"]
    slower = replace(stick.clean, lift=stick.clean.lift / (1 - share))
    figure = one_after_the_other(stick, [stick.clean] * 3, [slower] * 3)
    cut_s = figure.time_s[-1] - 1.8 - 3 * sum(seconds for seconds, _ in stick.steps(slower))
    found = judged(figure.cut_at(cut_s), stick.exercise.id).outcome
    assert [[rep.side for rep in one.reps] for one in found.sets] == [["right"] * 3, ["left"] * 3]
    if way(found.sets[1].reps[0]) < FAR_WAY_READ_FROM:
        expected = "cannot_be_judged"  # what the near leg hides of the far one
    verdicts = [said(one.findings, "side-imbalance").verdict for one in found.sets]
    assert verdicts == [expected] * 2


# --- the load and the plan ---


def reps_of(stick: Stick, count: int) -> list[Rep]:
    """So many of the exercise's clean reps."""
    rep = clean_set(stick.exercise.id).outcome.reps[1]
    return [later(rep, i + 1, i * EVERY_S) for i in range(count)]


def later(rep: Rep, number: int, by_s: float) -> Rep:
    """The same rep, done later."""
    times = ("start_s", "peak_start_s", "peak_end_s", "end_s")
    return replace(rep, number=number, **{name: getattr(rep, name) + by_s for name in times})


def verdict_on(stick: Stick, reps: Sequence[Rep], mistake: str) -> str:
    return said(conclude(stick.exercise, 1, reps).findings, mistake).verdict


@each(sticks_with("off-plan"))
@pytest.mark.parametrize(
    ("outside", "expected"), [(-1, "seen"), (0, "not_seen")], ids=["outside", "inside"]
)
def test_too_few_or_too_many_reps_are_off_plan(stick: Stick, outside: int, expected: str) -> None:
    fewest, most = stick.exercise.target_reps
    for count in (fewest + outside, most - outside):
        assert verdict_on(stick, reps_of(stick, count), "off-plan") == expected


@each(sticks_with("too-heavy", FormDecay))
@pytest.mark.parametrize(("errors", "expected"), [(BEYOND, "seen"), (INSIDE, "not_seen")])
def test_a_load_under_which_form_falls_off_is_too_heavy(
    stick: Stick, errors: float, expected: str
) -> None:
    fewest = stick.exercise.target_reps[0]
    reps = reps_of(stick, 9)
    lost = check_of(stick, "too-heavy").limit.value + errors * decay_error(reps)
    tiring = [tired(rep, lost * i / 8, fewest) for i, rep in enumerate(reps)]
    # The median rep of the last third has lost this much.
    tiring[-2] = tired(reps[-2], lost, fewest)
    tiring[-3] = tired(reps[-3], lost, fewest)
    tiring[:3] = [tired(rep, 0.0, fewest) for rep in reps[:3]]
    assert verdict_on(stick, tiring, "too-heavy") == expected


def tired(rep: Rep, lost: float, fewest: int) -> Rep:
    """The rep with this share of range, and so of speed, lost; one too many to be complete."""
    way = (rep.peak_level - rep.start_level) * (1 - lost)
    complete = rep.number < fewest
    return replace(rep, peak_level=rep.start_level + way, complete=complete)


@each(sticks_with("too-heavy", FormDecay))
def test_a_steady_set_is_not_too_heavy(stick: Stick) -> None:
    assert verdict_on(stick, reps_of(stick, 9), "too-heavy") == "not_seen"


@each(sticks_with("too-heavy", CleanReps))
def test_a_load_that_allows_too_few_clean_reps_is_too_heavy(stick: Stick) -> None:
    allowed = int(check_of(stick, "too-heavy").limit.value)
    few = reps_of(stick, allowed + 1)
    assert verdict_on(stick, few, "too-heavy") == "not_seen"
    assert verdict_on(stick, [*few[:-1], replace(few[-1], complete=False)], "too-heavy") == "seen"
