"""Resistance-band reverse leg press: face down on a mat, the knees extend against a band.

The band is anchored low in front of the head and looped round the ankles, so that it pulls the
heels towards the body; both legs work, or one while the other lies straight.
"""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import SIDES, Posture, posture, working_legs
from ..contact import KNEE_PAD, belly_depth, prone_lean
from ..equipment_press import ankle_band
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .press import (
    LUMBAR_COUPLING,
    TEMPO,
    leg_lengths,
    locked_peak,
    press_mistakes,
    short_knee,
)

START_KNEE, PEAK_KNEE = 94.0, 9.0
RAISED, POINTED = 11.0, 18.0
"""Degrees that the thigh rises and the toes stretch on the way to the peak."""
HAND_Z = 0.03
THIGH_TURN = 1.43
"""Degrees that the thigh of the resting leg turns when the hips rise by a centimetre."""


def _start(body: Body, side: str, setup: Setup) -> Posture:
    lean = prone_lean(body)
    hip = belly_depth(body) * np.sin(np.radians(lean))
    thigh = float(np.degrees(np.arccos((hip - KNEE_PAD) / leg_lengths(body)[0])))
    start = posture(lean=lean, thigh=thigh, abd=0.0, knee=91.0 - thigh, ankle=62.0, foot=0.0,
                    lie=1.0, neck=14.0, reach=1.0, arm=110.0, spread=40.0, elbow=90.0)
    for leg in SIDES:
        if leg in working_legs(side):
            start |= {f"knee_{leg}": START_KNEE, f"ankle_{leg}": 20.0}
    return start


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    """Hands on the floor before the face, elbows out."""
    grips = {}
    for side, sign, (_, y, _) in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = np.array([0.13 * sign, y - 0.20, HAND_Z])
        grips[side] = Grip(wrist, np.array([0.0, 0.0, -1.0]), np.array([-0.7 * sign, -1.0, 0.0]),
                           np.array([sign, 0.15, -0.2]))
    return grips


def _share(degrees: float) -> float:
    return degrees / (PEAK_KNEE - START_KNEE)


BAND_PRONE_LEG_EXTENSION = Exercise(
    id="band-prone-leg-extension",
    ranges={"straight": (None, PEAK_KNEE)},
    supports=("floor",),
    leads_in=("lie-down", "none"),
    leads_out=("get-on-knees", "none"),
    start=_start,
    coupling={"straight": {"lumbar": LUMBAR_COUPLING}},
    follows={"thigh_work": _share(RAISED), "ankle_work": _share(POINTED)},
    grips=_grips,
    sway={"lean": 0.15, "thigh": 0.2, "neck": 1.0},
    tempo=TEMPO,
    signal="knee",
    legs=("both", "one"),
    equipment=ankle_band,
    mistakes=press_mistakes(short_knee(42, 48, 64), locked_peak(), faults.hip_lift(
        thigh_support=-THIGH_TURN, knee_support=THIGH_TURN)) | {
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
