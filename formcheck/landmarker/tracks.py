"""People followed from frame to frame, each by the region in which the last frame showed them."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.landmarker.body import Look
from formcheck.landmarker.doubt import LegMemory
from formcheck.landmarker.region import Region
from formcheck.landmarker.steady import SteadyRegion
from formcheck.pose import Pose, trunk_ends

_NOTED_EVERY_S = 0.25
_REMEMBERED_S = 4.0
_PASSING_S = 3.0
_STAYED_S = 1.0
"""Who walks is in one place, as far as `_SAME_TRUNKS` tells places apart, for 0.4 s."""
_MOSTLY = 0.8
"""Share of the time; whose trunk moves with the exercise, as in a nordic curl, is so for less."""

_SAME_TRUNKS = 0.4
_PART_LENGTH = 0.5
_PART_AWAY = 0.4
_NEAR_SIDES = 0.35
_NEAR_SIZE = 0.5
_REACH_SIDES = 0.6
_TINY = 0.3
_SAME_BODY = 0.5
"""Share of one person's mask that lies in another's; who stands behind somebody shows more."""
_CLEARLY_BETTER = 0.15
_FILLED = 0.5
"""Who lies may be taken for somebody upright: such a figure fills its mask by a third, a right one
by more than half. Of two people of whom one stands before the other, either mask may hold both."""


Trunk = npt.NDArray[np.float32]


class Whereabouts:
    """Where a person was in the last seconds."""

    def __init__(self, look: Look, now_s: float) -> None:
        self._noted: deque[tuple[float, Trunk, Region]] = deque()
        self.take_in(look, now_s)

    def take_in(self, look: Look, now_s: float) -> None:
        """How a frame shows the person; times rise from call to call."""
        if self._noted and now_s - self._noted[-1][0] < _NOTED_EVERY_S:
            return
        self._noted.append((now_s, trunk_ends(look.pose.xy), look.following))
        while now_s - self._noted[0][0] > _REMEMBERED_S:
            self._noted.popleft()

    def include(self, pose: Pose) -> bool:
        """Whether the trunk lay for a second and more where this pose's trunk lies."""
        return self._stayed(trunk_ends(pose.xy))

    def has_come_to(self, pose: Pose) -> bool:
        """Whether the trunk was elsewhere some seconds ago."""
        return not bool(_same_trunks(self._noted[0][1], trunk_ends(pose.xy)))

    def are_left_by(self, pose: Pose) -> bool:
        """Whether the trunk kept to one place until a second ago, and is by this pose elsewhere."""
        latest_s = self._noted[-1][0]
        before = [trunk for at_s, trunk, _ in self._noted if latest_s - at_s >= _STAYED_S]
        if len(before) * _NOTED_EVERY_S < _STAYED_S or self.include(pose):
            return False
        return bool(_same_trunks(np.stack(before), before[0]).mean() > _MOSTLY)

    def left_for(self, region: Region) -> Region | None:
        """Where the person stayed for a second and more, and is by far no more."""
        _, trunk, place = self._noted[0]
        return place if not is_near(place, region) and self._stayed(trunk) else None

    @property
    def trunk_px(self) -> float:
        """How long the trunk usually was."""
        return float(np.median([_length(trunk) for _, trunk, _ in self._noted]))

    def _stayed(self, trunk: Trunk) -> bool:
        noted = np.stack([each for _, each, _ in self._noted])
        often = np.count_nonzero(_same_trunks(noted, trunk))
        return bool(often * _NOTED_EVERY_S > _STAYED_S)


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
        places: where the person lately was.
        met_s: when somebody who moved was last seen so near that the track may go on with them.
        twin_frames: for how many frames on end an older track has shown the same person.
    """

    number: int
    look: Look
    region: Region
    seen_s: float
    steady: SteadyRegion
    legs: LegMemory
    places: Whereabouts
    met_s: float = float("-inf")
    twin_frames: int = 0

    @classmethod
    def start(cls, number: int, look: Look, now_s: float) -> Track:
        """A person found just now."""
        steady, legs = SteadyRegion(look.following, now_s), LegMemory(look.pose, now_s)
        places = Whereabouts(look, now_s)
        return cls(number, look, look.following, now_s, steady, legs, places)

    @property
    def pose(self) -> Pose:
        """The last one found, without what comes from the mask."""
        return self.look.pose

    def found(self, look: Look, now_s: float) -> None:
        """The person was found again."""
        self.look, self.seen_s = look, now_s
        self.legs.take_in(look.pose, now_s)
        self.places.take_in(look, now_s)
        self.region = self.steady.follow(look.following, now_s)

    def correct(self, look: Look, now_s: float) -> None:
        """The person is posed as this look says, and not as they were followed so far."""
        self.look, self.region, self.seen_s = look, look.following, now_s
        self.steady = SteadyRegion(look.following, now_s)
        self.legs = LegMemory(look.pose, now_s)

    @property
    def stays(self) -> bool:
        """The person has been there for a second and more."""
        return self.places.include(self.pose)

    @property
    def may_show_another(self) -> bool:
        """The person stayed, and seems to have moved just when somebody passed by."""
        return self.seen_s - self.met_s < _PASSING_S and self.places.are_left_by(self.pose)

    def may_go_with(self, passer: Track) -> bool:
        """Whether the passer is so near, and so large, that this track may go on with them."""
        is_whole = passer.places.trunk_px > _PART_LENGTH * self.places.trunk_px
        return is_whole and within_reach(self.region, passer.region)

    def continue_for(self, other: Track) -> None:
        """Go on as the person whom the other track followed, until it went on with another."""
        self.number, other.number = other.number, self.number
        self.places, other.places = other.places, self.places


def same_person(one: Pose, other: Pose) -> bool:
    """The two trunks lie on each other, whichever side each pose takes for the left one."""
    return bool(_same_trunks(trunk_ends(one.xy), trunk_ends(other.xy)))


def _same_trunks(ones: Trunk, other: Trunk) -> npt.NDArray[np.bool_]:
    """(...) for (..., 2, 2) trunks whether they lie on the other one."""
    length = np.maximum(_length(ones), _length(other))
    apart = np.linalg.norm(ones - other, axis=-1).max(axis=-1)
    return np.asarray(apart < _SAME_TRUNKS * length)


def _length(trunks: Trunk) -> Trunk:
    return np.asarray(np.linalg.norm(trunks[..., 1, :] - trunks[..., 0, :], axis=-1))


def is_part_of(small: Pose, large: Pose) -> bool:
    """The small pose is seen into a piece of the large one, a trunk or a head: nobody is there."""
    ends, large_ends = trunk_ends(small.xy), trunk_ends(large.xy)
    length = _length(large_ends)
    if _length(ends) > _PART_LENGTH * length:
        return False
    middle = ends.mean(axis=0)
    places = np.concatenate([large.xy, np.linspace(large_ends[0], large_ends[1], 5)])
    return bool(np.nanmin(np.hypot(*(places - middle).T)) < _PART_AWAY * length)


def is_near(one: Region, other: Region) -> bool:
    """Two regions so alike in size and place that they may well show one person."""
    small, large = sorted((one.side, other.side))
    return small > _NEAR_SIZE * large and _apart(one, other) < _NEAR_SIDES * small


def within_reach(one: Region, other: Region) -> bool:
    """Two regions so near each other that what is in one may be followed in the other."""
    return _apart(one, other) < _REACH_SIDES * max(one.side, other.side)


def _apart(one: Region, other: Region) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


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
