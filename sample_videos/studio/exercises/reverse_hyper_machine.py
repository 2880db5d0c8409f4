"""Reverse hyperextension on a leverage machine: feet strapped to a pendulum, legs straight down."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture
from ..equipment_hyper import PLATFORM_WIDTH, pendulum_machine
from ..leads import off_front
from ..reps import Mistake
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .prone import COUPLING, SWAY, TEMPO, hanging, hyper_mistakes, side_grips

START = -77.0
CLEARANCE = 0.12


def _start(body: Body, side: str, setup: Setup) -> Posture:
    return hanging(body, START, CLEARANCE)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    top = hanging(body, START, CLEARANCE)["bed"] - 0.09
    return side_grips(shoulders, PLATFORM_WIDTH / 2, 0.14, top)


def _mistakes() -> dict[str, Mistake]:
    shared = hyper_mistakes((25, 22, 6, 32), (-30, -24, -50, -3))
    del shared["feet-apart"]
    return shared | {
        "lumbar-round": faults.moves("deg lumbar flexion", 22, 16, 3, 30, lumbar=-1.0),
        "hip-tilt": faults.moves("deg pelvis roll", 14, 12, 3, 20, pelvis_roll=1.0),
    }


REVERSE_HYPER_MACHINE = Exercise(
    id="reverse-hyper-machine",
    ranges={"straight": (None, 1.0)},
    supports=("platform",),
    leads_in=("none",),
    leads_out=("none",),
    start=_start,
    coupling={"straight": COUPLING},
    grips=_grips,
    sway=SWAY,
    tempo=TEMPO,
    legs=("both",),
    rise=off_front,
    equipment=pendulum_machine,
    mistakes=_mistakes(),
)
