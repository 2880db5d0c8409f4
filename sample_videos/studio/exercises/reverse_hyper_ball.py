"""Reverse hyperextension over an exercise ball: hands on the floor ahead, toes on it behind."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, posture
from ..contact import WRIST_Z, belly_depth, leg_drop
from ..equipment_hyper import BALL_GIVES, ball, ball_radius
from ..leads import off_front
from ..skeleton import arm_joints
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .prone import COUPLING, LUMBAR_START, SWAY, TEMPO, hyper_mistakes

LEAN = 104.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    """Draped over the ball, the legs as far back as the toes need to reach the floor."""
    bed = 2 * ball_radius(body) - BALL_GIVES
    start = posture(lean=LEAN, abd=-1.5, knee=8.0, ankle=4.0, foot=0.0, lie=1.0, bed=bed,
                    lumbar=LUMBAR_START, neck=14.0, reach=1.0, arm=80.0, spread=6.0, elbow=12.0)
    height = bed + belly_depth(body) * np.sin(np.radians(LEAN))
    low, high = 0.0, 80.0
    for _ in range(20):
        start = posture(start, thigh=(low + high) / 2)
        low, high = (((low + high) / 2, high) if leg_drop(body, start) > height
                     else (low, (low + high) / 2))
    return start


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    shoulder, elbow, wrist = arm_joints(body, "L")
    arm = 0.97 * (np.linalg.norm(elbow - shoulder) + np.linalg.norm(wrist - elbow))
    grips = {}
    for side, (x, y, z) in zip("LR", shoulders, strict=True):
        ahead = float(np.sqrt(max(arm**2 - (z - WRIST_Z) ** 2, 0.03**2)))
        grips[side] = Grip(np.array([x * 1.05, y - ahead, WRIST_Z]), np.array([0.0, 0.0, -1.0]),
                           np.array([0.0, -1.0, 0.0]))
    return grips


REVERSE_HYPER_BALL = Exercise(
    id="reverse-hyper-ball",
    ranges={"straight": (None, -6.0)},
    supports=("ball",),
    leads_in=("none",),
    leads_out=("none",),
    start=_start,
    coupling={"straight": COUPLING},
    grips=_grips,
    sway=SWAY | {"lean": 0.4},
    tempo=TEMPO,
    legs=("both",),
    rise=off_front,
    equipment=ball,
    mistakes=hyper_mistakes((24, 20, 0, 30), (-34, -29, -41, -11)) | {
        "unstable": faults.shakes("deg trunk sway", 8, 6, 1, 12, lean=0.6, pelvis_roll=1.0,
                                  slide=0.5),
    },
)
