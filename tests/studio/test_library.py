"""The library: sound descriptions, two sides that share nothing, and landmarks for what is said."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.recordings import held_out

from formcheck.landmarker import ENGINE
from formcheck.recording import Recording
from sample_videos.studio.errors import SpecError, StudioError
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.frames import load_frames, save_frames
from sample_videos.studio.library import LIBRARY, SPLITS, Entry, read_file, read_library
from sample_videos.studio.programme import FROM_AN_END, programme_of
from sample_videos.studio.reader import Reader
from sample_videos.studio.spec import read_clip

CLIPS = LIBRARY.parent / "clips"
LARGEST_BYTES = 68_000_000
"""A pose takes 107 bytes, and whoever is seen beside the exerciser is kept, too."""
KICKBACKS = ("standing-kickback", "quadruped-kickback")


@cache
def entries() -> list[Entry]:
    return read_library()


@cache
def files() -> dict[str, list[Entry]]:
    """The library's clips by split and exercise."""
    found = defaultdict(list)
    for entry in entries():
        found[f"{entry.split}/{entry.table['exercise']}"].append(entry)
    return dict(found)


EACH_FILE = pytest.mark.parametrize("name", sorted(files()))


def filmed(name: str) -> list[Entry]:
    """The clips of a file that have been filmed; that none is missing has a test of its own."""
    found = [entry for entry in files().get(name, []) if entry.truth.exists()]
    if not found:
        pytest.skip("not filmed yet")
    return found


def filmed_wholly(name: str) -> list[Entry]:
    """The clips of a file, once all of them have been filmed."""
    if len(filmed(name)) < len(files()[name]):
        pytest.skip("not wholly filmed yet")
    return files()[name]


def truth_of(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.truth.read_text(encoding="utf-8"))
    return found


# --- descriptions ---


@EACH_FILE
def test_every_description_is_sound(name: str) -> None:
    for entry in files()[name]:
        assert entry.clip().name == entry.name


def library_of(folder: Path, **texts: str) -> Path:
    for split, text in texts.items():
        (folder / split).mkdir()
        (folder / split / "clips.toml").write_text(text)
    return folder


CLIP = '[[clip]]\nname = "one"\nexercise = "standing-kickback"\n'


@pytest.mark.parametrize(("text", "said"), [
    ('[[clip]]\nexercise = "standing-kickback"\n', r"clips\.toml: clip\[1\]\.name: None"),
    ('[[clip]]\nname = "a/b"\n', "name: 'a/b' is no name"),
    ('clip = "one"\n', "clip: is not a list of tables"),
    ('clips = 3\n', "clips: is an unknown key"),
    ("[[clip]\n", r"clips\.toml: file:"),
    (CLIP + CLIP, "name: is also the name of"),
])
def test_a_wrong_file_names_itself(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        read_library(library_of(tmp_path, test=text))


def test_a_clip_may_be_on_one_side_only(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="is also the name of"):
        read_library(library_of(tmp_path, test=CLIP, tuning=CLIP))


def test_a_wrong_clip_names_its_file_itself_and_the_remedy(tmp_path: Path) -> None:
    (entry,) = read_library(library_of(tmp_path, test=CLIP + "fps = 29\n"))
    with pytest.raises(SpecError, match=r"clips\.toml: clip one: fps: 29.*choose one of"):
        entry.clip()


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="cannot be read"):
        list(read_file(tmp_path / "none.toml", "test"))


# --- the two sides ---


def described(split: str) -> list[dict[str, Any]]:
    """The tables of one side."""
    return [entry.table for entry in entries() if entry.split == split]


def shown(split: str, part: str) -> set[str]:
    """What the clips of a side show of something, as text."""
    return {json.dumps(table["scene"][part] if part in table["scene"] else table[part])
            for table in described(split)}


@pytest.mark.parametrize("part", ["body", "seed", "floor_colour", "wall_colour"])
def test_the_sides_share_no_body_seed_or_scene(part: str) -> None:
    assert not shown("tuning", part) & shown("test", part)


def test_the_sides_share_no_camera_azimuth() -> None:
    def off_axis(split: str) -> set[float]:
        turns = [table["camera"]["azimuth_deg"] for table in described(split)]
        return {abs((turn + 22.5) % 45 - 22.5) if abs(turn) % 90 > 24 else abs(turn) % 90
                for turn in turns}

    assert not off_axis("tuning") & off_axis("test")


@pytest.mark.parametrize("split", SPLITS)
def test_no_body_or_seed_of_a_side_is_a_sample_clips_of_the_other(split: str) -> None:
    """Some sample clips are films of the tuning side; none may be one of the test side."""
    held = held_out()
    single = [read_clip(path) for path in CLIPS.glob("*.toml")
              if (path.stem in held) == (split == "tuning")]
    made = [entry.clip() for entry in entries() if entry.split == split]
    assert not {clip.seed for clip in single} & {clip.seed for clip in made}
    assert not {clip.shape for clip in single} & {clip.shape for clip in made}


# --- what was filmed ---


@EACH_FILE
def test_all_clips_of_a_file_are_recorded_as_described(name: str) -> None:
    again = "film it: python -m sample_videos.studio record-library"
    assert filmed(name)
    assert [entry.name for entry in files()[name] if not entry.is_done()] == [], again


@EACH_FILE
def test_the_truth_counts_what_the_studio_counts(name: str) -> None:
    for entry in filmed(name) if not name.endswith("none") else ():
        mistakes = EXERCISES[entry.table["exercise"]].mistakes
        for rep in truth_of(entry)["reps"]:
            for planted in rep["mistakes"]:
                assert planted["counts"] == mistakes[planted["id"]].counts(planted["magnitude"]), (
                    f"{entry.name}: run python -m sample_videos.studio record-library")


@EACH_FILE
def test_recording_and_truth_belong_together(name: str) -> None:
    for entry in filmed(name)[::7]:
        truth, recording = truth_of(entry), Recording.load(entry.recording)
        frames = load_frames(entry.frames)
        assert recording.engine == ENGINE
        assert len(recording) == truth["frames"] == len(frames["time_s"])
        assert (recording.width, recording.height) == (truth["width"], truth["height"])
        np.testing.assert_allclose(recording.time_s, frames["time_s"], atol=0.002)


def test_nothing_is_left_over_and_all_is_small() -> None:
    kept = [path for path in LIBRARY.rglob("*") if path.suffix in (".npz", ".json")]
    known = {path for each in entries() for path in (each.recording, each.truth, each.frames)}
    assert set(kept) <= known
    assert sum(path.stat().st_size for path in kept) < LARGEST_BYTES


def can_see(truth: dict[str, Any], mistake: str) -> bool:
    """Whether the mistake shows in the clip's view."""
    if mistake == "side-switch":
        return True
    if mistake in FROM_AN_END:
        end = "rear" if programme_of(EXERCISES[truth["exercise"]]).end == 180 else "front"
        return bool(truth["view"] == end)
    return bool(truth["view"].startswith("side"))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_test_side_shows_every_mistake_often_enough(exercise: str) -> None:
    reps, bodies = defaultdict(int), defaultdict(set)
    for entry in filmed_wholly(f"test/{exercise}"):
        truth = truth_of(entry)
        for rep in truth["reps"]:
            for planted in rep["mistakes"]:
                if planted["counts"] and can_see(truth, planted["id"]):
                    reps[planted["id"]] += 1
                    bodies[planted["id"]].add(json.dumps(truth["body"]))
    least = 30 if exercise in KICKBACKS else 12
    mistakes = EXERCISES[exercise].mistakes
    assert {name: reps[name] for name in mistakes if reps[name] < least} == {}
    assert {name: len(bodies[name]) for name in mistakes if len(bodies[name]) < 4} == {}


def test_there_are_two_hundred_test_sets_once_all_is_filmed() -> None:
    for split in SPLITS:
        for exercise in EXERCISES:
            filmed_wholly(f"{split}/{exercise}")
    sets = [entry for entry in entries()
            if entry.split == "test" and entry.table["exercise"] != "none"]
    assert len(sets) >= 200


def test_frames_come_back_within_their_steps(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    arrays = {"time_s": np.arange(50) / 30, "hip_left": rng.normal(0, 60, 50),
              "knee_left_x": rng.uniform(-50, 2000, 50)}
    save_frames(tmp_path / "frames.npz", arrays)
    back = load_frames(tmp_path / "frames.npz")
    for name, error in {"time_s": 1e-6, "hip_left": 0.026, "knee_left_x": 0.063}.items():
        np.testing.assert_allclose(back[name], arrays[name], rtol=0, atol=error)


def test_rest_of_a_reader_is_what_was_not_taken() -> None:
    reader = Reader({"name": "one", "fps": 30}, "clips.toml")
    assert reader.take("name") == "one"
    assert reader.rest() == {"fps": 30}
