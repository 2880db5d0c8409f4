"""One rep on the timeline: who works, when each phase is, and what the person's own neutral is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from formcheck.body import other, view_name
from formcheck.geometry import Array, circular_mean
from formcheck.measures import Leg, Span
from formcheck.phases import Move
from formcheck.steadiness import turned_back
from formcheck.timeline import Timeline
from formcheck.timing import LEAST_WAY_TRUNKS, along, middle

SHORTEST_SPAN_S = 0.2
PEAK_SHARE = 0.3
"""Of the ways there and back: so far from their ends the peak is looked for."""
SMALL_SHARE = 0.6
"""A rep that covers less of the full range than this is measured the more coarsely in time."""
LEAST_BEFORE = 2
"""Reps of a set that show what is usual in it."""


@dataclass
class Baseline:
    """The person's own neutral and usual: what the reps of the set so far were like.

    Attributes:
        starts: what each signal was when a rep started, by the time of that.
        values: what was measured for a check, by the time of the rep's start.
        seen: when the reps started on which a mistake was seen.
    """

    starts: dict[str, dict[float, float]] = field(default_factory=dict)
    values: dict[str, dict[float, float]] = field(default_factory=dict)
    seen: dict[str, set[float]] = field(default_factory=dict)

    def add(self, name: str, start_s: float, level: float) -> float:
        """Take in the level at one rep's start; returns the baseline with it."""
        known = self.starts.setdefault(name, {})
        if np.isfinite(level):
            known[start_s] = level
        return float(np.median(list(known.values()))) if known else float("nan")

    def usual(self, name: str, before_s: float, unlike: Collection[str]) -> float:
        """The median of what was measured in earlier reps; NaN where they are too few.

        Args:
            unlike: mistakes; a rep on which one of them was seen does not count.
        """
        odd = set().union(*(self.seen.get(mistake, ()) for mistake in unlike))
        known = self.values.get(name, {}).items()
        before = [value for at_s, value in known if at_s < before_s and at_s not in odd]
        return float(np.median(before)) if len(before) >= LEAST_BEFORE else float("nan")


@dataclass(frozen=True)
class RepWindow:
    """One rep on the timeline: who works, and when each phase is.

    Attributes:
        signal: the rep signal.
        joints: those whose way in the picture times it, too.
        out, back: the movements from the start to the peak and back.
        lowers_first: whether the way out is the eccentric one.
        still_from_s: from when on the person was at the start position.
        moved_before_s: when the movement before ended, of either leg; None for the first.
        rep_before_s: when the set's rep before ended; None for the first.
        side_before: the side of the set's rep before; None for the first.
        full_range: what a full rep covers, in the unit of the rep signal.
        signal_tells: whether the rep signal timed the phases; a trunk that tips along undoes it.
        trusting: take a leg for what the model says, even where it hardly sees it.
    """

    timeline: Timeline
    signal: str
    joints: tuple[str, ...]
    side: str
    out: Move
    back: Move
    lowers_first: bool
    still_from_s: float
    moved_before_s: float | None
    rep_before_s: float | None
    side_before: str | None
    baseline: Baseline
    full_range: float
    signal_tells: bool = True
    trusting: bool = False

    @property
    def lift(self) -> Move:
        """The concentric movement."""
        return self.back if self.lowers_first else self.out

    @property
    def lower(self) -> Move:
        """The eccentric movement."""
        return self.out if self.lowers_first else self.back

    @property
    def coarseness(self) -> float:
        """By what the errors of times and speeds grow, because so small a way drowns in jitter.

        1 from ``SMALL_SHARE`` of the full range on, twice that at half of it.
        """
        covered = abs(self.out.level_to - self.out.level_from) / self.full_range
        return max(1.0, SMALL_SHARE / max(covered, 0.1))

    def shares(self, part: slice) -> Array:
        """The rep signal in a part of the film, in ranges of this rep."""
        way = self.out.level_to - self.out.level_from
        return self.timeline.column(self.signal, self.side, part) / way

    def shares_from_start(self, part: slice) -> Array:
        """The same, 0 at the start of the rep and 1 at its peak."""
        way = self.out.level_to - self.out.level_from
        return self.shares(part) - self.out.level_from / way

    def span(self, name: Span) -> slice:
        """Frames of a part of the rep; a part too short to measure in is widened."""
        from_s, to_s = {
            "start": (self.still_from_s, self.out.start_s),
            "lift": (self.lift.start_s, self.lift.end_s),
            "hold": (self.out.end_s, self.back.start_s),
            "lower": (self.lower.start_s, self.lower.end_s),
            "rep": (self.out.start_s, self.back.end_s),
        }[name]
        if to_s - from_s < SHORTEST_SPAN_S:
            # Without a rest between reps the turning point stands for it, and so it does at a peak.
            middle = self._peak_s if name == "hold" else (from_s + to_s) / 2
            from_s, to_s = middle - SHORTEST_SPAN_S / 2, middle + SHORTEST_SPAN_S / 2
        return self.timeline.between(from_s, to_s)

    @property
    def _peak_s(self) -> float:
        """When the rep signal is at its peak; what is left of a hold that is none."""
        out_s, back_s = self.out.end_s - self.out.start_s, self.back.end_s - self.back.start_s
        around = self.timeline.between(
            self.out.end_s - PEAK_SHARE * out_s, self.back.start_s + PEAK_SHARE * back_s
        )
        shares = self.shares(around)
        if not self.signal_tells or not np.isfinite(shares).any():
            return self._middle_s
        return float(self.timeline.time_s[around.start + int(np.nanargmax(shares))])

    @property
    def _middle_s(self) -> float:
        return (self.out.end_s + self.back.start_s) / 2

    def ways(self, part: slice) -> list[Array]:
        """The rep signal and the way of each joint in the picture, in ranges of this rep.

        One of them alone may jump for a moment. What hardly moves tells nothing, such as a thigh
        against a trunk that tips along with it.
        """
        ends = self.timeline.around_s(self.out.start_s), self.timeline.around_s(self._middle_s)
        ways = [self.shares(part)] if self.signal_tells else []
        for joint in self.joints:
            start, peak = (middle(self.timeline.place(joint, self.side, end)) for end in ends)
            place = self.timeline.place(joint, self.side, part)
            way = along(place, start, peak, LEAST_WAY_TRUNKS)
            if way is not None:
                ways.append(way)
        return ways

    @cached_property
    def turned_back(self) -> float:
        """How far the rep signal goes back on its way, in ranges; NaN where it does not tell."""
        part = self.span("rep")
        if not self.signal_tells:
            return float("nan")
        return turned_back(self.timeline.time_s[part], self.shares(part))

    def column(self, signal: str, leg: Leg, part: slice) -> Array:
        """The values of a signal in a part of the film, of the working or the supporting leg."""
        side = self.side if leg == "working" else other(self.side)
        return self.timeline.column(signal, side, part)

    @property
    def azimuth_deg(self) -> float:
        """Where the person faced during the rep."""
        azimuth = self.timeline["azimuth"][self.span("rep")]
        return circular_mean(azimuth)

    @property
    def view(self) -> str:
        """The camera's view of the rep."""
        return view_name(self.azimuth_deg)
