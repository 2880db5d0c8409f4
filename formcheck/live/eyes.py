"""Finds the landmarks of the newest picture, beside the drawing of the one before."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType

from formcheck.landmarker import Glimpse, Landmarker, Networks
from formcheck.live.reader import Reader, Shot
from formcheck.pose import Observation, Pose

WAIT_S = 0.1


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture, and who was found in it.

    Attributes:
        poses: of those known so far, which is what can be shown first.
    """

    shot: Shot
    poses: Mapping[int, Pose]
    _whole: Future[Glimpse]

    def observation(self) -> Observation:
        """All that the picture shows; waits until it has been searched for further people."""
        return self._whole.result().observation()


class Eyes:
    """Takes pictures from a reader as fast as the pose model allows; a context manager."""

    def __init__(self, reader: Reader, networks: Networks, every_s: float = 0.0) -> None:
        """
        Args:
            every_s: look no more often than this, to spare a slow machine.
        """
        self._reader = reader
        self._landmarker = Landmarker(networks=networks)
        self._every_s = every_s
        self._looked_s = float("-inf")
        self._ready: Sight | None = None
        self._changed = threading.Condition()
        self._stopped = self._ended = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="landmarks", daemon=True)

    def __enter__(self) -> Eyes:
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
        self._thread.join()
        self._landmarker.close()

    @property
    def ended(self) -> bool:
        """Whether everything has been seen."""
        return self._ended and self._ready is None

    def next(self, timeout_s: float) -> Sight | None:
        """What was seen next; None if nothing came in time. Raises what went wrong meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: self._ready is not None or self._ended, timeout_s)
            if self._error is not None:
                raise self._error
            sight, self._ready = self._ready, None
            self._changed.notify_all()
            return sight

    def _run(self) -> None:
        try:
            while not (self._stopped or self._reader.ended):
                shot = self._reader.take(WAIT_S)
                if shot is not None and shot.time_s - self._looked_s >= self._every_s:
                    self._looked_s = shot.time_s
                    self._look(shot)
        except BaseException as error:  # raised again by next
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _look(self, shot: Shot) -> None:
        """Hand over what is found at once, and search on while it is being drawn."""
        glimpse, whole = self._landmarker.glimpse(shot), Future[Glimpse]()
        self._hand_over(Sight(shot, glimpse.poses, whole))
        try:
            whole.set_result(self._landmarker.look_around(glimpse))
        except BaseException as error:
            whole.set_exception(error)
            raise

    def _hand_over(self, sight: Sight) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._ready is None or self._stopped)
            self._ready = sight
            self._changed.notify_all()
