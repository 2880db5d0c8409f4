"""Cameras, landmarks and screens that do what is asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from formcheck.live.camera import Source
from formcheck.live.coach import Coach
from formcheck.live.eyes import Sight
from formcheck.live.outlets import Unseen
from formcheck.live.reader import Shot
from formcheck.pose import Observation, Pose
from formcheck.recording import Recording

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


def opener_of(*captures: FakeCapture) -> Callable[[Source], FakeCapture]:
    """Opens one capture after the other; the last one again and again."""
    waiting = list(captures)

    def opener(source: Source) -> FakeCapture:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return opener


class Recalled:
    """In place of the pose model: the recorded landmarks of the pictures, by their numbers."""

    def __init__(self, recording: Recording) -> None:
        self._observations = list(recording.observations())

    def glimpse(self, shot: Shot) -> Remembered:
        return Remembered(replace(self._observations[shot.index], time_s=shot.time_s))

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
