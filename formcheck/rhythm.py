"""The rhythm of a set: when the next rep is due, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from formcheck.events import Rep

LEAST_REPS = 2
"""Before that a set has no rhythm."""
DUE = (0.6, 1.5)
"""How long after the last rep's start the next one starts, in times between reps so far."""
LASTS = (0.6, 1.6)
"""How long it takes, in lengths of the reps so far."""
BORDER_SHARE = 0.35


def border_share(reps: Sequence[Rep], start_s: float, end_s: float) -> float:
    """By how much of the measuring error a movement may seem too small and still be a rep.

    The report calls it short. Where the next rep is due, what comes may well be one.

    Args:
        reps: those of the set so far.
    """
    return 1.0 if keeps_rhythm(reps, start_s, end_s) else BORDER_SHARE


def keeps_rhythm(reps: Sequence[Rep], start_s: float, end_s: float) -> bool:
    """Whether a movement comes when the next rep is due, and takes as long as one."""
    if len(reps) < LEAST_REPS:
        return False
    between_s = median(after.start_s - rep.start_s for rep, after in pairwise(reps))
    lasts_s = median(rep.end_s - rep.start_s for rep in reps)
    due = DUE[0] <= (start_s - reps[-1].start_s) / between_s <= DUE[1]
    return due and LASTS[0] <= (end_s - start_s) / lasts_s <= LASTS[1]
