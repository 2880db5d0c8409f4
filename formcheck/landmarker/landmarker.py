"""Follows the people of a video from frame to frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from formcheck.landmarker.body import Look, pose_in
from formcheck.landmarker.doubt import TURNS_RAD
from formcheck.landmarker.engines import Networks
from formcheck.landmarker.region import Region
from formcheck.landmarker.search import Scout, Search, people_in
from formcheck.landmarker.tracks import Track, is_near, is_part_of, is_tiny, same_person
from formcheck.pose import Observation, Pose
from formcheck.scenes import SceneDetector, thumbnail

MAX_PEOPLE = 3
KEEP_LOST_S = 5.0
"""Who is lost for longer comes back under a new number."""

_TWIN_FRAMES = 5
_BEHIND_FRAMES = 2

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
        self._people_so_far = 0
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
        if not self._lent:
            self._networks.close()

    def observe(self, frame: Picture) -> Observation:
        """The people in the next frame."""
        return self.look_around(self.glimpse(frame)).observation()

    def watch(self, frames: Iterable[Picture]) -> Iterator[Observation]:
        """The same for frame after frame, the masks looked at beside the search in later frames."""
        waiting: deque[Future[Observation]] = deque()
        with ThreadPoolExecutor(1, "masks") as beside:
            for frame in frames:
                seen = self.look_around(self.glimpse(frame))
                waiting.append(beside.submit(seen.observation))
                if len(waiting) > _BEHIND_FRAMES:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def glimpse(self, frame: Picture) -> Glimpse:
        """Those known so far, found again in the next frame: what can be told of it first."""
        small = thumbnail(frame.image)
        if self._scenes.starts_scene(small, frame.time_s):
            self._scene += 1
            self._start_looking()
        self._follow(frame.image, frame.time_s)
        return Glimpse(frame, self._scene, self._people(), float(small.mean()))

    def look_around(self, glimpse: Glimpse) -> Glimpse:
        """The same frame with whoever is new in it; to be called once, before the next glimpse."""
        self._find_more(glimpse.frame.image, glimpse.frame.time_s)
        self._drop_twins()
        return replace(glimpse, people=self._people())

    def _people(self) -> dict[int, Look]:
        return {track.number: track.look for track in self._present}

    def _start_looking(self) -> None:
        self._present: list[Track] = []
        self._lost: list[Track] = []
        self._search = Search()
        self._scout = Scout()

    def _follow(self, image: Image, now_s: float) -> None:
        """Find everyone again where the last frame showed them."""
        for track in list(self._present):
            found = pose_in(self._network, image, track.region)
            if found is None:
                self._present.remove(track)
                self._lost.append(track)
            else:
                track.found(self._without_doubt(image, track, found), now_s)
        self._lost = [t for t in self._lost if now_s - t.seen_s <= KEEP_LOST_S]

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

    def _find_more(self, image: Image, now_s: float) -> None:
        """Search while somebody is missing, else glance at the whole picture now and then."""
        if self._present and not self._lost:
            self._search.rest()
            for place in self._scout.places(image, now_s):
                self._admit_people(image, now_s, place)
            return
        last = self._lost[-1].region if self._lost else None
        for place in self._search.places(image, now_s, last):
            if self._admit_people(image, now_s, place):
                break

    def _admit_people(self, image: Image, now_s: float, place: Region) -> bool:
        regions = people_in(self._detector, image, place)
        admitted = [self._admit(image, now_s, region) for region in regions]
        return any(admitted)

    def _admit(self, image: Image, now_s: float, region: Region) -> bool:
        """Take a person up whom nobody follows yet; says whether there was one."""
        if len(self._present) >= self._max_people:
            return False
        if any(is_near(region, t.region) or is_tiny(region, t.region) for t in self._present):
            return False
        found = pose_in(self._network, image, region)
        # The detector's region is rough: a second look from the first one's result.
        found = found and pose_in(self._network, image, found.following)
        if not found or any(
            same_person(found.pose, t.pose) or is_part_of(found.pose, t.pose) for t in self._present
        ):
            return False
        returned = next((t for t in self._lost if is_near(t.region, found.following)), None)
        if returned:
            self._lost.remove(returned)
        else:
            self._people_so_far += 1
        number = returned.number if returned else self._people_so_far
        self._present.append(Track.start(number, found, now_s))
        return True

    def _drop_twins(self) -> None:
        """Of two tracks that have come to follow one person, the newer one goes; one that
        follows a mere piece of a person goes in any case."""
        self._present.sort(key=lambda track: track.number)
        for n, track in enumerate(self._present):
            twin = any(same_person(track.pose, older.pose) for older in self._present[:n])
            twin = twin or any(is_part_of(track.pose, other.pose) for other in self._present)
            track.twin_frames = track.twin_frames + 1 if twin else 0
        self._present = [t for t in self._present if t.twin_frames < _TWIN_FRAMES]
