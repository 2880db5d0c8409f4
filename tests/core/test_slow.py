"""Slow movements, whose first and last tenth take longer than a short rest."""

from __future__ import annotations

import numpy as np
import pytest

from .exercises_as_sticks import STICKS, RepPlan
from .stick import outcome

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
