"""The set plan over several sets: rests, their number, and legs that take turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import SetFinding, SetResult, WorkingSide
from formcheck.setplan import against_plan, rest_remark, rounds, with_pauses
from formcheck.setwatch import conclude

from .stick import RULES, kick, outcome, standing_set

EXERCISE = RULES.exercise("standing-kickback")
COUNTED = outcome(standing_set(kick())).reps[0]
REPS, REP_S = 15, 4.0


def sets(*rests_s: float, sides: tuple[WorkingSide, ...] = ()) -> list[SetResult]:
    """Sets of as many reps as the plan asks for, with these rests between them."""
    begins_s, made = 0.0, []
    for number, rest_s in enumerate([*rests_s, 0.0]):
        side: WorkingSide = sides[number] if sides else "right"
        starts = [begins_s + REP_S * n for n in range(REPS)]
        reps = [replace(COUNTED, side=side, start_s=s, end_s=s + REP_S) for s in starts]
        made.append(conclude(EXERCISE, number + 1, reps))
        begins_s += REPS * REP_S + rest_s
    return with_pauses(made)


def judged(done: list[SetResult]) -> list[SetFinding]:
    return [f for one in against_plan(done) for f in one.findings if f.mistake == "off-plan"]


@pytest.mark.parametrize(
    ("rest_s", "verdict"),
    [(8.0, "seen"), (16.0, "not_seen"), (44.0, "not_seen"), (95.0, "seen")],
)
def test_a_rest_of_about_half_a_minute_is_asked_for(rest_s: float, verdict: str) -> None:
    first, last = judged(sets(rest_s))
    assert (first.verdict, last.verdict) == (verdict, "not_seen")
    assert (f"a rest of {rest_s:.0f} s" in first.reason) == (verdict == "seen")
    assert bool(rest_remark(sets(rest_s))) == (verdict == "seen")


def test_while_the_other_leg_works_no_rest_is_asked_for() -> None:
    done = sets(3.0, 30.0, 3.0, sides=("left", "right", "left", "right"))
    assert {f.verdict for f in judged(done)} == {"not_seen"}
    assert rest_remark(done) == ""
    assert rounds(done) == 2


def test_four_sets_of_each_leg_are_enough() -> None:
    found = judged(sets(30.0, 30.0, 30.0, 30.0))
    assert [f.verdict for f in found] == ["not_seen"] * 4 + ["seen"]
    assert found[-1].reason == "set 5 of the exercise, the plan asks for at most 4"


def test_too_few_reps_stay_off_plan_whatever_the_rest() -> None:
    (few,) = with_pauses([conclude(EXERCISE, 1, [COUNTED])])
    assert judged([few])[0].verdict == "seen"
