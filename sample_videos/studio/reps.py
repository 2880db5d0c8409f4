"""Reps as plans: how long each phase takes, how far it goes and what else moves along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .profiles import minimum_jerk, quintic


@dataclass(frozen=True)
class RepPlan:
    """One repetition as intended.

    Attributes:
        side: working leg, "L" or "R".
        lift_s, hold_s, lower_s, rest_s: durations; rest follows the rep.
        start, peak: ends of the rep signal, degrees.
        overshoot: degrees past the peak at the end of the lift, taken back early in the hold.
        turn: True = the movement turns round at the peak without a stop.
        offsets: what other channels do, degrees at full progress of the rep.
        mistakes: (id, magnitude, unit) of what was planted.
    """

    side: str
    lift_s: float
    hold_s: float
    lower_s: float
    rest_s: float
    start: float
    peak: float
    overshoot: float = 0.0
    turn: bool = False
    offsets: dict[str, float] = field(default_factory=dict)
    mistakes: tuple[tuple[str, float, str], ...] = ()

    @property
    def moving_s(self) -> float:
        """Seconds from the first to the last movement of the rep."""
        return self.lift_s + self.hold_s + self.lower_s

    def plus(self, **offsets: float) -> RepPlan:
        """The same rep with more moving along."""
        total = dict(self.offsets)
        for channel, amount in offsets.items():
            total[channel] = total.get(channel, 0.0) + amount
        return replace(self, offsets=total)


@dataclass(frozen=True)
class Mistake:
    """A fault that can be planted in a rep, or in the whole set's setup.

    Attributes:
        unit: what the magnitude counts.
        usual, low, high: default and allowed magnitude.
        apply: gives the faulty rep from the clean one and the magnitude.
        whole_set: True = it belongs to the start position, not to single reps.
    """

    unit: str
    usual: float
    low: float
    high: float
    apply: Callable[[RepPlan, float], RepPlan]
    whole_set: bool = False


SETTLE_S = 0.35


def progress(rep: RepPlan, time: np.ndarray) -> np.ndarray:
    """(T,) progress of the rep, 0 at start and 1 at the peak; ``time`` 0 = start of the lift."""
    curve = -6.0 if rep.turn else 0.0
    back = curve * (rep.lower_s / rep.lift_s) ** 2 if rep.turn else 0.0
    up = quintic(time / rep.lift_s, curve)
    down = quintic(1 - (time - rep.lift_s - rep.hold_s) / rep.lower_s, max(back, -19.0))
    return np.where(time < rep.lift_s + rep.hold_s / 2, up, down)


def signal(rep: RepPlan, time: np.ndarray) -> np.ndarray:
    """(T,) the planned rep signal, degrees."""
    value = rep.start + (rep.peak - rep.start) * progress(rep, time)
    if rep.overshoot:
        extra = rep.overshoot / max(rep.peak - rep.start, 1.0)
        rise = extra * minimum_jerk(time / rep.lift_s)
        fall = minimum_jerk((time - rep.lift_s) / SETTLE_S)
        value = value + (rep.peak - rep.start) * rise * (1 - fall)
    return value
