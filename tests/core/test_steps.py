"""The step that brings a leg to its start position, or takes it away, is no part of the rep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.steadiness import last_halt

from .exercises_as_sticks import STICKS
from .stick import (
    STANDING,
    TRUNK_PX,
    Step,
    film,
    kick,
    minimum_jerk,
    outcome,
    standing_set,
    still,
)

TIME = np.arange(91) / 30.0
SUPPORTING = -12.0
"""Degrees of a thigh that carries: its foot stands in front of the hips."""


def step(to: float, seconds: float = 0.4) -> list[Step]:
    """The right leg is put elsewhere."""
    return [(seconds, {"thigh.right": to})]


def way(halt_at: float, halt_s: float = 0.4) -> np.ndarray:
    """Two seconds of a way that halts."""
    behind = minimum_jerk((TIME - 0.4 - halt_s) / 1.2)
    return halt_at * minimum_jerk(TIME / 0.4) + (1 - halt_at) * behind


def test_a_halt_early_on_the_way_is_found() -> None:
    halt = last_halt(TIME, way(0.3))
    assert halt is not None
    assert TIME[list(halt)] == pytest.approx([0.4, 0.8], abs=0.15)


@pytest.mark.parametrize(
    "share",
    [minimum_jerk(TIME / 2.0), minimum_jerk((TIME - 0.8) / 2.0), way(0.6), way(0.3, 0.05)],
    ids=["smooth", "rest before", "late", "short"],
)
def test_what_is_no_early_halt(share: np.ndarray) -> None:
    assert last_halt(TIME, share) is None
    jitter = np.random.default_rng(1).normal(0, 0.01, len(TIME))
    assert last_halt(TIME, share + jitter) is None


def test_too_few_samples_have_no_halt() -> None:
    assert last_halt(TIME[:6], way(0.3)[:6]) is None
    assert last_halt(TIME, np.full(len(TIME), np.nan)) is None


def test_a_rep_begins_behind_the_step_in_and_ends_before_the_step_out() -> None:
    stepped = [*step(0.0), (0.35, {}), *kick(rest=0.4), *step(SUPPORTING), (1.0, {})]
    (first, second) = outcome(standing_set(step(SUPPORTING), stepped, stepped)).reps
    lift, hold, lower = 1.2, 0.8, 1.4
    began = 1.5 + 0.4 + 0.4 + 0.35
    for rep, since in ((first, 0.0), (second, sum(seconds for seconds, _ in stepped))):
        assert rep.start_s == pytest.approx(began + since, abs=0.25)
        assert rep.end_s == pytest.approx(began + since + lift + hold + lower, abs=0.25)
        assert rep.peak_level - rep.start_level == pytest.approx(25.0, abs=4.0)


@pytest.mark.parametrize(
    ("hips", "counted"), [(0.14, 3), (0.25, 2)], ids=["hips that sway", "a step"]
)
def test_hips_that_sway_beside_a_small_kick_are_no_step(hips: float, counted: int) -> None:
    """The foot that carries stays in its place."""
    along = {"hips_forward": (hips, 0.0), "thigh.left": (40 * hips, 0.0)}
    small = kick(peak=9.0, along=along)
    assert len(outcome(standing_set(kick(), small, kick())).reps) == counted


def test_a_camera_that_shakes_makes_no_step_of_a_small_kick() -> None:
    figure = standing_set(*(kick(peak=10.0) for _ in range(3)))
    shaken = figure.with_channel("hips_forward", 0.1 * np.sin(2 * np.pi * figure.time_s))
    assert len(outcome(shaken).reps) == 3


@pytest.mark.parametrize("exercise", ["standing-kickback", "quadruped-kickback", "lying-leg-curl"])
@pytest.mark.parametrize("period_s", [4.0, 6.0, 9.0])
@pytest.mark.parametrize("way", ["hips_forward", "hips_up"])
def test_a_camera_that_is_turned_to_and_fro_moves_nobody(
    exercise: str, period_s: float, way: str
) -> None:
    figure = STICKS[exercise].film([STICKS[exercise].clean] * 4)
    turned = 0.4 * np.sin(2 * np.pi * figure.time_s / period_s)
    found = outcome(figure.with_channel(way, turned), exercise)
    assert [len(one.reps) for one in found.sets] == [4]


def test_a_camera_that_shakes_moves_nobody_seen_from_behind() -> None:
    """The picture goes to and fro, and the foot that carries with the hips."""
    start = {**STANDING, "turn": 180, "knee.right": 90}
    figure = film(start, still(1.5) + kick(peak=25) * 3 + still(1))

    def shake(xy: np.ndarray, visibility: np.ndarray) -> None:
        del visibility
        xy[..., 0] += 0.2 * TRUNK_PX * np.sin(2 * np.pi * figure.time_s)[:, None]

    assert len(outcome(replace(figure, touch=shake)).reps) == 3


@pytest.mark.parametrize("exercise", sorted(STICKS))
def test_a_camera_in_somebodys_hand_changes_neither_reps_nor_times(exercise: str) -> None:
    """Twice a twelfth of the trunk's length each way, turned by a degree."""
    figure = STICKS[exercise].film([STICKS[exercise].clean] * 4)
    time_s = figure.time_s[:, None]
    turned = np.radians(1.3 * np.sin(1.7 * time_s))

    def hold(xy: np.ndarray, visibility: np.ndarray) -> None:
        del visibility
        across, down = (xy[..., way] - middle for way, middle in enumerate((640.0, 360.0)))
        aside = TRUNK_PX / 12 * (np.sin(2.0 * time_s) + np.sin(5.1 * time_s + 1.0))
        below = TRUNK_PX / 12 * (np.sin(2.7 * time_s) + np.sin(6.3 * time_s))
        xy[..., 0] = 640.0 + across * np.cos(turned) - down * np.sin(turned) + aside
        xy[..., 1] = 360.0 + across * np.sin(turned) + down * np.cos(turned) + below

    still_held = outcome(figure, exercise)
    (one,) = outcome(replace(figure, touch=hold), exercise).sets
    for rep, own in zip(one.reps, still_held.reps, strict=True):
        assert rep.start_s == pytest.approx(own.start_s, abs=0.13)
        assert rep.end_s == pytest.approx(own.end_s, abs=0.13)
