"""A growing table of signals: one row a frame, one column a signal."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TypeVar, cast

import numpy as np

from formcheck.body import SIDES
from formcheck.geometry import Array

FIRST_ROWS = 1024
ALL = slice(None)
SIDEWAYS_SINE = 0.5
"""From 30 degrees off the front or the back on, one leg is nearer to the camera."""
LOST = [f"leg_lost.{leg}" for leg in SIDES]
Kept = TypeVar("Kept")
Row = Sequence[float]


class Timeline:
    """Rows arrive in order of time; only a live picture revises the newest of them."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._place = {name: i for i, name in enumerate(self.columns)}
        self._time = np.empty(FIRST_ROWS)
        self._rows = np.empty((FIRST_ROWS, len(self.columns)), dtype=np.float32)
        self._size = 0
        self._kept: dict[Hashable, object] = {}
        self.newest: list[float] = []
        """The newest row, NaN = unknown."""

    def __len__(self) -> int:
        return self._size

    def append(self, time_s: float, values: Sequence[float] | Array) -> None:
        """Add one frame; ``values`` in the order of ``columns``, NaN = unknown."""
        if self._size == len(self._time):
            self._time = np.concatenate([self._time, np.empty_like(self._time)])
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._time[self._size] = time_s
        self._rows[self._size] = values
        self._size += 1
        self._renew()

    def revise(self, rows: Array) -> None:
        """Put better values in place of the newest rows, as later frames have made them known.

        Args:
            rows: (K, columns), the newest last.
        """
        self._rows[self._size - len(rows) : self._size] = rows
        self._renew()

    def _renew(self) -> None:
        self.newest = self._rows[self._size - 1].tolist()
        self._kept.clear()

    def once(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What ``make`` gives, worked out once for all who ask for it at the newest row."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(Kept, self._kept[key])

    @property
    def time_s(self) -> Array:
        """(T,) seconds."""
        return self._time[: self._size]

    def __getitem__(self, name: str) -> Array:
        """(T,) values of one signal."""
        return self._rows[: self._size, self._place[name]]

    def column(self, signal: str, side: str, part: slice = ALL) -> Array:
        """(T,) values of a signal for a leg, or of the signal itself where it is not sided.

        For "both" legs that of the nearer one, which the camera sees best, or of the other while
        the model has lost that one; from the front and from behind the mean of both.
        """
        if f"{signal}.{side}" in self._place:
            return self[f"{signal}.{side}"][part]
        if signal in self._place:
            return self[signal][part]
        sine = np.sin(np.radians(self["azimuth"][part]))
        left, right = (self[f"{signal}.{leg}"][part] for leg in SIDES)
        lost_left, lost_right = (self[name][part] > 0 for name in LOST)
        lost = np.where(sine > 0, lost_right, lost_left)
        near = np.where((sine > 0) != lost, right, left)
        return np.where(np.abs(sine) >= SIDEWAYS_SINE, near, (left + right) / 2)

    def place(self, joint: str, side: str, part: slice = ALL) -> Array:
        """(T, 2) place of a joint in the picture, across and up, trunk lengths."""
        ways = [self.column(f"{joint}_{way}", side, part) for way in ("across", "up")]
        return np.stack(ways, axis=1)

    def columns_of(self, signals: Sequence[str], side: str, part: slice) -> Array:
        """(T, N) what :meth:`column` gives for each of N signals."""
        places = [self._place.get(f"{name}.{side}", self._place.get(name)) for name in signals]
        known = np.array([place for place in places if place is not None], dtype=np.intp)
        if len(known) < len(places):
            return np.stack([self.column(name, side, part) for name in signals], axis=1)
        return self._rows[: self._size][part][:, known]

    def reader(self, signal: str, side: str) -> Callable[[Row], float]:
        """Reads from a row what :meth:`column` gives, without the cost of an array."""
        place = self._place.get(f"{signal}.{side}", self._place.get(signal))
        if place is not None:
            return itemgetter(place)
        left, right = (self._place[f"{signal}.{leg}"] for leg in SIDES)
        lost = [self._place[name] for name in LOST]
        return partial(_read, self._place["azimuth"], left, right, lost)

    def latest(self, signal: str, side: str) -> float:
        """The newest value of what :meth:`column` gives."""
        return self.reader(signal, side)(self.newest)

    def leg_read(self, side: str) -> str:
        """The leg from which :meth:`latest` reads; "both" where it is the mean of both."""
        if side in SIDES:
            return side
        azimuth, *lost = (self._place[name] for name in ("azimuth", *LOST))
        return _leg_read(self.newest, azimuth, lost)

    def index(self, time_s: float) -> int:
        """The first frame at or after a time."""
        return int(np.searchsorted(self.time_s, time_s))

    def between(self, from_s: float, to_s: float) -> slice:
        """The frames within [from_s, to_s]; at least one."""
        first = min(self.index(from_s), max(0, self._size - 1))
        last = int(np.searchsorted(self.time_s, to_s, side="right"))
        return slice(first, max(first + 1, last))

    def around(self, frame: int) -> slice:
        """The frames within a tenth of a second of one."""
        return self.around_s(float(self.time_s[frame]))

    def around_s(self, time_s: float) -> slice:
        """The frames within a tenth of a second of a time."""
        return self.between(time_s - 0.1, time_s + 0.1)

    def as_columns(self) -> Mapping[str, Array]:
        """Every column by name, time first."""
        return {"time_s": self.time_s, **{name: self[name] for name in self.columns}}


def _leg_read(row: Row, azimuth: int, lost: Sequence[int]) -> str:
    """Which leg tells of both together, by the places of what is needed for it."""
    sine = math.sin(math.radians(row[azimuth]))
    if not abs(sine) >= SIDEWAYS_SINE:
        return "both"
    nearer = int(sine > 0)
    return SIDES[nearer if not row[lost[nearer]] > 0 else 1 - nearer]


def _read(azimuth: int, left: int, right: int, lost: Sequence[int], row: Row) -> float:
    """The value of both legs together in a row."""
    leg = _leg_read(row, azimuth, lost)
    if leg == "both":
        return (row[left] + row[right]) / 2
    return row[left] if leg == "left" else row[right]
