"""Faults that several exercises share, each a small change to a planned rep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..reps import Mistake, RepPlan

NO_STOP_S = 0.0


def moves(unit: str, usual: float, low: float, high: float, **per_unit: float) -> Mistake:
    """Channels that move along with the rep, in degrees for each unit of magnitude."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        return rep.plus(**{channel: share * amount for channel, share in per_unit.items()})
    return Mistake(unit, usual, low, high, apply)


def peak_at(usual: float, low: float, high: float) -> Mistake:
    """The rep ends at another peak of the rep signal, by the hip alone."""
    return Mistake("deg peak thigh-trunk angle", usual, low, high,
                   lambda rep, amount: replace(rep, peak=amount))


def no_hold() -> Mistake:
    """The peak is left at once, as one flowing movement."""
    return Mistake("s hold", NO_STOP_S, NO_STOP_S, NO_STOP_S, lambda rep, amount: replace(
        rep, hold_s=amount, turn=True, lift_s=rep.lift_s * 1.1))


def swinging(**counter: float) -> Mistake:
    """The leg is flung up; the trunk gives a little the other way. Magnitude: seconds of lift."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        return replace(rep, lift_s=amount, overshoot=0.07 * (rep.peak - rep.start)).plus(**counter)
    return Mistake("s lift", 0.42, 0.3, 0.6, apply)


def dropped_return() -> Mistake:
    """The leg falls back. Magnitude: seconds of lowering."""
    return Mistake("s lower", 0.42, 0.3, 0.6,
                   lambda rep, amount: replace(rep, lower_s=amount))


def setup_only(unit: str, usual: float, low: float, high: float,
               apply: Callable[[RepPlan, float], RepPlan] | None = None) -> Mistake:
    """A fault of the start position: it stands in the whole set."""
    return Mistake(unit, usual, low, high, apply or (lambda rep, amount: rep), whole_set=True)
