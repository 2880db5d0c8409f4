"""Nordic curl: kneeling, ankles held, lowered forward in one piece from the knees and back up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body import Body
from ..channels import Posture, posture
from ..equipment_curl import ankle_hold
from ..leads import backwards, kneel_upright
from ..reps import Mistake, RepPlan
from ..skeleton import pose_figure
from . import mistakes as faults
from .base import Exercise, Grip, Setup

SHIN = 91.5
"""The shin's direction, degrees behind the vertical: knee and instep on the floor."""
LEAN, KNEE = 1.0, 90.0
PEAK = 25.0
WRIST_Z = 0.045
ON_HANDS = 38.0
"""Lower than with this knee flexion the hands catch the body and push it off again."""
FOLD_STAYS = 0.4
"""Degrees by which the knee stays more bent for each degree of folding at the hips."""


def _kneeling(knee: float) -> Posture:
    """One line from knees to head, its lean as the knees give it."""
    tipped = KNEE - knee
    return posture(lean=LEAN + tipped, thigh=SHIN - KNEE + tipped, knee=knee, abd=2.0, ankle=72.0,
                   foot=0.0, kneel=0.5, arm=20.0, spread=10.0, elbow=98.0)


def _start(body: Body, side: str, setup: Setup) -> Posture:
    return _kneeling(KNEE)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    """The floor under the shoulders at the bottom."""
    ways = [pose_figure(body, {name: np.array([value]) for name, value in each.items()})
            for each in (_kneeling(KNEE), _kneeling(PEAK))]
    start, peak = (way.middle("upperarm01")[0] - way.middle("lowerleg01")[0] for way in ways)
    grips = {}
    for side, sign, (x, y, _) in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = np.array([x + 0.09 * sign, y + (peak - start)[1] - 0.03, WRIST_Z])
        grips[side] = Grip(wrist, np.array([0.0, 0.0, -1.0]), np.array([-0.2 * sign, -1.0, 0.0]),
                           np.array([0.9 * sign, 0.7, 0.4]))
    return grips


def _hip_break() -> Mistake:
    """The hips fold and stay behind. Magnitude: degrees of folding."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        stays = FOLD_STAYS * amount
        return replace(rep, peak=rep.peak + stays).plus(lean=amount)
    return Mistake("deg hip flexion", 38, 5, 55, 25, 1, apply)


def _short_range() -> Mistake:
    """The way down ends early. Magnitude: degrees of knee flexion at the bottom."""
    return Mistake("deg knee flexion at the bottom", 60, 32, 72, 52, 1,
                   lambda rep, amount: _hands_free(replace(rep, peak=amount)))


def _falls() -> Mistake:
    """The body falls instead of being lowered. Magnitude: seconds of lowering."""
    return Mistake("s lower", 0.5, 0.4, 2.4, 0.6, -1,
                   lambda rep, amount: replace(rep, lower_s=amount))


def _hands_free(rep: RepPlan) -> RepPlan:
    """Whoever does not get that far down keeps the hands before the chest."""
    if rep.peak < ON_HANDS:
        return rep
    return replace(rep, offsets={name: value for name, value in rep.offsets.items()
                                 if not name.startswith("reach")})


NORDIC_CURL = Exercise(
    id="nordic-curl",
    ranges={"straight": (None, PEAK)},
    supports=("bar", "strap"),
    leads_in=("kneel-upright", "none"),
    leads_out=("unkneel", "none"),
    start=_start,
    coupling={"straight": {"lumbar": 2.0, "lean": 4.0, "neck": 8.0, "reach_L": 1.0,
                           "reach_R": 1.0}},
    grips=_grips,
    sway={"lean": 0.5, "thigh": 0.3, "neck": 1.2},
    tempo=(1.9, 0.5, 3.2, 0.7),
    signal="knee",
    legs=("both",),
    lowers_first=True,
    follows={"lean": -1.0, "thigh_work": -1.0},
    rise=backwards(kneel_upright),
    equipment=ankle_hold,
    mistakes={
        "hip-break": _hip_break(),
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 28, lumbar=1.0),
        "dropped-return": _falls(),
        "short-range": _short_range(),
    },
)
