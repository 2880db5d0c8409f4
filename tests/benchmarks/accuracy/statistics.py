"""Shares with their intervals, and the spread of errors."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

Z_95 = 1.959964
Figures = dict[str, Any]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share, after Wilson (1927); (0, 1) where nothing was tried."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, of: int) -> Figures:
    """A share with its counts and its interval; ``value`` is None where nothing was tried."""
    low, high = wilson(hits, of)
    value = hits / of if of else None
    return {"value": value, "hits": hits, "of": of, "low": low, "high": high}


def spread(errors: Iterable[float]) -> Figures:
    """Number, signed median, and median and 95th percentile of the sizes; None where empty."""
    values = np.asarray(list(errors), dtype=float)
    values = values[np.isfinite(values)]
    if not len(values):
        return {"n": 0, "bias": None, "median": None, "p95": None}
    sizes = np.abs(values)
    return {
        "n": len(values),
        "bias": float(np.median(values)),
        "median": float(np.median(sizes)),
        "p95": float(np.percentile(sizes, 95)),
    }


def half_width(errors: Iterable[float]) -> float | None:
    """Half-width of the interval around zero that holds 95% of the errors, bias included."""
    return spread(errors)["p95"]
