"""The edge of the person's mask beside the trunk, seen from the line between hips and shoulders."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose import OUTLINE_STATIONS

Floats = npt.NDArray[np.float32]

RAY_LENGTH = 1.0
"""How far a ray goes out from the line, in trunk lengths."""

EDGE = 0.5
_RAY_SAMPLES = 65
_ALONG = np.linspace(0.0, 1.0, 11, dtype=np.float32)
_SIDES = np.array([1.0, -1.0], np.float32)
_STATIONS = OUTLINE_STATIONS.astype(np.float32)
_DISTANCES = np.linspace(0.0, RAY_LENGTH, _RAY_SAMPLES, dtype=np.float32)


def trunk_outline(
    mask: Floats,
    hip_mid: npt.ArrayLike,
    shoulder_mid: npt.ArrayLike,
    scale: float = 1.0,
) -> Floats:
    """Distances from the hip-shoulder line to the edge of the mask, on both sides.

    Rays leave the line at a right angle at each of ``OUTLINE_STATIONS`` and end where the mask
    falls below 0.5 for the first time, interpolated between samples. An arm or a thing that the
    mask holds farther out is thus left aside, unless it touches the trunk.

    Args:
        mask: (H, W) probability of the person, 0..1.
        hip_mid: (2,) middle of the hips, pixels of the mask.
        shoulder_mid: (2,) middle of the shoulders, pixels of the mask.
        scale: pixels of the picture in one pixel of the mask.

    Returns:
        (2, stations) distances in pixels of the picture; row 0 is the side reached by turning the
        hip-to-shoulder direction 90 degrees clockwise as seen in the picture. NaN where the line
        is not on the mask, and where the ray meets the border of the mask before an edge.
    """
    hips = np.asarray(hip_mid, np.float32)
    trunk = np.asarray(shoulder_mid, np.float32) - hips
    length = float(np.hypot(*trunk))
    if not np.isfinite(length) or length < 1.0:
        return np.full((2, len(_STATIONS)), np.nan, np.float32)
    outwards = np.array([-trunk[1], trunk[0]], np.float32)
    starts = hips + _STATIONS[:, None] * trunk
    reach = (_SIDES[:, None] * _DISTANCES)[:, None, :, None] * outwards
    places = (starts[None, :, None] + reach).reshape(-1, _RAY_SAMPLES, 2)
    return _first_edges(mask, places).reshape(2, -1) * np.float32(length * scale)


def share_on_mask(mask: Floats, starts: Floats, ends: Floats) -> Floats:
    """(N,) how much of each line lies on the mask, 0..1.

    Args:
        mask: (H, W) probability of the person, 0..1; beyond its border nobody is.
        starts, ends: (N, 2) pixels of the mask.
    """
    places = starts[:, None] + _ALONG[:, None] * (ends - starts)[:, None]
    columns, rows = np.rint(places).astype(int).transpose(2, 0, 1)
    height, width = mask.shape[:2]
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    values = mask[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    return np.asarray(((values >= EDGE) & inside).mean(axis=1), np.float32)


def _first_edges(mask: Floats, places: Floats) -> Floats:
    """Where each row of places leaves the mask, in trunk lengths; NaN if it does not."""
    # Beyond the border the mask is unknown, and NaN is never below the edge.
    values = cv2.remap(
        mask,
        places[..., 0],
        places[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=[float("nan")] * 4,
    )
    outside = values < EDGE
    after = np.argmax(outside, axis=1)
    rows = np.arange(len(values))
    before = np.maximum(after - 1, 0)
    inner, outer = values[rows, before], values[rows, after]
    with np.errstate(invalid="ignore", divide="ignore"):
        part = (inner - EDGE) / (inner - outer)
    edges = (before + part) * np.float32(RAY_LENGTH / (_RAY_SAMPLES - 1))
    edges[after == 0] = np.nan
    return np.asarray(edges, np.float32)
