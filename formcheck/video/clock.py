"""Times of a file's frames from the container's stamps."""

from __future__ import annotations


class FrameClock:
    """Times of the frames from the container's stamps, mended where these make no sense."""

    def __init__(self, step_s: float) -> None:
        self._step = step_s
        self._offset: float | None = None
        self._first = 0.0
        self._before: float | None = None
        self._last = 0.0
        self._shortest, self._longest = float("inf"), 0.0
        self.frames = 0

    def time_of(self, stamp: float | None) -> float:
        """Seconds from the first frame for the next frame's stamp; strictly increasing."""
        if self._offset is None:
            self._offset = self._first = 0.0 if stamp is None else stamp
            now = 0.0
        else:
            now = self._mend(stamp, self._offset)
            self._shortest = min(self._shortest, now - self._last)
            self._longest = max(self._longest, now - self._last)
        self.frames += 1
        self._last = now
        return now

    def _mend(self, stamp: float | None, offset: float) -> float:
        if stamp is None:
            return self._last + self._step
        if self._before is not None and stamp - self._before > self._last - self._step:
            # Only some pictures came late, as from a damaged place: the stamps go on as before.
            offset = self._offset = self._before
            self._before = None
        now = stamp - offset
        if now > self._last:
            return now
        if now > self._last - self._step:
            # A doubled stamp: half a step keeps it before the next good one.
            return self._last + self._step / 2
        # The stamps start anew, as in files joined together: they go on from here.
        self._before = offset if self._before is None else self._before
        self._offset = stamp - (self._last + self._step)
        return self._last + self._step

    @property
    def mean_fps(self) -> float | None:
        return (self.frames - 1) / self._last if self._last > 0 else None

    @property
    def duration_s(self) -> float:
        """To the end of the last frame, which is taken to be as long as the mean."""
        return self._last + (1 / self.mean_fps if self.mean_fps else self._step)

    @property
    def variable_rate(self) -> bool:
        # Containers with millisecond stamps move a constant rate by one millisecond.
        return self._longest - self._shortest > 0.0025

    def ends_before(self, claimed_s: float | None) -> bool:
        """The pictures end clearly earlier than the container says.

        Some containers claim the time of the end, which for pictures that begin late is more than
        their length.
        """
        if claimed_s is None:
            return False
        end_s = max(self._first, 0.0) + self.duration_s
        return claimed_s - end_s > max(1.0, 0.03 * claimed_s)
