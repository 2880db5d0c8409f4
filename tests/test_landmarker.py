"""Frames in, people out: on made pictures for what needs nobody, on a sample clip for the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

import cv2
import numpy as np
import pytest
from benchmarks.otherwise import panned

from formcheck.errors import ModelError
from formcheck.landmarker import Landmarker, Networks, model_files
from formcheck.landmarker.region import Region
from formcheck.landmarker.steady import SteadyRegion
from formcheck.pose import Landmark, Observation
from formcheck.scenes import SceneDetector, thumbnail
from formcheck.video import VideoFile

CLIP = Path(__file__).parent.parent / "sample_videos" / "clips" / "standing-kickback-clean.mp4"
FRAMES = 20
RANDOM = np.random.default_rng(0)


@dataclass(frozen=True)
class Shown:
    index: int
    time_s: float
    image: np.ndarray


def observe(pictures: list[np.ndarray], fps: float = 30) -> list[Observation]:
    with Landmarker() as landmarker:
        return [
            landmarker.observe(Shown(n, n / fps, np.ascontiguousarray(image)))
            for n, image in enumerate(pictures)
        ]


@pytest.fixture(scope="module")
def person() -> list[np.ndarray]:
    """Pictures of a sample clip."""
    return [f.image for f in islice(VideoFile(CLIP).frames(), FRAMES)]


@pytest.fixture(scope="module")
def seen(person: list[np.ndarray]) -> list[Observation]:
    return observe(person)


def on_canvas(*placed: tuple[np.ndarray, int, int, int]) -> np.ndarray:
    """Pictures at (x, y) and of a width on a grey canvas of 1280 x 720 with a little noise."""
    canvas = np.random.default_rng(1).integers(104, 116, (720, 1280, 3), dtype=np.uint8)
    for image, x, y, width in placed:
        height = image.shape[0] * width // image.shape[1]
        small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
        canvas[y : y + height, x : x + width] = small
    return canvas


def found(observations: list[Observation]) -> Iterator[np.ndarray]:
    for observation in observations:
        yield from (pose.xy for pose in observation.people.values())


def test_one_person_in_every_frame_under_one_number(seen: list[Observation]) -> None:
    assert [list(o.people) for o in seen] == [[1]] * FRAMES
    assert {o.scene for o in seen} == {0}
    pose = seen[-1].people[1]
    assert pose.xy.shape == (33, 2)
    assert pose.world.shape == (33, 3)
    assert pose.visibility.shape == (33,)
    assert pose.xy[Landmark.NOSE, 1] < pose.xy[Landmark.LEFT_HIP, 1]
    assert 0 < seen[0].brightness < 255
    assert np.isfinite(pose.outline).mean() > 0.5


def test_as_mediapipe_finds_it_in_full_frames(
    person: list[np.ndarray], seen: list[Observation]
) -> None:
    """Medians over the body within 4% of a trunk of what MediaPipe's own pipeline says."""
    from mediapipe.python.solutions.pose import Pose

    height, width = person[0].shape[:2]
    distances = []
    with Pose(smooth_landmarks=False) as pose:
        for image, observation in zip(person, seen, strict=True):
            landmarks = pose.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB)).pose_landmarks.landmark
            theirs = np.array([(m.x * width, m.y * height) for m in landmarks])
            distances.append(np.hypot(*(theirs - observation.people[1].xy)[11:].T))
    trunk = np.hypot(*(theirs[Landmark.LEFT_SHOULDER] - theirs[Landmark.LEFT_HIP]))
    assert np.median(distances) < 0.04 * trunk


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_person_is_found_at_the_turned_place(
    person: list[np.ndarray], seen: list[Observation], quarters: int
) -> None:
    height, width = person[0].shape[:2]
    turned = observe([np.rot90(image, quarters) for image in person])
    xy = turned[-1].people[1].xy
    back = {1: (width - xy[:, 1], xy[:, 0]), 3: (xy[:, 1], height - xy[:, 0])}
    x, y = back.get(quarters, (width - xy[:, 0], height - xy[:, 1]))
    truth = seen[-1].people[1].xy
    trunk = np.hypot(*(truth[Landmark.LEFT_SHOULDER] - truth[Landmark.LEFT_HIP]))
    assert np.median(np.hypot(x - truth[:, 0], y - truth[:, 1])) < 0.15 * trunk


def test_a_small_person_is_found(person: list[np.ndarray]) -> None:
    observations = observe([on_canvas((image, 150, 400, 320)) for image in person])
    assert sum(bool(o.people) for o in observations) > 0.6 * FRAMES
    assert all(150 < xy[Landmark.LEFT_HIP, 0] < 470 for xy in found(observations))


def test_two_people_keep_their_numbers(person: list[np.ndarray]) -> None:
    pictures = [
        on_canvas((image, 0, 150, 640), (image[:, ::-1], 640, 150, 640)) for image in person
    ]
    observations = observe(pictures)
    assert all(len(o.people) == 2 for o in observations[1:])
    for number in observations[-1].people:
        places = [o.people[number].xy[Landmark.LEFT_HIP, 0] for o in observations[1:]]
        assert np.ptp(places) < 100


def test_who_lies_in_front_of_a_bystander_is_found() -> None:
    """The detector alone shows the bystander, who sits upright; and where they are painted over,
    it sees others into what is left of them."""
    clip = CLIP.with_name("reverse-hyper-bench-bystander.mp4")
    frames = [f.image for f in VideoFile(clip).frames(range(120, 124))]
    exerciser, bystander = (256, 180), (320, 186)
    people = observe(frames, fps=24)[-1].people.values()
    hips = [pose.xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0) for pose in people]
    assert len(hips) == 2
    for place in (exerciser, bystander):
        assert min(np.hypot(*(hip - place)) for hip in hips) < 15


def test_a_person_hidden_for_a_moment_keeps_the_number(
    person: list[np.ndarray], seen: list[Observation]
) -> None:
    hidden = [image.copy() for image in person]
    middle = int(seen[8].people[1].xy[Landmark.LEFT_HIP, 0])
    for image in hidden[8:12]:
        image[:, max(0, middle - 150) : middle + 150] = 128
    observations = observe(hidden)
    assert {o.scene for o in observations} == {0}
    assert {number for o in observations for number in o.people} == {1}
    assert observations[-1].people


@pytest.mark.parametrize(
    "clip", ["machine-kickback-clean", "reverse-hyper-bench-clean", "seated-leg-curl-clean"]
)
def test_who_is_passed_by_in_front_keeps_the_number(clip: str, person: list[np.ndarray]) -> None:
    scene = next(iter(VideoFile(CLIP.with_name(f"{clip}.mp4")).frames(range(5, 6)))).image
    height, width = scene.shape[:2]
    passer = passer_by(person[3], height * 4 // 5)
    x = [round(width * (1.27 - n / 37.5)) for n in range(70)]
    observations = observe([with_passer(scene, passer, at) for at in x], fps=15)
    hips = [o.people[1].xy[Landmark.LEFT_HIP] for o in observations if 1 in o.people]
    assert np.hypot(*(hips[-1] - hips[0])) < 0.05 * height
    assert max(np.hypot(*(hip - hips[0])) for hip in hips) < 0.2 * height, "shown on the passer"
    assert max(number for o in observations for number in o.people) > 1, "nobody passed by"


def passer_by(image: np.ndarray, height: int) -> np.ndarray:
    """The person of a picture with a little around, so many pixels high."""
    xy = observe([image])[0].people[1].xy
    (left, up), (right, down) = xy.min(axis=0).astype(int) - 30, xy.max(axis=0).astype(int) + 30
    cut = image[max(0, up) : down, max(0, left) : right]
    return cv2.resize(cut, (cut.shape[1] * height // cut.shape[0], height))


def with_passer(scene: np.ndarray, passer: np.ndarray, x: int) -> np.ndarray:
    """The scene with somebody who stands before it, from this column on."""
    shown, up = scene.copy(), scene.shape[0] - passer.shape[0]
    left, right = max(0, x), min(scene.shape[1], x + passer.shape[1])
    if left < right:
        shown[up:, left:right] = passer[:, left - x : right - x]
    return shown


def test_nobody() -> None:
    pictures = [RANDOM.integers(100, 120, (360, 640, 3), dtype=np.uint8) for _ in range(15)]
    assert not list(found(observe(pictures)))


def room(seed: int) -> np.ndarray:
    """A made-up room: patches of grey."""
    coarse = np.random.default_rng(seed).integers(30, 220, (9, 16, 1), dtype=np.uint8)
    return cv2.resize(np.repeat(coarse, 3, axis=2), (640, 360), interpolation=cv2.INTER_CUBIC)


def scene_starts(pictures: list[np.ndarray], fps: float = 30) -> list[int]:
    detector = SceneDetector()
    return [
        n
        for n, image in enumerate(pictures)
        if detector.starts_scene(thumbnail(np.ascontiguousarray(image)), n / fps)
    ]


def noisy(image: np.ndarray) -> np.ndarray:
    return np.clip(image + RANDOM.normal(0, 6, image.shape), 0, 255).astype(np.uint8)


def test_a_cut_starts_a_scene() -> None:
    pictures = [noisy(room(1 if n < 25 else 2)) for n in range(50)]
    assert scene_starts(pictures) == [25]


@pytest.mark.parametrize("part", [0.8, 0.9])
def test_a_cut_to_a_part_of_the_picture_and_back_is_none(part: float) -> None:
    """The person goes on with what they were doing."""
    up, left = round(360 * (1 - part) / 2), round(640 * (1 - part) / 2)
    pictures = []
    for n in range(60):
        image = room(1)
        cv2.ellipse(image, (320 + n, 180), (50, 120), 0, 0, 360, (40, 60, 90), -1)
        if 20 <= n < 40:
            image = cv2.resize(image[up : 360 - up, left : 640 - left], (640, 360))
        pictures.append(noisy(image))
    assert scene_starts(pictures) == []


@pytest.mark.parametrize("fade_frames", [8, 15])
def test_a_cross_fade_starts_one_scene(fade_frames: int) -> None:
    shares = np.clip((np.arange(80) - 30) / fade_frames, 0, 1)
    pictures = [noisy((1 - s) * room(1) + s * room(2)) for s in shares]
    starts = scene_starts(pictures)
    assert len(starts) == 1
    assert 30 < starts[0] <= 30 + 15 + fade_frames


def test_fast_motion_is_no_cut() -> None:
    """A body a third of the picture wide swings through it twice a second."""
    pictures = []
    for n in range(60):
        image = room(1)
        x = int(320 + 220 * np.sin(n / 30 * 4 * np.pi))
        cv2.ellipse(image, (x, 180), (100, 160), 0, 0, 360, (40, 60, 90), -1)
        pictures.append(noisy(image))
    assert scene_starts(pictures) == []


@pytest.mark.parametrize("pixels_a_second", [60, 300, 1200])
def test_a_camera_that_swings_is_no_cut(pixels_a_second: float) -> None:
    wide = np.hstack([room(seed) for seed in range(5)])
    pictures = [noisy(wide[:, (x := int(n / 30 * pixels_a_second)) : x + 640]) for n in range(60)]
    assert scene_starts(pictures) == []


def test_a_camera_that_turns_while_a_body_moves_close_before_it_fades_nothing() -> None:
    """For a third of a second each picture looks like a mixture of those around it."""
    clip = CLIP.with_name("reverse-hyper-ball-mistakes-a.mp4")
    frames = takewhile(lambda frame: frame.time_s < 9.5, VideoFile(clip).frames())
    pictures = [panned(each.image, each.time_s) for each in frames if each.time_s > 8.0]
    assert scene_starts(pictures, fps=20) == []


def test_a_flashing_bar_and_a_dimmed_lamp_are_no_cut() -> None:
    pictures = [room(1) for _ in range(60)]
    for image in pictures[20:28]:
        image[320:] = 240
    pictures[35:] = [(image * 0.5).astype(np.uint8) for image in pictures[35:]]
    assert scene_starts([noisy(image) for image in pictures]) == []


def test_people_get_new_numbers_after_a_cut(person: list[np.ndarray]) -> None:
    elsewhere = [on_canvas((image, 700, 200, 500)) for image in person]
    observations = observe([*person[:10], *elsewhere[:10]])
    assert [o.scene for o in observations] == [0] * 10 + [1] * 10
    assert set(observations[9].people).isdisjoint(observations[-1].people)


@pytest.mark.parametrize("angle", [0.0, 0.7, np.pi / 2])
@pytest.mark.parametrize("side", [200.0, 1100.0])
def test_a_region_cuts_what_it_says(angle: float, side: float) -> None:
    """A bright spot in the picture lies in the cut where the way back says."""
    image = np.zeros((720, 1280, 3), np.uint8)
    region = Region(600, 350, side, angle)
    spot = region.to_picture(np.array([[180.0, 90.0]], np.float32), 256)[0]
    radius = int(side / 40)
    cv2.circle(image, (round(float(spot[0])), round(float(spot[1]))), radius, (255, 255, 255), -1)
    rows, columns = np.nonzero(region.cut(image, 256)[..., 0] > 127)
    assert columns.mean() == pytest.approx(180, abs=1)
    assert rows.mean() == pytest.approx(90, abs=1)


def test_a_steady_region_trembles_less_and_still_follows() -> None:
    places = 300 + RANDOM.normal(0, 3, 60)
    places[30:] += 200
    steady = SteadyRegion(Region(300, 200, 400), 0.0)
    followed = [steady.follow(Region(x, 200, 400), (n + 1) / 30).x for n, x in enumerate(places)]
    assert np.std(np.diff(followed[:30])) < 0.5 * np.std(np.diff(places[:30]))
    assert followed[-1] == pytest.approx(500, abs=25)


def test_what_differs_in_the_last_digits_is_one_region() -> None:
    places = RANDOM.uniform(40, 900, (200, 4))
    hips, reach = places[:, :2], places[:, 2:]
    noise = RANDOM.normal(0, 0.001, (200, 2))
    pairs = zip(hips, reach, noise, strict=True)
    same = [Region.of_body(h, r) == Region.of_body(h + n, r) for h, r, n in pairs]
    assert np.mean(same) > 0.97
    assert Region.of_body(hips[0], reach[0]) != Region.of_body(hips[0] + 2, reach[0])
    for region in map(Region.of_body, hips, reach):
        assert region.on_grid() == region


def test_a_missing_model_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model_files, "package_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"pose_landmark_full\.tflite is missing"):
        Landmarker()


def test_engine_and_model_have_names() -> None:
    networks = Networks()
    assert networks.engine == "mediapipe 0.10.21"
    assert len(networks.model_sha256) == 64
    networks.close()


QUIET = """
import sys, numpy as np
from types import SimpleNamespace as Frame
from formcheck.landmarker import Landmarker
assert not {"mediapipe", "matplotlib", "jax"} & set(sys.modules), "too much imported"
with Landmarker() as landmarker:
    landmarker.observe(Frame(index=0, time_s=0.0, image=np.zeros((240, 320, 3), np.uint8)))
assert "matplotlib" not in sys.modules
import mediapipe
assert mediapipe.solutions.pose.Pose, "the full package does not load afterwards"
"""


def test_the_terminal_stays_clean_and_little_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUIET],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr == ""
