"""What the reverse hyperextensions share: lying over an edge, both legs lifted from the hips.

Everybody's lumbar spine extends while the legs rise (20.4 degrees over a hip range of 76.6,
Lawrence 2019): a clean rep here goes from ``LUMBAR_START`` to ``LUMBAR_COUPLING`` more, 12 degrees
of it over about 67 of the hip. The mistake ``lumbar-arch`` comes on top.
"""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture, posture
from ..contact import belly_depth, leg_drop, prone_lean
from ..reps import Mistake
from . import mistakes as faults
from .base import Grip

LUMBAR_START = -6.0
LUMBAR_COUPLING = 12.0
COUPLING = {"lumbar": LUMBAR_COUPLING, "ankle_work": 12.0}
SWAY = {"lean": 0.15, "thigh": 0.2, "neck": 1.0}
TEMPO = (1.45, 0.55, 1.95, 0.5)


def hanging(body: Body, hip: float, clearance: float, tilt: float = 0.0) -> Posture:
    """Prone over an edge, legs hanging with the thighs at ``hip`` against the trunk.

    The pad is as high as the feet need it, ``clearance`` metres over the floor; ``tilt`` > 0
    puts the shoulders lower than the hips.
    """
    lean = prone_lean(body) + tilt
    start = posture(lean=lean, thigh=lean + hip, abd=-1.5, knee=8.0, ankle=4.0, foot=0.0, lie=1.0,
                    lumbar=LUMBAR_START, neck=14.0, reach=1.0, arm=60.0, spread=18.0, elbow=60.0)
    start["bed"] = leg_drop(body, start) + clearance - belly_depth(body) * np.sin(np.radians(lean))
    return start


def side_grips(shoulders: np.ndarray, half_width: float, forward: float, top: float,
               ) -> dict[str, Grip]:
    """Hands round the edges of a pad: ``forward`` of the shoulders, ``top`` metres high."""
    grips = {}
    for side, sign, shoulder in zip("LR", (1.0, -1.0), shoulders, strict=True):
        wrist = np.array([sign * (half_width + 0.03), shoulder[1] - forward, top])
        grips[side] = Grip(wrist, np.array([-sign, 0.0, 0.0]), np.array([0.0, -1.0, -0.35]),
                           np.array([0.9 * sign, 0.6, 0.1]))
    return grips


def hyper_mistakes(over: tuple[float, float, float, float],
                   short: tuple[float, float, float, float]) -> dict[str, Mistake]:
    """The mistakes of every reverse hyper, with this one's usual, counting, low and high peaks."""
    return {
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 26, lumbar=1.0),
        "over-range": faults.peak_at(*over, worse=1),
        "short-range": faults.peak_at(*short, worse=-1),
        "swinging": faults.swinging(lean=2.0, lumbar=2.0),
        "uneven-tempo": faults.uneven_tempo(),
        "dropped-return": faults.dropped_return(),
        "no-hold": faults.no_hold(),
        "resting": faults.resting(),
        "knee-drift": faults.moves("deg knee flexion", 42, 35, 5, 70, knee_work=1.0),
        "feet-apart": faults.moves("deg leg outwards", 13, 10, 2, 22, abd_work=1.0),
        "hip-lift": faults.hip_lift(),
    }
