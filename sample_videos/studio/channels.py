"""The numbers that describe a posture; every one a function of time while a clip is made.

Angles in degrees. ``lean``: trunk line forward of the vertical (shoulders over hips = 0, all
fours about 90). ``lumbar``: extension against neutral (hollow +). ``pelvis_roll``: + = right hip
higher. ``thigh_*``: behind the vertical +, forward -. ``abd_*``: leg outwards +. ``knee_*``:
flexion +, past straight -. ``ankle_*``: toes down +. ``neck``: head extended against the trunk +.
``arm_*``: upper arm forward of the trunk line +. ``spread_*``: upper arm outwards +.
``elbow_*``: flexion +. ``reach_*``: 0 = arm as the angles say, 1 = hand on its support.
``foot_*``, ``kneel_*``: how much the body stands on that foot or knee, 0 to 1; ``under_*``:
height of what it stands on, metres. ``lie``, ``sit``: how much it rests on the front or the seat of
the pelvis, 0 to 1; ``bed``: height of the pad, bench or floor below, metres. ``rise``, ``slide``:
centimetres that the whole body moves up or forward against its supports.
"""

from __future__ import annotations

import numpy as np

SIDES = ("L", "R")
SINGLE = ("lean", "lumbar", "pelvis_roll", "neck", "heading", "lie", "sit", "bed", "rise", "slide")
PAIRED = ("thigh", "abd", "knee", "ankle", "arm", "spread", "elbow", "reach", "foot", "kneel",
          "under")
CHANNELS = SINGLE + tuple(f"{name}_{side}" for name in PAIRED for side in SIDES)

Posture = dict[str, float]
Motion = dict[str, np.ndarray]

STANDING: Posture = dict.fromkeys(CHANNELS, 0.0) | {
    "lean": 2.0, "knee_L": 6.0, "knee_R": 6.0, "thigh_L": -3.0, "thigh_R": -3.0,
    "ankle_L": -3.0, "ankle_R": -3.0, "arm_L": 2.0, "arm_R": 2.0, "spread_L": 9.0,
    "spread_R": 9.0, "elbow_L": 16.0, "elbow_R": 16.0, "foot_L": 1.0, "foot_R": 1.0,
}


def posture(base: Posture | None = None, **changes: float) -> Posture:
    """A posture that differs from ``base`` (default: standing) in some channels.

    A paired channel named without its side sets both sides.
    """
    result = dict(STANDING if base is None else base)
    for name, value in changes.items():
        names = [name] if name in CHANNELS else [f"{name}_{side}" for side in SIDES]
        for each in names:
            if each not in CHANNELS:
                raise KeyError(f"no channel {name!r}; the channels are {', '.join(CHANNELS)}")
            result[each] = value
    return result


def other(side: str) -> str:
    """The other side: "L" for "R" and the reverse."""
    return "R" if side == "L" else "L"


def working_legs(side: str) -> tuple[str, ...]:
    """The legs that work in a rep of side "L", "R" or "B" (both together)."""
    return SIDES if side == "B" else (side,)


def leading_foot(side: str) -> str:
    """The foot that steps first on the way into and out of reps of that side."""
    return "R" if side == "B" else side
