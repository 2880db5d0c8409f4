"""Cuts in a video: where another picture starts."""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

THUMBNAIL = (64, 36)

_CUT_UNLIKENESS = 0.35
_CUT_OVER_LEVEL = 4.0
_LEVEL_FRAMES = 12


def thumbnail(image: npt.NDArray[np.uint8]) -> Floats:
    """(36, 64) luma 0..255 of a BGR picture, at a cost that hardly grows with its size."""
    sparse = cv2.resize(
        image, (4 * THUMBNAIL[0], 4 * THUMBNAIL[1]), interpolation=cv2.INTER_NEAREST
    )
    luma = cv2.cvtColor(sparse, cv2.COLOR_BGR2GRAY)
    return cv2.resize(luma, THUMBNAIL, interpolation=cv2.INTER_AREA).astype(np.float32)


class CutDetector:
    """Tells a hard cut by how unlike two neighbouring pictures are, against the level before.

    Unlikeness is 1 minus the correlation of the lumas, which a change of exposure leaves alone.
    """

    def __init__(self) -> None:
        self._last: Floats | None = None
        self._level: deque[float] = deque(maxlen=_LEVEL_FRAMES)

    def is_cut(self, picture: Floats) -> bool:
        """Whether this thumbnail starts another scene than the one before."""
        last, self._last = self._last, picture
        if last is None:
            return False
        step = unlikeness(last, picture)
        level = float(np.median(self._level)) if self._level else 0.0
        cut = step > max(_CUT_UNLIKENESS, _CUT_OVER_LEVEL * level)
        if cut:
            self._level.clear()
        else:
            self._level.append(step)
        return cut


def unlikeness(one: Floats, other: Floats) -> float:
    """1 minus the correlation of two pictures, 0 = alike, 1 = nothing in common."""
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    # Pictures of one plain colour have no structure to compare.
    return 1.0 - float((a * b).sum()) / size if size > 1.0 else 0.0
