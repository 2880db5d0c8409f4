"""How evenly a signal moves: dips of its speed on the way, and how hard it turns round."""

from __future__ import annotations

import numpy as np
import scipy

from formcheck.geometry import Array
from formcheck.smoothing import unbroken_runs

SMOOTHED_S = 0.07
"""Standard deviation of the bell that speeds are averaged with: shorter dips are jitter."""
STEP_S = 1 / 60
ENDS_SHARE = 0.15
"""The first and last of a movement are slow in everybody and not looked at."""
HALT_S = 0.2
HALT_SPEED_SHARE = 0.2
"""Of the way's peak speed; a smooth way is as slow in its first and last fiftieth only."""
HALT_FROM_SHARE, HALT_TO_SHARE = 0.1, 0.45
"""A halt before the one is the rest itself; one behind the other belongs to the movement."""


def smoothed(time_s: Array, values: Array) -> tuple[Array, Array]:
    """The values averaged over some tenth of a second, at even times.

    A phone's frames come at uneven times: averaged as they come, an even movement would seem to
    run unevenly.

    Args:
        time_s: (T,) seconds, rising.
        values: (T,) the signal; NaN is passed over, but not all may be.

    Returns:
        (N,) seconds, (N,) values.
    """
    known = np.isfinite(values)
    even_s = np.arange(time_s[0], time_s[-1], STEP_S)
    path = np.interp(even_s, time_s[known], values[known])
    return even_s, scipy.ndimage.gaussian_filter1d(path, SMOOTHED_S / STEP_S, mode="nearest")


def speed_dip(time_s: Array, values: Array) -> float:
    """How far the speed falls and rises again on the way, as a share of its peak.

    0 = one smooth movement, 1 = a stop in between, above 1 = a way back.

    Args:
        time_s: (T,) seconds of one movement, rising.
        values: (T,) the signal that moves.

    Returns:
        NaN where there are too few samples or nothing moves.
    """
    if len(time_s) < 8 or np.isfinite(values).sum() < 6:
        return float("nan")
    even_s, path = smoothed(time_s, values)
    way = path[-1] - path[0]
    speed = np.gradient(path, even_s) * np.sign(way)
    share = (path - path[0]) / way if way else np.full(len(path), np.nan)
    inside = np.flatnonzero((share > ENDS_SHARE) & (share < 1 - ENDS_SHARE))
    if len(inside) < 4:
        return float("nan")
    speed = speed[inside[0] : inside[-1] + 1]
    before = np.maximum.accumulate(speed)
    after = np.maximum.accumulate(speed[::-1])[::-1]
    return float(np.max(np.minimum(before, after) - speed) / speed.max())


def turned_back(time_s: Array, values: Array) -> float:
    """How far a signal that goes up and down once goes back on its way, in its own unit.

    Args:
        time_s: (T,) seconds of a movement there and back, rising.
        values: (T,) the signal; NaN is passed over.

    Returns:
        The depth of the deepest valley between two heights; NaN where there are too few samples.
    """
    if np.isfinite(values).sum() < 6:
        return float("nan")
    _, path = smoothed(time_s, values)
    before = np.maximum.accumulate(path)
    after = np.maximum.accumulate(path[::-1])[::-1]
    return float(np.max(np.minimum(before, after) - path))


def last_halt(time_s: Array, share: Array) -> tuple[int, int] | None:
    """The last halt on the first part of a way.

    Args:
        time_s: (T,) seconds, rising.
        share: (T,) of the way, from 0 at its start to 1 at its end; NaN is passed over.

    Returns:
        The first and the last sample of the halt; None where there is none.
    """
    if len(time_s) < 8 or np.isfinite(share).sum() < 6:
        return None
    even_s, path = smoothed(time_s, share)
    speed = np.gradient(path, even_s)
    halted = np.abs(speed) < HALT_SPEED_SHARE * speed.max()
    halted &= (path > HALT_FROM_SHARE) & (path < HALT_TO_SHARE)
    runs = unbroken_runs(halted, even_s, 1.5 * STEP_S)
    ends = [(even_s[run.start], even_s[run.stop - 1]) for run in runs]
    ends = [(first, last) for first, last in ends if last - first >= HALT_S]
    if not ends:
        return None
    first, last = np.searchsorted(time_s, ends[-1])
    return int(first), int(last)


def lingering_s(time_s: Array, values: Array, share: float) -> float:
    """How long a signal stays near the bottom of its turn, in seconds.

    Args:
        time_s: (T,) seconds around the turn, rising.
        values: (T,) the signal relative to its range; NaN counts as near.
        share: of the range; this far above the lowest value is no longer near.
    """
    if not np.isfinite(values).any():
        return float("nan")
    lowest = int(np.nanargmin(values))
    away = np.flatnonzero(values > values[lowest] + share)
    before, after = away[away < lowest], away[away > lowest]
    first = before[-1] + 1 if len(before) else 0
    last = after[0] - 1 if len(after) else len(values) - 1
    return float(time_s[last] - time_s[first])


def turn_acceleration(time_s: Array, values: Array) -> float:
    """The greatest acceleration around a turning point, in the signal's unit per s².

    Args:
        time_s: (T,) seconds around the turn, rising.
        values: (T,) the signal, lowest at the turn.
    """
    if len(time_s) < 6 or np.isfinite(values).sum() < 6:
        return float("nan")
    even_s, path = smoothed(time_s, values)
    return float(np.max(np.gradient(np.gradient(path, even_s), even_s)))
