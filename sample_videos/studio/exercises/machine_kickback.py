"""Kickback machine: leaning on a chest pad, one leg pushes a padded lever back from the hip."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, other, posture
from ..equipment_kickback import lever_machine
from ..leads import let_go
from . import mistakes as faults
from .base import Exercise, Grip, Setup

LEAN = 28.0
STANCE_KNEE = 18.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    support = other(side)
    return posture(**{
        "lean": LEAN, "abd": -2.0, "reach": 1.0, "neck": 8.0,
        f"thigh_{support}": -STANCE_KNEE / 2, f"knee_{support}": STANCE_KNEE,
        f"ankle_{support}": -STANCE_KNEE / 2, f"foot_{support}": 1.0, f"foot_{side}": 0.0,
        f"thigh_{side}": -12.0, f"knee_{side}": 42.0, f"ankle_{side}": -8.0,
        "arm": 55.0, "spread": 10.0, "elbow": 60.0})


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    arm = np.linalg.norm(body.head("wrist.L") - body.head("upperarm01.L"))
    grips = {}
    for side, sign, shoulder in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = shoulder + np.array([0.10 * sign, -0.52, -0.42]) * arm
        grips[side] = Grip(wrist, np.array([-sign, 0.0, 0.0]), np.array([0.0, -0.8, 0.5]),
                           np.array([0.6 * sign, 0.5, -0.6]))
    return grips


MACHINE_KICKBACK = Exercise(
    id="machine-kickback",
    ranges={"bent": (None, 8.0)},
    supports=("machine",),
    leads_in=("lean-in", "none"),
    leads_out=("lean-out", "none"),
    start=_start,
    coupling={"bent": {"lumbar": 4.0, "lean": 1.0, "knee_work": -10.0, "ankle_work": 10.0}},
    grips=_grips,
    sway={"lean": 0.3, "thigh": 0.2, "neck": 1.2},
    tempo=(1.4, 0.5, 1.9, 0.45),
    rise=let_go,
    equipment=lever_machine,
    mistakes={
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 30, lumbar=1.0),
        "over-range": faults.peak_at(43, 40, 12, 50, worse=1),
        "short-range": faults.peak_at(-13, -10, -24, 4, worse=-1),
        "swinging": faults.swinging(lean=2.5),
        "dropped-return": faults.dropped_return(),
        "no-hold": faults.no_hold(),
        "torso-rocking": faults.moves("deg trunk lean", 17, 13, 3, 25, lean=-1.0),
        "locked-knee": faults.moves("deg knee past soft", 27, 24, 3, 30, knee_support=-1.0,
                                    thigh_support=0.5, ankle_support=0.5),
        "hip-tilt": faults.moves("deg pelvis roll", 13, 12, 3, 20, pelvis_roll_work=1.0),
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
