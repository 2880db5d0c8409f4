"""Standing back leg kick: upright, one leg goes straight (or bent) behind."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, other, posture
from ..equipment import hand_support
from ..leads import step_away
from . import mistakes as faults
from .base import Exercise, Grip, Setup

STANCE_KNEE = 15.0
LEAN = 3.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    support = other(side)
    knee = 6.0 if setup.variant == "straight" else 88.0
    thigh = LEAN
    held = 0.0 if setup.support == "none" else 1.0
    ankle = -(thigh + knee) + 6.0 if setup.variant == "straight" else 8.0
    return posture(**{
        "lean": LEAN, "abd": -2.0, "reach": held,
        f"thigh_{support}": -STANCE_KNEE / 2, f"knee_{support}": STANCE_KNEE,
        f"ankle_{support}": -STANCE_KNEE / 2, f"foot_{support}": 1.0, f"foot_{side}": 0.0,
        f"thigh_{side}": thigh, f"knee_{side}": knee, f"ankle_{side}": ankle,
        "spread": 10.0, "elbow": 20.0})


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    arm = np.linalg.norm(body.head("wrist.L") - body.head("upperarm01.L"))
    grips = {}
    for side, shoulder in zip("LR", shoulders, strict=True):
        if setup.support == "wall":
            wrist = shoulder + np.array([0.0, -0.84 * arm, -0.12])
            palm, fingers = np.array([0.0, -1.0, 0.1]), np.array([0.0, 0.0, 1.0])
        else:
            wrist = shoulder + np.array([0.0, -0.72, -0.60]) * arm
            palm, fingers = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, -0.25])
        grips[side] = Grip(wrist, palm, fingers)
    return grips


STANDING_KICKBACK = Exercise(
    id="standing-kickback",
    ranges={"straight": (0.0, 20.0), "bent": (0.0, 20.0)},
    supports=("chair", "wall", "none"),
    leads_in=("walk", "none"),
    leads_out=("step-away", "none"),
    start=_start,
    coupling={
        "straight": {"lumbar": 4.0, "lean": 1.5, "ankle_work": 14.0},
        "bent": {"lumbar": 4.0, "lean": 1.5, "ankle_work": -6.0}},
    grips=_grips,
    sway={"lean": 0.40, "thigh": 0.2, "neck": 1.2},
    rise=step_away,
    equipment=hand_support,
    mistakes={
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 30, lumbar=1.0),
        "over-range": faults.peak_at(45, 44, 24, 55, worse=1),
        "short-range": faults.peak_at(7, 8, 6, 17, worse=-1),
        "swinging": faults.swinging(lean=2.5),
        "dropped-return": faults.dropped_return(),
        "no-hold": faults.no_hold(),
        "torso-rocking": faults.moves("deg trunk lean", 17, 13, 3, 25, lean=1.0),
        "locked-knee": faults.moves("deg knee past soft", 24, 21, 3, 27, knee_support=-1.0,
                                    thigh_support=0.5, ankle_support=0.5),
        "knee-drift": faults.moves("deg knee flexion", 40, 35, 5, 60, knee_work=1.0),
        "hip-tilt": faults.moves("deg pelvis roll", 13, 12, 3, 20, pelvis_roll_work=1.0),
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
