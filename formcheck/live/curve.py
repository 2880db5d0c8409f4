"""The rep signal as a curve that moves on, with the band in which its peaks should lie."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from formcheck.geometry import Array
from formcheck.lettering import Picture
from formcheck.live.watched import CURVE_S, Watched
from formcheck.report.palette import GREEN, WHITE, YELLOW, bgr

ROOM = 0.15
GROUND = (52, 46, 42)
BAND = tuple(
    round(0.55 * ground + 0.45 * green) for ground, green in zip(GROUND, bgr(GREEN), strict=True)
)


def draw_curve(canvas: Picture, watched: Watched) -> None:
    """Fill the canvas with the last seconds; the newest moment is at its right edge."""
    height, width = canvas.shape[:2]
    cv2.rectangle(canvas, (0, 0), (width, height), GROUND, -1)
    time_s, values = watched.curve()
    known = np.isfinite(values)
    if known.sum() < 2:
        return
    low, high = _range(values[known], watched)

    def rows(levels: Array) -> Array:
        return np.asarray((1 - (levels - low) / (high - low)) * (height - 1))

    _draw_band(canvas, watched, rows)
    x = (1 - (time_s[-1] - time_s[known]) / CURVE_S) * (width - 12)
    points = np.stack([x, rows(values[known])], axis=1)
    cv2.polylines(canvas, [np.round(points).astype(np.int32)], False, bgr(YELLOW), 3, cv2.LINE_AA)
    newest = (round(float(points[-1, 0])), round(float(points[-1, 1])))
    cv2.circle(canvas, newest, 7, bgr(WHITE), -1, cv2.LINE_AA)


def _range(values: Array, watched: Watched) -> tuple[float, float]:
    """The levels at the lower and the upper edge."""
    ends = [float(level) for level in watched.band if level is not None]
    low, high = min(float(values.min()), *ends, 0.0), max(float(values.max()), *ends, 0.0)
    room = ROOM * max(high - low, 1e-6)
    return low - room, high + room


def _draw_band(canvas: Picture, watched: Watched, rows: Callable[[Array], Array]) -> None:
    height, width = canvas.shape[:2]
    low, high = watched.band
    if low is None and high is None:
        return
    bottom = height - 1 if low is None else int(rows(np.array(low)))
    top = 0 if high is None else int(rows(np.array(high)))
    cv2.rectangle(canvas, (0, max(0, top)), (width, max(0, bottom)), BAND, -1)
    if low is not None:
        cv2.line(canvas, (0, bottom), (width - 1, bottom), bgr(WHITE), 2)
