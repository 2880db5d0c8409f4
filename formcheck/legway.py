"""How a leg went where the trunk went along with it.

A kick's rep signal is the thigh against the trunk. Who tips the trunk forward while the leg goes
back, like a see-saw, hardly changes that angle although the leg has gone its way: then the signal
on which the movement was found, which no trunk moves, tells when and how far.
"""

from __future__ import annotations

import numpy as np

from formcheck.measures import Change
from formcheck.order import median
from formcheck.readings import read
from formcheck.reps import Excursion
from formcheck.rule import RepCycle
from formcheck.timeline import Timeline
from formcheck.window import RepWindow

LEAST_RANGE_SHARE = 0.3
"""A smaller movement is not a rep (EXERCISES: reps)."""
MOST_HIDDEN_DEG = 45.0
"""A trunk that tips, by 20 degrees or so, hides no rep of an exercise with a larger range."""


def may_be_hidden(cycle: RepCycle) -> bool:
    """Whether the trunk may hide a movement of this exercise.

    Both legs' thighs turn in the picture with a body that rolls as a whole, so there the rep
    signal alone tells.
    """
    small = cycle.full_range <= MOST_HIDDEN_DEG
    return cycle.legs == "one" and small and cycle.found_by != cycle.signal


def timed_by(timeline: Timeline, cycle: RepCycle, side: str, found: Excursion) -> str:
    """The signal that times a movement: the rep signal, unless that hardly rises in it."""
    if not may_be_hidden(cycle):
        return cycle.signal
    way = cycle.found_sign * timeline.column(cycle.found_by, side)
    up = np.arange(found.low_before, found.low_after + 1)
    up = up[way[up] >= (way[found.low_before] + way[found.peak]) / 2]
    values = cycle.sign * timeline.column(cycle.signal, side)
    risen = median(values[up]) - median(values[timeline.around(found.low_before)])
    return cycle.found_by if risen < LEAST_RANGE_SHARE * cycle.full_range else cycle.signal


def travelled(cycle: RepCycle, window: RepWindow) -> float:
    """How far the leg went from start to peak, by the signal in which it went further."""
    way = cycle.sign * (window.out.level_to - window.out.level_from)
    if not may_be_hidden(cycle):
        return way
    return max(way, cycle.found_sign * read(Change(cycle.found_by, span="hold"), window).value)
