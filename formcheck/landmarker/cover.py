"""The figures of people: painted over so that others are found, and held against their masks.

The detector takes people who overlap for one person, and shows the surer of them: who lies or
kneels in front of a bystander is not found at all while the bystander is to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose import Floats, Landmark, Pose, trunk_ends

Image = npt.NDArray[np.uint8]

_GREY = (114, 114, 114)
_TRUNK = [
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
]
_LIMBS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX),
)
_HEAD = [Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR]
_LIMB_WIDTH, _HEAD_RADIUS = 0.3, 0.4
"""Of the trunk's length."""


def without(image: Image, people: Sequence[Pose]) -> Image:
    """The picture with these people painted over."""
    if not people:
        return image
    covered = image.copy()
    for pose in people:
        _paint(covered, pose, _GREY)
    return covered


@dataclass(frozen=True, slots=True)
class Silhouette:
    """Where a person is to be seen.

    Attributes:
        mask: (rows, columns) true on the person.
        step: pixels of the picture from one row or column to the next.
    """

    mask: npt.NDArray[np.bool_]
    step: int

    def share_within(self, other: Silhouette) -> float:
        """How much of this person is also the other one, 0..1."""
        return float((self.mask & other.mask).sum()) / max(int(self.mask.sum()), 1)

    def together(self, other: Silhouette) -> Silhouette:
        """Where either of them is."""
        return Silhouette(self.mask | other.mask, self.step)

    def likeness(self, pose: Pose) -> float:
        """How well the pose's figure fills it, 0..1: what both have of what either has."""
        canvas = np.zeros(self.mask.shape, np.uint8)
        _paint(canvas, replace(pose, xy=pose.xy / self.step), (255,))
        figure = canvas > 0
        return float((figure & self.mask).sum()) / max(int((figure | self.mask).sum()), 1)


def _paint(image: Image, pose: Pose, colour: tuple[int, ...]) -> None:
    hips, shoulders = trunk_ends(pose.xy)
    length = float(np.hypot(*(shoulders - hips)))
    width = max(1, round(_LIMB_WIDTH * length))
    head = pose.xy[_HEAD].mean(axis=0)
    trunk = cv2.convexHull(_whole(pose.xy[_TRUNK]))
    cv2.fillPoly(image, [trunk], colour)
    cv2.polylines(image, [trunk], True, colour, width)
    lines = [pose.xy[list(limb)] for limb in _LIMBS] + [np.stack([head, shoulders])]
    cv2.polylines(image, [_whole(line) for line in lines], False, colour, width)
    cv2.circle(image, _whole(head).tolist(), max(1, round(_HEAD_RADIUS * length)), colour, -1)


def _whole(places: Floats) -> npt.NDArray[np.int32]:
    return np.asarray(np.round(places), np.int32)
