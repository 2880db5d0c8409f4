"""Movements that must never be counted as a rep: stretches, a shoe, leg swings."""

from __future__ import annotations

from collections.abc import Callable

from .channels import STANDING, Posture, other, posture
from .leads import Key, half_kneel, walking


def forward_fold(side: str) -> list[Key]:
    """Bend down from standing, hang, come up."""
    fold = posture(lean=105, thigh=6, knee=14, ankle=-20, arm=80, lumbar=-28, neck=-10)
    deeper = posture(fold, lean=112, arm=86)
    name = "forward fold"
    return [Key(1.3, fold, name), Key(0.9, deeper, name), Key(0.7, fold, name),
            Key(1.2, STANDING, name)]


def kneel(side: str) -> list[Key]:
    """Down on one knee."""
    name = "kneels down"
    return [Key(0.6, _lunge(side), name), Key(0.6, half_kneel(side), name)]


def tie_shoe(side: str) -> list[Key]:
    """On one knee, bent over the front foot; then up again."""
    bent = posture(half_kneel(side), lean=52, lumbar=-22, arm=62, elbow=38, spread=2, neck=-8)
    busy = posture(bent, elbow=46, arm=58)
    name = "ties a shoe"
    wiggle = [Key(0.35, busy, name), Key(0.35, bent, name)]
    return [Key(0.8, bent, name), *wiggle, *wiggle, *wiggle, Key(0.8, half_kneel(side), name),
            Key(0.6, _lunge(side), "stands up"), Key(0.7, STANDING, "stands up")]


def leg_swings(side: str) -> list[Key]:
    """Three front-to-back swings of one leg, from well in front of the body."""
    front, back = _swing(side, -48, 12), _swing(side, 16, 14)
    name = "leg swing"
    cycle = [Key(0.55, back, name), Key(0.6, front, name)]
    return [Key(0.7, front, name), *cycle, *cycle, *cycle, Key(0.6, STANDING, name)]


def walk_off(side: str) -> list[Key]:
    """A few steps onward."""
    return [Key(0.3, key.posture, "walks") if i == 0 else Key(key.after_s, key.posture, "walks")
            for i, key in enumerate(walking(2, side))]


def _swing(side: str, thigh: float, knee: float) -> Posture:
    return posture(**{f"thigh_{side}": thigh, f"knee_{side}": knee, f"ankle_{side}": 8,
                      f"foot_{side}": 0.0, f"arm_{other(side)}": -thigh * 0.6, "spread": 16,
                      "lean": 2 + thigh * 0.08})


def _lunge(down: str) -> Posture:
    front = other(down)
    return posture(**{
        "lean": 14, f"thigh_{front}": -50, f"knee_{front}": 62, f"ankle_{front}": -12,
        f"thigh_{down}": 12, f"knee_{down}": 58, f"ankle_{down}": -15,
        f"foot_{front}": 1.0, f"foot_{down}": 0.0})


DECOYS: dict[str, Callable[[str], list[Key]]] = {
    "forward-fold": forward_fold, "kneel": kneel, "tie-shoe": tie_shoe,
    "leg-swings": leg_swings, "walk-off": walk_off,
}
