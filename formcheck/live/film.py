"""Keeps the raw film while it is being made: H.264 with true times, in fragments of a second.

A fragment that is on the disk stays readable whatever happens to the rest of the file.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from formcheck.errors import OutputError
from formcheck.live.reader import Shot
from formcheck.video import to_encode

FRAGMENT_S = 1.0
WAITING_FRAMES = 30
_TIME_BASE = Fraction(1, 90_000)
_FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
_CODEC = {"preset": "superfast", "tune": "zerolatency", "crf": "23", "forced-idr": "1", "g": "600"}


class _Appended:
    """A file that is only added to: FFmpeg then never goes back to mend what is written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def settle(self) -> None:
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


class FilmKeeper:
    """Encodes in a thread of its own; :meth:`keep` never waits.

    Attributes:
        frames: pictures taken so far.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        """width, height: of the pictures to come; an odd one loses its last pixel.

        Raises:
            OutputError: the place cannot be written to.
        """
        self.path = path
        self.frames = 0
        self._size = (max(2, width - width % 2), max(2, height - height % 2))
        try:
            self._file = _Appended(path)
        except OSError as error:
            raise OutputError(f"Cannot write {path}: {error.strerror}.") from error
        self._queue: Queue[Shot | None] = Queue(WAITING_FRAMES)
        self._error: Exception | None = None
        self._key_s = -np.inf
        self._first_s: float | None = None
        self._thread = Thread(target=self._work, name="film", daemon=True)
        self._thread.start()

    def keep(self, shot: Shot) -> bool:
        """Take a picture; False where the encoder is too far behind to take it.

        Raises:
            OutputError: the disk is full, or the place is gone.
        """
        if self._error is not None:
            raise self._cannot_write(self._error) from self._error
        try:
            self._queue.put_nowait(shot)
        except Full:
            return False
        self.frames += 1
        return True

    def close(self) -> None:
        """Finish the file; raises OutputError where that fails."""
        self._queue.put(None)
        self._thread.join()
        self._file.close()
        if self._error is not None:
            raise self._cannot_write(self._error) from self._error

    def _work(self) -> None:
        try:
            with av.open(self._file, "w", format="mp4", options=_FRAGMENTS) as container:
                stream = self._new_stream(container)
                while (shot := self._queue.get()) is not None:
                    self._encode(container, stream, shot)
                container.mux(stream.encode(None))
            self._file.settle()
        except (av.FFmpegError, OSError) as error:  # raised again by keep and close
            self._error = error
            while self._queue.get() is not None:
                pass

    def _new_stream(self, container: Any) -> Any:
        stream = container.add_stream("libx264", rate=30, options=_CODEC)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = _TIME_BASE
        stream.codec_context.thread_count = 1
        return stream

    def _encode(self, container: Any, stream: Any, shot: Shot) -> None:
        if self._first_s is None:
            self._first_s = shot.time_s
        time_s = shot.time_s - self._first_s
        width, height = self._size
        frame = to_encode(np.ascontiguousarray(shot.image[:height, :width]))
        frame.pts, frame.time_base = round(time_s / _TIME_BASE), _TIME_BASE
        starts_fragment = time_s - self._key_s >= FRAGMENT_S
        if starts_fragment:
            frame.pict_type, self._key_s = PictureType.I, time_s
        container.mux(stream.encode(frame))
        if starts_fragment:
            self._file.settle()

    def _cannot_write(self, error: Exception) -> OutputError:
        reason = getattr(error, "strerror", None) or str(error)
        return OutputError(f"The film cannot be kept at {self.path}: {reason}; make room.")
