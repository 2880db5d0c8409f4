"""Lying leg curl: face down on a machine's pad, the heels drawn to the glutes against a roller."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, posture
from ..contact import KNEE_PAD, belly_depth, prone_lean
from ..equipment_curl import curl_bench
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .curls import SWAY, TEMPO, curl_mistakes

BEND = {"angled": (5.0, 14.0), "flat": (0.0, 2.0)}
"""Support -> how far the pad falls off from the hips towards the head and the knees, degrees."""
HIP_Z = 0.70
"""Height of the hip joints, metres."""
START = 9.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    to_head, to_knees = BEND.get(setup.support, BEND["angled"])
    lean = prone_lean(body) + to_head
    thigh = body.head("upperleg01.L")[2] - body.head("lowerleg01.L")[2]
    return posture(lean=lean, thigh=90.0 - to_knees, abd=-1.5, knee=START, ankle=18.0, foot=0.0,
                   lie=1.0, neck=18.0, reach=1.0, arm=75.0, spread=14.0, elbow=80.0,
                   bed=HIP_Z - belly_depth(body) * np.sin(np.radians(lean)),
                   under=HIP_Z - thigh * np.sin(np.radians(to_knees)) - KNEE_PAD)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    """Handles below the head end of the pad."""
    arm = np.linalg.norm(body.head("wrist.L") - body.head("upperarm01.L"))
    grips = {}
    for side, sign, shoulder in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = shoulder + np.array([0.06 * sign, -0.32, -0.58]) * arm
        grips[side] = Grip(wrist, np.array([-sign, 0.0, 0.0]), np.array([0.0, -1.0, -0.2]),
                           np.array([0.5 * sign, 0.8, -0.3]))
    return grips


LYING_LEG_CURL = Exercise(
    id="lying-leg-curl",
    ranges={"straight": (None, 114.0)},
    supports=("angled", "flat"),
    leads_in=("lie-down", "none"),
    leads_out=("get-on-knees", "none"),
    start=_start,
    coupling={"straight": {"lumbar": 3.0, "rise": 0.8, "lean": 0.8, "thigh_work": -1.0,
                           "thigh_support": -1.0, "ankle_work": -14.0}},
    grips=_grips,
    sway=SWAY,
    tempo=TEMPO,
    signal="knee",
    legs=("both", "one"),
    equipment=curl_bench,
    mistakes=curl_mistakes(
        short=(66, 76, 45, 106),
        swinging=faults.swinging(lean=2.0, lumbar=2.5, rise=1.0),
        hip_lift=faults.hip_lift(thigh_work=-1.4, thigh_support=-1.4),
    ) | {
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 28, lumbar=1.0),
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
