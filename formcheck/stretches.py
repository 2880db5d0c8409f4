"""The two movements of an excursion, there and back, with the rests beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.geometry import Array
from formcheck.reps import Excursion
from formcheck.rule import RepCycle
from formcheck.timeline import Timeline
from formcheck.timing import Stretch

REST_SEEN_S, REST_SEEN_SHARE = 1.0, 0.65
"""How much of the rest before and after a movement its fit looks at: seconds, or as a share of
what the middle eight tenths of the way take. The first and the last tenth take half of that in a
minimum-jerk movement, so beside a slow one no rest would be seen."""
BOTTOM_SEEN_S = 1.5
FARTHEST_FORWARD_DEG = 45.0
"""A leg that comes from further in front was not in the start position: the person got up."""
REST_SHARE = 0.1
"""Within this share of the rise the leg counts as being at the start position."""
UNSEEN_WAY_S = 0.2
"""Behind so long a gap between two pictures, the leg may be far up its next way."""
SUNK_SHARE = 0.25
"""What sinks further than this share below it is put down, which is no part of the rep."""


def there_and_back(
    timeline: Timeline,
    cycle: RepCycle,
    side: str,
    found: Excursion,
    earliest_s: float | None,
    by: str,
) -> tuple[Stretch, Stretch]:
    """The frames of the way to the peak, and of the way back.

    Args:
        earliest_s: where the movement before ended; None for the first.
        by: the signal that times them.
    """
    way = _Way(timeline, cycle.sign * timeline.column(by, side), found, earliest_s)
    onset, bound = way.onset(_came_forward(timeline, cycle, side, found))
    reached, left = way.high(onset)
    first = way.rest_from(onset, bound, way.rest_seen_s(onset, reached))
    last = way.rest_until(way.rest_seen_s(left, found.low_after))
    middle = (reached + left) // 2
    top = timeline.around(middle)
    there = Stretch(slice(first, middle + 1), slice(first, onset + 1), top, True)
    back = Stretch(slice(middle, last + 1), top, slice(found.low_after, last + 1), False)
    return there, back


def _came_forward(timeline: Timeline, cycle: RepCycle, side: str, found: Excursion) -> bool:
    """Whether the leg was in front of where it hangs, in an exercise that passes over that way."""
    if cycle.found_from == -np.inf:
        return False
    low = slice(found.low_before, found.low_before + 1)
    return bool(cycle.found_sign * timeline.column(cycle.found_by, side, low)[0] < 0)


@dataclass(frozen=True)
class _Way:
    """An excursion on the signal that times it.

    Attributes:
        values: (T,) the signal of the whole film, rising towards the peak.
    """

    timeline: Timeline
    values: Array
    found: Excursion
    earliest_s: float | None

    def onset(self, came_forward: bool) -> tuple[int, float]:
        """Last frame of the rest before the lift, and what is no rest any more.

        Excursions are found on a signal that ignores the way forward, so where the leg had
        come forward the lift began earlier, at the lowest point of the rep signal.
        """
        values, peak, bottom = self.values, self.found.peak, self.found.low_before
        if came_forward:
            first = self._since(bottom, BOTTOM_SEEN_S)
            before = values[first : peak + 1]
            lowest = first + int(np.nanargmin(before)) if np.isfinite(before).any() else first
            if values[bottom] - values[lowest] <= FARTHEST_FORWARD_DEG:
                bottom = lowest
        bound = values[bottom] + REST_SHARE * (values[peak] - values[bottom])
        low = np.flatnonzero(values[bottom : peak + 1] <= bound)
        return bottom + (int(low[-1]) if len(low) else 0), float(bound)

    def high(self, onset: int) -> tuple[int, int]:
        """The frames that reach nine tenths of the way up, and leave them."""
        values, peak, after = self.values, self.found.peak, self.found.low_after
        low = max(values[onset], values[after])
        bound = low + (1.0 - REST_SHARE) * (values[peak] - low)
        above = onset + np.flatnonzero(values[onset : after + 1] >= bound)
        return (int(above[0]), int(above[-1])) if len(above) else (peak, peak)

    def rest_seen_s(self, first: int, last: int) -> float:
        """How long a rest to look at beside a movement whose middle lies between two frames."""
        took_s = float(self.timeline.time_s[last] - self.timeline.time_s[first])
        return max(REST_SEEN_S, REST_SEEN_SHARE * took_s)

    def rest_from(self, onset: int, bound: float, seen_s: float) -> int:
        """The first frame of the rest before the lift."""
        first = self._since(onset, seen_s)
        above = np.flatnonzero(self.values[first:onset] > bound)
        return first + (int(above[-1]) + 1 if len(above) else 0)

    def rest_until(self, seen_s: float) -> int:
        """The last frame at rest after the way back."""
        values, peak, low_after = self.values, self.found.peak, self.found.low_after
        last = self.timeline.index(float(self.timeline.time_s[low_after]) + seen_s)
        after = values[low_after : last + 1]
        height, level = values[peak] - values[low_after], values[low_after]
        gone = (after > level + REST_SHARE * height) | (after < level - SUNK_SHARE * height)
        left = np.flatnonzero(gone)
        if not len(left):
            return low_after + len(after) - 1
        first, time_s = low_after + int(left[0]), self.timeline.time_s
        return first - 1 if time_s[first] - time_s[first - 1] > UNSEEN_WAY_S else first

    def _since(self, index: int, seconds: float) -> int:
        """The frame that much earlier, but not before the end of the rep before."""
        earliest = float(self.timeline.time_s[index]) - seconds
        return min(index, self.timeline.index(max(earliest, self.earliest_s or earliest)))
