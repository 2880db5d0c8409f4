"""Angles: from the picture where it shows the plane of the movement, else from depth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.body import LEAST_ON_MASK, SIDES, Body, other
from formcheck.geometry import Array, clockwise_angle, length, wrap
from formcheck.pose import Landmark
from formcheck.signals.places import leg_on_body
from formcheck.signals.registry import END_VIEW, signal, trunk_vector

WIDEST_GAP_DEG = 140.0
"""A hip flexes by some 120 degrees and extends by some 20 (CDC joint ROM study): thighs further
apart were not found."""
UP = np.array([0.0, -1.0])
DOWN = np.array([0.0, 1.0])


def _sagittal(body: Body, picture: Array, depth: Callable[[], Array]) -> Array:
    """``picture`` (clockwise angle) where the camera sees the side, ``depth`` elsewhere."""
    facing = body.facing
    sideways = np.isfinite(facing)
    return facing * picture if sideways.all() else np.where(sideways, facing * picture, depth())


def _axes(body: Body) -> tuple[Array, Array, Array]:
    """Unit vectors (T, 3) of the trunk: to the person's left, up the trunk, and forward."""
    left = body.world_joint("hip", "left") - body.world_joint("hip", "right")
    up = body.world_middle("shoulder") - body.world_middle("hip")
    forward = np.cross(left, up)
    unit = [v / np.linalg.norm(v, axis=-1, keepdims=True) for v in (forward, up)]
    return np.cross(unit[1], unit[0]), unit[1], unit[0]


def _world_thigh(body: Body, side: str) -> Array:
    return body.world_joint("knee", side) - body.world_joint("hip", side)


def _world_shin(body: Body, side: str) -> Array:
    return body.world_joint("ankle", side) - body.world_joint("knee", side)


def _off_plumb(down: Array) -> Array:
    """Degrees between (T, 3) vectors of the room and straight down, 0..180."""
    return np.degrees(np.arctan2(length(down[:, [0, 2]]), down[:, 1]))


def _dot(a: Array, b: Array) -> Array:
    return np.einsum("...i,...i->...", a, b)


def _depth_hip_extension(body: Body, side: str) -> Array:
    _, up, forward = _axes(body)
    thigh = _world_thigh(body, side)
    return np.degrees(np.arctan2(_dot(thigh, -forward), _dot(thigh, -up)))


def _depth_knee_flexion(body: Body, side: str) -> Array:
    """Unsigned: the model's depth does not tell hyperextension from flexion."""
    thigh = _world_thigh(body, side)
    shin = _world_shin(body, side)
    cosine = _dot(thigh, shin) / (np.linalg.norm(thigh, axis=-1) * np.linalg.norm(shin, axis=-1))
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def _thigh(body: Body, side: str) -> Array:
    return body.joint("knee", side) - body.joint("hip", side)


def _shin(body: Body, side: str) -> Array:
    return body.joint("ankle", side) - body.joint("knee", side)


@signal(
    "deg",
    "thigh against the line of the trunk; 0 = in line, + = behind it (extension)",
    errors=(6.0, 3.5),
    sided=True,
    drawing=("angle", "shoulder", "hip", "knee"),
)
def hip_extension(body: Body, side: str) -> Array:
    picture = clockwise_angle(-trunk_vector(body), _thigh(body, side))
    return _sagittal(body, picture, lambda: _depth_hip_extension(body, side))


@signal(
    "deg",
    "one thigh against the other; + = further back; unknown beyond what two hips can do",
    errors=(6.0, 4.0),
    sided=True,
    drawing=("gap", "knee", "hip", "other knee"),
)
def leg_gap(body: Body, side: str) -> Array:
    gap = wrap(hip_extension(body, side) - hip_extension(body, other(side)))
    return np.where(np.abs(gap) <= WIDEST_GAP_DEG, gap, np.nan)


@signal(
    "deg",
    "thigh against the vertical; 0 = hanging down, + = behind",
    errors=(5.0, 3.0),
    sided=True,
    drawing=("lean", "knee", "hip"),
)
def thigh_lean(body: Body, side: str) -> Array:
    thigh = _thigh(body, side)
    picture = clockwise_angle(np.broadcast_to(DOWN, thigh.shape), thigh)
    return _sagittal(body, picture, lambda: _off_plumb(_world_thigh(body, side)))


@signal(
    "deg",
    "shin against the vertical; 0 = hanging or standing straight down, + = the foot behind",
    errors=(6.0, 4.0),
    sided=True,
)
def shin_lean(body: Body, side: str) -> Array:
    shin = _shin(body, side)
    picture = clockwise_angle(np.broadcast_to(DOWN, shin.shape), shin)
    return _sagittal(body, picture, lambda: _off_plumb(_world_shin(body, side)))


@signal(
    "deg",
    "shin against the line of the thigh; 0 = straight, + = flexed, - = hyperextended",
    errors=(6.4, 4.0),
    sided=True,
    drawing=("angle", "hip", "knee", "ankle"),
)
def knee_flexion(body: Body, side: str) -> Array:
    picture = clockwise_angle(_thigh(body, side), _shin(body, side))
    return _sagittal(body, picture, lambda: _depth_knee_flexion(body, side))


@signal(
    "deg",
    "the knee that is bent more, left or right, of the legs that lie on the person's mask",
    errors=(6.4, 4.0),
)
def most_bent_knee(body: Body) -> Array:
    knees = [
        np.where(leg_on_body(body, side) >= LEAST_ON_MASK, knee_flexion(body, side), np.nan)
        for side in SIDES
    ]
    return np.fmax(*knees)


@signal(
    "deg",
    "thigh away from the trunk's line in the picture, whichever way",
    errors=(6.0, 4.0),
    views=END_VIEW,
    sided=True,
)
def hip_abduction(body: Body, side: str) -> Array:
    return np.abs(clockwise_angle(-trunk_vector(body), _thigh(body, side)))


@signal(
    "deg",
    "trunk against the vertical; 0 = upright, + = forward, about 90 on all fours",
    errors=(4.0, 3.0),
    drawing=("lean", "shoulder", "hip"),
)
def trunk_lean(body: Body) -> Array:
    trunk = trunk_vector(body)
    picture = clockwise_angle(np.broadcast_to(UP, trunk.shape), trunk)

    def leaning() -> Array:
        return _off_plumb(body.world_middle("hip") - body.world_middle("shoulder"))

    return _sagittal(body, picture, leaning)


@signal(
    "deg",
    "line from ear to nose against the line of the trunk; about -90 with the neck in line,"
    " + = head lifted (extension)",
    errors=(12.0, 5.0),
    drawing=("angle", "nose", "ear", "shoulder"),
)
def neck_extension(body: Body) -> Array:
    # The ear lies near the axis about which the head nods: it hardly moves, the nose does.
    gaze = body.xy[:, Landmark.NOSE] - body.middle("ear")
    return -body.facing * clockwise_angle(trunk_vector(body), gaze)


@signal(
    "deg",
    "line through both hips against the horizontal; + = the person's left side higher",
    errors=(3.0, 0.5),
    views=END_VIEW,
    drawing=("line", "left hip", "right hip"),
)
def hip_line(body: Body) -> Array:
    line = body.joint("hip", "left") - body.joint("hip", "right")
    toward = np.where(line[:, 0] >= 0, 1.0, -1.0)
    return np.degrees(np.arctan2(-line[:, 1], line[:, 0] * toward))
