"""Seated leg curl: back against its rest, thighs under a pad, the heels drawn below the seat."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, posture
from ..equipment_curl import curl_seat
from ..leads import backwards, onto_seat
from ..reps import Mistake, RepPlan
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .curls import SWAY, TEMPO, curl_mistakes

LEAN = {"upright": -12.0, "reclined": -22.0}
"""Support -> how far the backrest leans, degrees."""
SEAT_Z = 0.58
START = 9.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    lean = LEAN.get(setup.support, LEAN["upright"])
    return posture(lean=lean, thigh=-89.0, abd=1.0, knee=START, ankle=-8.0, foot=0.0, sit=1.0,
                   lumbar=-4.0, neck=-4.0, reach=1.0, arm=30.0, spread=12.0, elbow=40.0,
                   bed=SEAT_Z)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    """Handles beside the seat."""
    arm = np.linalg.norm(body.head("wrist.L") - body.head("upperarm01.L"))
    grips = {}
    for side, sign, shoulder in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = shoulder + np.array([0.10 * sign, -0.52, -0.76]) * arm
        grips[side] = Grip(wrist, np.array([-sign, 0.0, 0.0]), np.array([0.0, -0.8, -0.6]),
                           np.array([0.4 * sign, 1.0, 0.0]))
    return grips


def _out_of_the_seat() -> Mistake:
    """The hips rise and slide ahead while knees and shoulders are held. Magnitude: centimetres."""
    def apply(rep: RepPlan, amount: float) -> RepPlan:
        return rep.plus(rise=amount, slide=0.3 * amount, thigh_work=1.3 * amount,
                        lean=-0.5 * amount)
    return Mistake("cm hips above the seat", 8, 1, 12, 6, 1, apply)


SEATED_LEG_CURL = Exercise(
    id="seated-leg-curl",
    ranges={"straight": (None, 104.0)},
    supports=("upright", "reclined"),
    leads_in=("sit", "none"),
    leads_out=("get-up", "none"),
    start=_start,
    coupling={"straight": {"lumbar": -2.0, "lean": 0.8, "rise": 0.4, "ankle_work": -8.0}},
    grips=_grips,
    sway=SWAY,
    tempo=TEMPO,
    signal="knee",
    legs=("both",),
    rise=backwards(onto_seat),
    equipment=curl_seat,
    mistakes=curl_mistakes(
        short=(58, 68, 40, 97),
        swinging=faults.swinging(lean=4.0),
        hip_lift=_out_of_the_seat(),
    ),
)
