"""Heads stay covered through a film, also where the pose model loses a person for a moment."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_overlay import room, standing

from formcheck.headcover import HELD_S, LONGEST_GAP_S, HeadCover
from formcheck.overlay import head_of
from formcheck.pose import Observation, Pose
from formcheck.recording import Recording
from formcheck.video import VideoFile

STEP_S = 0.5


def moved(right: float) -> Pose:
    return replace(standing(), xy=standing().xy + np.float32([right, 0]))


def recorded(*seen: float | None, scenes: str = "") -> Recording:
    """A frame each half second: how far right the person stands in it; None = not found."""
    recording = Recording(640, 720)
    for index, right in enumerate(seen):
        scene = int(scenes[index]) if scenes else 0
        people = {} if right is None else {scene: moved(right)}
        recording.append(Observation(index, STEP_S * index, scene, people))
    return recording


def covered(recording: Recording, index: int) -> list[int]:
    """The columns of the picture in which something is covered, first and last; [] if nothing."""
    image = np.random.default_rng(1).integers(0, 255, room().shape).astype(np.uint8)
    before = image.copy()
    HeadCover(recording).cover(image, index)
    columns = np.flatnonzero((image != before).any(axis=(0, 2)))
    return [int(columns[0]), int(columns[-1])] if len(columns) else []


def test_a_head_that_is_found_is_covered_as_far_as_it_reaches() -> None:
    head = head_of(standing())
    assert head is not None
    x, _, radius = head
    assert covered(recorded(0, 0), 0) == pytest.approx([x - radius, x + radius], abs=2)


def test_in_a_gap_the_head_is_covered_where_it_is_on_its_way() -> None:
    on_the_way, found = covered(recorded(0, None, 200), 1), covered(recorded(100), 0)
    assert sum(on_the_way) == pytest.approx(sum(found), abs=4)
    assert on_the_way[0] < found[0] < found[1] < on_the_way[1]


def test_before_the_first_sighting_and_after_the_last_it_stays_for_a_while() -> None:
    held = int(HELD_S / STEP_S)
    seen = [None] * (held + 1) + [0] + [None] * (held + 1)
    found = [bool(covered(recorded(*seen), index)) for index in range(len(seen))]
    assert found == [False] + [True] * (2 * held + 1) + [False]


def test_a_long_gap_is_not_filled_but_at_its_edges() -> None:
    frames = int(LONGEST_GAP_S / STEP_S) + 1
    seen = [0, *[None] * frames, 0]
    assert not covered(recorded(*seen), frames // 2)
    assert covered(recorded(*seen), 1)
    assert covered(recorded(0, *[None] * (frames - 2), 0), frames // 2)


def test_a_cut_ends_what_is_known() -> None:
    recording = recorded(0, None, 0, scenes="011")
    assert covered(recording, 1) == covered(recorded(None, 0), 0)
    assert not covered(recorded(0, None, scenes="01"), 1)


def test_every_picture_of_a_check_has_its_head_covered(
    formcheck, tmp_path: Path, small_set: Path
) -> None:
    for options in ((), ("--blur-faces",)):
        done = formcheck("check", small_set, "--out", f"out{len(options)}", *options)
        assert done.returncode == 0, done.stderr
    plain, covered = tmp_path / "out0", tmp_path / "out1"
    reports = [json.loads((each / "report.json").read_text()) for each in (plain, covered)]
    assert reports[0]["reps"] == reports[1]["reps"]
    films = [VideoFile(each / "annotated.mp4").frames() for each in (plain, covered)]
    changed = [_share_changed(a.image, b.image) for a, b in zip(*films, strict=True)]
    assert 0.0005 < min(changed) <= max(changed) < 0.05


def _share_changed(one: np.ndarray, other: np.ndarray) -> float:
    """Of the pixels of a picture; what encoding it again changes is left out."""
    return float((np.abs(one.astype(int) - other).max(axis=2) > 25).mean())
