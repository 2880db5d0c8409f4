"""Recorded landmarks come back as they went in, take little room, and damage is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import OutputError, RecordingError
from formcheck.pose import OUTLINE_STATIONS, Observation, Pose
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
    np.testing.assert_array_equal(back.people[1].xy, seen.xy)
    np.testing.assert_allclose(back.people[1].world, seen.world, atol=5e-4)
    np.testing.assert_allclose(back.people[1].outline, seen.outline, rtol=1e-3)


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


def test_half_an_hour_takes_less_than_45_megabytes() -> None:
    recording, one = Recording(), pose()
    for index in range(5000):
        recording.append(Observation(index, index / 30, 0, {1: one}, 100.0))
    bytes_used = sum(
        column.nbytes
        for table in (recording._frames, recording._poses)
        for chunk in table._chunks
        for column in chunk.values()
    )
    assert len(list(recording.observations())) == 5000
    # The last chunk is partly empty.
    assert bytes_used / 6144 * 30 * 60 * 30 < 45e6


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-300]),
        lambda path: path.write_bytes(b"PK"),
        lambda path: path.write_text("reps"),
        lambda path: np.savez(path, other=np.zeros(3)),
        lambda path: path.write_bytes(
            path.read_bytes()[:400] + bytes(400) + path.read_bytes()[800:]
        ),
    ],
    ids=["cut off", "stub", "text", "something else", "overwritten"],
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
    with np.load(path) as arrays:
        np.savez(path, **{**arrays, "format": np.array("formcheck.recording/99")})
    with pytest.raises(RecordingError, match=r"formcheck\.recording/99"):
        Recording.load(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="no recording"):
        Recording.load(tmp_path / "none.npz")
    with pytest.raises(OutputError, match="Cannot write"):
        walk_in().save(tmp_path / "none" / "set.npz")
