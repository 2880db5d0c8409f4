"""Faults that several exercises share, each a small change to a planned rep.

``counts_from`` is the magnitude from which a mistake's text calls it a mistake; ``low`` to
``high`` reach from barely there to gross, so that a ladder can be filmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..reps import Mistake, RepPlan

FAST_S, CALM_S = 0.6, 1.0
"""A lift shorter than the first is flung for all it is worth; one longer than the second is not."""
REBOUND_S = 0.2


def moves(unit: str, usual: float, counts_from: float, low: float, high: float,
          **per_unit: float) -> Mistake:
    """Channels that move along with the rep, in degrees for each unit of magnitude."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        return rep.plus(**{channel: share * amount for channel, share in per_unit.items()})
    return Mistake(unit, usual, low, high, counts_from, 1, apply)


def shakes(unit: str, usual: float, counts_from: float, low: float, high: float,
           **per_unit: float) -> Mistake:
    """Channels that shake during the rep, in degrees or centimetres for each unit of magnitude."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        return replace(rep, wobble={name: share * amount for name, share in per_unit.items()})
    return Mistake(unit, usual, low, high, counts_from, 1, apply)


def peak_at(usual: float, counts_from: float, low: float, high: float, worse: int,
            unit: str = "deg peak thigh-trunk angle") -> Mistake:
    """The rep ends at another peak of the rep signal; ``worse`` +1 where a larger one is worse."""
    return Mistake(unit, usual, low, high, counts_from, worse,
                   lambda rep, amount: replace(rep, peak=amount))


def no_hold() -> Mistake:
    """The peak is left at once, as one flowing movement. Magnitude: planned seconds of hold."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        if amount > 0:
            return replace(rep, hold_s=amount)
        return replace(rep, hold_s=0.0, turn=True, lift_s=rep.lift_s * 1.1)
    return Mistake("s hold", 0.0, 0.0, 0.4, 0.0, -1, apply)


def swinging(**counter: float) -> Mistake:
    """The leg is flung; the trunk gives a little the other way. Magnitude: seconds of the lift."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        force = float(np.clip((CALM_S - amount) / (CALM_S - FAST_S), 0, 1))
        flung = replace(rep, lift_s=amount, overshoot=0.07 * (rep.peak - rep.start) * force)
        return flung.plus(**{name: amount * force for name, amount in counter.items()})
    return Mistake("s lift", 0.42, 0.3, 1.2, 0.45, -1, apply)


def dropped_return() -> Mistake:
    """The leg falls back. Magnitude: seconds of lowering."""
    return Mistake("s lower", 0.42, 0.3, 1.6, 0.45, -1,
                   lambda rep, amount: replace(rep, lower_s=amount))


def uneven_tempo() -> Mistake:
    """The lowering comes in pushes. Magnitude: share of its speed lost between them."""
    return Mistake("share of speed", 0.72, 0.1, 0.8, 0.6, 1,
                   lambda rep, amount: replace(rep, ripple=amount))


def resting() -> Mistake:
    """The person relaxes at the start position. Magnitude: seconds until the next rep."""
    mistake = Mistake("s rest", 3.2, 0.8, 8.0, 2.5, 1,
                      lambda rep, amount: replace(rep, rest_s=amount))
    return replace(mistake, needs_next=True)


def bouncing(sharp: float = 12.0, counts_from: float = 0.05) -> Mistake:
    """The movement rebounds out of the start position. Magnitude: seconds of rest before the next.

    Below ``REBOUND_S`` the body does not come to rest at all, and it falls in faster. ``sharp``
    (up to 19) is how hard it turns round where the rest is 0.
    """
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        force = float(np.clip(1 - amount / REBOUND_S, 0, 1))
        return replace(rep, rest_s=amount, rebound=sharp * force,
                       lower_s=rep.lower_s * (1 - 0.35 * force))
    mistake = Mistake("s rest", 0.0, 0.0, 0.4, counts_from, -1, apply)
    return replace(mistake, needs_next=True)


def hip_lift(trunk_m: float = 0.48, **per_cm: float) -> Mistake:
    """The hips leave the pad while the shoulders stay. Magnitude: centimetres.

    ``per_cm``: other channels' degrees for each of them.
    """
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        tip = float(np.degrees(np.arcsin(amount / 100 / trunk_m)))
        along = {name: share * amount for name, share in per_cm.items()}
        return rep.plus(rise=amount, lean=tip, **along)
    return Mistake("cm hips above the pad", 8, 1, 14, 6, 1, apply)


def setup_only(unit: str, usual: float, counts_from: float, low: float, high: float,
               apply: Callable[[RepPlan, float], RepPlan] | None = None) -> Mistake:
    """A fault of the start position: it stands in the whole set."""
    return Mistake(unit, usual, low, high, counts_from, 1, apply or (lambda rep, amount: rep),
                   whole_set=True)
