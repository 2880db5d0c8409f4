"""Reverse single leg press: forearm plank on the seat, one foot on the platform behind.

The other knee kneels on the seat. Hip and knee of the working leg extend together until the knee
is at about the height of the hips.
"""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Motion, Posture, other, posture
from ..contact import trunk_length
from ..equipment_press import ELBOW_PAD, PLANK_RAIL, SEAT_HEIGHT, plank_machine
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .press import (
    LUMBAR_COUPLING,
    SUPPORT_THIGH,
    TEMPO,
    keep_sole,
    kneeling_hip_lift,
    locked_along,
    plank_grips,
    plank_lean,
    press_mistakes,
)

START_THIGH, START_KNEE, PEAK_KNEE = 31.0, 100.0, 11.0
PEAK_HIP, USUAL_LEAN = -3.0, 97.0
SOLE = 90.0 + PLANK_RAIL
KNEE_PER_HIP = (PEAK_KNEE - START_KNEE) / (PEAK_HIP - START_THIGH + USUAL_LEAN)


def _start(body: Body, side: str, setup: Setup) -> Posture:
    support = other(side)
    return posture(**{
        "lean": plank_lean(body, setup.hands_forward, ELBOW_PAD), "abd": -2.0, "neck": 6.0,
        "foot": 0.0, "under": SEAT_HEIGHT, "reach": 1.0, "arm": 85.0, "spread": 2.0,
        "elbow": 85.0, f"kneel_{support}": 1.0,
        f"thigh_{support}": SUPPORT_THIGH, f"knee_{support}": 91.0 - SUPPORT_THIGH,
        f"ankle_{support}": 66.0, f"thigh_{side}": START_THIGH, f"knee_{side}": START_KNEE,
        f"ankle_{side}": SOLE - START_THIGH - START_KNEE})


def _settle(body: Body, motion: Motion, legs: tuple[str, ...]) -> None:
    keep_sole(motion, legs, SOLE)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    ahead = setup.hands_forward * trunk_length(body)
    return plank_grips(body, shoulders, ahead, SEAT_HEIGHT + ELBOW_PAD)


REVERSE_LEG_PRESS_SINGLE = Exercise(
    id="reverse-leg-press-single",
    ranges={"straight": (None, PEAK_HIP)},
    supports=("machine",),
    leads_in=("tall-kneel", "none"),
    leads_out=("tall-kneel", "none"),
    start=_start,
    coupling={"straight": {"lumbar": LUMBAR_COUPLING}},
    follows={"knee_work": KNEE_PER_HIP},
    grips=_grips,
    sway={"lean": 0.3, "thigh": 0.2, "neck": 1.2},
    tempo=TEMPO,
    settle=_settle,
    equipment=plank_machine,
    mistakes=press_mistakes(faults.peak_at(-38, -32, -46, -8, worse=-1),
                            locked_along(PEAK_KNEE), kneeling_hip_lift()) | {
        "hand-placement": faults.setup_only("trunk lengths elbows ahead of the shoulders",
                                            0.35, 0.3, 0.05, 0.45),
        "neck-out-of-line": faults.moves("deg neck extension", 37, 32, 5, 45, neck=1.0),
        "torso-rocking": faults.moves("deg trunk lean", 16, 13, 3, 22, lean=-1.0),
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
