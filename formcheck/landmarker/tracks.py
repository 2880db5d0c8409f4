"""People followed from frame to frame, each by the region in which the last frame showed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from formcheck.landmarker.body import Look
from formcheck.landmarker.doubt import LegMemory
from formcheck.landmarker.region import Region
from formcheck.landmarker.steady import SteadyRegion
from formcheck.pose import Pose, trunk_ends

_SAME_TRUNKS = 0.4
_PART_LENGTH = 0.5
_PART_AWAY = 0.4
_NEAR_SIDES = 0.35
_NEAR_SIZE = 0.5
_TINY = 0.3
_SAME_BODY = 0.5
"""Share of one person's mask that lies in another's; who stands behind somebody shows more."""
_CLEARLY_BETTER = 0.15
_FILLED = 0.5
"""Who lies may be taken for somebody upright: such a figure fills its mask by a third, a right one
by more than half. Of two people of whom one stands before the other, either mask may hold both."""


@dataclass(slots=True)
class Track:
    """One person.

    Attributes:
        number: stays with the person.
        look: the last one that found the person.
        region: where to look in the next frame.
        seen_s: time of the last frame that showed the person.
        steady: what keeps the region from trembling.
        legs: what the person's legs lately looked like.
        twin_frames: for how many frames on end an older track has shown the same person.
    """

    number: int
    look: Look
    region: Region
    seen_s: float
    steady: SteadyRegion
    legs: LegMemory
    twin_frames: int = 0

    @classmethod
    def start(cls, number: int, look: Look, now_s: float) -> Track:
        """A person found just now."""
        steady, legs = SteadyRegion(look.following, now_s), LegMemory(look.pose, now_s)
        return cls(number, look, look.following, now_s, steady, legs)

    @property
    def pose(self) -> Pose:
        """The last one found, without what comes from the mask."""
        return self.look.pose

    def found(self, look: Look, now_s: float) -> None:
        """The person was found again."""
        self.look, self.seen_s = look, now_s
        self.legs.take_in(look.pose, now_s)
        self.region = self.steady.follow(look.following, now_s)

    def correct(self, look: Look, now_s: float) -> None:
        """The person is posed as this look says, and not as they were followed so far."""
        self.look, self.region, self.seen_s = look, look.following, now_s
        self.steady = SteadyRegion(look.following, now_s)
        self.legs = LegMemory(look.pose, now_s)


def same_person(one: Pose, other: Pose) -> bool:
    """The two trunks lie on each other, whichever side each pose takes for the left one."""
    ends, other_ends = trunk_ends(one.xy), trunk_ends(other.xy)
    length = max(float(np.hypot(*(e[1] - e[0]))) for e in (ends, other_ends))
    apart = np.hypot(*(ends - other_ends).T)
    return bool(apart.max() < _SAME_TRUNKS * length)


def is_part_of(small: Pose, large: Pose) -> bool:
    """The small pose is seen into a piece of the large one, a trunk or a head: nobody is there."""
    ends, large_ends = trunk_ends(small.xy), trunk_ends(large.xy)
    length = float(np.hypot(*(large_ends[1] - large_ends[0])))
    if float(np.hypot(*(ends[1] - ends[0]))) > _PART_LENGTH * length:
        return False
    middle = ends.mean(axis=0)
    places = np.concatenate([large.xy, np.linspace(large_ends[0], large_ends[1], 5)])
    return float(np.nanmin(np.hypot(*(places - middle).T))) < _PART_AWAY * length


def is_near(one: Region, other: Region) -> bool:
    """Two regions so alike in size and place that they may well show one person."""
    small, large = sorted((one.side, other.side))
    apart = float(np.hypot(one.x - other.x, one.y - other.y))
    return small > _NEAR_SIZE * large and apart < _NEAR_SIDES * small


def is_tiny(region: Region, other: Region) -> bool:
    """Somebody in the background of the other: never the one who is filmed."""
    return region.side < _TINY * other.side


def is_known_otherwise(look: Look, tracks: Iterable[Track], now_s: float) -> bool:
    """Whether a look only reads another pose into somebody known; the better one holds."""
    body = look.silhouette()
    for track in tracks:
        known = track.look.silhouette()
        if body.share_within(known) > _SAME_BODY:
            both = body.together(known)
            better = both.likeness(look.pose) - both.likeness(track.pose)
            if better > _CLEARLY_BETTER and known.likeness(track.pose) < _FILLED:
                track.correct(look, now_s)
            return True
    return False
