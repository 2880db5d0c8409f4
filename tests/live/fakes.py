"""Cameras that do what is asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from formcheck.live.camera import Source

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
