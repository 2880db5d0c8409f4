"""What an exercise declares to the studio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..body import Body
from ..channels import Posture
from ..reps import Mistake


@dataclass(frozen=True)
class Setup:
    """Choices that hold for a whole clip.

    Attributes:
        variant: "straight" or "bent" where the exercise has both.
        support: what the hands hold: "chair", "wall", "floor" or "none".
        hands_forward: hands ahead of the shoulders, trunk lengths.
    """

    variant: str = "straight"
    support: str = "none"
    hands_forward: float = 0.0


@dataclass(frozen=True)
class Grip:
    """Where a hand rests: position of the wrist and directions of palm and fingers."""

    wrist: np.ndarray
    palm: np.ndarray
    fingers: np.ndarray


@dataclass(frozen=True)
class Exercise:
    """One exercise as kinematics.

    Attributes:
        ranges: variant -> (start, peak) of the rep signal, degrees thigh against trunk;
            a start of None is what the start posture gives.
        start: start posture for a body, working side and setup.
        coupling: what moves along in everybody, degrees at full progress. Channels may name
            roles: ``knee_work``, ``thigh_support``, ``pelvis_roll_work`` (+ = working hip up).
        grips: the hands' supports from the shoulders' (2, 3) positions at the start.
        sway: channel -> degrees of aimless movement.
        tempo: seconds of lift, hold, lower and rest as full minimum-jerk movements; by the 10%
            rule the moving phases measure about 17% shorter and the still ones longer.
    """

    id: str
    ranges: dict[str, tuple[float | None, float]]
    supports: tuple[str, ...]
    leads_in: tuple[str, ...]
    leads_out: tuple[str, ...]
    start: Callable[[Body, str, Setup], Posture]
    coupling: dict[str, dict[str, float]]
    grips: Callable[[Body, Setup, np.ndarray], dict[str, Grip]]
    sway: dict[str, float]
    mistakes: dict[str, Mistake]
    tempo: tuple[float, float, float, float] = (1.35, 0.48, 2.05, 0.45)
