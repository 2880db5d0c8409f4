"""Two readings of one body, and two bodies, told apart by made masks; and who is whose track."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.landmarker.body import Look
from formcheck.landmarker.crowd import Crowd
from formcheck.landmarker.networks import LANDMARK_CROP, NetworkOutput
from formcheck.landmarker.region import Region
from formcheck.landmarker.tracks import Track, is_known_otherwise
from formcheck.pose import LANDMARKS, OUTLINE_STATIONS, Landmark, Pose

SIZE = 256
PICTURE = Region(SIZE / 2, SIZE / 2, SIZE)
PARTS = {
    "head": (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
    "shoulders": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "hands": (13, 14, 15, 16),
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "knees": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    "feet": (27, 28, 29, 30, 31, 32),
}
LYING = {"head": (40, 120), "shoulders": (70, 120), "hands": (60, 150), "hips": (130, 120),
         "knees": (170, 150), "feet": (200, 190)}  # fmt: skip
UPRIGHT = {"head": (130, 50), "shoulders": (130, 70), "hands": (150, 110), "hips": (130, 120),
           "knees": (170, 150), "feet": (200, 190)}  # fmt: skip
KNEELING = {"head": (70, 104), "shoulders": (85, 119), "hands": (65, 151), "hips": (121, 159),
            "knees": (122, 196), "feet": (168, 208)}  # fmt: skip
BEHIND = {"head": (125, 37), "shoulders": (103, 85), "hands": (89, 129), "hips": (114, 151),
          "knees": (108, 205), "feet": (174, 203)}  # fmt: skip
ELSEWHERE = {name: (x + 10, y - 95) for name, (x, y) in LYING.items()}


def look(places: dict[str, tuple[int, int]], *bodies: dict[str, tuple[int, int]]) -> Look:
    """A pose that is read into a mask of bodies which really lie otherwise."""
    xy = np.zeros((LANDMARKS, 2), np.float32)
    for name, landmarks in PARTS.items():
        xy[list(landmarks)] = places[name]
    pose = Pose(
        xy=xy,
        world=np.zeros((LANDMARKS, 3), np.float32),
        visibility=np.ones(LANDMARKS, np.float32),
        outline=np.full((2, len(OUTLINE_STATIONS)), np.nan, np.float32),
    )
    out = NetworkOutput(xy, pose.visibility, pose.world, 1.0, lambda: mask(*bodies))
    return Look(pose, Region.of_body(xy[23], xy[11]), out, PICTURE, (SIZE, SIZE))


def mask(*bodies: dict[str, tuple[int, int]]) -> np.ndarray:
    drawn = np.zeros((LANDMARK_CROP, LANDMARK_CROP), np.float32)
    for body in bodies:
        line = np.array([body[n] for n in ("head", "shoulders", "hips", "knees", "feet")], np.int32)
        cv2.polylines(drawn, [line], False, 1.0, 22)
    return drawn


@pytest.mark.parametrize("first", [UPRIGHT, LYING])
def test_of_two_readings_of_a_body_the_one_that_fills_it_holds(first: dict) -> None:
    second = LYING if first is UPRIGHT else UPRIGHT
    track = Track.start(1, look(first, LYING), 0.0)
    assert is_known_otherwise(look(second, LYING), [track], 0.1)
    assert track.pose.xy[Landmark.LEFT_SHOULDER].tolist() == list(LYING["shoulders"])


def test_nobody_is_corrected_to_the_pose_of_who_stands_behind_them() -> None:
    kneeling, behind = look(KNEELING, KNEELING), look(BEHIND, BEHIND, KNEELING)
    both = behind.silhouette().together(kneeling.silhouette())
    assert both.likeness(behind.pose) > both.likeness(kneeling.pose) + 0.15
    track = Track.start(1, kneeling, 0.0)
    assert is_known_otherwise(behind, [track], 0.1)
    assert track.pose.xy[Landmark.LEFT_SHOULDER].tolist() == list(KNEELING["shoulders"])


def test_who_is_elsewhere_is_somebody_else() -> None:
    track = Track.start(1, look(LYING, LYING), 0.0)
    assert not is_known_otherwise(look(ELSEWHERE, ELSEWHERE), [track], 0.1)
    assert track.pose.xy[Landmark.LEFT_SHOULDER].tolist() == list(LYING["shoulders"])


def moved(by: float) -> Look:
    """Somebody who lies so many pixels further to the right."""
    return look({name: (x + round(by), y) for name, (x, y) in LYING.items()})


def pass_time(*ways: tuple[Track, float, float], from_s: float = 0.0) -> None:
    """Each track for two seconds from one place on to another."""
    for n in range(20):
        for track, start, end in ways:
            track.found(moved(start + (end - start) * n / 19), from_s + n / 10)


def numbers(crowd: Crowd) -> dict[int, float]:
    """Where the hips of each person are."""
    return {n: float(each.pose.xy[Landmark.LEFT_HIP, 0]) - 130 for n, each in crowd.looks.items()}


def test_who_passes_by_does_not_take_the_number_along() -> None:
    crowd = Crowd()
    crowd.welcome(moved(0), 0.0)
    pass_time((crowd.present[0], 0, 0))
    pass_time((crowd.present[0], 0, 300), from_s=2.0)
    crowd.welcome(moved(2), 4.0)
    assert numbers(crowd) == {1: 2, 2: 300}


def test_who_walks_keeps_the_number_where_another_follows() -> None:
    crowd = Crowd()
    crowd.welcome(moved(-300), 0.0)
    pass_time((crowd.present[0], -300, 300))
    crowd.welcome(moved(0), 2.0)
    assert numbers(crowd) == {1: 300, 2: 0}


def test_who_stayed_is_forgotten_after_some_seconds() -> None:
    crowd = Crowd()
    crowd.welcome(moved(0), 0.0)
    pass_time((crowd.present[0], 0, 0))
    for start_s in (2.0, 4.0, 6.0):
        pass_time((crowd.present[0], 300, 300), from_s=start_s)
    crowd.welcome(moved(0), 8.0)
    assert numbers(crowd) == {1: 300, 2: 0}


def walked_up_to(start: float, end: float) -> tuple[Crowd, Track, Track]:
    """Somebody walks in two seconds from one place to another beside, or onto, who stays at 0."""
    crowd = Crowd()
    crowd.welcome(moved(start), 0.0)
    crowd.welcome(moved(0), 0.0)
    walker, stayer = crowd.present
    pass_time((walker, start, end), (stayer, 0, 0))
    return crowd, walker, stayer


def test_of_two_tracks_on_one_person_the_one_who_stays_there_is_kept() -> None:
    crowd, _, _ = walked_up_to(-300, 0)
    for _ in range(5):
        crowd.drop_twins()
    assert numbers(crowd) == {2: 0}


def test_who_was_carried_off_and_dropped_is_known_again() -> None:
    crowd, walker, stayer = walked_up_to(-300, 0)
    pass_time((walker, 0, 300), (stayer, 0, 300), from_s=2.0)
    for _ in range(5):
        crowd.drop_twins()
    assert numbers(crowd) == {1: 300}
    crowd.welcome(moved(0), 4.2)
    assert numbers(crowd) == {1: 300, 2: 0}


@pytest.mark.parametrize(("start", "shown"), [(-300, {}), (-60, {2: 60})])
def test_who_seems_to_move_as_another_passes_is_not_shown_until_there_again(
    start: float, shown: dict[int, float]
) -> None:
    """Somebody who only stands beside does not pass."""
    crowd, other, stayer = walked_up_to(start, -60)
    pass_time((other, -60, -60), (stayer, 0, 0), from_s=2.0)
    crowd.lose(other)
    assert numbers(crowd) == {2: 0}
    stayer.found(moved(60), 4.0)
    assert numbers(crowd) == shown
    stayer.found(moved(0), 4.1)
    assert numbers(crowd) == {2: 0}
    pass_time((stayer, 60, 60), from_s=4.2)
    assert numbers(crowd) == {2: 60}, "the person has moved after all"


def test_a_thing_taken_for_somebody_small_hides_nobody() -> None:
    """Weights on the floor beside the feet, which the model sees a body into now and then."""
    crowd = Crowd()
    for by in (-60, 0):
        crowd.welcome(moved(by), 0.0)
    thing, person = crowd.present
    for n in range(40):
        thing.found(thirds(-60 if n < 20 else 0), n / 10)
        person.found(moved(0), n / 10)
    crowd.lose(thing)
    person.found(moved(60), 4.0)
    assert numbers(crowd) == {2: 60}


def thirds(by: float) -> Look:
    """Somebody a third as large, whose hips lie so many pixels further to the right."""
    return look({n: (130 + round((x - 130) / 3 + by), y) for n, (x, y) in LYING.items()})


def test_whose_trunk_moves_with_the_exercise_is_shown_while_another_passes() -> None:
    crowd, walker, exerciser = walked_up_to(-300, -300)
    pass_time((walker, -300, -300), (exerciser, 0, 80), from_s=2.0)
    pass_time((walker, -300, -60), (exerciser, 80, 0), from_s=4.0)
    crowd.lose(walker)
    exerciser.found(moved(130), 6.0)
    assert numbers(crowd) == {2: 130}
