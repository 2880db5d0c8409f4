"""A film that stands for a camera, read as a check reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import cv2

from formcheck.video import VideoFile


class PlayedFilm:
    """Gives a film's pictures one by one, as ``cv2.VideoCapture`` would.

    OpenCV itself would end at the first damaged place, and not say so.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Raises VideoError where the file is no film."""
        self._film = VideoFile(Path(path))
        self._frames = self._film.frames()
        self._time_s = 0.0

    @property
    def truncated(self) -> bool:
        """Whether a part of the file could not be decoded; known at its end."""
        return self._film.truncated

    def isOpened(self) -> bool:  # noqa: N802  (OpenCV's own name)
        return True

    def read(self) -> tuple[bool, Any]:
        frame = next(self._frames, None)
        if frame is None:
            return False, None
        self._time_s = frame.time_s
        return True, frame.image

    def get(self, prop: int, /) -> float:
        return 1000 * self._time_s if prop == cv2.CAP_PROP_POS_MSEC else 0.0

    def release(self) -> None:
        self._frames = iter(())
