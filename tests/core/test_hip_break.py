"""A body that folds at the hips on its way, and one whose landmarks are lost for a moment."""

from __future__ import annotations

import numpy as np
import pytest

from .exercises_as_sticks import STICKS, RepPlan
from .stick import Film, verdict

STICK = STICKS["nordic-curl"]


def folded(for_s: float, by_deg: float = 40.0) -> Film:
    """Three curls; on the way back of the last one the trunk leans ahead of the thighs."""
    plan = RepPlan(STICK.pose(STICK.level), lower=1.0, hold=0.3, lift=1.2)
    figure = STICK.film([plan] * 3)
    lean = figure.channels["lean"]
    middle = figure.time_s[-1] - 0.8 - plan.rest - plan.lift / 2
    away = np.abs(figure.time_s - middle) <= for_s / 2
    return figure.with_channel("lean", lean + by_deg * away)


@pytest.mark.parametrize(("for_s", "said"), [(0.2, "not_seen"), (0.6, "seen")])
def test_a_fold_that_lasts_is_seen_and_a_moments_is_not(for_s: float, said: str) -> None:
    assert verdict(folded(for_s), "hip-break", 3, "nordic-curl") == said
