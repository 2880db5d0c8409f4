"""Exercises that are none of the rule book's, which look like one of them from the other end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.counting import OTHER_WAY
from formcheck.geometry import Array
from formcheck.pose import Landmark

from .exercises_as_sticks import BOTH, KNEELING, LEANING, SEATED, STICKS, RepPlan, on_the_knees
from .stick import (
    STANDING,
    TRUNK_PX,
    Step,
    all_fours_set,
    donkey_kick,
    film,
    kick,
    outcome,
    standing_set,
    still,
)


def _both(name: str, value: float) -> dict[str, float]:
    return {f"{name}.{leg}": value for leg in BOTH}


BENT, STRAIGHT = _both("knee", 92), _both("knee", 8)


def _leg_extension(hold_s: float) -> list[Step]:
    return [(1.0, STRAIGHT), (hold_s, {}), (1.0, BENT), (0.3, {})]


@pytest.mark.parametrize("hold_s", [0.1, 0.3, 0.6])
def test_leg_extensions_are_no_leg_curls_from_the_other_end(hold_s: float) -> None:
    steps = [*still(2.5), *(step for _ in range(5) for step in _leg_extension(hold_s))]
    found = outcome(film({**SEATED, **BENT}, steps), "seated-leg-curl")
    assert found.reps == []
    assert {refusal.reason for refusal in found.refusals} >= {OTHER_WAY}


def test_curls_count_after_the_machine_was_set_with_bent_knees() -> None:
    curls = [step for _ in range(3) for step in STICKS["seated-leg-curl"].steps(RepPlan(BENT))]
    steps = [*still(2.0), (1.0, STRAIGHT), *still(1.2), *curls]
    assert len(outcome(film({**SEATED, **BENT}, steps), "seated-leg-curl").reps) == 3


def _curls(count: int, **how: float) -> list[Step]:
    stick = STICKS["seated-leg-curl"]
    return [step for _ in range(count) for step in stick.steps(RepPlan(stick.pose(98), **how))]


@pytest.mark.parametrize("cut_s", [1.8, 2.6, 5.4])
def test_curls_that_are_cut_into_are_counted_from_the_next_one_on(cut_s: float) -> None:
    """The film, or a scene of it, begins in the middle of a set, at the turn or on the way back."""
    figure = film(SEATED, [*still(1.2), *_curls(6, hold=0.8, rest=0.4)])
    assert len(outcome(figure.between(cut_s, 99), "seated-leg-curl").reps) >= 4
    assert len(outcome(figure.cut_at(cut_s), "seated-leg-curl").reps) >= 4


def test_curls_of_a_person_who_is_found_late_are_counted() -> None:
    """At the turn, without having been seen to come there."""
    figure = film(SEATED, [*still(1.2), *_curls(6, hold=0.8, rest=0.4)]).between(2.4, 99)
    assert len(outcome(figure.without(0.0, 2.62), "seated-leg-curl").reps) == 5


def test_curls_after_a_try_are_counted() -> None:
    """Too small to be a rep: nothing is concluded from where it began."""
    a_little, straight = _both("knee", 32), _both("knee", 8)
    tried: list[Step] = [(1.0, straight), (0.4, {}), (0.6, a_little), (0.6, straight), (0.3, {})]
    steps = [*still(2.5), *tried, *_curls(4, rest=0.3)]
    assert len(outcome(film({**SEATED, **a_little}, steps), "seated-leg-curl").reps) == 4


def test_curls_after_one_that_was_held_too_long_are_counted() -> None:
    figure = film(SEATED, [*still(1.2), *_curls(1, hold=14.0, rest=0.3), *_curls(4, rest=0.3)])
    assert len(outcome(figure, "seated-leg-curl").reps) == 4


@pytest.mark.parametrize(
    ("thigh", "lean"), [(-48.0, 22.0), (-34.0, -32.0)], ids=["sits back", "leans back"]
)
@pytest.mark.parametrize("rest_s", [0.3, 1.5])
def test_sitting_or_leaning_back_on_the_knees_is_no_nordic_curl(
    thigh: float, lean: float, rest_s: float
) -> None:
    plan = RepPlan(on_the_knees(thigh, lean), hold=rest_s, rest=rest_s)
    found = outcome(STICKS["nordic-curl"].film([plan] * 4), "nordic-curl")
    assert found.reps == []
    assert found.refusals


@pytest.mark.parametrize(("lean", "reps"), [(10.0, 3), (60.0, 0)])
def test_a_nordic_curl_begins_upright(lean: float, reps: int) -> None:
    stick = replace(STICKS["nordic-curl"], posture={**KNEELING, "lean": lean})
    plan = RepPlan({**stick.pose(stick.level), "lean": 85.0})
    assert len(outcome(stick.film([plan] * 3), "nordic-curl").reps) == reps


@pytest.mark.parametrize(("hold_s", "reps"), [(5.0, 1), (8.0, 0)])
def test_who_stays_on_the_floor_has_ended_the_nordic_curl(hold_s: float, reps: int) -> None:
    stick = STICKS["nordic-curl"]
    plan = RepPlan(stick.pose(stick.level), hold=hold_s, lift=2.0, lower=2.5)
    assert len(outcome(stick.film([plan]), "nordic-curl").reps) == reps


@pytest.mark.parametrize(("hold_s", "reps"), [(5.0, 1), (9.0, 0)])
def test_who_stays_in_a_plank_does_no_press(hold_s: float, reps: int) -> None:
    stick = STICKS["reverse-leg-press"]
    plan = RepPlan(stick.pose(stick.level), hold=hold_s)
    assert len(outcome(stick.film([plan]), "reverse-leg-press").reps) == reps


@pytest.mark.parametrize(("hold_s", "reps"), [(10.0, 1), (14.0, 0)])
def test_who_stays_up_for_long_has_taken_up_another_position(hold_s: float, reps: int) -> None:
    found = outcome(all_fours_set(donkey_kick(hold=hold_s)), "quadruped-kickback")
    assert len(found.reps) == reps


def test_a_leg_lifted_sideways_on_all_fours_is_no_press() -> None:
    """As the side view shows it: the knee seems to open, the thigh stays below the hip."""
    stick = STICKS["reverse-leg-press-smith"]
    opened: list[Step] = [
        (1.0, {"knee.right": 40, "thigh.right": 8}), (0.2, {}),
        (1.0, {"knee.right": 92, "thigh.right": 0}), (0.4, {}),
    ]  # fmt: skip
    kneeling = {**stick.posture, "thigh.right": 0, "knee.right": 92}
    figure = film(kneeling, [*still(1.5), *opened * 4])
    reps = outcome(figure, "reverse-leg-press-smith").reps
    assert reps
    assert all(rep.likeness == 0.0 for rep in reps)


def _one_hand_ahead(xy: Array, world: Array) -> None:
    """The left arm is stretched ahead at the height of the shoulder whenever the leg is up."""
    del world
    ankle, hip = xy[:, Landmark.RIGHT_ANKLE, 1], xy[:, Landmark.RIGHT_HIP, 1]
    share = np.clip((np.nanmax(ankle) - ankle) / np.nanmax(ankle - hip), 0, 1)[:, None]
    shoulder = xy[:, Landmark.LEFT_SHOULDER]
    ahead = shoulder + np.array([np.ptp(xy[..., 0]) / 3, 0.0])
    xy[:, Landmark.LEFT_WRIST] += share * (ahead - xy[:, Landmark.LEFT_WRIST])


def test_a_hand_that_leaves_the_floor_with_the_leg_makes_a_bird_dog() -> None:
    kicks = all_fours_set(*(donkey_kick(along={"knee.right": (10.0, 90.0)}) for _ in range(3)))
    assert len(outcome(kicks, "quadruped-kickback").reps) == 3
    bird_dogs = outcome(replace(kicks, touch=_one_hand_ahead), "quadruped-kickback")
    assert bird_dogs.reps == []
    assert any("bird dog" in refusal.reason for refusal in bird_dogs.refusals)


def test_hands_that_a_seat_hides_for_a_moment_cost_no_press() -> None:
    stick = STICKS["reverse-leg-press-smith"]
    figure = stick.film([stick.clean] * 3)

    def hidden(xy: Array, visibility: Array) -> None:
        del visibility
        away = np.sin(2 * np.pi * figure.time_s / 2.0) > 0.6
        xy[np.ix_(away, [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST], [1])] -= 0.7 * TRUNK_PX

    assert len(outcome(replace(figure, touch=hidden), "reverse-leg-press-smith").reps) == 3


@pytest.mark.parametrize(("sinks", "reps"), [(0.0, 3), (0.28, 0)])
def test_a_squat_with_one_foot_behind_is_no_kick(sinks: float, reps: int) -> None:
    bent = {"knee.left": (12 + 160 * sinks, 12.0), "thigh.left": (-80 * sinks, 0.0)}
    down = {"hips_up": (-sinks, 0.0), **bent}
    figure = standing_set(*(kick(along=down) for _ in range(3)))
    assert len(outcome(figure).reps) == reps


@pytest.mark.parametrize(("behind", "reps"), [(8.0, 3), (45.0, 0)])
def test_a_leg_that_stands_behind_at_the_start_makes_no_kick(behind: float, reps: int) -> None:
    posture = {**STANDING, "thigh.right": behind / 2, "thigh.left": -behind / 2}
    swing: list[Step] = [
        (1.2, {"thigh.right": behind / 2 + 20}), (0.6, {}), (1.2, {"thigh.right": behind / 2}),
        (0.8, {}),
    ]  # fmt: skip
    assert len(outcome(film(posture, [*still(1.2), *swing * 3])).reps) == reps


@pytest.mark.parametrize(("stays", "reps"), [(14.0, 3), (92.0, 0)])
def test_both_knees_straighten_in_a_press(stays: float, reps: int) -> None:
    stick = STICKS["reverse-leg-press"]
    steps = stick.steps(RepPlan(dict(stick.pose(stick.level))))
    for _, moves in steps:
        if moves.get("knee.left", 95) < 90:
            moves["knee.left"] = stays
    figure = film(stick.posture, [*still(1.2), *steps * 3])
    assert len(outcome(figure, "reverse-leg-press").reps) == reps


def test_straightening_up_before_a_stretch_is_no_kick_at_the_machine() -> None:
    """The trunk opens the hip; only then the thigh moves, as the heel is drawn up."""
    moves: list[Step] = [
        (1.0, {"lean": -2, "thigh.right": -8}), (0.5, {}),
        (0.3, {"thigh.right": 14, "knee.right": 30}),
        (0.9, {"lean": 20, "thigh.right": -10, "knee.right": 12}), (0.8, {}),
    ]  # fmt: skip
    found = outcome(film(LEANING, [*still(1.2), *moves * 3]), "machine-kickback")
    assert found.reps == []


@pytest.mark.parametrize(("lean", "speaks"), [(20.0, True), (-4.0, False)])
def test_a_kick_at_the_machine_leans_forward(lean: float, speaks: bool) -> None:
    """What a leg raised sideways looks like from a little off the side does not."""
    posture = {**LEANING, "lean": lean}
    stick = replace(
        STICKS["machine-kickback"], posture=posture, pose=lambda level: {"thigh": lean + level}
    )
    reps = outcome(stick.film([stick.clean] * 2), "machine-kickback").reps
    assert len(reps) == 2
    assert all((rep.likeness > 0.0) == speaks for rep in reps)
