"""The curve of the lower back, from the edges of the person's mask."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.body import Body
from formcheck.geometry import Array, length
from formcheck.pose import OUTLINE_STATIONS
from formcheck.signals.registry import signal, trunk_vector

CHORD_LOW = (OUTLINE_STATIONS >= -0.02) & (OUTLINE_STATIONS <= 0.08)
CHORD_HIGH = (OUTLINE_STATIONS >= 0.7) & (OUTLINE_STATIONS <= 0.8)
LUMBAR = (OUTLINE_STATIONS >= 0.25) & (OUTLINE_STATIONS <= 0.45)
BELLY = (OUTLINE_STATIONS >= 0.18) & (OUTLINE_STATIONS <= 0.37)
"""Below the place where a hanging arm crosses the front."""


@signal(
    "trunk lengths",
    "depth of the lower back's hollow below the chord from buttock to shoulder blade; + = hollow",
    errors=(0.05, 0.01),
    drawing=("outline",),
    most_change=0.08,  # rendered clips: 30 deg of lumbar extension change it by up to 0.065
)
def lumbar_hollow(body: Body) -> Array:
    back, _ = _edges(body)
    return (_chord(back, LUMBAR) - back[:, LUMBAR]).mean(axis=1)


@signal(
    "trunk lengths",
    "depth of the belly's edge before the chord from buttock to shoulder blade; + = forward",
    errors=(0.05, 0.02),
    drawing=("outline",),
)
def belly_depth(body: Body) -> Array:
    back, front = _edges(body)
    return np.asarray(np.median(_chord(back, BELLY) + front[:, BELLY], axis=1))


def _edges(body: Body) -> tuple[Array, Array]:
    """Back and front of the trunk, (T, stations) trunk lengths outwards from its line."""
    # Facing picture right, the back is the anticlockwise side of the hip-shoulder line.
    row = np.where(np.nan_to_num(body.facing) > 0, 1, 0)
    frames, scale = np.arange(len(body)), length(trunk_vector(body))[:, None]
    unknown = ~np.isfinite(body.facing)
    back, front = (body.outline[frames, each] / scale for each in (row, 1 - row))
    back[unknown] = front[unknown] = np.nan
    return back, front


def _chord(back: Array, stations: npt.NDArray[np.bool_]) -> Array:
    """(T, chosen stations) the straight line from buttock to shoulder blade."""
    start, end = OUTLINE_STATIONS[CHORD_LOW].mean(), OUTLINE_STATIONS[CHORD_HIGH].mean()
    share = (OUTLINE_STATIONS[stations] - start) / (end - start)
    low, high = back[:, CHORD_LOW].mean(axis=1), back[:, CHORD_HIGH].mean(axis=1)
    return np.asarray(low[:, None] + share * (high - low)[:, None])
