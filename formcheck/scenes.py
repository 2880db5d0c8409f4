"""Cuts in a video: where another picture starts, at once or by fading over."""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_SIZE = (64, 36)
_DETAIL_SIGMA_PX = 3.0
_SHIFT_PX = 4

_CUT_UNLIKENESS = 0.4
_CUT_OVER_LEVEL = 4.0
_LEVEL_FRAMES = 12

_FADE_S = 0.5
_FADE_UNLIKENESS = 0.5
_FADE_REMAINDER = 0.2
_FADE_MIN_FRAMES = 5


def thumbnail(image: npt.NDArray[np.uint8]) -> Floats:
    """(36, 64) luma 0..255 of a BGR picture, at a cost that hardly grows with its size."""
    sparse = cv2.resize(image, (4 * _SIZE[0], 4 * _SIZE[1]), interpolation=cv2.INTER_NEAREST)
    luma = cv2.cvtColor(sparse, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(luma, _SIZE, interpolation=cv2.INTER_AREA), np.float32)


class SceneDetector:
    """Tells from thumbnails, in their order, where a scene starts.

    Compared is the finer structure only, and by correlation: a change of exposure counts little,
    and a camera that swings moves structure instead of mixing it.
    """

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Floats]] = deque()
        self._steps: deque[float] = deque(maxlen=_LEVEL_FRAMES)

    def starts_scene(self, picture: Floats, time_s: float) -> bool:
        """Whether this thumbnail belongs to another scene than the one before."""
        detail = picture - cv2.GaussianBlur(picture, (0, 0), _DETAIL_SIGMA_PX)
        detail = np.asarray(detail, np.float32).ravel()
        starts = bool(self._recent) and self._is_cut(detail)
        self._recent.append((time_s, detail))
        while time_s - self._recent[0][0] > _FADE_S + 1e-6:
            self._recent.popleft()
        if not starts and not self._is_fade():
            return False
        self._recent.clear()
        self._recent.append((time_s, detail))
        self._steps.clear()
        return True

    def _is_cut(self, detail: Floats) -> bool:
        """Unlike the picture before, and far more so than those before were among themselves."""
        step = _unlikeness(self._recent[-1][1], detail)
        level = float(np.median(self._steps)) if self._steps else 0.0
        self._steps.append(step)
        if step < max(_CUT_UNLIKENESS, _CUT_OVER_LEVEL * level):
            return False
        return _unlikeness_when_moved(self._recent[-1][1], detail) > _CUT_UNLIKENESS

    def _is_fade(self) -> bool:
        """The last half second starts and ends with unlike pictures and mixes them in between."""
        span_s = self._recent[-1][0] - self._recent[0][0]
        if len(self._recent) < _FADE_MIN_FRAMES or span_s < 0.7 * _FADE_S:
            return False
        first, last = self._recent[0][1], self._recent[-1][1]
        if _unlikeness(first, last) < _FADE_UNLIKENESS:
            return False
        change = last - first
        size = float(change @ change)
        share, before = 0.05, len(self._recent) - 1
        for quarter in (1, 2, 3):
            middle = self._recent[before * quarter // 4][1] - first
            previous, share = share, float(middle @ change) / size
            rest = middle - share * change
            if not previous < share < 0.95 or float(rest @ rest) > _FADE_REMAINDER * size:
                return False
        return _unlikeness_when_moved(first, last) > _CUT_UNLIKENESS


def _unlikeness(one: Floats, other: Floats) -> float:
    """1 minus the correlation of two structures, 0 = alike, 1 = nothing in common."""
    size = float(np.sqrt((one @ one) * (other @ other)))
    # Plain pictures have no structure but noise to compare: below one grey level it is left.
    return 1.0 - float(one @ other) / size if size > len(one) else 0.0


def _unlikeness_when_moved(one: Floats, other: Floats) -> float:
    """Unlikeness at the best shift of one against the other: what a moved camera leaves."""
    width, height = _SIZE
    middle = one.reshape(height, width)[_SHIFT_PX:-_SHIFT_PX, _SHIFT_PX:-_SHIFT_PX]
    match = cv2.matchTemplate(other.reshape(height, width), middle, cv2.TM_CCORR_NORMED)
    return 1.0 - float(match.max())
