"""What the reverse presses share: knees bent, feet behind on something that is pushed away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..body import Body
from ..channels import Motion
from ..contact import KNEE_PAD, trunk_length
from ..reps import Mistake, RepPlan
from ..skeleton import arm_joints
from . import mistakes as faults
from .base import Grip

LUMBAR_COUPLING = 3.0
"""Degrees by which everybody's lower back extends while the legs do."""
LOCKED_S = 0.6
"""Shortest time for which a locked knee is held."""
ELBOW_Z = 0.045
"""Height of wrist and elbow joint over what the forearm lies on, metres."""
SUPPORT_THIGH = 24.0
"""The kneeling thigh, degrees behind the vertical: the knee lies behind the hip."""
SHANK_TURN = 1.37
"""Degrees that a shank of usual length turns when its knee rises by a centimetre."""
TEMPO = (1.4, 0.5, 1.9, 0.45)


def leg_lengths(body: Body) -> tuple[float, float]:
    """Hip to knee and knee to ankle, metres."""
    hip, knee, ankle = (body.head(f"{bone}.L") for bone in ("upperleg01", "lowerleg01", "foot"))
    return float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))


def ankle_from_hip(body: Body, thigh: float, knee: float) -> np.ndarray:
    """(2,) the ankle from the hip joint, metres back and up."""
    upper, lower = leg_lengths(body)
    a, b = np.radians([thigh, thigh + knee])
    return np.array([upper * np.sin(a) + lower * np.sin(b), -upper * np.cos(a) - lower * np.cos(b)])


def thigh_on_rail(body: Body, knee: np.ndarray, origin: np.ndarray, rail_deg: float) -> np.ndarray:
    """The thigh's angle at which the ankle lies on a rail.

    Args:
        knee: (T,) knee flexion, degrees.
        origin: (T, 2) a point of the rail from the hip joint, metres back and up.
        rail_deg: how steeply the rail rises backwards.
    """
    upper, lower = leg_lengths(body)
    bend, rail = np.radians(knee), np.radians(rail_deg)
    way = np.array([np.cos(rail), np.sin(rail)])
    reach = upper**2 + lower**2 + 2 * upper * lower * np.cos(bend)
    along = origin @ way
    rest = along**2 - (origin**2).sum(axis=1) + reach
    ankle = origin + (np.sqrt(np.maximum(rest, 0)) - along)[:, None] * way
    chord = np.arctan2(ankle[:, 0], -ankle[:, 1])
    return np.degrees(chord - np.arctan2(lower * np.sin(bend), upper + lower * np.cos(bend)))


def keep_sole(motion: Motion, legs: tuple[str, ...], sole_deg: float) -> None:
    """Turn the feet so that the soles keep their direction in space, unless that leg kneels."""
    for leg in legs:
        kneels, ankle = motion[f"kneel_{leg}"], motion[f"ankle_{leg}"]
        laid = sole_deg - motion[f"thigh_{leg}"] - motion[f"knee_{leg}"]
        motion[f"ankle_{leg}"] = (1 - kneels) * laid + kneels * ankle


def plank_lean(body: Body, ahead: float, pad: float = 0.0) -> float:
    """The trunk's lean with the upper arms on the forearms and a knee on the ground.

    Args:
        ahead: elbows in front of the shoulders, trunk lengths.
        pad: how much higher than the knee the forearms lie, metres.
    """
    shoulder, elbow, _ = arm_joints(body, "L")
    trunk = trunk_length(body)
    upper = float(np.linalg.norm(elbow - shoulder))
    height = pad + ELBOW_Z + np.sqrt(upper**2 - (ahead * trunk) ** 2)
    hip = KNEE_PAD + leg_lengths(body)[0] * np.cos(np.radians(SUPPORT_THIGH))
    return float(np.degrees(np.arccos((height - hip) / trunk)))


def plank_grips(body: Body, shoulders: np.ndarray, ahead: float, top: float) -> dict[str, Grip]:
    """Forearms on a surface ``top`` metres high, elbows ``ahead`` metres before the shoulders."""
    _, elbow, wrist = arm_joints(body, "L")
    forearm = float(np.linalg.norm(wrist - elbow))
    down, forward = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, 0.0])
    return {side: Grip(np.array([x, y - ahead - forearm, top + ELBOW_Z]), down, forward,
                       np.array([0.0, 0.7, -1.0]))
            for side, (x, y, _) in zip("LR", shoulders, strict=True)}


def press_mistakes(short: Mistake, locked: Mistake, lift: Mistake) -> dict[str, Mistake]:
    """The mistakes of every reverse press."""
    return {
        "lumbar-arch": faults.moves("deg lumbar extension", 22, 18, 3, 28, lumbar=1.0),
        "lumbar-round": faults.moves("deg lumbar flexion", 20, 16, 3, 28, lumbar=-1.0),
        "short-range": short,
        "locked-knee": locked,
        "dropped-return": faults.dropped_return(),
        "bouncing": faults.bouncing(sharp=18.0, counts_from=0.02),
        "hip-lift": lift,
    }


def short_knee(counts_from: float, usual: float, high: float) -> Mistake:
    """The legs stop while the knees are still bent. Magnitude: knee flexion at the peak."""
    return faults.peak_at(usual, counts_from, 15, high, worse=1, unit="deg peak knee flexion")


def locked_peak() -> Mistake:
    """The knees, whose flexion is the rep signal, go past straight and stay there."""
    return _locked(lambda rep, amount: replace(rep, peak=-amount))


def locked_along(soft: float) -> Mistake:
    """The knee, that ends a clean rep with ``soft`` degrees, goes past straight and stays."""
    return _locked(lambda rep, amount: rep.plus(knee_work=-amount - soft))


def _locked(apply: Callable[[RepPlan, float], RepPlan]) -> Mistake:
    def held(rep: RepPlan, amount: float) -> RepPlan:
        return replace(apply(rep, amount), hold_s=max(rep.hold_s, LOCKED_S))
    return Mistake("deg knee past straight", 9, -5, 15, 6, 1, held)


def kneeling_hip_lift() -> Mistake:
    """The hips rise and the kneeling knee leaves the ground, its toes stay."""
    return replace(faults.hip_lift(knee_support=-SHANK_TURN), unit="cm hips above their place")
