"""How a movement runs over time: minimum-jerk pieces, and phase boundaries measured on a signal."""

from __future__ import annotations

import numpy as np

EDGE = 0.10
"""A phase begins and ends where the speed passes this share of the phase's own peak speed."""


def minimum_jerk(tau: np.ndarray) -> np.ndarray:
    """Progress 0 to 1 of a minimum-jerk movement at relative time ``tau`` (clipped to 0..1)."""
    t = np.clip(tau, 0.0, 1.0)
    return t**3 * (10 - 15 * t + 6 * t**2)


def quintic(tau: np.ndarray, end_curve: float, begin_curve: float = 0.0) -> np.ndarray:
    """Progress 0 to 1 between two ends of given second derivative, standing still at both.

    Both 0 is the minimum-jerk movement; a negative ``end_curve`` or a positive ``begin_curve``
    turns round at that end without a stop.
    """
    t = np.clip(tau, 0.0, 1.0)
    bend = end_curve * t**3 * (1 - t) ** 2 + begin_curve * t**2 * (1 - t) ** 3
    return minimum_jerk(t) + bend / 2


def rippled(tau: np.ndarray, depth: float, pushes: int = 3) -> np.ndarray:
    """Relative time that runs in pushes: between them the pace falls by the share ``depth``."""
    t = np.clip(tau, 0.0, 1.0)
    return t + depth * np.sin(2 * np.pi * pushes * t) / (2 * np.pi * pushes)


def movement(time: np.ndarray, signal: np.ndarray, from_s: float, to_s: float,
             ) -> tuple[float, float]:
    """Begin and end, seconds, of the one movement of a signal inside a window.

    Args:
        time: (T,) seconds, evenly spaced and dense (100 Hz or more).
        signal: (T,) the rep signal, any unit.
        from_s: start of the window, a moment of stillness before the movement.
        to_s: end of the window, a moment of stillness (or the turning point) after it.

    Returns:
        The moment at which the speed rises above 10% of the window's peak speed and the moment
        at which it falls below for good, interpolated between samples.
    """
    speed = np.abs(np.gradient(signal, time))
    first, last = np.searchsorted(time, [from_s, to_s])
    last = min(last, len(time) - 1)
    top = first + int(np.argmax(speed[first:last + 1]))
    level = EDGE * speed[top]
    slow = np.flatnonzero(speed[first:top] < level)
    fast = np.flatnonzero(speed[top:last + 1] >= level)
    begin = first + int(slow[-1]) if len(slow) else first
    end = top + int(fast[-1])
    return (_crossing(time, speed, begin, level), _crossing(time, speed, min(end, last - 1), level))


def _crossing(time: np.ndarray, speed: np.ndarray, i: int, level: float) -> float:
    a, b = speed[i], speed[i + 1]
    share = 0.0 if a == b else float(np.clip((level - a) / (b - a), 0, 1))
    return float(time[i] + share * (time[i + 1] - time[i]))


def sway(time: np.ndarray, rng: np.random.Generator, slow_hz: float = 0.05,
         fast_hz: float = 0.22) -> np.ndarray:
    """(T,) a smooth wander of standard deviation about 1 and zero mean."""
    total = np.zeros_like(time)
    for _ in range(5):
        hz = rng.uniform(slow_hz, fast_hz)
        total += np.sin(2 * np.pi * (hz * time + rng.random()))
    return total / np.sqrt(2.5)
