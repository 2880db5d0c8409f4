"""How long one film may take, and the end of what does not stop by itself."""

from __future__ import annotations

import faulthandler
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.batch.errors import TimeLimitError
from formcheck.batch.meter import Meter

START_S = 10 * 60.0
PER_SECOND = 20.0
UNKNOWN_S = 2 * 3600.0
LONGEST_S = 24 * 3600.0
GRACE_S = 5.0


def usual_limit_s(duration_s: float | None) -> float:
    """What a film may take where nobody said: some twenty times as long as it should."""
    if duration_s is None:
        return UNKNOWN_S
    return min(START_S + PER_SECOND * max(duration_s, 0.0), LONGEST_S)


class Deadline:
    """Told by a check how far it is, it stops the check when the film has taken too long.

    A check that says nothing any more, since it hangs in native code, takes the whole process
    with it ``GRACE_S`` later, whatever that code holds on to.
    """

    def __init__(self, name: str, limit_s: float | None, meter: Meter) -> None:
        """
        Args:
            limit_s: None = by the film's duration, which its first stretch of work tells.
            meter: is told the same, and the limit.
        """
        self._name, self._limit_s, self._meter = name, limit_s, meter
        self._told = False

    def begin(self, what: str, total: float | None) -> None:
        """Pass on; the first stretch tells how long the film is."""
        if not self._told and self._limit_s is None:
            self._allow(usual_limit_s(total))
        self._told = True
        self._meter.begin(what, total)

    def reach(self, done: float) -> None:
        """Pass on; raises TimeLimitError when the time is over."""
        if time.monotonic() > self._end:
            raise TimeLimitError(over(self._name, self._allowed))
        self._meter.reach(done)

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time in which the film has to be done."""
        self._began = time.monotonic()
        with Path(os.devnull).open("w") as self._nowhere:
            self._allow(START_S if self._limit_s is None else self._limit_s)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def _allow(self, limit_s: float) -> None:
        self._allowed, self._end = limit_s, self._began + limit_s
        self._meter.allow(limit_s, self._end)
        left = max(self._end - time.monotonic(), 0.0) + GRACE_S
        # Native, so that it works where Python's own threads no longer get a turn.
        faulthandler.dump_traceback_later(left, exit=True, file=self._nowhere)


def over(name: str, limit_s: float) -> str:
    """The sentence for a film that took too long."""
    allowed = f"{limit_s:.0f} seconds" if limit_s < 120 else f"{limit_s / 60:.0f} minutes"
    return (
        f"{name} was not done after {allowed}: see whether it plays to its end, "
        "and allow it more with --limit-minutes."
    )
