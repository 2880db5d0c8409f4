"""The same set at another frame rate, mirrored, moved or enlarged is judged alike.

On recorded landmarks; ``python -m tests.benchmarks.invariance`` does it with the films.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from benchmarks.invariance import MOST_BECOME_UNJUDGED, Comparison, compare
from benchmarks.invariance import judged as judge
from benchmarks.otherwise import AS_IT_IS, VARIANTS, compressed, grey
from benchmarks.recordings import clip_names, load

from formcheck.analysis import Analysis
from formcheck.pose import Landmark, Observation, Pose
from formcheck.recording import Recording
from formcheck.video import Frame, VideoFile, VideoWriter

OF_EACH_EXERCISE = [name for name in clip_names() if name.endswith("mistakes-a")]
AT_30 = ["standing-kickback-mistakes-a", "quadruped-kickback-mistakes-a"]
AT_60 = ["standing-kickback-clean", "quadruped-kickback-clean"]

OTHER_SIDE = [
    Landmark[mark.name.replace("LEFT", "?").replace("RIGHT", "LEFT").replace("?", "RIGHT")]
    for mark in Landmark
]

Change = Callable[[Recording, Pose], Pose]


@cache
def before(name: str) -> Analysis:
    return judge(load(name))


def each_pose(recording: Recording, change: Change, scale: float = 1.0) -> Recording:
    """Every pose of a recording changed alike."""
    width, height = (round(scale * size) for size in (recording.width, recording.height))
    changed = Recording(width, height, recording.engine)
    for one in recording.observations():
        people = {number: change(recording, pose) for number, pose in one.people.items()}
        changed.append(replace(one, people=people))
    return changed


def mirror(recording: Recording, pose: Pose) -> Pose:
    """What the model finds in the mirrored picture of a symmetrical body."""
    xy, world = pose.xy[OTHER_SIDE].copy(), pose.world[OTHER_SIDE].copy()
    xy[:, 0] = recording.width - xy[:, 0]
    world[:, 0] *= -1
    return Pose(xy, world, pose.visibility[OTHER_SIDE], pose.outline[::-1].copy())


def resize(factor: float, shift: tuple[float, float]) -> Change:
    """The film in another size, or the person elsewhere in it."""

    def change(_: Recording, pose: Pose) -> Pose:
        xy = (pose.xy * factor + np.asarray(shift)).astype(np.float32)
        return replace(pose, xy=xy, outline=(pose.outline * factor).astype(np.float32))

    return change


def at_rate(recording: Recording, fps: float) -> Recording:
    """The frames that a camera of this rate would have kept, with their own times."""
    ticks = np.arange(0.0, recording.time_s[-1], 1 / fps)
    rows = np.unique(np.searchsorted(recording.time_s, ticks - 1e-6))
    return _only(recording, rows)


def _only(recording: Recording, rows: npt.NDArray[np.intp]) -> Recording:
    kept = set(rows.tolist())
    fewer = Recording(recording.width, recording.height, recording.engine)
    for row, one in enumerate(recording.observations()):
        if row in kept:
            fewer.append(Observation(len(fewer), one.time_s, one.scene, one.people, one.brightness))
    return fewer


def check(found: Comparison) -> None:
    assert found.reps == found.reps_before
    assert found.sides_right
    assert found.turned == ()
    assert found.unjudged_share <= MOST_BECOME_UNJUDGED


@pytest.mark.parametrize("fps", [15, 24, 30])
@pytest.mark.parametrize("name", AT_60 + AT_30)
def test_fewer_frames_a_second(name: str, fps: float) -> None:
    check(compare(before(name), judge(at_rate(load(name), fps))))


@pytest.mark.parametrize("name", AT_30)
def test_frames_lost_at_random(name: str) -> None:
    whole = load(name)
    kept = np.flatnonzero(np.random.default_rng(0).random(len(whole)) < 0.7)
    check(compare(before(name), judge(_only(whole, kept))))


@pytest.mark.parametrize("name", OF_EACH_EXERCISE)
def test_mirrored(name: str) -> None:
    found = judge(each_pose(load(name), mirror))
    check(compare(before(name), found, exchanged=True))
    views = {"side-left": "side-right", "side-right": "side-left"}
    assert [views.get(rep.view, rep.view) for rep in before(name).outcome.reps] == [
        rep.view for rep in found.outcome.reps
    ]


@pytest.mark.parametrize(("factor", "shift"), [(0.5, (0.0, 0.0)), (1.5, (40.0, -30.0))])
@pytest.mark.parametrize("name", AT_30)
def test_another_size_and_place(name: str, factor: float, shift: tuple[float, float]) -> None:
    found = judge(each_pose(load(name), resize(factor, shift), factor))
    check(compare(before(name), found))
    for rep, own in zip(before(name).outcome.reps, found.outcome.reps, strict=True):
        assert own.start_s == pytest.approx(rep.start_s, abs=0.02)
        assert own.peak_level == pytest.approx(rep.peak_level, abs=0.2)


def test_a_comparison_tells_a_turned_verdict_and_a_lost_rep() -> None:
    """The comparison itself can fail: another clip is not the same set."""
    one, other = before(AT_30[0]), before("standing-kickback-clean")
    found = compare(one, other)
    assert found.reps != found.reps_before
    assert found.turned or not found.sides_right
    assert not found.holds


# --- the variants themselves ---


def moving(path: Path) -> Path:
    """Half a second in which a bright square goes to the right."""
    with VideoWriter(path, 96, 64) as writer:
        for n in range(15):
            image = np.zeros((64, 96, 3), np.uint8)
            image[24:40, 8 + 4 * n : 24 + 4 * n] = 250
            writer.write(image, n / 30)
    return path


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_variant_is_a_film_of_the_same_movement(variant: str, tmp_path: Path) -> None:
    frames = filmed(variant, tmp_path)
    shown = {"fps15": 8, "fps24": 12, "fps60": 29, "stuttering": 8}
    pace = {"slower": 2.0, "faster": 0.7}.get(variant, 1.0)
    assert len(frames) == pytest.approx(shown.get(variant, 15), abs=1)
    assert frames[-1].time_s == pytest.approx(pace * 14 / 30, abs=0.05)
    first, last = (middle(frame)[0] for frame in (frames[0], frames[-1]))
    way = 0.3 * frames[0].image.shape[1]
    assert (last - first) * (-1 if variant == "mirrored" else 1) > way


def test_each_variant_does_what_it_says(tmp_path: Path) -> None:
    shown = {variant: filmed(variant, tmp_path) for variant in VARIANTS}
    own = shown[AS_IT_IS]
    rises = {v: middle(f[-1])[1] - middle(f[0])[1] for v, f in shown.items()}
    assert abs(rises[AS_IT_IS]) < 0.5
    assert rises["tilted-far-left"] < rises["tilted-left"] - 3 < -6
    assert rises["tilted-far-right"] > rises["tilted-right"] + 3 > 6
    for unsteady, least in (("shaken", 3), ("held", 1)):
        heights = [middle(frame)[1] for frame in shown[unsteady]]
        assert max(heights) - min(heights) > least
    assert shown["dark"][0].image.max() < 0.5 * own[0].image.max()
    assert shown["noisy"][0].image[:20].std() > 3 * own[0].image[:20].std() + 1
    sizes = {v: int(bright(f[0]).sum()) for v, f in shown.items()}
    assert sizes["smaller"] < 0.6 * sizes[AS_IT_IS] < sizes[AS_IT_IS] < sizes["closer"]
    assert contrast(shown["hazy"][0]) < 0.5 * contrast(own[0])
    lights = [int(frame.image.max()) for frame in shown["flickering"]]
    assert max(lights) > 1.3 * min(lights)
    ways = {v: middle(f[-1])[0] - middle(f[0])[0] for v, f in shown.items()}
    assert ways["panned"] > ways[AS_IT_IS] + 2
    upright = shown["reposted"][0].image
    assert upright.shape[0] == 2 * own[0].image.shape[0]
    assert upright[: upright.shape[0] // 4].max() > 10
    assert abs(middle(shown["bulged"][-1])[0] - middle(own[-1])[0]) > 0.3


def sizes_of_a_square(variant: str, folder: Path) -> list[int]:
    """Of a square that stands still, in pixels, every two seconds."""
    source, target = folder / "own.mp4", folder / f"{variant}.mp4"
    square = np.zeros((64, 96, 3), np.uint8)
    square[20:44, 30:66] = 250
    with VideoWriter(source, 96, 64) as writer:
        for seconds in range(0, 12, 2):
            writer.write(square, float(seconds))
    VARIANTS[variant](source, target)
    return [int(bright(frame).sum()) for frame in VideoFile(target).frames()]


def test_a_camera_that_comes_nearer_shows_more_of_the_same(tmp_path: Path) -> None:
    sizes = sizes_of_a_square("zoomed", tmp_path)
    assert sizes == sorted(sizes)
    assert sizes[-1] == pytest.approx(1.21 * sizes[0], rel=0.06)


def test_a_part_of_the_picture_is_shown_in_every_other_four_seconds(tmp_path: Path) -> None:
    sizes = sizes_of_a_square("punched-in", tmp_path)
    whole, part = sizes[0], sizes[2]
    assert part == pytest.approx(whole / 0.875**2, rel=0.06)
    assert sizes == [whole, whole, part, part, whole, whole]


def test_a_film_sent_on_and_one_without_colours() -> None:
    coloured = np.random.default_rng(0).integers(0, 255, (64, 96, 3)).astype(np.uint8)
    assert np.ptp(grey(coloured).astype(int), axis=2).max() == 0
    assert np.abs(compressed(coloured).astype(int) - coloured).mean() > 20


def filmed(variant: str, folder: Path) -> list[Frame]:
    target = folder / f"{variant}.mp4"
    VARIANTS[variant](moving(folder / "own.mp4"), target)
    return list(VideoFile(target).frames())


def middle(frame: Frame) -> tuple[float, float]:
    """Of the square, across and down, pixels."""
    rows, columns = np.nonzero(bright(frame))
    return float(columns.mean()), float(rows.mean())


def bright(frame: Frame) -> npt.NDArray[np.bool_]:
    """Where the square is."""
    light = frame.image.max(axis=2)
    return np.asarray(light > 0.4 * light.min() + 0.6 * light.max())


def contrast(frame: Frame) -> int:
    return int(frame.image.max()) - int(frame.image.min())
