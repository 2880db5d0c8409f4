"""What an exercise declares to the studio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..body import Body
from ..channels import Motion, Posture
from ..equipment import Equipment, nothing
from ..leads import Way
from ..reps import Mistake

if TYPE_CHECKING:
    from ..film import Film


@dataclass(frozen=True)
class Setup:
    """Choices that hold for a whole clip.

    Attributes:
        variant: one of the exercise's variants.
        support: what the person holds or lies on: one of the exercise's supports.
        faults: whole-set mistakes by id, with their magnitude.
    """

    variant: str = "straight"
    support: str = "none"
    faults: Mapping[str, float] = field(default_factory=dict)

    @property
    def hands_forward(self) -> float:
        """Hands (or elbows) ahead of the shoulders, trunk lengths."""
        return self.faults.get("hand-placement", 0.0)


@dataclass(frozen=True)
class Grip:
    """Where a hand rests: position of the wrist and directions of palm and fingers.

    ``bend``: direction in which the elbow points; None = towards the hips, outwards.
    """

    wrist: np.ndarray
    palm: np.ndarray
    fingers: np.ndarray
    bend: np.ndarray | None = None


def no_grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    """The hands hold nothing."""
    return {}


def as_planned(body: Body, motion: Motion, legs: tuple[str, ...]) -> None:
    """The planned channels need no correction."""


@dataclass(frozen=True)
class Exercise:
    """One exercise as kinematics.

    Attributes:
        ranges: variant -> (start, peak) of the rep signal, degrees; a start of None is what
            the start posture gives. The peak is the end away from the start, whichever way.
        start: start posture for a body, working side ("L", "R" or "B") and setup. What carries
            the body is part of it: ``foot_*``, ``kneel_*``, ``lie``, ``sit``, ``bed``.
        coupling: variant -> what moves along in everybody, degrees at full progress. Channels
            may name roles: ``knee_work``, ``thigh_support``, ``pelvis_roll_work`` (+ = working
            hip up).
        grips: the hands' supports from the shoulders' (2, 3) positions at the start.
        sway: channel -> degrees of aimless movement.
        tempo: seconds of lift, hold, lower and rest as full minimum-jerk movements; by the 10%
            rule the moving phases measure about 17% shorter and the still ones longer.
        signal: "hip" (thigh against trunk) or "knee" (flexion): what goes from start to peak.
        legs: who can work: "one" leg, "both" together; the first is the default.
        lowers_first: True = from start to peak is the lowering (Nordic curl).
        follows: channel or role -> degrees for each degree that the rep signal moves.
        settle: a last correction of the set's channels, such as a foot that stays on a platform.
        rise: the way from the start posture to standing upright on the spot, where there is one;
            a break between two sets runs it, and then backwards.
        equipment: what stands, lies and moves around the posed person.
    """

    id: str
    ranges: dict[str, tuple[float | None, float]]
    supports: tuple[str, ...]
    leads_in: tuple[str, ...]
    leads_out: tuple[str, ...]
    start: Callable[[Body, str, Setup], Posture]
    coupling: dict[str, dict[str, float]]
    sway: dict[str, float]
    mistakes: dict[str, Mistake]
    grips: Callable[[Body, Setup, np.ndarray], dict[str, Grip]] = no_grips
    tempo: tuple[float, float, float, float] = (1.35, 0.48, 2.05, 0.45)
    signal: str = "hip"
    legs: tuple[str, ...] = ("one",)
    lowers_first: bool = False
    follows: dict[str, float] = field(default_factory=dict)
    settle: Callable[[Body, Motion, tuple[str, ...]], None] = as_planned
    rise: Way | None = None
    equipment: Callable[[Film], Equipment] = nothing
