"""Where to look for people whom nobody follows yet, and how often."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from formcheck.landmarker.networks import DETECTOR_CROP, PersonDetector
from formcheck.landmarker.region import Region

Image = npt.NDArray[np.uint8]

_EAGER_S = 1.0
_PATIENT_S = 5.0
_PATIENT_PAUSE_S = 0.1
_IDLE_PAUSE_S = 0.3
_SCOUT_EVERY_S = 0.5
_RECHECK_EVERY_S = 0.2
_WIDER = 1.3
_QUARTER_TURN = math.pi / 2


def people_in(detector: PersonDetector, image: Image, place: Region) -> list[Region]:
    """Regions of the people whom the detector sees in a place, surest first."""
    spots = detector(place.cut(image, DETECTOR_CROP))
    return [
        Region.of_body(
            place.to_picture(spot.hips, DETECTOR_CROP), place.to_picture(spot.reach, DETECTOR_CROP)
        )
        for spot in spots
    ]


class Search:
    """The places to look at, one after the other, while somebody is missing.

    The detector sees 224 x 224 pixels: who is small in the picture, or lies, is found only in an
    enlarged or turned piece of it. Each look costs about half a landmark network, so that a frame
    gets two, and after a while only some frames do.
    """

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._looked_s = float("-inf")
        self._places: Iterator[Region] = iter(())

    def rest(self) -> None:
        """Nobody is missing any more."""
        self._since_s = None

    def places(self, image: Image, now_s: float, last: Region | None) -> list[Region]:
        """Where to look in this frame; empty while pausing.

        Args:
            last: where the missing person was seen last, if ever.
        """
        if self._since_s is None:
            self._since_s = now_s
            self._looked_s = float("-inf")
            self._places = iter(())
        if now_s - self._looked_s < self._pause(now_s - self._since_s):
            return []
        self._looked_s = now_s
        return [Region.of_picture(image), self._next_place(image, last)]

    @staticmethod
    def _pause(missing_s: float) -> float:
        if missing_s < _EAGER_S:
            return 0.0
        return _PATIENT_PAUSE_S if missing_s < _PATIENT_S else _IDLE_PAUSE_S

    def _next_place(self, image: Image, last: Region | None) -> Region:
        place = next(self._places, None)
        if place is None:
            self._places = _all_places(image, last)
            place = next(self._places)
        return place


class Scout:
    """The places to glance at for further people while those known are being followed.

    All of them when a scene starts, then one at a time: two looks a second cost about a twentieth
    of following one person.
    """

    def __init__(self) -> None:
        self._glanced_s = float("-inf")
        self._places: list[Region] = []

    def places(self, image: Image, now_s: float, left: Sequence[Region] = ()) -> list[Region]:
        """Where to glance in this frame; mostly nowhere. The same until they were glanced at.

        Args:
            left: where somebody stayed who may have been passed by; looked at more often.
        """
        if now_s - self._glanced_s < (_RECHECK_EVERY_S if left else _SCOUT_EVERY_S):
            return []
        if self._glanced_s == float("-inf"):
            return list(_scouted_places(image))
        self._places = self._places or list(_scouted_places(image))
        return [*(place.enlarged(_WIDER, place.angle) for place in left), *self._places[:1]]

    def glanced(self, now_s: float) -> None:
        """The places for this frame have been glanced at."""
        self._glanced_s = now_s
        del self._places[:1]


def _scouted_places(image: Image) -> Iterator[Region]:
    height, width = image.shape[:2]
    for tile in _tiles(width, height, 0.9 * min(width, height)):
        yield Region.of_picture(image)
        yield tile


def _all_places(image: Image, last: Region | None) -> Iterator[Region]:
    height, width = image.shape[:2]
    if last is not None:
        for angle in (0.0, last.angle, _QUARTER_TURN, -_QUARTER_TURN):
            yield last.enlarged(_WIDER, angle)
    yield Region.of_picture(image, _QUARTER_TURN)
    yield Region.of_picture(image, -_QUARTER_TURN)
    yield from _tiles(width, height, 0.9 * min(width, height))
    yield from _tiles(width, height, 0.6 * min(width, height))


def _tiles(width: int, height: int, side: float) -> list[Region]:
    """Squares that overlap by a third and more, those in the middle first."""
    tiles = [Region(x, y, side) for x in _middles(width, side) for y in _middles(height, side)]
    return sorted(tiles, key=lambda t: math.hypot(t.x - width / 2, t.y - height / 2))


def _middles(length: int, side: float) -> list[float]:
    count = 1 + math.ceil(max(0.0, length - side) / (side * 2 / 3))
    return [float(m) for m in np.linspace(side / 2, length - side / 2, count)]
