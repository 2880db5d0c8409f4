"""Cameras, landmarks and screens that do what is asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from formcheck.live.camera import Image, Source
from formcheck.live.coach import Coach
from formcheck.live.eyes import Sight
from formcheck.live.outlets import Unseen
from formcheck.live.reader import Shot
from formcheck.pose import Observation, Pose
from formcheck.recording import Recording
from formcheck.video import Frame

PICTURE = np.full((48, 64, 3), 90, np.uint8)


class FakeCapture:
    """Gives pictures as a script of True (a picture) and False (none) says, then none."""

    def __init__(self, script: Sequence[bool], opens: bool = True, step_s: float = 0.01) -> None:
        self._script, self._opens, self._step_s = list(script), opens, step_s
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802  (OpenCV's own name)
        return self._opens

    def read(self) -> tuple[bool, Any]:
        time.sleep(self._step_s)
        good = self._script.pop(0) if self._script else False
        return good, PICTURE.copy() if good else None

    def get(self, prop: int, /) -> float:
        return 0.0

    def release(self) -> None:
        self.released = True


class Clock:
    """Tells the time that a film has come to, so that nobody waits for it."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class FilmedCamera(FakeCapture):
    """Gives pictures at their times; where there is none it is away, and cannot be opened."""

    def __init__(self, clock: Clock, coming: Iterator[tuple[float, Image | None]]) -> None:
        super().__init__([])
        self._clock, self._coming = clock, coming
        self._next = next(coming)

    def isOpened(self) -> bool:  # noqa: N802
        return self._next[1] is not None or self._passed() is not None

    def read(self) -> tuple[bool, Any]:
        image = self._passed()
        return image is not None, image

    def _passed(self) -> Image | None:
        (self._clock.now_s, image), self._next = self._next, next(self._coming)
        return image


def opener_of(*captures: FakeCapture) -> Callable[[Source], FakeCapture]:
    """Opens one capture after the other; the last one again and again."""
    waiting = list(captures)

    def opener(source: Source) -> FakeCapture:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return opener


class Recalled:
    """In place of the pose model: the recorded landmarks of one picture after the other.

    Each picture has to come at the time of the recorded one, and the first have to be ``alike``.
    """

    def __init__(self, recording: Recording, alike: Iterator[Frame]) -> None:
        self._observations, self._alike = recording.observations(), alike

    def glimpse(self, shot: Shot) -> Remembered:
        recorded = next(self._observations)
        assert recorded.index == shot.index
        assert abs(recorded.time_s - shot.time_s) < 1e-5
        if (frame := next(self._alike, None)) is not None:
            assert np.array_equal(shot.image, frame.image)
        return Remembered(replace(recorded, time_s=shot.time_s))

    def look_around(self, glimpse: Remembered) -> Remembered:
        return glimpse

    def close(self) -> None: ...


@dataclass(frozen=True)
class Remembered:
    """What was recorded of a picture, at the time at which it came now."""

    whole: Observation

    @property
    def poses(self) -> dict[int, Pose]:
        return self.whole.people

    def observation(self) -> Observation:
        return self.whole


class SeenUntil(Unseen):
    """Somebody who has seen enough at some time of the film."""

    def __init__(self, enough_s: float) -> None:
        self._enough_s = enough_s

    def frame(self, sight: Sight, coach: Coach) -> bool:
        return sight.shot.time_s < self._enough_s
