"""How far a worker is with its film, where the parent can see it.

Plain numbers in shared memory, without a lock: a worker may be killed at any moment and must not
take one with it.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from dataclasses import dataclass
from typing import Final, Protocol

from formcheck.progress import Silent, Watcher

STAGES: Final = ("", "Watching", "Judging", "Drawing")
_STAGE, _DONE, _TOTAL, _LIMIT, _END = range(5)
SLOTS: Final = 5


class Meter(Watcher, Protocol):
    """Progress, and the time that the film may take."""

    def allow(self, limit_s: float, end_s: float) -> None:
        """The film may take this long, until the machine's monotonic clock shows ``end_s``."""


class NoMeter(Silent):
    """A meter that nobody reads."""

    def allow(self, limit_s: float, end_s: float) -> None: ...


class SharedMeter:
    """Writes into the shared numbers, in the worker."""

    def __init__(self, numbers: MutableSequence[float]) -> None:
        self._numbers = numbers

    def begin(self, what: str, total: float | None) -> None:
        self._numbers[_DONE], self._numbers[_TOTAL] = 0.0, total or 0.0
        self._numbers[_STAGE] = STAGES.index(what) if what in STAGES else 0

    def reach(self, done: float) -> None:
        self._numbers[_DONE] = done

    def allow(self, limit_s: float, end_s: float) -> None:
        self._numbers[_LIMIT], self._numbers[_END] = limit_s, end_s


@dataclass(frozen=True, slots=True)
class Reading:
    """What the shared numbers say, in the parent.

    Attributes:
        stage: what is being done with the film.
        share: of the stage, 0..1; None = unknown.
        limit_s: how long it may take; 0 = not begun.
        end_s: when that is over, on the machine's monotonic clock.
    """

    stage: str
    share: float | None
    limit_s: float
    end_s: float


def read(numbers: MutableSequence[float]) -> Reading:
    stage, done, total, limit_s, end_s = numbers
    share = min(done / total, 1.0) if total > 0 else None
    return Reading(STAGES[int(stage)], share, limit_s, end_s)


def reset(numbers: MutableSequence[float]) -> None:
    """Before the next film."""
    for place in range(SLOTS):
        numbers[place] = 0.0
