"""Reverse leg press: face down on the seat, balls of the feet on the top edge of the platform.

The platform runs on straight rails behind the person; the feet stay on it, so the knee angle alone
says where the thighs are.
"""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Motion, Posture, posture
from ..contact import belly_depth, chest_depth, leg_drop, prone_lean
from ..equipment_press import PRESS_RAIL, PRESS_SOLE, SEAT_WIDTH, prone_machine
from .base import Exercise, Grip, Setup
from .mistakes import hip_lift
from .press import (
    LUMBAR_COUPLING,
    TEMPO,
    ankle_from_hip,
    keep_sole,
    locked_peak,
    press_mistakes,
    short_knee,
    thigh_on_rail,
)
from .prone import side_grips

TILT = 8.0
"""Degrees by which the pad rises towards the head."""
START_THIGH, START_KNEE, PEAK_KNEE = 0.0, 90.0, 10.0
CLEARANCE = 0.20


def _lean(body: Body) -> float:
    return prone_lean(body) - TILT


def _start(body: Body, side: str, setup: Setup) -> Posture:
    lean = _lean(body)
    start = posture(lean=lean, thigh=START_THIGH, knee=START_KNEE, abd=-2.0, foot=0.0, lie=1.0,
                    ankle=PRESS_SOLE - START_THIGH - START_KNEE, neck=12.0, reach=1.0, arm=60.0,
                    spread=18.0, elbow=60.0)
    start["bed"] = leg_drop(body, start) + CLEARANCE - _belly(body, lean)
    return start


def _belly(body: Body, lean: np.ndarray | float) -> np.ndarray | float:
    return belly_depth(body) * np.sin(np.radians(lean))


def _settle(body: Body, motion: Motion, legs: tuple[str, ...]) -> None:
    """The thighs follow from the knees, so that the feet run along the rails."""
    risen = motion["rise"] / 100 + _belly(body, motion["lean"]) - _belly(body, _lean(body))
    origin = np.tile(ankle_from_hip(body, START_THIGH, START_KNEE), (len(risen), 1))
    origin[:, 1] -= risen
    for leg in legs:
        motion[f"thigh_{leg}"] = thigh_on_rail(body, motion[f"knee_{leg}"], origin, PRESS_RAIL)
    keep_sole(motion, legs, PRESS_SOLE)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    top = float(shoulders[0, 2]) - chest_depth(body) - 0.06
    return side_grips(shoulders, SEAT_WIDTH / 2, 0.10, top)


REVERSE_LEG_PRESS = Exercise(
    id="reverse-leg-press",
    ranges={"straight": (None, PEAK_KNEE)},
    supports=("machine",),
    leads_in=("bend-over", "none"),
    leads_out=("rise-from-pad", "none"),
    start=_start,
    coupling={"straight": {"lumbar": LUMBAR_COUPLING}},
    grips=_grips,
    sway={"lean": 0.15, "thigh": 0.0, "neck": 1.0},
    tempo=TEMPO,
    signal="knee",
    legs=("both",),
    settle=_settle,
    equipment=prone_machine,
    mistakes=press_mistakes(short_knee(42, 48, 64), locked_peak(), hip_lift()),
)
