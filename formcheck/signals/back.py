"""The curve of the lower back, from the dorsal edge of the person's mask."""

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


@signal(
    "trunk lengths",
    "depth of the lower back's hollow below the chord from buttock to shoulder blade; + = hollow",
    errors=(0.05, 0.01),
    drawing=("outline",),
)
def lumbar_hollow(body: Body) -> Array:
    # Facing picture right, the back is the anticlockwise side of the hip-shoulder line.
    row = np.where(np.nan_to_num(body.facing) > 0, 1, 0)
    back = body.outline[np.arange(len(body)), row] / length(trunk_vector(body))[:, None]
    low, high = back[:, CHORD_LOW].mean(axis=1), back[:, CHORD_HIGH].mean(axis=1)
    share = _chord_share(LUMBAR)
    chord = low[:, None] + share * (high - low)[:, None]
    hollow = (chord - back[:, LUMBAR]).mean(axis=1)
    return np.where(np.isfinite(body.facing), hollow, np.nan)


def _chord_share(stations: npt.NDArray[np.bool_]) -> Array:
    """How far along the chord each of the chosen stations lies, 0..1."""
    start, end = OUTLINE_STATIONS[CHORD_LOW].mean(), OUTLINE_STATIONS[CHORD_HIGH].mean()
    return (OUTLINE_STATIONS[stations] - start) / (end - start)
