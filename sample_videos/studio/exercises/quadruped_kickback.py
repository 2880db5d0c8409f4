"""Back leg kick on all fours: thigh from vertical to the line of the trunk, knee at 90 degrees."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, other, posture
from ..contact import WRIST_Z, all_fours_lean, trunk_length
from ..equipment import hand_support
from ..leads import stand_up
from . import mistakes as faults
from .base import Exercise, Grip, Setup


def _start(body: Body, side: str, setup: Setup) -> Posture:
    return posture(lean=all_fours_lean(body, setup.hands_forward), thigh=0.0, abd=-3.0, knee=91.0,
                   ankle=66.0, foot=0.0, kneel=0.5, reach=1.0, arm=85.0, spread=2.0, elbow=10.0,
                   neck=6.0, **{f"kneel_{side}": 0.0, f"kneel_{other(side)}": 1.0})


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    ahead = setup.hands_forward * trunk_length(body)
    down, forward = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, 0.0])
    return {side: Grip(np.array([x * 1.02, y - ahead, WRIST_Z]), down, forward)
            for side, (x, y, _) in zip("LR", shoulders, strict=True)}


QUADRUPED_KICKBACK = Exercise(
    id="quadruped-kickback",
    ranges={"bent": (None, -3.0)},
    supports=("floor",),
    leads_in=("kneel", "tall-kneel", "none"),
    leads_out=("tall-kneel", "stand", "none"),
    start=_start,
    coupling={"bent": {"lumbar": 4.0, "lean": -1.0, "ankle_work": -58.0}},
    grips=_grips,
    sway={"lean": 0.45, "thigh": 0.25, "neck": 1.2},
    rise=stand_up,
    equipment=hand_support,
    mistakes={
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 30, lumbar=1.0),
        "lumbar-round": faults.moves("deg lumbar flexion", 18, 16, 3, 30, lumbar=-1.0),
        "over-range": faults.peak_at(27, 24, 2, 35, worse=1),
        "short-range": faults.peak_at(-45, -38, -60, -10, worse=-1),
        "swinging": faults.swinging(lean=2.5),
        "dropped-return": faults.dropped_return(),
        "no-hold": faults.no_hold(),
        "torso-rocking": faults.moves("deg trunk lean", 16, 13, 3, 25, lean=1.0),
        "hip-tilt": faults.moves("deg pelvis roll", 14, 12, 3, 20, pelvis_roll_work=1.0),
        "knee-drift": faults.moves("deg knee extension", 42, 35, 5, 70, knee_work=-1.0),
        "hand-placement": faults.setup_only("trunk lengths ahead of the shoulders",
                                            0.35, 0.3, 0.05, 0.45),
        "neck-out-of-line": faults.moves("deg neck extension", 37, 32, 5, 45, neck=1.0),
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
