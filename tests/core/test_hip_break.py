"""A body that folds at the hips on its way, and one whose landmarks are lost for a moment."""

from __future__ import annotations

import numpy as np
import pytest

from .exercises_as_sticks import STICKS, RepPlan
from .stick import Film, verdict

STICK = STICKS["nordic-curl"]


def folded(for_s: float, lower_s: float, times: int = 1) -> Film:
    """Three curls; on the way back of the last one the trunk leans ahead of the thighs."""
    plan = RepPlan(STICK.pose(STICK.level), lower=lower_s, hold=0.3, lift=1.6)
    figure = STICK.film([plan] * 3)
    middle = figure.time_s[-1] - 0.8 - plan.rest - plan.lift / 2
    moments = [middle + 0.6 * (i - (times - 1) / 2) for i in range(times)]
    away = sum(np.abs(figure.time_s - at) <= for_s / 2 for at in moments)
    return figure.with_channel("lean", figure.channels["lean"] + 40.0 * away)


@pytest.mark.parametrize("lower_s", [1.0, 8.0])
@pytest.mark.parametrize(("for_s", "said"), [(0.2, "not_seen"), (0.6, "seen")])
def test_a_fold_that_lasts_is_seen_and_a_moments_is_not(
    for_s: float, said: str, lower_s: float
) -> None:
    assert verdict(folded(for_s, lower_s), "hip-break", 3, "nordic-curl") == said


def test_two_moments_are_no_fold_either() -> None:
    assert verdict(folded(0.2, 2.0, times=2), "hip-break", 3, "nordic-curl") == "not_seen"
