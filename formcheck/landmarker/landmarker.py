"""Follows the people of a video from frame to frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from formcheck.background import read_ahead
from formcheck.landmarker.body import Look, pose_in
from formcheck.landmarker.cover import without
from formcheck.landmarker.crowd import Crowd
from formcheck.landmarker.doubt import TURNS_RAD
from formcheck.landmarker.engines import Networks
from formcheck.landmarker.region import Region
from formcheck.landmarker.search import Scout, Search, people_in
from formcheck.landmarker.tracks import (
    Track,
    is_known_otherwise,
    is_part_of,
    is_tiny,
    same_person,
)
from formcheck.pose import Observation, Pose
from formcheck.scenes import SceneDetector, thumbnail

MAX_PEOPLE = 3
_BEHIND_FRAMES = 2
_AHEAD_FRAMES = 1

Image = npt.NDArray[np.uint8]


class Picture(Protocol):
    """What the landmarker needs of a frame."""

    @property
    def index(self) -> int: ...
    @property
    def time_s(self) -> float: ...
    @property
    def image(self) -> Image: ...


@dataclass(frozen=True, slots=True)
class _Scan:
    """What a frame tells before anybody is looked for in it."""

    frame: Picture
    starts_scene: bool
    brightness: float


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen in a frame, the masks not yet looked at.

    Attributes:
        brightness: mean luma, 0..255.
    """

    frame: Picture
    scene: int
    people: dict[int, Look]
    brightness: float

    @property
    def poses(self) -> dict[int, Pose]:
        """Everybody's pose, without what comes from the mask."""
        return {number: look.pose for number, look in self.people.items()}

    def observation(self) -> Observation:
        """All of it; looks at the masks, and may be asked for in another thread."""
        return Observation(
            index=self.frame.index,
            time_s=self.frame.time_s,
            scene=self.scene,
            people={number: look.whole_pose() for number, look in self.people.items()},
            brightness=self.brightness,
        )


class Landmarker:
    """Frames in their order in, observations out; an observation never depends on later frames.

    Numbers of people are never used again, not even in another scene.
    """

    def __init__(self, max_people: int = MAX_PEOPLE, networks: Networks | None = None) -> None:
        """
        Args:
            networks: loaded ones, which stay open; None = load the usual ones for this film alone.

        Raises:
            ModelError: they are missing or do not start.
        """
        self._lent = networks is not None
        self._networks = networks or Networks()
        self._network = self._networks.landmarks
        self._detector = self._networks.detector
        self._max_people = max_people
        self._scenes = SceneDetector()
        self._scene = 0
        self._crowd = Crowd()
        self._beside = ThreadPoolExecutor(1, "scout")
        self._further: Future[list[Region]] | None = None
        self._start_looking()

    def __enter__(self) -> Landmarker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the networks, unless they are lent."""
        self._beside.shutdown()
        if not self._lent:
            self._networks.close()

    def observe(self, frame: Picture) -> Observation:
        """The people in the next frame."""
        return self._see(self._scan(frame)).observation()

    def watch(self, frames: Iterable[Picture]) -> Iterator[Observation]:
        """The same for frame after frame, the masks looked at beside the search in later frames,
        and the scenes told apart beside the search in earlier ones."""
        waiting: deque[Future[Observation]] = deque()
        with ThreadPoolExecutor(1, "masks") as beside:
            for scan in read_ahead(map(self._scan, frames), _AHEAD_FRAMES):
                waiting.append(beside.submit(self._see(scan).observation))
                if len(waiting) > _BEHIND_FRAMES:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def glimpse(self, frame: Picture) -> Glimpse:
        """Those known so far, found again in the next frame: what can be told of it first."""
        return self._begin(self._scan(frame))

    def look_around(self, glimpse: Glimpse) -> Glimpse:
        """The same frame with whoever is new in it; to be called once, before the next glimpse."""
        return self._searched(glimpse, self._further.result() if self._further else None)

    def _see(self, scan: _Scan) -> Glimpse:
        return self.look_around(self._begin(scan))

    def _begin(self, scan: _Scan) -> Glimpse:
        """Follow those known, with the glance for further people beside it."""
        self._enter(scan)
        due = self._due_places(scan.frame)
        image, known = scan.frame.image, self._poses()
        self._further = self._beside.submit(self._others_in, image, known, due) if due else None
        return self._follow(scan)

    def _poses(self) -> list[Pose]:
        return [track.pose for track in self._crowd.present]

    def _start_looking(self) -> None:
        self._crowd.start_again()
        self._search = Search()
        self._scout = Scout()

    def _scan(self, frame: Picture) -> _Scan:
        small = thumbnail(frame.image)
        starts = self._scenes.starts_scene(small, frame.time_s)
        return _Scan(frame, starts, float(small.mean()))

    def _enter(self, scan: _Scan) -> None:
        """Forget everybody where a scene starts, and who has been away for too long."""
        if scan.starts_scene:
            self._scene += 1
            self._start_looking()
        self._crowd.forget(scan.frame.time_s)

    def _follow(self, scan: _Scan) -> Glimpse:
        """Find everyone again where the last frame showed them."""
        image, now_s = scan.frame.image, scan.frame.time_s
        for track in list(self._crowd.present):
            found = pose_in(self._network, image, track.region)
            if found is None:
                self._crowd.lose(track)
            else:
                track.found(self._without_doubt(image, track, found), now_s)
        return Glimpse(scan.frame, self._scene, self._crowd.looks, scan.brightness)

    def _without_doubt(self, image: Image, track: Track, found: Look) -> Look:
        """Look again from another angle where the legs look odd, and take the likeliest."""
        if not track.legs.doubts(found.pose):
            return found
        looks = [found]
        for turn in TURNS_RAD:
            region = track.region.enlarged(1.0, track.region.angle + turn)
            again = pose_in(self._network, image, region)
            looks += [again] if again else []
            if again and not track.legs.doubts(again.pose):
                break
        return min(looks, key=lambda look: track.legs.strangeness(look.pose))

    def _due_places(self, frame: Picture) -> list[Region]:
        """Where to glance for further people while nobody is missing; mostly nowhere."""
        if not self._crowd.present or self._crowd.lost:
            return []
        return self._scout.places(frame.image, frame.time_s, self._crowd.left_places)

    def _others_in(
        self, image: Image, known: Sequence[Pose], places: Iterable[Region]
    ) -> list[Region]:
        left = without(image, known)
        return [each for place in places for each in people_in(self._detector, left, place)]

    def _searched(self, glimpse: Glimpse, further: list[Region] | None) -> Glimpse:
        """The frame searched while somebody is missing, else with who was seen besides."""
        self._find_more(glimpse.frame, further)
        self._crowd.drop_twins()
        return replace(glimpse, people=self._crowd.looks)

    def _find_more(self, frame: Picture, further: list[Region] | None) -> None:
        if self._crowd.present and not self._crowd.lost:
            self._search.rest()
            if further is not None:
                self._scout.glanced(frame.time_s)
                self._take_up(frame, further)
            return
        last = self._crowd.lost[-1].region if self._crowd.lost else None
        places = self._search.places(frame.image, frame.time_s, last)
        left = without(frame.image, self._poses()) if places else frame.image
        for place in places:
            if self._take_up(frame, people_in(self._detector, left, place)):
                break

    def _take_up(self, frame: Picture, regions: Iterable[Region]) -> bool:
        """Follow from now on whom the regions show; says whether they show anybody new."""
        admitted = [self._admit(frame.image, frame.time_s, region) for region in regions]
        return any(admitted)

    def _admit(self, image: Image, now_s: float, region: Region) -> bool:
        """Take a person up whom nobody follows yet; says whether there was one."""
        present = self._crowd.present
        if len(present) >= self._max_people:
            return False
        if any(is_tiny(region, t.region) for t in present):
            return False
        found = pose_in(self._network, image, region)
        # The detector's region is rough: a second look from the first one's result.
        found = found and pose_in(self._network, image, found.following)
        if not found or any(
            same_person(found.pose, t.pose) or is_part_of(found.pose, t.pose) for t in present
        ):
            return False
        if is_known_otherwise(found, present, now_s):
            return False
        self._crowd.welcome(found, now_s)
        return True
