"""What a movement under way will be, told before its end is settled.

A session settles a rep when the next movement begins or 0.5 s after the last new low, and never
changes it again. In front of a camera that is too late: here the return's speed tells the end of
a rep as it happens, and what is known at the turn is judged before the rep is over. Both are the
same session's own judgement of the movement so far; what it settles later stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.events import Refusal, Rep
from formcheck.geometry import Array
from formcheck.live.messages import PhaseName
from formcheck.reps import Excursion
from formcheck.session import Leg, Session

TURNED_SHARE = 0.25
"""With this share of the rise given back, the turn is past and what came before it is known."""
PASSED_SHARES, SLOW_SHARES = (-0.1, 0.0), (0.3, 0.1)
"""Near the start, and slower than this share of the return's peak speed, the rep is as good as
over; past the place where it began, it comes to rest from a greater speed."""
STALLED_SHARES, STALLED_S = (0.05, 0.2, 0.35), (0.0, 0.25, 0.25)
"""Who stops a little short of the start has ended the rep, too: the further, the longer it takes
to be sure."""
HIGH_SHARE, HELD_SHARE = 0.85, 0.3
"""This high and this slow, against the rise's peak speed, the peak is held."""
STILL_S, STILL_SHARE = 0.4, 0.15
"""Still is who moves by less than this share of a full range for this long."""
NEWEST_S = 0.16
MOST_FRAMES = 20
ENDS_FRAMES = 2
"""How many frames to either side are averaged for the places where the way begins and ends."""


@dataclass(frozen=True)
class Preview:
    """A rep that is not settled.

    Attributes:
        known: "turn" = the peak is past, "end" = the rep is as good as over.
        rep: as the session would judge it now; its number says nothing.
    """

    known: Literal["turn", "end"]
    rep: Rep


@dataclass
class _Way:
    """What has been said of the movement under way of one leg.

    Attributes:
        low: the frame from which it rises: another one, another movement.
        fastest: peak speed of the return so far, shares of the rise a second.
        works: whether this leg makes the movement, or is moved along by the other.
        part: where on its way the movement is.
        quickest: peak speed of the rise so far.
        left, speed: place above the start and speed in the newest frame, in such shares.
        slow_since_s: since when the return has been slow.
    """

    low: int = -1
    fastest: float = 0.0
    works: bool = False
    part: Literal["out", "hold", "back"] = "out"
    quickest: float = 0.0
    left: float = 0.0
    speed: float = 0.0
    slow_since_s: float = np.inf
    told_turn: bool = False
    told_end: bool = False


class Foresight:
    """Looks at a session after each of its steps."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ways = [_Way() for _ in session.legs]
        self._main = 0

    @property
    def leg(self) -> Leg:
        """The leg at work, or the one that worked last."""
        return self._session.legs[self._main]

    @property
    def side(self) -> str:
        """Its side."""
        return self.leg.side

    @property
    def moving(self) -> bool:
        """Whether a movement is under way that may be a rep."""
        return self._ways[self._main].low >= 0 and not self._ways[self._main].told_end

    @property
    def phase(self) -> PhaseName:
        """The phase that the newest frame is in."""
        way, lowers_first = self._ways[self._main], self.leg.cycle.lowers_first
        if not self.moving:
            return "rest"
        if way.part == "hold":
            return "hold"
        return "lift" if (way.part == "back") == lowers_first else "lower"

    @property
    def still(self) -> bool:
        """Whether nothing has moved for a moment."""
        timeline = self._session.timeline
        newest = timeline.between(float(timeline.time_s[-1]) - STILL_S, np.inf)
        for leg in self._session.legs:
            values = timeline.column(leg.cycle.found_by, leg.side, newest)
            if np.ptp(values) > STILL_SHARE * leg.cycle.full_range:
                return False
        return True

    def look(self) -> Iterator[Preview]:
        """What has just become known of the movements under way."""
        for number, leg in enumerate(self._session.legs):
            way = self._ways[number]
            found = leg.finder.under_way
            if found is None:
                way.low, way.left = -1, 0.0
                continue
            if found.low_before != way.low and not self._goes_on(way, found):
                way = self._ways[number] = _Way()
            way.low = found.low_before
            way.works = self._session.works(
                leg, slice(found.low_before, len(self._session.timeline))
            )
            self._choose(number)
            yield from self._look_at(leg, way, found)

    def _choose(self, number: int) -> None:
        """Follow this leg from now on if it is the one that works."""
        way, main = self._ways[number], self._ways[self._main]
        if way.works and not way.told_end and not (self.moving and main.works):
            self._main = number

    def _goes_on(self, way: _Way, found: Excursion) -> bool:
        """A pause on the way up moves the start of the same movement."""
        return way.low >= 0 and not way.told_turn and found.low_before > way.low

    def _look_at(self, leg: Leg, way: _Way, found: Excursion) -> Iterator[Preview]:
        time_s, left = self._left(leg, found)
        if len(left) < 2:
            return
        speed = _slope(time_s, left)
        way.left, way.speed = float(left[-1]), speed
        way.fastest, way.quickest = max(way.fastest, -speed), max(way.quickest, speed)
        self._place(way)
        if not way.told_turn and left[-1] <= 1 - TURNED_SHARE:
            way.told_turn = True
            yield from self._preview("turn", leg, found)
        if found.returned and not way.told_end and self._is_over(way, time_s[-1], left[-1], speed):
            way.told_end = True
            yield from self._preview("end", leg, found)

    @staticmethod
    def _place(way: _Way) -> None:
        """Tell rise, peak and return apart; who rises on from a halt has not held the peak."""
        bound = HELD_SHARE * way.quickest
        if way.told_turn or (way.left < 1 and way.speed < -bound):
            way.part = "back"
        elif way.part == "out" and way.left >= HIGH_SHARE and way.speed <= bound:
            way.part = "hold"
        elif way.part == "hold" and way.speed > 3 * bound:
            way.part = "out"

    @staticmethod
    def _is_over(way: _Way, now_s: float, left: float, speed: float) -> bool:
        """Whether the movement is as good as over."""
        slow = float(np.interp(left, PASSED_SHARES, SLOW_SHARES))
        if -speed > slow * way.fastest:
            way.slow_since_s = np.inf
            return False
        way.slow_since_s = min(way.slow_since_s, now_s)
        needed_s = float(np.interp(left, STALLED_SHARES, STALLED_S))
        return left <= STALLED_SHARES[-1] and now_s - way.slow_since_s >= needed_s

    def _left(self, leg: Leg, found: Excursion) -> tuple[Array, Array]:
        """(K,) times of the newest frames, and which share of the rise is still to be given back.

        Like the phases it is told by several joints at once, of which the median counts.
        """
        timeline = self._session.timeline
        first = max(found.peak, len(timeline) - MOST_FRAMES)
        first = max(first, timeline.index(float(timeline.time_s[-1]) - NEWEST_S))
        newest = slice(first, len(timeline))
        left = _median(self._shares(leg, found, newest))
        known = np.isfinite(left)
        return timeline.time_s[newest][known], left[known]

    def _shares(self, leg: Leg, found: Excursion, newest: slice) -> Array:
        """(N, K) how far along its way from the start to the peak the angle is, and each joint."""
        joints = leg.cycle.timed_by
        names = [leg.cycle.found_by]
        names += [f"{joint}_{way}" for joint in joints for way in ("across", "up")]
        start, peak, places = (
            self._session.timeline.columns_of(names, leg.side, part).astype(float)
            for part in (_around(found.low_before), _around(found.peak), newest)
        )
        start, peak = start.mean(axis=0), peak.mean(axis=0)
        way, gone = peak - start, places - start
        own = [0, *range(1, len(names), 2)]  # where the columns of each begin
        whole = np.add.reduceat(way * way, own)
        return np.asarray((np.add.reduceat(gone * way, own, axis=1) / np.maximum(whole, 1e-9)).T)

    def _preview(
        self, known: Literal["turn", "end"], leg: Leg, found: Excursion
    ) -> Iterator[Preview]:
        newest = len(self._session.timeline) - 1
        so_far = Excursion(found.low_before, found.peak, newest)
        built = self._session.preview(leg, so_far)
        if built is not None and not isinstance(built, Refusal):
            self._main = self._session.legs.index(leg)
            yield Preview(known, built)


def _around(frame: int) -> slice:
    return slice(max(0, frame - ENDS_FRAMES), frame + ENDS_FRAMES + 1)


def _slope(time_s: Array, values: Array) -> float:
    """Of the straight line through the values."""
    since = time_s - time_s.mean()
    return float(since @ values / (since @ since))


def _median(values: Array) -> Array:
    """(K,) medians of the known ones of (N, K) values; NumPy's own takes ten times as long."""
    known = np.isfinite(values).sum(axis=0)
    rising = np.sort(values, axis=0)  # NaN comes last
    middle = np.stack([np.maximum(known - 1, 0) // 2, known // 2])
    low, high = np.take_along_axis(rising, np.minimum(middle, len(values) - 1), axis=0)
    return np.asarray((low + high) / 2)
