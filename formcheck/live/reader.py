"""Reads a camera beside everything else and keeps only its newest picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import cv2
import numpy as np

from formcheck.live.camera import Capture, Image, Opener, Source, first_picture, open_capture
from formcheck.live.played import PlayedFilm

GAP_S = 1.0
"""Without a picture for this long, the camera counts as away."""
REOPEN_EVERY_S = 0.5
KEEP_AGAIN_S = 0.01
LEAST_STEP_S = 1e-3


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as it arrived.

    Attributes:
        index: number among those that are kept, from 0.
        time_s: seconds from the first picture.
        image: (H, W, 3) BGR, never mirrored.
        arrived_s: when it arrived, on ``time.perf_counter``.
    """

    index: int
    time_s: float
    image: Image
    arrived_s: float


@dataclass(frozen=True)
class Gap:
    """A time without pictures."""

    from_s: float
    to_s: float


def now_s() -> float:
    """Seconds on a clock that goes on while the lid is closed."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Reader:
    """The newest picture of a source; a context manager.

    A camera that fails is opened again and again until it comes back. A film ends.

    Attributes:
        dropped: pictures that a newer one replaced before anybody took them.
        gaps: times without pictures.
        width, height: of the pictures, pixels.
        keep: is shown every picture first; one that it has no room for is dropped, or offered again
            where every picture waits to be taken.
    """

    def __init__(
        self,
        source: Source,
        *,
        drop: bool = True,
        own_pace: bool = True,
        opener: Opener = open_capture,
    ) -> None:
        """Open the source.

        Args:
            drop: keep only the newest picture; else each one waits to be taken.
            own_pace: play a film as slowly as it was filmed.

        Raises:
            FormcheckError: it is missing, busy, or gives no picture.
        """
        self.source = source
        self.dropped = 0
        self.gaps: list[Gap] = []
        self._drop, self._own_pace, self._opener = drop, own_pace, opener
        self.keep: Callable[[Shot], bool] | None = None
        self._capture, first = first_picture(source, opener)
        self.height, self.width = first.shape[:2]
        self._first: Image | None = first
        self._waiting: Shot | None = None
        self._changed = threading.Condition()
        self._stopped = self._ended = False
        self._error: BaseException | None = None
        self._index = 0
        self._last_s = 0.0
        self._began_s = now_s()
        self._first_stamp_s = self._stamp_s()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def __enter__(self) -> Reader:
        self._began_s = now_s()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        # A camera that hangs in its driver is left to it: the thread ends with the program.
        self._thread.join(timeout=2.0)

    @property
    def ended(self) -> bool:
        """Whether no further picture will come."""
        return self._ended and self._waiting is None

    @property
    def truncated(self) -> bool:
        """Whether a part of the film could not be decoded; known at its end."""
        return isinstance(self._capture, PlayedFilm) and self._capture.truncated

    @property
    def away_s(self) -> float:
        """For how long no picture has come; 0 while they come."""
        silent = now_s() - self._began_s - self._last_s
        return silent if silent > GAP_S and not (self.source.is_film or self._ended) else 0.0

    def take(self, timeout_s: float) -> Shot | None:
        """The newest picture that nobody took yet; None if none came in time.

        Raises whatever went wrong while reading.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is not None or self._ended, timeout_s)
            if self._error is not None:
                raise self._error
            shot, self._waiting = self._waiting, None
            self._changed.notify_all()
            return shot

    # --- in the thread ---

    def _run(self) -> None:
        try:
            while not self._stopped:
                self._read_one()
        except BaseException as error:  # raised again by take
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()
            self._capture.release()

    def _read_one(self) -> None:
        image, self._first = self._first, None
        if image is None:
            good, image = self._capture.read()
            if not good or image is None:
                self._stopped = self._stopped or self.source.is_film or not self._reopened()
                return
        time_s = self._time_of_picture()
        if self.source.is_film and self._own_pace:
            self._sleep(self._began_s + time_s - now_s())
        self._deliver(self._fitted(image), time_s)

    def _time_of_picture(self) -> float:
        if self.source.is_film:
            time_s = self._stamp_s() - self._first_stamp_s
        else:
            time_s = now_s() - self._began_s
            if time_s - self._last_s > GAP_S:
                self.gaps.append(Gap(self._last_s, time_s))
        return max(time_s, self._last_s + LEAST_STEP_S) if self._index else 0.0

    def _stamp_s(self) -> float:
        return self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000

    def _fitted(self, image: Image) -> Image:
        """A camera may come back with another size of picture: the first one stands."""
        if image.shape[:2] == (self.height, self.width):
            return image
        return np.asarray(cv2.resize(image, (self.width, self.height)), np.uint8)

    def _deliver(self, image: Image, time_s: float) -> None:
        shot = Shot(self._index, time_s, image, time.perf_counter())
        self._last_s = time_s
        if not self._kept(shot):
            self.dropped += 1
            return
        self._index += 1
        with self._changed:
            if not self._drop:
                self._changed.wait_for(lambda: self._waiting is None or self._stopped)
            elif self._waiting is not None:
                self.dropped += 1
            self._waiting = shot
            self._changed.notify_all()

    def _kept(self, shot: Shot) -> bool:
        """Show it to what keeps the film; only a camera's pictures cannot wait for room."""
        while self.keep is not None and not self.keep(shot):
            if self._drop or self._stopped:
                return False
            self._sleep(KEEP_AGAIN_S)
        return True

    def _reopened(self) -> bool:
        """Try until the camera is back; False if nobody waits for it any more."""
        self._capture.release()
        while not self._stopped:
            self._sleep(REOPEN_EVERY_S)
            capture: Capture = self._opener(self.source)
            if capture.isOpened():
                self._capture = capture
                return True
            capture.release()
        return False

    def _sleep(self, seconds: float) -> None:
        with self._changed:
            if seconds > 0:
                self._changed.wait_for(lambda: self._stopped, seconds)
