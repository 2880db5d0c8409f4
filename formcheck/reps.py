"""Finding the excursions of a signal that may be reps; causal, no camera and no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

RETURN_SHARE = 0.6
"""An excursion is over when this share of its rise has been given back. A smaller dip belongs to
the same rep, so nothing is counted twice near a threshold."""
HOME_SHARE = 0.08
"""An excursion ends where this share of its height is left."""
SETTLE_S = 0.5
"""The end of an excursion is settled when the signal has sunk no further for this long."""
CREEP_SHARE = 0.05
"""Sinking by less than this share of the height is creeping, as of a leg at rest."""
PAUSE_S = 0.8
"""A signal this long without movement, and then rising on, had not yet begun its excursion."""
HALT_S = 0.5
"""A halt this long on the way up, and the movement begins anew behind it."""
HALTED_SHARE = 0.5
"""So much of what it rose before the halt it has to rise behind it: else it halts at its peak."""
BASE_WINDOW_S = 4.0
"""The low from which an excursion rises lies at most this far back."""
LONGEST_REP_S = 20.0
"""What has not come back after this time will not: what it rose from was no rest."""
MOVEMENT_SHARE = 0.2
"""Movements from this share of a full rep on are looked at; below 30% they are not counted."""
MOST_RISE_SHARE = 1.3
LEAST_MOST_RISE = {"deg": 60.0, "trunk lengths": 0.6}
"""Full ranges, but no less than this: what rises further did not begin at the start position."""
Point = tuple[float, float, int]
"""Value, time in seconds, frame."""


@dataclass(frozen=True)
class Excursion:
    """One movement away and back, by frame number.

    Attributes:
        low_before, peak, low_after: the lowest frame before, the highest, the first low one after.
        returned: False where the film, or the position, ended before the way back.
    """

    low_before: int
    peak: int
    low_after: int
    returned: bool = True


class ExcursionFinder:
    """Feed values frame by frame; excursions come out when their end has settled."""

    def __init__(self, least_rise: float, most_rise: float) -> None:
        """``most_rise``: what rose further began where a person took up the start position, or
        where a lost leg seemed to be; it is measured as if it had risen by so much."""
        self.least_rise = least_rise
        self.most_rise = most_rise
        self.reset()

    def reset(self) -> None:
        """Forget everything, as after a cut or when the position is left."""
        self._recent: deque[Point] = deque()
        self._latest: deque[Point] = deque()
        self._low: Point | None = None
        self._peak: Point | None = None
        self._after: Point | None = None
        self._resting: Point | None = None
        self._pause: Point | None = None
        self._back: list[tuple[float, int]] = []

    @classmethod
    def of(cls, full_range: float, unit: str) -> ExcursionFinder:
        """For the movements of an exercise; its full range in the signal's unit."""
        most_rise = max(MOST_RISE_SHARE * full_range, LEAST_MOST_RISE.get(unit, 0.0))
        return cls(MOVEMENT_SHARE * full_range, most_rise)

    @property
    def rising(self) -> bool:
        """Whether an excursion is under way."""
        return self._peak is not None

    @property
    def under_way(self) -> Excursion | None:
        """The movement so far, as if it ended at its lowest frame since the peak; None at rest."""
        if self._peak is None or self._low is None:
            return None
        after = self._after or self._peak
        return Excursion(self._low[2], self._peak[2], after[2], self._after is not None)

    def push(self, index: int, time_s: float, value: float) -> Excursion | None:
        """Take one frame; NaN is passed over. Returns an excursion whose end is settled."""
        if value != value:
            return None
        point = (value, time_s, index)
        if self._peak is None:
            self._wait_for_rise(point)
            return None
        if self._after is not None:
            return self._follow_return(point)
        self._follow_peak(point)
        return self._given_up(point)

    def finish(self) -> Excursion | None:
        """The excursion under way when the film ends, whether or not it came back."""
        found = self.under_way
        if found is not None:
            self.reset()
        return found

    def _wait_for_rise(self, point: Point) -> None:
        window_s = PAUSE_S if self._rests(point) else BASE_WINDOW_S
        while self._recent and point[1] - self._recent[0][1] > window_s:
            self._recent.popleft()
        while self._recent and self._recent[-1][0] >= point[0]:
            self._recent.pop()
        self._recent.append(point)
        lowest = self._recent[0][0]
        if point[0] - lowest >= self.least_rise:
            # The latest frame that is as good as the lowest: a rest is not part of the way.
            low = [p for p in self._recent if p[0] <= lowest + self.least_rise / 4][-1]
            self._low, self._peak, self._recent = low, point, deque()

    def _rests(self, point: Point) -> bool:
        """Whether the signal is at rest: then what it did before is no part of the next way."""
        _lately(self._latest, point, PAUSE_S)
        return _still(self._latest, self.least_rise / 4, PAUSE_S)

    def _follow_peak(self, point: Point) -> None:
        assert self._low is not None and self._peak is not None
        self._rebase(point)
        if point[0] > self._peak[0]:
            self._peak = point
        rise = min(self._peak[0] - self._low[0], self.most_rise)
        if self._peak[0] - point[0] >= RETURN_SHARE * rise:
            self._after = self._resting = point

    def _given_up(self, point: Point) -> Excursion | None:
        """The movement so far, where it has not come back for too long."""
        assert self._low is not None and self._peak is not None
        if point[1] - self._low[1] <= LONGEST_REP_S:
            return None
        found = Excursion(self._low[2], self._peak[2], point[2])
        self.reset()
        self._wait_for_rise(point)
        return found

    def _rebase(self, point: Point) -> None:
        """Begin anew at a pause on the way up, if the signal rises on from there.

        Else taking up the start position and the first lift would be one excursion.
        """
        _lately(self._recent, point, HALT_S)
        if _still(self._recent, self.least_rise / 4, HALT_S):
            self._pause = point
        if self._pause is None or self._low is None:
            return
        needed = max(self.least_rise, HALTED_SHARE * (self._pause[0] - self._low[0]))
        if point[0] - self._pause[0] >= needed:
            self._low, self._peak, self._pause = self._pause, point, None

    def _follow_return(self, point: Point) -> Excursion | None:
        assert self._low is not None and self._peak is not None
        assert self._after is not None and self._resting is not None
        self._back.append((point[0], point[2]))
        self._after = min(self._after, point)
        if self._resting[0] - point[0] > CREEP_SHARE * (self._peak[0] - point[0]):
            self._resting = point
        rises_again = point[0] - self._after[0] >= self.least_rise
        if not rises_again and point[1] - self._resting[1] < SETTLE_S:
            return None
        # What creeps on after the way back, as in a step, is no part of it.
        home = self._after[0] + HOME_SHARE * (self._peak[0] - self._after[0])
        end = next((i for value, i in self._back if value <= home), self._after[2])
        found = Excursion(self._low[2], self._peak[2], end)
        after = self._after
        self.reset()
        self._recent.append(after)
        if rises_again:
            self._low, self._peak = after, point
        return found


def _lately(points: deque[Point], point: Point, pause_s: float) -> None:
    """Take the newest point, and drop those that lie more than a pause before it."""
    points.append(point)
    while point[1] - points[0][1] > pause_s:
        points.popleft()


def _still(points: Sequence[Point], most: float, pause_s: float) -> bool:
    """Whether the points last a pause and differ by less than ``most``."""
    if points[-1][1] - points[0][1] <= 0.9 * pause_s:
        return False
    if abs(points[-1][0] - points[0][0]) >= most:
        return False
    values = [point[0] for point in points]
    return max(values) - min(values) < most
