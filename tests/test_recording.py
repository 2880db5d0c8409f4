"""Recorded landmarks come back as they went in, take little room, and damage is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import OutputError, RecordingError
from formcheck.pose import OUTLINE_STATIONS, Landmark, Observation, Pose
from formcheck.recording import Recording

RANDOM = np.random.default_rng(0)


def pose() -> Pose:
    def values(*shape: int) -> np.ndarray:
        return RANDOM.random(shape, np.float32)

    outline = 80 * values(2, len(OUTLINE_STATIONS))
    outline[0, 3] = np.nan
    return Pose(1000 * values(33, 2), values(33, 3), values(33), outline)


def walk_in() -> Recording:
    """Nobody at first, then one person, then a second one, then a cut."""
    recording = Recording(1280, 720, "an engine")
    people: list[dict[int, Pose]] = [{}, {1: pose()}, {1: pose(), 2: pose()}, {3: pose()}]
    for index, found in enumerate(people):
        recording.append(Observation(index, index / 30, index // 3, found, 100.0 + index))
    return recording


def assert_alike(one: Recording, other: Recording) -> None:
    for a, b in zip(one.observations(), other.observations(), strict=True):
        assert (a.index, a.time_s, a.scene, a.brightness) == (
            b.index,
            b.time_s,
            b.scene,
            b.brightness,
        )
        assert list(a.people) == list(b.people)
        for number in a.people:
            for name in ("xy", "world", "visibility", "outline"):
                np.testing.assert_array_equal(
                    getattr(a.people[number], name), getattr(b.people[number], name)
                )


def test_saved_and_loaded(tmp_path: Path) -> None:
    recording = walk_in()
    recording.save(tmp_path / "set.npz")
    loaded = Recording.load(tmp_path / "set.npz")
    assert (loaded.width, loaded.height, loaded.engine) == (1280, 720, "an engine")
    assert_alike(recording, loaded)
    assert [p.name for p in tmp_path.iterdir()] == ["set.npz"]


def test_observations_keep_their_precision() -> None:
    recording, seen = Recording(), pose()
    recording.append(Observation(0, 0.0, 0, {1: seen}, 99.0))
    (back,) = recording.observations()
    kept = back.people[1]
    judged, drawn = [Landmark.NOSE, Landmark.LEFT_KNEE, Landmark.RIGHT_WRIST], Landmark.LEFT_PINKY
    np.testing.assert_allclose(kept.xy[judged], seen.xy[judged], rtol=0, atol=1 / 60)
    np.testing.assert_allclose(kept.xy[drawn], seen.xy[drawn], rtol=0, atol=0.26)
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    np.testing.assert_allclose(kept.world[hips], seen.world[hips], rtol=0, atol=0.0006)
    np.testing.assert_allclose(kept.world, seen.world, rtol=0, atol=0.11)
    np.testing.assert_allclose(kept.visibility, seen.visibility, rtol=0, atol=0.003)
    np.testing.assert_allclose(kept.outline, seen.outline, rtol=0, atol=1 / 30)
    assert kept.xy.dtype == kept.world.dtype == np.float32


def test_what_was_kept_is_kept_as_it_is_from_then_on() -> None:
    once, twice = walk_in(), Recording(1280, 720, "an engine")
    for observation in once.observations():
        twice.append(observation)
    assert_alike(once, twice)


def test_people_keep_apart_from_each_other(tmp_path: Path) -> None:
    recording, twins = Recording(), [pose(), pose()]
    for index in range(5000):
        people = {2: twins[0], 1: twins[1]} if index % 3 else {2: twins[0]}
        recording.append(Observation(index, index / 30, 0, people, 100.0))
    recording.save(tmp_path / "set.npz")
    loaded = Recording.load(tmp_path / "set.npz")
    assert_alike(recording, loaded)
    assert list(next(iter(loaded.observations())).people) == [2]
    assert loaded.people == [2, 1]


def test_a_person_who_moves_takes_little_room(tmp_path: Path) -> None:
    recording, start = Recording(640, 360), pose()
    for index in range(600):
        drift = np.float32(40 * np.sin(index / 30)) + RANDOM.normal(0, 0.3, (33, 2))
        moved = Pose(
            (start.xy + drift).astype(np.float32), start.world, start.visibility, start.outline
        )
        recording.append(Observation(index, index / 30, 0, {1: moved}, 100.0))
    recording.save(tmp_path / "set.npz")
    assert (tmp_path / "set.npz").stat().st_size < 60 * 600


def test_one_person_over_all_frames() -> None:
    recording = walk_in()
    track = recording.person(1)
    assert track.xy.shape == (4, 33, 2)
    assert track.outline.shape == (4, 2, len(OUTLINE_STATIONS))
    assert np.isfinite(track.xy[:, 0, 0]).tolist() == [False, True, True, False]
    assert track.scene.tolist() == [0, 0, 0, 1]
    assert recording.people == [1, 2, 3]


def test_empty() -> None:
    recording = Recording()
    assert len(recording) == 0
    assert recording.people == []
    assert list(recording.observations()) == []


def test_nobody_in_the_film(tmp_path: Path) -> None:
    recording = Recording(640, 360, "an engine")
    recording.append(Observation(0, 0.0, 0, {}, 90.0))
    recording.save(tmp_path / "set.npz")
    assert_alike(recording, Recording.load(tmp_path / "set.npz"))
    Recording().save(tmp_path / "none.npz")
    assert len(Recording.load(tmp_path / "none.npz")) == 0


def test_half_an_hour_takes_less_than_45_megabytes() -> None:
    recording, one = Recording(), pose()
    for index in range(5000):
        recording.append(Observation(index, index / 30, 0, {1: one}, 100.0))
    bytes_used = recording._frames.nbytes + recording._poses.nbytes
    assert len(list(recording.observations())) == 5000
    # The last chunk is partly empty.
    assert bytes_used / 6144 * 30 * 60 * 30 < 45e6


def resave(path: Path, **changed: np.ndarray) -> None:
    with np.load(path) as arrays:
        np.savez(path, **{**arrays, **changed})


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-300]),
        lambda path: path.write_bytes(b"PK"),
        lambda path: path.write_text("reps"),
        lambda path: np.savez(path, other=np.zeros(3)),
        lambda path: resave(path, pose_xy=np.zeros((4, 66, 2), np.uint8)),
        lambda path: resave(path, pose_xy=np.zeros((3, 66, 5), np.uint8)),
        lambda path: resave(path, pose_frame=np.zeros(7)),
        lambda path: path.write_bytes(
            path.read_bytes()[:400] + bytes(400) + path.read_bytes()[800:]
        ),
    ],
    ids=["cut off", "stub", "text", "something else", "short", "thin", "other type", "overwritten"],
)
def test_damage_is_said(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "set.npz"
    walk_in().save(path)
    damage(path)
    with pytest.raises(RecordingError, match=r"set\.npz"):
        Recording.load(path)


def test_another_format_is_said(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    walk_in().save(path)
    resave(path, format=np.array("formcheck.recording/99"))
    with pytest.raises(RecordingError, match=r"formcheck\.recording/99"):
        Recording.load(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="no recording"):
        Recording.load(tmp_path / "none.npz")
    with pytest.raises(OutputError, match="Cannot write"):
        walk_in().save(tmp_path / "none" / "set.npz")
