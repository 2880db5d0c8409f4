"""Columns of a timeline, one by one and several at once."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.timeline import Timeline

COLUMNS = ["knee.left", "knee.right", "lean", "leg_lost.left", "leg_lost.right", "azimuth"]


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_several_columns_are_what_each_one_is(side: str) -> None:
    timeline = Timeline(COLUMNS)
    rows = np.random.default_rng(0).normal(0, 60, (30, len(COLUMNS)))
    for number, row in enumerate(rows):
        timeline.append(number / 30, row)
    several = timeline.columns_of(["knee", "lean"], side, slice(4, 40))
    assert several.shape == (26, 2)
    for values, name in zip(several.T, ["knee", "lean"], strict=True):
        np.testing.assert_array_equal(values, timeline.column(name, side)[4:])


@pytest.mark.parametrize("azimuth", [90.0, -90.0])
@pytest.mark.parametrize("lost", [0.0, 1.0])
def test_of_both_legs_the_nearer_one_tells_unless_it_is_lost(azimuth: float, lost: float) -> None:
    nearer_right = azimuth > 0
    timeline = Timeline(COLUMNS)
    timeline.append(0.0, [10.0, 20.0, 0.0, lost * (not nearer_right), lost * nearer_right, azimuth])
    expected = 20.0 if nearer_right != bool(lost) else 10.0
    assert timeline.column("knee", "both")[0] == expected
    assert timeline.latest("knee", "both") == expected
