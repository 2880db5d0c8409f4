"""Leaving the place between two reps, and what is no leaving."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.between import place_left
from formcheck.presence import LEAVE_S
from formcheck.timeline import Timeline

from .stick import Step, outcome, standing_set, still, timeline_of
from .test_session import kick, sets

FPS = 30
AT_EASE: list[Step] = [(0.5, {"lean": 30}), (0.8, {}), (0.5, {"lean": 5})]
"""The trunk leans for a while as it does in no rep of the set."""


def moving(signal: str, by: float, away_s: float, back: float = 0.0) -> Timeline:
    """Three seconds in which a signal departs in the middle, and comes back to ``back``."""
    time_s = np.arange(0.0, 3.0, 1 / FPS)
    away = np.abs(time_s - 1.5) <= away_s / 2
    return timeline_of(time_s, {signal: np.where(away, by, back * (time_s > 1.5))})


@pytest.mark.parametrize(
    ("signal", "by", "away_s", "back", "expected"),
    [
        ("hips_across", 0.4, 1.0, 0.0, True),
        ("hips_up", -0.4, 1.0, 0.0, True),
        ("trunk_lean", 25.0, 1.0, 0.0, True),
        ("hips_across", 0.2, 1.0, 0.0, False),
        ("trunk_lean", 15.0, 1.0, 0.0, False),
        ("hips_across", 0.4, 0.3, 0.0, False),
        ("hips_across", 0.4, 1.0, 0.4, False),
    ],
    ids=["went", "sank", "rose", "shifted", "swayed", "glanced", "camera moved on"],
)
def test_who_goes_for_long_enough_and_comes_back_has_left(
    signal: str, by: float, away_s: float, back: float, expected: bool
) -> None:
    timeline = moving(signal, by, away_s, back)
    assert place_left(timeline, 0.0, 3.0, LEAVE_S, trunk_deg=20.0) == expected


def test_what_was_not_found_is_no_leaving() -> None:
    timeline = moving("hips_across", float("nan"), 3.0)
    assert not place_left(timeline, 0.0, 3.0, LEAVE_S, trunk_deg=20.0)


def test_standing_at_ease_between_reps_ends_a_set() -> None:
    assert sets(outcome(standing_set(kick(), kick(), AT_EASE, kick(), kick()))) == [2, 2]
    assert sets(outcome(standing_set(kick(), kick(), still(1.8), kick(), kick()))) == [4]
