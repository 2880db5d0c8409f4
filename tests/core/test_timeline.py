"""Columns of a timeline, one by one and several at once."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.timeline import Timeline

COLUMNS = ["knee.left", "knee.right", "lean", "azimuth"]


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
