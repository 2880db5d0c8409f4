"""What a person does before a rep: stay in place, or leave it and come back; where they rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.geometry import Array
from formcheck.smoothing import runs
from formcheck.timeline import Timeline
from formcheck.window import RepWindow

AWAY_TRUNKS = 0.2
"""Trunk lengths that the hips go, there and back, of who leaves the place: on rendered clips at
least 0.6, and within a set at most 0.05; the limit is the geometric middle, rounded up."""
ENDS_S = 0.1
AT_START, AT_PEAK = 0.12, 0.15
"""Within these shares of the rise the leg is at the start position, and at the peak."""
LONGEST_PAUSE_S, LONGEST_WAY_S = 1.2, 1.5
"""At the start, and on the way to it: rendered leg extensions, taken for curls from the other end,
pause there for 0.5 s and need 0.6."""
LEAST_REST_S, LONG_REST_S = 0.6, 2.0
"""At the peak, of who came from elsewhere, and of who was there. Rendered leg extensions begin with
1.1 s; of 15 sets of seated curls none has such a rest before its first rep."""
LOOKED_BACK_S = 20.0


def place_left(
    timeline: Timeline,
    from_s: float,
    to_s: float,
    least_s: float,
    trunk_deg: float,
    stays: str = "hips",
) -> bool:
    """Whether the place was left between two reps, and taken up again.

    A camera that moves on is no leaving: the place has to differ from both, where the one rep
    ended and where the next begins.

    Args:
        from_s, to_s: end of the one rep and start of the other.
        least_s: for how long at the least.
        trunk_deg: a trunk that leans so much otherwise has left as well.
        stays: what is in its place all through a set, hips or ankle.
    """
    part = timeline.between(from_s, to_s)
    time_s = timeline.time_s[part]
    if len(time_s) < 2 or to_s - from_s <= least_s:
        return False
    away = np.zeros(len(time_s), dtype=bool)
    for signal, limit in (
        (f"{stays}_across", AWAY_TRUNKS), (f"{stays}_up", AWAY_TRUNKS), ("trunk_lean", trunk_deg)
    ):  # fmt: skip
        away |= _differs(timeline.column(signal, "both", part), time_s, limit)
    return _longest_s(time_s, away) >= least_s


def begins_at_peak(window: RepWindow, scene_start_s: float) -> bool:
    """Whether the leg came to the rep from a rest at its peak, without one at the start.

    Who takes up the position rests at the start of the first rep; who does the same movement from
    its other end, as a leg extension is a leg curl's, rests at what would be the peak. What went
    there from the start, in the same place, was a rep that did not count, and no rest.
    """
    start_s = window.out.start_s
    part = window.timeline.between(max(scene_start_s, start_s - LOOKED_BACK_S), start_s)
    time_s, shares = window.timeline.time_s[part], window.shares_from_start(part)
    at_peak = np.abs(shares - 1.0) <= AT_PEAK
    # Where nothing is known, the leg is neither at the start nor at the peak.
    away, rests = np.flatnonzero(~(shares <= AT_START)), runs(at_peak)
    if not rests or start_s - time_s[away[-1]] > LONGEST_PAUSE_S:
        return False
    rest = rests[-1]
    from_s, to_s = time_s[rest.start], time_s[rest.stop - 1]
    if time_s[away[-1]] - to_s > LONGEST_WAY_S:
        return False
    here = _in_place(window.timeline, part)
    before = slice(int(np.searchsorted(time_s, from_s - LONGEST_WAY_S)), rest.start)
    if np.any(here[before] & (shares[before] <= AT_START)):
        return False
    came = _longest_s(time_s[before], ~here[before]) >= ENDS_S
    return bool(to_s - from_s >= (LEAST_REST_S if came else LONG_REST_S))


def _in_place(timeline: Timeline, part: slice) -> npt.NDArray[np.bool_]:
    """(T,) where the hips are as high as at the end of the part, for all that is known."""
    height = timeline.column("hips_up", "both", part)
    return np.asarray(~(np.abs(height - height[-1]) > AWAY_TRUNKS))


def _differs(values: Array, time_s: Array, limit: float) -> npt.NDArray[np.bool_]:
    """(T,) where the values differ from those at either end by more than the limit."""
    first = values[time_s <= time_s[0] + ENDS_S]
    last = values[time_s >= time_s[-1] - ENDS_S]
    if not (np.isfinite(first).any() and np.isfinite(last).any()):
        return np.zeros(len(values), dtype=bool)
    ends = np.nanmedian(first), np.nanmedian(last)
    nearer = np.minimum(*(np.abs(values - end) for end in ends))
    return np.asarray(np.nan_to_num(nearer) > limit)


def _longest_s(time_s: Array, frames: npt.NDArray[np.bool_]) -> float:
    """How long the longest run of such frames lasts, seconds."""
    return max(
        (float(time_s[run.stop - 1] - time_s[run.start]) for run in runs(frames)), default=0.0
    )
