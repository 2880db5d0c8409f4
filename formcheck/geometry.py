"""Plane geometry on pictures: x to the right, y down, angles in degrees.

Every function works on arrays of vectors, shape (..., 2), and passes NaN through.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]


def clockwise_angle(start: Array, end: Array) -> Array:
    """Angle that turns ``start`` onto ``end``, clockwise as seen in the picture.

    Args:
        start, end: (..., 2) vectors in pixels.

    Returns:
        (...) degrees in (-180, 180]; positive clockwise, NaN where a vector is unknown.
    """
    cross = start[..., 0] * end[..., 1] - start[..., 1] * end[..., 0]
    dot = start[..., 0] * end[..., 0] + start[..., 1] * end[..., 1]
    return np.degrees(np.arctan2(cross, dot))


def length(vector: Array) -> Array:
    """Length of (..., 2) vectors."""
    return np.hypot(vector[..., 0], vector[..., 1])


def bearings(vectors: Array) -> Array:
    """Directions over time in one run, without a jump where a turn is complete.

    Args:
        vectors: (T, 2) in order of time.

    Returns:
        (T,) radians, positive clockwise in the picture; NaN where a vector is unknown.
    """
    turned = np.unwrap(np.nan_to_num(np.arctan2(vectors[:, 1], vectors[:, 0])))
    return np.where(np.isfinite(vectors[:, 0]), turned, np.nan)


def wrap(angle: Array) -> Array:
    """The same angle in [-180, 180)."""
    return (angle + 180.0) % 360.0 - 180.0


def circular_mean(angle: Array) -> float:
    """Mean direction in degrees; NaN when none is known."""
    radians = np.radians(angle[np.isfinite(angle)])
    if not len(radians):
        return float("nan")
    return float(np.degrees(np.arctan2(np.sin(radians).sum(), np.cos(radians).sum())))
