"""Where the rest beside a movement begins and ends: slow movements, and gaps in the pictures."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps import Excursion
from formcheck.stretches import there_and_back

from .exercises_as_sticks import STICKS, RepPlan
from .stick import outcome, timeline_of

STILL_S, REST_S = 1.2, 2.0
"""Before the first rep, and after each."""
# A minimum-jerk movement has a tenth of its peak speed where s (1-s) = sqrt(0.1) / 4.
EDGE = (1 - np.sqrt(1 - np.sqrt(0.1))) / 2


@pytest.mark.parametrize(
    "exercise",
    ["nordic-curl", "seated-leg-curl", "reverse-hyper-bench", "reverse-leg-press-single"],
)
@pytest.mark.parametrize("seconds", [2.0, 5.0, 8.0])
def test_slow_movements_begin_and_end_where_they_do(exercise: str, seconds: float) -> None:
    stick = STICKS[exercise]
    plan = RepPlan(stick.pose(stick.level), lift=seconds, hold=1.0, lower=seconds, rest=REST_S)
    reps = outcome(stick.film([plan] * 2), exercise).reps
    assert len(reps) == 2
    whole_s, unhurried_s = 2 * seconds + plan.hold, EDGE * seconds
    for number, rep in enumerate(reps):
        begins_s = STILL_S + number * (whole_s + REST_S)
        assert rep.start_s == pytest.approx(begins_s + unhurried_s, abs=0.07)
        assert rep.end_s == pytest.approx(begins_s + whole_s - unhurried_s, abs=0.07)


def test_what_follows_a_gap_in_the_pictures_is_no_rest_after_the_way_back() -> None:
    """Of the next rep, already up where pictures come again, no frame belongs to this one."""
    cycle = STICKS["reverse-hyper-bench"].exercise.cycles[0]
    time_s = np.append(np.arange(0.0, 3.0, 0.1), [3.5, 3.6])
    way = np.interp(time_s, [0.8, 1.3, 1.6, 2.1, 3.0, 3.5], [-70.0, 0.0, 0.0, -70.0, -70.0, 5.0])
    timeline = timeline_of(time_s, {f"{cycle.signal}.{leg}": way for leg in ("left", "right")})
    found = Excursion(low_before=8, peak=13, low_after=21)
    _, back = there_and_back(timeline, cycle, "both", found, None, cycle.signal)
    assert timeline.time_s[back.frames.stop - 1] == pytest.approx(2.9)
