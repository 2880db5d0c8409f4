"""Where the parts of a rep lie on the timeline."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.geometry import Array
from formcheck.measures import ForwardShare
from formcheck.phases import Move
from formcheck.readings import read
from formcheck.timeline import Timeline
from formcheck.window import Baseline, RepWindow

TIME_S = np.arange(0, 2, 1 / 30)


def window(values: Array, out_s: tuple[float, float], back_s: tuple[float, float]) -> RepWindow:
    """A rep of the left knee between 0 and 80 degrees, or back, of which the foot shows nothing."""
    foot = [f"{joint}_{way}.left" for joint in ("ankle", "heel") for way in ("across", "up")]
    timeline = Timeline(["knee_flexion.left", "azimuth", *foot])
    for time_s, value in zip(TIME_S, values, strict=True):
        timeline.append(time_s, [value, 90.0, *np.zeros(4)])
    low, high = values[0], values[0] + (80 if values[0] < 40 else -80)
    return RepWindow(
        timeline=timeline,
        signal="knee_flexion",
        joints=("ankle", "heel"),
        side="left",
        out=Move(*out_s, 0.0, low, high, 200.0),
        back=Move(*back_s, 0.0, high, low, 200.0),
        lowers_first=False,
        still_from_s=0.0,
        moved_before_s=None,
        rep_before_s=None,
        side_before=None,
        baseline=Baseline(),
        full_range=80.0,
    )


@pytest.mark.parametrize("falls", [False, True])
@pytest.mark.parametrize("turn_s", [0.9, 1.0, 1.1])
def test_what_is_left_of_a_hold_lies_round_the_peak(falls: bool, turn_s: float) -> None:
    """Also where the phases' boundaries, put at 1 s, are a tenth of a second off."""
    values = 80 - 100 * np.abs(TIME_S - turn_s)
    own = window(80 - values if falls else values, (0.2, 1.0), (1.0, 1.8))
    part = own.span("hold")
    assert np.median(TIME_S[part]) == pytest.approx(turn_s, abs=1 / 30)
    assert np.ptp(TIME_S[part]) == pytest.approx(0.2, abs=2 / 30)


def test_a_hold_of_its_own_is_taken_as_it_is() -> None:
    own = window(80 - 100 * np.abs(TIME_S - 0.9), (0.2, 0.95), (1.2, 1.8))
    assert (TIME_S[own.span("hold")] >= 0.95).all()


def test_a_leg_that_is_not_seen_has_its_hold_where_the_boundaries_lie() -> None:
    own = window(np.full(len(TIME_S), np.nan), (0.2, 1.0), (1.0, 1.8))
    assert np.median(TIME_S[own.span("hold")]) == pytest.approx(1.0, abs=1 / 30)


@pytest.mark.parametrize("before", [-20.0, 60.0])
def test_the_way_in_front_is_told_from_its_lowest_on(before: float) -> None:
    """Whatever the leg did before, as the step into place."""
    values = np.interp(TIME_S, [0.0, 0.4, 1.0, 1.2, 1.8], [before, -20.0, 10.0, 10.0, -20.0])
    share = read(ForwardShare("knee_flexion"), window(values, (0.45, 1.0), (1.2, 1.8))).value
    assert share == pytest.approx(20 / 30, abs=0.03)
