"""Phase boundaries measured on a signal agree with what calculus says."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.studio.profiles import minimum_jerk, movement, quintic
from sample_videos.studio.reps import RepPlan, progress, signal

TIME = np.arange(0, 8, 1 / 240)
EDGE_OF_MINIMUM_JERK = (1 - np.sqrt(1 - 4 * np.sqrt(0.1) / 4)) / 2
"""Relative time at which a minimum-jerk movement passes 10% of its peak speed.

Its speed is 30 t^2 (1-t)^2, at most 1.875; 10% of that gives t (1-t) = sqrt(0.1) / 4.
"""


@pytest.mark.parametrize("length_s", [0.35, 1.2, 2.0])
@pytest.mark.parametrize("size_deg", [7.0, 20.0, -90.0])
def test_a_minimum_jerk_movement_begins_and_ends_where_its_formula_says(
        length_s: float, size_deg: float) -> None:
    value = size_deg * minimum_jerk((TIME - 2.0) / length_s)
    begin, end = movement(TIME, value, 1.5, 2.0 + length_s + 0.5)
    assert begin == pytest.approx(2.0 + EDGE_OF_MINIMUM_JERK * length_s, abs=0.003)
    assert end == pytest.approx(2.0 + (1 - EDGE_OF_MINIMUM_JERK) * length_s, abs=0.003)


def test_a_second_wind_inside_the_window_belongs_to_the_movement() -> None:
    value = 20 * minimum_jerk(TIME - 1.0) + 6 * minimum_jerk((TIME - 2.1) / 0.5)
    _, end = movement(TIME, value, 0.5, 3.5)
    assert end > 2.4


def test_a_turning_point_is_reached_at_full_progress_without_a_stop() -> None:
    tau = np.linspace(0, 1, 1001)
    course = quintic(tau, -6.0)
    assert course[0] == 0
    assert course[-1] == pytest.approx(1)
    assert (np.diff(course) >= 0).all()
    bend = np.gradient(np.gradient(course, tau), tau)
    assert bend[-4] == pytest.approx(-6, abs=0.5)


def plan(**changes: object) -> RepPlan:
    values: dict[str, object] = {"side": "L", "lift_s": 1.2, "hold_s": 0.8, "lower_s": 1.8,
                                 "rest_s": 0.5, "start": 0.0, "peak": 20.0}
    return RepPlan(**(values | changes))  # type: ignore[arg-type]


def test_a_rep_goes_from_start_to_peak_and_back() -> None:
    course = signal(plan(), TIME)
    assert course[0] == 0
    assert course[-1] == pytest.approx(0)
    assert course.max() == pytest.approx(20)
    held = (TIME > 1.2) & (TIME < 2.0)
    assert np.ptp(course[held]) < 1e-9


def test_a_rep_without_a_hold_leaves_the_peak_within_a_tenth_of_a_second() -> None:
    turning = plan(hold_s=0.0, turn=True)
    course = signal(turning, TIME)
    _, reached = movement(TIME, course, 0.0, 1.2)
    left, _ = movement(TIME, course, 1.2, 4.0)
    assert 0 <= left - reached < 0.1


def test_progress_never_leaves_zero_to_one_and_overshoot_passes_the_peak() -> None:
    done = progress(plan(hold_s=0.0, turn=True), TIME)
    assert 0 <= done.min() <= done.max() <= 1 + 1e-9
    assert signal(plan(lift_s=0.4, overshoot=1.5), TIME).max() > 20.8
