"""Medians and percentiles against numpy's."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.order import median, percentiles


@pytest.mark.parametrize("count", [1, 2, 3, 20, 61])
@pytest.mark.parametrize("unknown", [0, 3])
def test_they_are_numpys(count: int, unknown: int) -> None:
    values = np.random.default_rng(count).normal(size=count + unknown)
    values[:unknown] = np.nan
    shares = [0.0, 5.0, 50.0, 95.0, 100.0]
    np.testing.assert_allclose(percentiles(values, *shares), np.nanpercentile(values, shares))
    assert median(values) == pytest.approx(np.nanmedian(values))


def test_of_nothing_known_they_are_unknown() -> None:
    assert math.isnan(median(np.full(4, np.nan)))
    assert all(map(math.isnan, percentiles(np.array([]), 5.0, 95.0)))
