"""What was measured, drawn into the picture: angles, leans, lines, outlines and offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from formcheck import lettering
from formcheck.lettering import Picture
from formcheck.report.fields import Verdict
from formcheck.report.palette import BLACK, GREEN, PURPLE, VERMILLION, WHITE, bgr

Point = npt.NDArray[np.float64]
Kind = Literal["angle", "gap", "lean", "line", "outline", "offset"]

COLOURS: dict[Verdict, str] = {
    "seen": VERMILLION,
    "not_seen": GREEN,
    "cannot_be_judged": PURPLE,
}
_SUBPIXEL = 4
_LEAST_POINTS = {"angle": 3, "gap": 3}


@dataclass(frozen=True)
class Marking:
    """One measurement to draw.

    Attributes:
        kind: what the points mean. ``angle``: a, vertex, b; the turn away from the straight line
            a-vertex is drawn. ``gap``: a, vertex, b; the angle between the two arms. ``lean``:
            end, vertex; the angle to the vertical. ``line``: two ends; against the horizontal.
            ``outline``: a curve; against the chord between its ends. ``offset``: two points; how
            far the first lies beside the vertical through the second.
        points: pixels of the picture, x to the right, y down. With a point that is not finite
            nothing is drawn.
        label: the measured value with its unit, e.g. ``41°``.
    """

    kind: Kind
    points: list[tuple[float, float]]
    label: str


def stroke(image: Picture) -> int:
    """Width of the main lines in this picture, pixels."""
    return max(2, round(min(image.shape[:2]) / 200))


def draw_marking(image: Picture, marking: Marking, severity: Verdict) -> None:
    """Draw a measurement in place, in the colour of its verdict.

    Args:
        image: (H, W, 3) BGR.
        severity: the verdict that the measurement led to.
    """
    points = np.array(marking.points, dtype=float).reshape(-1, 2)
    if len(points) < _LEAST_POINTS.get(marking.kind, 2) or not np.isfinite(points).all():
        return
    colour = COLOURS[severity]
    anchor = _DRAWERS[marking.kind](image, points, colour)
    _label(image, marking.label, anchor, colour)


def draw_line(image: Picture, points: Point, colour: str, thickness: int) -> None:
    """Draw a smooth line through (N, 2) points with a dark seam that shows on any ground."""
    fixed = np.round(np.clip(points, -20000, 20000) * 2**_SUBPIXEL).astype(np.int32)
    for shade, width in ((bgr(BLACK), thickness + 2), (bgr(colour), thickness)):
        cv2.polylines(image, [fixed], False, shade, width, cv2.LINE_AA, _SUBPIXEL)


def _dashed(image: Picture, start: Point, end: Point, colour: str) -> None:
    step = 5 * stroke(image)
    count = max(1, min(200, int(np.hypot(*(end - start)) / step)))
    ends = start + (end - start) * np.linspace(0, 1, 2 * count)[:, None]
    for dash in ends.reshape(count, 2, 2):
        draw_line(image, dash, colour, max(1, stroke(image) - 1))


def _arc(image: Picture, vertex: Point, start: Point, end: Point, colour: str) -> Point:
    """Draw the arc from direction ``start`` to ``end``; return where its label belongs."""
    first, last = (float(np.arctan2(v[1], v[0])) for v in (start, end))
    turn = (last - first + np.pi) % (2 * np.pi) - np.pi
    radius = 0.55 * min(np.hypot(*start), np.hypot(*end))
    angles = first + turn * np.linspace(0, 1, 25)
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    draw_line(image, vertex + radius * directions, colour, stroke(image))
    return np.asarray(vertex + 1.25 * radius * directions[12])


def _draw_angle(image: Picture, points: Point, colour: str) -> Point:
    start, vertex, end = points
    straight = vertex - start
    straight = straight / (np.hypot(*straight) or 1.0) * np.hypot(*(end - vertex))
    draw_line(image, points, colour, stroke(image))
    _dashed(image, vertex, vertex + straight, WHITE)
    return _arc(image, vertex, straight, end - vertex, colour)


def _draw_gap(image: Picture, points: Point, colour: str) -> Point:
    start, vertex, end = points
    draw_line(image, points, colour, stroke(image))
    return _arc(image, vertex, start - vertex, end - vertex, colour)


def _draw_lean(image: Picture, points: Point, colour: str) -> Point:
    end, vertex = points[0], points[1]
    arm = end - vertex
    plumb = np.array([0.0, np.copysign(np.hypot(*arm), arm[1])])
    draw_line(image, points[:2], colour, stroke(image))
    _dashed(image, vertex, vertex + plumb, WHITE)
    return _arc(image, vertex, plumb, arm, colour)


def _draw_line(image: Picture, points: Point, colour: str) -> Point:
    middle = points[:2].mean(axis=0)
    reach = np.array([0.9 * np.hypot(*(points[1] - points[0])), 0.0])
    _dashed(image, middle - reach, middle + reach, WHITE)
    draw_line(image, middle + 1.6 * (points[:2] - middle), colour, stroke(image))
    return np.asarray(middle + reach)


def _draw_outline(image: Picture, points: Point, colour: str) -> Point:
    _dashed(image, points[0], points[-1], WHITE)
    draw_line(image, points, colour, stroke(image) + 1)
    # Beyond the hips' end: a label on the curve would hide what it names.
    return np.asarray(points[0] - 0.7 * (points[-1] - points[0]))


def _draw_offset(image: Picture, points: Point, colour: str) -> Point:
    low, high = points[0], points[1]
    foot = np.array([high[0], low[1]])
    _dashed(image, high, foot, WHITE)
    draw_line(image, np.array([foot, low]), colour, stroke(image) + 1)
    return np.asarray((foot + low) / 2)


_DRAWERS = {
    "angle": _draw_angle,
    "gap": _draw_gap,
    "lean": _draw_lean,
    "line": _draw_line,
    "outline": _draw_outline,
    "offset": _draw_offset,
}


def _label(image: Picture, text: str, anchor: Point, colour: str) -> None:
    """Write the value beside its drawing, on a plate, inside the picture."""
    if not text:
        return
    height, width = image.shape[:2]
    size = max(13, round(min(height, width) / 24))
    room = np.array([lettering.width(text, size) + size // 2, round(1.45 * size)])
    corner = anchor - room / 2
    corner = np.clip(corner, 0, np.maximum(np.array([width, height]) - room, 0)).astype(int)
    x, y = int(corner[0]), int(corner[1])
    right, bottom = x + int(room[0]), y + int(room[1])
    cv2.rectangle(image, (x, y), (right, bottom), bgr(BLACK), -1)
    cv2.rectangle(image, (x, y), (right, bottom), bgr(colour), max(1, stroke(image) - 1))
    lettering.write(image, text, (x + size // 8, y + size // 16), size, WHITE, halo=False)
