"""Medians and percentiles of the few dozen values of a rep.

What numpy's own do, without the checks for every kind of array: they take ten times as long as the
sorting of so few values, and are asked for some hundred times a rep.
"""

from __future__ import annotations

import numpy as np

from formcheck.geometry import Array


def percentiles(values: Array, *shares: float) -> list[float]:
    """The values below which these shares (0..100) of the known ones lie, linear in between.

    Args:
        values: (T,), NaN = unknown.

    Returns:
        One value for each share; NaN where none is known.
    """
    known = np.sort(values[np.isfinite(values)])
    if not len(known):
        return [float("nan")] * len(shares)
    return [_at(known, share / 100 * (len(known) - 1)) for share in shares]


def median(values: Array) -> float:
    """The middle one of the known values; NaN where none is known."""
    return percentiles(values, 50.0)[0]


def _at(known: Array, place: float) -> float:
    """The value at a place between 0 and the last."""
    before = int(place)
    low, high = float(known[before]), float(known[min(before + 1, len(known) - 1)])
    return low + (high - low) * (place - before)
