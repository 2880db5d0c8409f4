"""What the body rests on (feet, knees, belly, seat) and the path that keeps that in its place."""

from __future__ import annotations

import numpy as np

from .body import SKIN, Body
from .channels import SIDES, Motion, Posture
from .skeleton import Figure, arm_joints, pose_figure

SHOE = 0.012
"""Thickness of the sole, metres."""
KNEE_PAD = 0.052
"""Height of the knee joint's centre over the floor on which it kneels, metres."""
SEAT_GIVES = 0.72
"""Share of the depth of the buttocks that is left when they are sat on."""


def hip_middle(body: Body) -> np.ndarray:
    """(3,) the middle between the hip joints, at rest."""
    return (body.head("upperleg01.L") + body.head("upperleg01.R")) / 2


def shoulder_middle(body: Body) -> np.ndarray:
    """(3,) the middle between the shoulder joints, at rest."""
    return (body.head("upperarm01.L") + body.head("upperarm01.R")) / 2


def trunk_length(body: Body) -> float:
    """Hips to shoulders, metres."""
    return float(np.linalg.norm(shoulder_middle(body) - hip_middle(body)))


def _depths(body: Body, low: float, high: float) -> tuple[float, float]:
    """How far skin reaches forward and back of the hip joints, metres, in a band of heights.

    The heights are trunk lengths above the hip joints.
    """
    hip, scale = hip_middle(body), trunk_length(body)
    skin = body.vertices[:SKIN.stop] - hip
    band = (np.abs(skin[:, 0]) < 0.25 * scale) & (skin[:, 2] > low * scale) & (
        skin[:, 2] < high * scale)
    return -float(skin[band, 1].min()), float(skin[band, 1].max())


def belly_depth(body: Body) -> float:
    """Hip joints to the front of the pelvis, metres."""
    return _depths(body, -0.15, 0.15)[0]


def chest_depth(body: Body) -> float:
    """Line hips to shoulders to the front of the chest, metres."""
    ahead = float(hip_middle(body)[1] - shoulder_middle(body)[1])
    return _depths(body, 0.6, 0.8)[0] - 0.7 * ahead


def seat_depth(body: Body) -> float:
    """Hip joints to what is sat on, metres."""
    return _depths(body, -0.15, 0.15)[1] * SEAT_GIVES


def prone_lean(body: Body) -> float:
    """The trunk's lean, degrees, at which pelvis and chest lie on one level surface."""
    return 90.0 - float(np.degrees(np.arcsin(
        (chest_depth(body) - belly_depth(body)) / (0.7 * trunk_length(body)))))


WRIST_Z = 0.045
"""Height of the wrist over the floor on which the hand lies, metres."""
ARM_USE = 0.965
"""Share of the arm's length that all fours use: elbows soft."""


def all_fours_lean(body: Body, hands_forward: float = 0.0) -> float:
    """The trunk's lean, degrees, at which straight-ish arms meet the floor, knees under the hips.

    ``hands_forward``: hands ahead of the shoulders, trunk lengths.
    """
    shoulder, elbow, wrist = arm_joints(body, "L")
    arm = ARM_USE * (np.linalg.norm(elbow - shoulder) + np.linalg.norm(wrist - elbow))
    thigh = np.linalg.norm(body.head("lowerleg01.L") - body.head("upperleg01.L"))
    trunk = trunk_length(body)
    height = np.sqrt(arm**2 - (hands_forward * trunk) ** 2) + WRIST_Z
    return float(np.degrees(np.arccos((height - thigh - KNEE_PAD) / trunk)))


def _foot_point(body: Body, figure: Figure, side: str) -> np.ndarray:
    ankle_rest, turn = body.head(f"foot.{side}"), figure.turn[:, figure.index[f"foot.{side}"]]
    ankle = figure.at(f"foot.{side}")
    ball = body.head(f"toe1-1.{side}")
    heel = np.array([ankle_rest[0], ankle_rest[1] + 0.055, -SHOE])
    toe = np.array([ball[0], ball[1] - 0.055, -SHOE])
    points = [ankle + turn @ (p - ankle_rest) for p in (heel, [ball[0], ball[1], -SHOE], toe)]
    foot = points[1].copy()
    foot[:, 2] = np.min([p[:, 2] for p in points], axis=0)
    return foot


def _knee_point(figure: Figure, side: str) -> np.ndarray:
    knee = figure.at(f"lowerleg01.{side}").copy()
    knee[:, 2] -= KNEE_PAD
    return knee


def _belly_point(body: Body, figure: Figure, motion: Motion) -> np.ndarray:
    point, lean = figure.middle("upperleg01").copy(), np.radians(motion["lean"])
    point[:, 2] -= belly_depth(body) * np.sin(lean)
    return point


def _seat_point(body: Body, figure: Figure) -> np.ndarray:
    return figure.middle("upperleg01") - np.array([0.0, 0.0, seat_depth(body)])


def _contacts(body: Body, figure: Figure, motion: Motion,
              ) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each support: its point (T, 3), the share that it carries (T,), its height (T,)."""
    contacts = [(_belly_point(body, figure, motion), motion["lie"], motion["bed"]),
                (_seat_point(body, figure), motion["sit"], motion["bed"])]
    for side in SIDES:
        under = motion[f"under_{side}"]
        contacts += [(_foot_point(body, figure, side), motion[f"foot_{side}"], under),
                     (_knee_point(figure, side), motion[f"kneel_{side}"], under)]
    return contacts


def foot_height(body: Body, figure: Figure, side: str) -> np.ndarray:
    """(T,) height of the sole's lowest point, metres."""
    return _foot_point(body, figure, side)[:, 2]


def leg_drop(body: Body, posture: Posture) -> float:
    """How far the lowest foot hangs below the hip joints in a posture, metres."""
    figure = pose_figure(body, {name: np.array([value]) for name, value in posture.items()})
    hips = float(figure.middle("upperleg01")[0, 2])
    return hips - min(float(foot_height(body, figure, side)[0]) for side in SIDES)


def place_root(body: Body, figure: Figure, motion: Motion, still: int) -> np.ndarray:
    """(T, 3) path of the root that keeps what carries the body planted.

    Sideways and forwards the path is integrated from the frame ``still``, which stands at 0.
    """
    contacts = _contacts(body, figure, motion)
    point, share, height = (np.array(each) for each in zip(*contacts, strict=True))
    share = share / np.maximum(share.sum(axis=0), 1e-6)
    steps = np.diff(point[:, :, :2], axis=1)
    middle = (share[:, 1:] + share[:, :-1]) / 2
    path = np.zeros((len(motion["lean"]), 3))
    path[1:, :2] = -np.cumsum((middle[..., None] * steps).sum(axis=0), axis=0)
    path[:, :2] -= path[still, :2]
    path[:, 1] -= motion["slide"] / 100
    path[:, 2] = (share * (height - point[:, :, 2])).sum(axis=0) + motion["rise"] / 100
    return path
