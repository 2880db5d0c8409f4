"""Smith machine reverse leg press: on forearms and one knee on the floor, facing away from the bar.

The text says: on the floor, facing away from the bar, feet under it, bend the knees and push the
bar up with glutes and hamstrings. A bar that rises straight up leaves one reading in which the
knees go from bent to nearly straight and the hips work: the sole of one foot under the bar, the
other knee on the floor, the thigh from under the hips to a little above them.
"""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Motion, Posture, other, posture
from ..equipment_press import BAR_SOLE, smith_machine
from . import mistakes as faults
from .base import Exercise, Grip, Setup
from .press import (
    LUMBAR_COUPLING,
    SUPPORT_THIGH,
    TEMPO,
    keep_sole,
    kneeling_hip_lift,
    locked_peak,
    plank_grips,
    plank_lean,
    press_mistakes,
    short_knee,
)

START_THIGH, PEAK_THIGH = 55.0, 114.0
START_KNEE, PEAK_KNEE = 80.0, 11.0
THIGH_PER_KNEE = (PEAK_THIGH - START_THIGH) / (PEAK_KNEE - START_KNEE)


def _start(body: Body, side: str, setup: Setup) -> Posture:
    support = other(side)
    return posture(**{
        "lean": plank_lean(body, 0.0), "abd": -2.0, "neck": 6.0, "foot": 0.0, "reach": 1.0,
        "arm": 85.0, "spread": 2.0, "elbow": 85.0, f"kneel_{support}": 1.0,
        f"thigh_{support}": SUPPORT_THIGH, f"knee_{support}": 91.0 - SUPPORT_THIGH,
        f"ankle_{support}": 66.0, f"thigh_{side}": START_THIGH, f"knee_{side}": START_KNEE,
        f"ankle_{side}": BAR_SOLE - START_THIGH - START_KNEE})


def _settle(body: Body, motion: Motion, legs: tuple[str, ...]) -> None:
    keep_sole(motion, legs, BAR_SOLE)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    return plank_grips(body, shoulders, 0.0, 0.0)


REVERSE_LEG_PRESS_SMITH = Exercise(
    id="reverse-leg-press-smith",
    ranges={"straight": (None, PEAK_KNEE)},
    supports=("floor",),
    leads_in=("tall-kneel", "kneel", "none"),
    leads_out=("tall-kneel", "stand", "none"),
    start=_start,
    coupling={"straight": {"lumbar": LUMBAR_COUPLING}},
    follows={"thigh_work": THIGH_PER_KNEE},
    grips=_grips,
    sway={"lean": 0.3, "thigh": 0.2, "neck": 1.2},
    tempo=TEMPO,
    signal="knee",
    settle=_settle,
    equipment=smith_machine,
    mistakes=press_mistakes(short_knee(42, 46, 54), locked_peak(), kneeling_hip_lift()) | {
        "side-switch": faults.setup_only("legs", 1, 1, 1, 1),
    },
)
