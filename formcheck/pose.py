"""Landmarks of one frame, as the pose model names them, and what was seen in a frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Landmark(IntEnum):
    """The 33 landmarks of the BlazePose topology, in the model's order.

    "Left" and "right" are the person's own.
    """

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


LANDMARKS = len(Landmark)

OUTLINE_STATIONS = np.linspace(-0.2, 1.1, 27)
"""Where the trunk's outline is sampled: 0 = middle of the hips, 1 = middle of the shoulders."""


LEG_BONES = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]


def trunk_ends(xy: Floats) -> Floats:
    """(2, 2) the middles of the hips and of the shoulders, of (33 or more, 2) landmarks."""
    return np.stack([xy[_HIPS].mean(axis=0), xy[_SHOULDERS].mean(axis=0)])


def _unknown_bones() -> Floats:
    return np.full(len(LEG_BONES), np.nan, np.float32)


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame.

    Attributes:
        xy: (33, 2) pixels of the upright picture, x to the right, y down, square pixels;
            may lie outside the picture. NaN = not found.
        world: (33, 3) metres, origin between the hips, x to the right of the picture,
            y down, z away from the camera. NaN = not found.
        visibility: (33,) the model's own 0..1; says little about accuracy.
        outline: (2, len(OUTLINE_STATIONS)) distance in pixels from the hip-shoulder line to
            the edge of the person's mask, measured at a right angle to that line. Row 0 is
            the side reached by turning the hip-to-shoulder direction 90 degrees clockwise
            as seen in the picture, row 1 the other side. NaN = no mask there, or the edge
            lies outside the picture.
        on_mask: (4,) how much of each of ``LEG_BONES`` lies on the person's mask, 0..1.
            NaN = not looked at.
    """

    xy: Floats
    world: Floats
    visibility: Floats
    outline: Floats
    on_mask: Floats = field(default_factory=_unknown_bones)


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything seen in one frame.

    Attributes:
        index: frame number, from 0; for display only.
        time_s: seconds from the first frame shown, by the container's timestamps.
        scene: number of the scene, from 0; a cut starts the next one.
        people: the poses found, by a number that stays with one person within a scene.
        brightness: mean luma of the picture, 0..255.
    """

    index: int
    time_s: float
    scene: int
    people: dict[int, Pose] = field(default_factory=dict)
    brightness: float = float("nan")
