"""Times of a file's frames from the container's stamps."""

from __future__ import annotations


class FrameClock:
    """Times of the frames from the container's stamps, mended where these make no sense."""

    def __init__(self, step_s: float) -> None:
        self._step = step_s
        self._offset: float | None = None
        self._last = 0.0
        self._shortest, self._longest = float("inf"), 0.0
        self.frames = 0

    def time_of(self, stamp: float | None) -> float:
        """Seconds from the first frame for the next frame's stamp; strictly increasing."""
        if self._offset is None:
            self._offset = 0.0 if stamp is None else stamp
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
        now = stamp - offset
        if now > self._last:
            return now
        if now > self._last - self._step:
            # A doubled stamp: half a step keeps it before the next good one.
            return self._last + self._step / 2
        # The stamps start anew, as in files joined together: they go on from here.
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
        """The pictures end clearly earlier than the container says."""
        return claimed_s is not None and claimed_s - self.duration_s > max(1.0, 0.03 * claimed_s)
