"""People followed from frame to frame, each by the region in which the last frame showed them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.landmarker.region import Region
from formcheck.landmarker.steady import SteadyRegion
from formcheck.pose import Landmark, Pose

_COMPARED = [
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
]
_SAME_TRUNKS = 0.35
_NEAR_SIDES = 0.35
_NEAR_SIZE = 0.5
_TINY = 0.3


@dataclass(slots=True)
class Track:
    """One person.

    Attributes:
        number: stays with the person.
        pose: the last one found.
        region: where to look in the next frame.
        seen_s: time of the last frame that showed the person.
        steady: what keeps the region from trembling.
        twin_frames: for how many frames on end an older track has shown the same person.
    """

    number: int
    pose: Pose
    region: Region
    seen_s: float
    steady: SteadyRegion
    twin_frames: int = 0

    @classmethod
    def start(cls, number: int, pose: Pose, region: Region, now_s: float) -> Track:
        """A person found just now."""
        return cls(number, pose, region, now_s, SteadyRegion(region, now_s))

    def found(self, pose: Pose, region: Region, now_s: float) -> None:
        """The person was found again, in a region that is still rough."""
        self.pose, self.seen_s = pose, now_s
        self.region = self.steady.follow(region, now_s)


def same_person(one: Pose, other: Pose) -> bool:
    """Most landmarks of head, trunk and legs lie on each other."""
    distance = np.hypot(*(one.xy[_COMPARED] - other.xy[_COMPARED]).T)
    return bool(np.median(distance) < _SAME_TRUNKS * max(_trunk_px(one), _trunk_px(other)))


def is_near(one: Region, other: Region) -> bool:
    """Two regions so alike in size and place that they may well show one person."""
    small, large = sorted((one.side, other.side))
    apart = float(np.hypot(one.x - other.x, one.y - other.y))
    return small > _NEAR_SIZE * large and apart < _NEAR_SIDES * small


def is_tiny(region: Region, other: Region) -> bool:
    """Somebody in the background of the other: never the one who is filmed."""
    return region.side < _TINY * other.side


def _trunk_px(pose: Pose) -> float:
    hips = pose.xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    shoulders = pose.xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    return float(np.hypot(*(shoulders - hips)))
