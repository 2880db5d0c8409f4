"""Reps as plans: how long each phase takes, how far it goes and what else moves along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .profiles import minimum_jerk, quintic, rippled

SETTLE_S = 0.35
WOBBLE_HZ = 1.1


@dataclass(frozen=True)
class Fault:
    """A mistake as planted in a rep; ``counts``: large enough for the mistake's text to mean it."""

    id: str
    magnitude: float
    unit: str
    counts: bool


@dataclass(frozen=True)
class RepPlan:
    """One repetition as intended.

    Attributes:
        side: working leg, "L" or "R", or "B" where both work together.
        lift_s, hold_s, lower_s, rest_s: durations; rest follows the rep.
        start, peak: ends of the rep signal, degrees.
        lowers_first: True = the way from start to peak is the lowering (Nordic curl).
        overshoot: degrees past the peak at the end of the way out, taken back early in the hold.
        turn: True = the movement turns round at the peak without a stop.
        rebound, rebounded: how sharply the rep turns round into the next one, and out of the one
            before, without a stop (second derivative of the progress; 0 = comes to rest).
        ripple: share of its speed that the lowering loses in the dips between three pushes.
        offsets: what other channels do, degrees at full progress of the rep.
        wobble: channel -> degrees (or centimetres) of shaking during the rep.
        faults: what was planted.
    """

    side: str
    lift_s: float
    hold_s: float
    lower_s: float
    rest_s: float
    start: float
    peak: float
    lowers_first: bool = False
    overshoot: float = 0.0
    turn: bool = False
    rebound: float = 0.0
    rebounded: float = 0.0
    ripple: float = 0.0
    offsets: dict[str, float] = field(default_factory=dict)
    wobble: dict[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def moving_s(self) -> float:
        """Seconds from the first to the last movement of the rep."""
        return self.lift_s + self.hold_s + self.lower_s

    @property
    def out_s(self) -> float:
        """Seconds from start to peak."""
        return self.lower_s if self.lowers_first else self.lift_s

    @property
    def back_s(self) -> float:
        """Seconds from peak to start."""
        return self.lift_s if self.lowers_first else self.lower_s

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
        usual, low, high: default and allowed magnitude, from barely there to gross.
        counts_from: the magnitude from which the mistake's text calls it a mistake.
        worse: +1 = a larger magnitude is worse, -1 = a smaller one.
        apply: gives the faulty rep from the clean one and the magnitude.
        whole_set: True = it belongs to the start position, not to single reps.
        needs_next: True = it shows before the following rep, so the last rep cannot have it.
    """

    unit: str
    usual: float
    low: float
    high: float
    counts_from: float
    worse: int
    apply: Callable[[RepPlan, float], RepPlan]
    whole_set: bool = False
    needs_next: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The faintest and the grossest magnitude."""
        return (self.low, self.high) if self.worse > 0 else (self.high, self.low)

    def counts(self, magnitude: float) -> bool:
        """Whether a rep with this magnitude is a positive for the benchmark."""
        return self.worse * (magnitude - self.counts_from) >= 0


def progress(rep: RepPlan, time: np.ndarray) -> np.ndarray:
    """(T,) progress of the rep, 0 at start and 1 at the peak; ``time`` 0 = start of the rep."""
    curve = -6.0 if rep.turn else 0.0
    back = curve * (rep.back_s / rep.out_s) ** 2 if rep.turn else 0.0
    out_at = time / rep.out_s
    back_at = (time - rep.out_s - rep.hold_s) / rep.back_s
    if rep.lowers_first:
        out_at = rippled(out_at, rep.ripple)
    else:
        back_at = rippled(back_at, rep.ripple)
    out = quintic(out_at, curve, rep.rebounded)
    return np.where(time < rep.out_s + rep.hold_s / 2, out,
                    quintic(1 - back_at, max(back, -19.0), rep.rebound))


def signal(rep: RepPlan, time: np.ndarray) -> np.ndarray:
    """(T,) the planned rep signal, degrees."""
    value = rep.start + (rep.peak - rep.start) * progress(rep, time)
    if rep.overshoot:
        rise = minimum_jerk(time / rep.out_s)
        fall = minimum_jerk((time - rep.out_s) / SETTLE_S)
        value = value + rep.overshoot * rise * (1 - fall)
    return value


def shaking(rep: RepPlan, time: np.ndarray) -> np.ndarray:
    """(T,) the course of ``wobble``, amplitude 1, fading in and out with the rep."""
    inside = minimum_jerk(time / 0.3) * (1 - minimum_jerk((time - rep.moving_s + 0.3) / 0.3))
    return inside * np.sin(2 * np.pi * WOBBLE_HZ * time)
