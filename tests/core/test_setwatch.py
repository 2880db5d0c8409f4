"""From reps to sets: rests, the verdict of a set, form falling off, both legs compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import Finding, Rep, SetFinding, SetResult, Verdict, WorkingSide
from formcheck.legbalance import LegBalance, LegWork, judge_legs, leg_differences
from formcheck.setwatch import (
    MAYBE_ENOUGH,
    compare_legs,
    conclude,
    leg_work,
    over_reps,
    with_rests,
)

from .stick import RULES, kick, outcome, standing_set

EXERCISE = RULES.exercise("standing-kickback")
COUNTED = outcome(standing_set(kick())).reps[0]
EVERY_S = 5.0


def finding(verdict: Verdict, mistake: str = "no-hold", reason: str = "") -> Finding:
    return Finding(mistake, verdict, 0.2, 0.35, 0.1, "s", reason, 1.0, 2.0, 1.5)


def rep(
    number: int = 1,
    side: WorkingSide = "right",
    verdict: Verdict = "not_seen",
    range_deg: float = 20.0,
    lift_s: float = 1.0,
    reason: str = "",
) -> Rep:
    begins = EVERY_S * number
    return replace(
        COUNTED,
        number=number,
        side=side,
        view=COUNTED.view if side == "both" else f"side-{side}",
        azimuth_deg=-90.0 if side == "left" else 90.0,
        start_s=begins,
        peak_start_s=begins + lift_s,
        peak_end_s=begins + lift_s + 0.7,
        end_s=begins + lift_s + 2.0,
        start_level=0.0,
        peak_level=range_deg,
        findings=(finding(verdict, reason=reason),),
    )


def verdict_of(reps: list[Rep], mistake: str) -> SetFinding:
    done = conclude(EXERCISE, 1, reps)
    return next(f for f in done.findings if f.mistake == mistake)


def test_rests_lie_between_reps_and_the_last_is_unknown() -> None:
    rested = with_rests([rep(1), rep(2), rep(4)])
    assert [one.rest_s for one in rested] == [pytest.approx(2.0), pytest.approx(7.0), None]


def test_a_set_names_every_mistake_of_the_exercise_once() -> None:
    named = [f.mistake for f in conclude(EXERCISE, 1, [rep(1)]).findings]
    assert named == [check.mistake for check in (*EXERCISE.rep_checks, *EXERCISE.set_checks)]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("nnnnn", "not_seen"),
        ("nnnnc", "not_seen"),
        ("nnnnnnnncc", "not_seen"),
        ("nnncc", "cannot_be_judged"),
        ("nnnc", "cannot_be_judged"),
        ("ccccc", "cannot_be_judged"),
        ("nnnns", "seen"),
        ("ccccs", "seen"),
    ],
)
def test_the_verdict_of_a_set_follows_its_reps(verdicts: str, expected: str) -> None:
    full: dict[str, Verdict] = {"n": "not_seen", "c": "cannot_be_judged", "s": "seen"}
    reps = [rep(n, verdict=full[letter]) for n, letter in enumerate(verdicts, 1)]
    assert over_reps("no-hold", reps).verdict == expected


def test_a_seen_mistake_names_its_reps_and_first_frame() -> None:
    reps = [rep(1), rep(2, verdict="seen"), rep(3), rep(4, verdict="seen")]
    found = over_reps("no-hold", reps)
    assert found.reps == (2, 4)
    assert found.first_frame_s == 1.5


def test_what_cannot_be_judged_says_the_commonest_reason() -> None:
    reasons = ["hidden", "margin", "margin"]
    reps = [rep(n, verdict="cannot_be_judged", reason=r) for n, r in enumerate(reasons, 1)]
    assert over_reps("no-hold", reps).reason == "margin"


def test_a_mistake_asked_of_no_rep_is_not_called_fine() -> None:
    assert over_reps("no-hold", []).verdict == "cannot_be_judged"
    assert over_reps("lumbar-arch", [rep(1)]).verdict == "cannot_be_judged"


# --- the whole set ---


def tiring(range_to: float, lift_to: float, reps: int = 9) -> list[Rep]:
    """Range and lifting time go evenly from 20 deg and 1 s to these."""
    shares = [n / (reps - 1) for n in range(reps)]
    return [
        rep(n, range_deg=20 + s * (range_to - 20), lift_s=1 + s * (lift_to - 1))
        for n, s in enumerate(shares, 1)
    ]


@pytest.mark.parametrize(
    ("range_to", "lift_to", "expected"),
    [
        (20.0, 1.0, "not_seen"),
        (10.0, 1.0, "seen"),
        (20.0, 2.0, "seen"),  # speed alone
        (10.0, 0.4, "seen"),  # range alone
        (22.0, 0.8, "not_seen"),
        (8.0, 1.5, "seen"),
        (15.5, 1.0, "cannot_be_judged"),
    ],
)
def test_form_falls_off_where_range_or_speed_does(
    range_to: float, lift_to: float, expected: str
) -> None:
    assert verdict_of(tiring(range_to, lift_to), "too-heavy").verdict == expected


def test_what_fell_off_is_said() -> None:
    found = verdict_of(tiring(10.0, 1.0), "too-heavy")
    assert found.reason == (
        "range fell by 40% and lifting speed fell by 40% from the first reps to the last"
    )
    assert found.reps == (7, 8, 9)


@pytest.mark.parametrize(("swung", "expected"), [(1, "not_seen"), (2, "seen")])
def test_momentum_that_rises_is_form_that_falls_off(swung: int, expected: str) -> None:
    reps = [rep(n) for n in range(1, 10)]
    reps[-swung:] = [replace(one, findings=(finding("seen", "swinging"),)) for one in reps[-swung:]]
    assert verdict_of(reps, "too-heavy").verdict == expected


def test_a_set_that_is_swung_throughout_is_no_momentum_that_rises() -> None:
    reps = [replace(rep(n), findings=(finding("seen", "swinging"),)) for n in range(1, 10)]
    assert verdict_of(reps, "too-heavy").verdict == "not_seen"


def test_a_short_set_shows_no_decay() -> None:
    found = verdict_of(tiring(8.0, 1.5, reps=5), "too-heavy")
    assert found.verdict == "cannot_be_judged"
    assert "too short" in found.reason


def test_from_behind_it_is_said_that_no_way_is_measured() -> None:
    behind = EXERCISE.rear_cycles[0]
    reps = [
        replace(one, signal=behind.signal, view="rear", findings=(finding("seen"),))
        for one in tiring(10.0, 1.0)
    ]
    found = verdict_of(reps, "too-heavy")
    assert found.verdict == "cannot_be_judged"
    assert found.reason == "how far a rep goes is not measured from this view"


def test_one_leg_that_does_less_than_the_other_is_not_tired() -> None:
    reps = [rep(n, side="left") for n in range(1, 7)]
    reps += [rep(n, side="right", range_deg=10.0) for n in range(7, 13)]
    assert verdict_of(reps, "too-heavy").verdict == "not_seen"
    assert verdict_of(reps[3:9], "too-heavy").verdict == "cannot_be_judged"


def test_reps_that_may_be_short_leave_open_whether_enough_are_clean() -> None:
    reps = [replace(one, findings=()) for one in tiring(8.0, 1.5, reps=18)]
    short = finding("cannot_be_judged", "short-range")
    reps[-9:] = [replace(one, findings=(short,)) for one in reps[-9:]]
    found = verdict_of(reps, "too-heavy")
    assert (found.verdict, found.reason) == ("cannot_be_judged", MAYBE_ENOUGH)


def test_enough_clean_reps_are_not_too_heavy() -> None:
    assert verdict_of(tiring(8.0, 1.5, reps=18), "too-heavy").verdict == "not_seen"
    spoilt = [rep(n, verdict="seen", range_deg=20 - 0.7 * n) for n in range(1, 19)]
    assert verdict_of(spoilt, "too-heavy").verdict == "seen"


def test_a_change_of_leg_is_seen_where_it_happens() -> None:
    reps = [rep(n, side=side) for n, side in enumerate(["right"] * 3 + ["left"] * 2, 1)]
    found = verdict_of(reps, "side-switch")
    assert (found.verdict, found.reps) == ("seen", (4,))
    assert verdict_of(reps[:3], "side-switch").verdict == "not_seen"


@pytest.mark.parametrize("odd", [1, 3, 6])
def test_one_rep_of_the_other_leg_may_be_none(odd: int) -> None:
    sides = ["left" if n == odd else "right" for n in range(1, 7)]
    found = verdict_of([rep(n, side=side) for n, side in enumerate(sides, 1)], "side-switch")
    assert (found.verdict, found.reps) == ("cannot_be_judged", ())
    assert "may have been taken" in found.reason


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("llrlrlll", "cannot_be_judged"),
        ("lrlrlrlr", "seen"),
        ("llrllrllr", "cannot_be_judged"),
        ("llrrlllll", "seen"),
        ("lrrl", "seen"),
    ],
)
def test_single_reps_of_the_other_leg_now_and_then(sides: str, expected: str) -> None:
    named = {"l": "left", "r": "right"}
    reps = [rep(n, side=named[each]) for n, each in enumerate(sides, 1)]
    assert verdict_of(reps, "side-switch").verdict == expected


def test_one_odd_rep_beside_a_change_of_leg_hides_it_not() -> None:
    sides = ["left"] * 3 + ["right"] * 3 + ["both"]
    reps = [rep(n, side=side) for n, side in enumerate(sides, 1)]
    assert verdict_of(reps, "side-switch").verdict == "seen"
    only_one = [rep(n, side="left" if n < 6 else "both") for n in range(1, 7)]
    assert verdict_of(only_one, "side-switch").verdict == "cannot_be_judged"


@pytest.mark.parametrize(
    ("of", "hidden", "expected"),
    [(6, 1, "not_seen"), (6, 2, "cannot_be_judged"), (5, 1, "not_seen"), (10, 2, "not_seen")],
)
def test_reps_whose_leg_was_not_found_leave_open_which_one_it_was(
    of: int, hidden: int, expected: str
) -> None:
    reps = [rep(n) for n in range(1, of + 1)]
    reps[:hidden] = [replace(one, untimed="laid beside the body") for one in reps[:hidden]]
    found = verdict_of(reps, "side-switch")
    assert found.verdict == expected
    assert found.reason == ("laid beside the body" if expected == "cannot_be_judged" else "")


def test_from_both_legs_to_one_no_leg_is_exchanged() -> None:
    sides = ["both"] * 3 + ["right"] * 2 + ["both"]
    reps = [rep(n, side=side) for n, side in enumerate(sides, 1)]
    assert verdict_of(reps, "side-switch").verdict == "cannot_be_judged"
    changed = [*reps, rep(7, side="left"), rep(8, side="left")]
    found = verdict_of(changed, "side-switch")
    assert (found.verdict, found.reps) == ("seen", (7,))


@pytest.mark.parametrize(
    ("reps", "expected"),
    [(14, "seen"), (15, "not_seen"), (18, "not_seen"), (20, "not_seen"), (21, "seen")],
)
def test_reps_outside_the_target_are_off_plan(reps: int, expected: str) -> None:
    assert verdict_of([rep(n) for n in range(1, reps + 1)], "off-plan").verdict == expected


def test_the_side_of_a_set_is_the_one_that_did_most() -> None:
    done = conclude(EXERCISE, 1, [rep(1, "left"), rep(2, "right"), rep(3, "right")])
    assert done.side == "right"


# --- both legs ---


def set_of(side: str, number: int, reps: int = 6, **rest: float) -> SetResult:
    return conclude(EXERCISE, number, [rep(n, side, **rest) for n in range(1, reps + 1)])


def imbalance(sets: list[SetResult]) -> set[str]:
    compared = compare_legs(EXERCISE, sets)
    return {f.verdict for one in compared for f in one.findings if f.mistake == "side-imbalance"}


def test_one_leg_alone_cannot_be_compared() -> None:
    assert imbalance([set_of("left", 1), set_of("left", 2)]) == {"cannot_be_judged"}


@pytest.mark.parametrize(
    ("other_leg", "expected"),
    [
        ({}, "not_seen"),
        ({"range_deg": 12.0}, "seen"),
        ({"lift_s": 1.5}, "seen"),
        ({"reps": 4}, "seen"),
        ({"range_deg": 16.0}, "cannot_be_judged"),
        ({"range_deg": 18.5}, "not_seen"),
        ({"reps": 2}, "cannot_be_judged"),
    ],
)
def test_legs_are_compared_by_range_time_and_number(
    other_leg: dict[str, float], expected: str
) -> None:
    assert imbalance([set_of("left", 1), set_of("right", 2, **other_leg)]) == {expected}


def test_differences_are_shares_of_the_larger() -> None:
    strong = leg_work([rep(n) for n in (1, 2, 3, 4)])
    weak = leg_work([rep(n, range_deg=15.0, lift_s=0.8) for n in (1, 2, 3)])
    assert leg_differences(strong, weak) == pytest.approx(
        {"range": 0.25, "lift_s": 0.2, "reps": 0.25}
    )
    assert leg_differences(strong, weak) == leg_differences(weak, strong)


def test_ranges_are_not_compared_from_an_angle() -> None:
    left, right = ([rep(n, side=side) for n in (1, 2, 3)] for side in ("left", "right"))
    slanted = [replace(each, view="oblique", peak_level=10.0) for each in right]
    assert leg_differences(leg_work(left), leg_work(slanted)).keys() == {"lift_s", "reps"}
    assert imbalance([conclude(EXERCISE, 1, left), conclude(EXERCISE, 2, slanted)]) == {
        "cannot_be_judged"
    }


@pytest.mark.parametrize(
    ("ways", "compared"),
    [((20.0, 20.0), {"reps"}), ((60.0, 20.0), {"range", "lift_s", "reps"})],
)
def test_a_short_way_behind_the_other_leg_is_not_compared(
    ways: tuple[float, float], compared: set[str]
) -> None:
    near, far = (
        [replace(rep(n, side=side, range_deg=way), azimuth_deg=90.0) for n in (1, 2, 3)]
        for side, way in zip(("right", "left"), ways, strict=True)
    )
    assert leg_differences(leg_work(near), leg_work(far)).keys() == compared


def test_nor_is_it_from_an_angle_and_one_misread_rep_changes_nothing() -> None:
    near, far = ([rep(n, side=side) for n in (1, 2, 3)] for side in ("right", "left"))
    slanted = [replace(each, view="oblique", azimuth_deg=60.0) for each in far]
    assert leg_differences(leg_work(near), leg_work(slanted)).keys() == {"reps"}
    odd = [replace(far[0], azimuth_deg=90.0), *far[1:]]
    assert leg_differences(leg_work(near), leg_work(odd)).keys() == {"range", "lift_s", "reps"}


def test_what_was_not_measured_alike_keeps_the_legs_from_being_called_even() -> None:
    limit = next(c.limit for c in EXERCISE.checks if c.mistake == "side-imbalance")
    whole, unknown = LegWork(6, 20.0, 1.0), LegWork(6, None, 1.0)
    found = judge_legs(whole, unknown, limit)
    assert (found.verdict, found.share) == ("cannot_be_judged", 0.0)
    assert found.reason == "the range of motion of both legs was not filmed alike"
    assert judge_legs(whole, LegWork(3, None, 1.0), limit) == LegBalance("seen", 0.5, "")
