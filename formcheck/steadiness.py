"""How evenly a signal moves: dips of its speed on the way, and how hard it turns round."""

from __future__ import annotations

import numpy as np

from formcheck.geometry import Array

SMOOTHED_S = 0.07
"""Standard deviation of the bell that speeds are averaged with: shorter dips are jitter."""
ENDS_SHARE = 0.15
"""The first and last of a movement are slow in everybody and not looked at."""


def smoothed(time_s: Array, values: Array) -> Array:
    """(T,) the values averaged over some tenth of a second, NaN passed over."""
    apart = (time_s[:, None] - time_s[None, :]) / SMOOTHED_S
    weight = np.exp(-0.5 * apart**2) * np.isfinite(values)[None, :]
    total = weight.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weight @ np.nan_to_num(values) / total, dtype=float)


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
    path = smoothed(time_s, values)
    way = path[-1] - path[0]
    speed = np.gradient(path, time_s) * np.sign(way)
    share = (path - path[0]) / way if way else np.full(len(path), np.nan)
    inside = np.flatnonzero((share > ENDS_SHARE) & (share < 1 - ENDS_SHARE))
    if len(inside) < 4:
        return float("nan")
    speed = speed[inside[0] : inside[-1] + 1]
    before = np.maximum.accumulate(speed)
    after = np.maximum.accumulate(speed[::-1])[::-1]
    return float(np.max(np.minimum(before, after) - speed) / speed.max())


def turn_acceleration(time_s: Array, values: Array) -> float:
    """The greatest acceleration around a turning point, in the signal's unit per s².

    Args:
        time_s: (T,) seconds around the turn, rising.
        values: (T,) the signal, lowest at the turn.
    """
    if len(time_s) < 6 or np.isfinite(values).sum() < 6:
        return float("nan")
    path = smoothed(time_s, values)
    return float(np.max(np.gradient(np.gradient(path, time_s), time_s)))
