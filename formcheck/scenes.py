"""Cuts in a video: where another picture starts, at once or by fading over."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_SIZE = (64, 36)
_DETAIL_SIGMA_PX = 3.0
_SHIFT_PX = 4
_CHANGED_GREY = 8.0
_CHANGED_SHARE = 0.28

_NEARER = (1.05, 1.1, 1.15, 1.2, 1.25, 1.3)
"""Editors cut from a whole picture to a part of it and back; how much larger that part is."""

_CUT_UNLIKENESS = 0.4
_CUT_OVER_LEVEL = 4.0
_LEVEL_FRAMES = 12

_FADES_S = (0.5, 0.3)
_FADE_UNLIKENESS = 0.5
_FADE_REMAINDER = 0.2
_FADE_MIN_FRAMES = 5
_FADE_ELSEWHERE, _FOR_UNEXPLAINED = 0.35, 1.5
"""How unlike both ends of a fade are, however they are shifted: so much, and so much more for what
no mixture of both explains in between. Two films' fades: 0.41 and 0.66, with 0.00 and 0.16 of it;
a camera that turns, wobbles or comes nearer while a body moves before it: 0.40 to 0.61, with 0.15
to 0.19."""


def thumbnail(image: npt.NDArray[np.uint8]) -> Floats:
    """(36, 64) luma 0..255 of a BGR picture, at a cost that hardly grows with its size."""
    sparse = cv2.resize(image, (4 * _SIZE[0], 4 * _SIZE[1]), interpolation=cv2.INTER_NEAREST)
    luma = cv2.cvtColor(sparse, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(luma, _SIZE, interpolation=cv2.INTER_AREA), np.float32)


class _View(NamedTuple):
    """A thumbnail, and what is left of it without its coarse structure, as (2304,)."""

    time_s: float
    picture: Floats
    detail: Floats


class SceneDetector:
    """Tells from thumbnails, in their order, where a scene starts.

    Compared is the finer structure only, and by correlation: a change of exposure counts little,
    and a camera that swings moves structure instead of mixing it.
    """

    def __init__(self) -> None:
        self._recent: deque[_View] = deque()
        self._steps: deque[float] = deque(maxlen=_LEVEL_FRAMES)

    def starts_scene(self, picture: Floats, time_s: float) -> bool:
        """Whether this thumbnail belongs to another scene than the one before."""
        view = _View(time_s, picture, _detail(picture).ravel())
        starts = bool(self._recent) and self._is_cut(view)
        self._recent.append(view)
        while time_s - self._recent[0].time_s > _FADES_S[0] + 1e-6:
            self._recent.popleft()
        if not starts and not self._is_fade():
            return False
        self._recent.clear()
        self._recent.append(view)
        self._steps.clear()
        return True

    def _is_cut(self, view: _View) -> bool:
        """Unlike the picture before, and far more so than those before were among themselves."""
        step = _unlikeness(self._recent[-1].detail, view.detail)
        level = float(np.median(self._steps)) if self._steps else 0.0
        self._steps.append(step)
        unlike = step > max(_CUT_UNLIKENESS, _CUT_OVER_LEVEL * level)
        return unlike and _is_elsewhere(self._recent[-1], view, _CUT_UNLIKENESS)

    def _is_fade(self) -> bool:
        now_s = self._recent[-1].time_s
        return any(
            _mixes([view for view in self._recent if now_s - view.time_s < span_s + 1e-6])
            for span_s in _FADES_S
            if now_s - self._recent[0].time_s > 0.7 * span_s
        )


def _mixes(views: list[_View]) -> bool:
    """The pictures start and end unlike each other and are mixtures of the two in between."""
    first, last = views[0].detail, views[-1].detail
    if len(views) < _FADE_MIN_FRAMES or _unlikeness(first, last) < _FADE_UNLIKENESS:
        return False
    change = last - first
    size = float(change @ change)
    share, unexplained = 0.05, 0.0
    for quarter in (1, 2, 3):
        middle = views[(len(views) - 1) * quarter // 4].detail - first
        previous, share = share, float(middle @ change) / size
        rest = middle - share * change
        unexplained = max(unexplained, float(rest @ rest) / size)
        if not previous < share < 0.95 or unexplained > _FADE_REMAINDER:
            return False
    return _is_elsewhere(views[0], views[-1], _FADE_ELSEWHERE + _FOR_UNEXPLAINED * unexplained)


def _is_elsewhere(one: _View, other: _View, unlike: float) -> bool:
    """Neither a camera that moved a little, nor somebody moving before a plain wall, nor a part of
    the one picture shown in the other's place explains it.

    Args:
        unlike: how unlike they are at the least, however shifted.
    """
    if np.mean(np.abs(one.picture - other.picture) > _CHANGED_GREY) < _CHANGED_SHARE:
        return False
    if _unlikeness_when_moved(one, other.detail.reshape(other.picture.shape)) <= unlike:
        return False
    return all(_unlikeness_when_enlarged(*pair) > unlike for pair in ((one, other), (other, one)))


def _unlikeness(one: Floats, other: Floats) -> float:
    """1 minus the correlation of two structures, 0 = alike, 1 = nothing in common."""
    size = float(np.sqrt((one @ one) * (other @ other)))
    # Plain pictures have no structure but noise to compare: below one grey level it is left.
    return 1.0 - float(one @ other) / size if size > len(one) else 0.0


def _unlikeness_when_moved(one: _View, other: Floats) -> float:
    """Unlikeness of the one's middle to the likest place in another structure, as large or larger:
    what a moved camera leaves."""
    width, height = _SIZE
    middle = one.detail.reshape(height, width)[_SHIFT_PX:-_SHIFT_PX, _SHIFT_PX:-_SHIFT_PX]
    return 1.0 - float(cv2.matchTemplate(other, middle, cv2.TM_CCORR_NORMED).max())


def _unlikeness_when_enlarged(whole: _View, part: _View) -> float:
    """Unlikeness of a picture to the likest part of another one, of those that it may show."""
    larger = (cv2.resize(whole.picture, None, fx=by, fy=by) for by in _NEARER)
    return min(
        _unlikeness_when_moved(part, _detail(np.asarray(each, np.float32))) for each in larger
    )


def _detail(picture: Floats) -> Floats:
    """What is left of a picture without its coarse structure."""
    blurred = cv2.GaussianBlur(picture, (0, 0), _DETAIL_SIGMA_PX)
    return np.asarray(picture - blurred, np.float32)
