"""The contact sheet shows clips of each exercise that lie far apart in the library."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import pytest

from sample_videos.studio.errors import StudioError
from sample_videos.studio.library import Entry, read_library
from sample_videos.studio.sheet import CELL, LABEL_PX, _spread, contact_sheet

needs_drawing = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None or importlib.util.find_spec("moderngl") is None,
    reason="the studio's libraries are not installed",
)


def entry(name: str, **table: str) -> Entry:
    return Entry(name, "tuning", dict(table), "clips.toml", Path("library"))


@pytest.mark.parametrize(("number", "chosen"), [(1, [0]), (3, [0, 4, 9]), (20, list(range(10)))])
def test_the_clips_shown_lie_far_apart(number: int, chosen: list[int]) -> None:
    clips = [entry(str(n)) for n in range(10)]
    assert _spread(clips, number) == [clips[n] for n in chosen]


def test_a_name_that_no_clip_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="No clip has such a name"):
        contact_sheet([], 3, tmp_path / "sheet.jpg")


@needs_drawing
def test_each_exercise_has_a_row(tmp_path: Path) -> None:
    names = ("tuning-nordic-curl-clean-01", "tuning-decoys-clip-01")
    clips = [each for each in read_library() if each.name in names]
    sheet = cv2.imread(str(contact_sheet(clips, 2, tmp_path / "sheet.jpg")))
    assert sheet.shape == (2 * (CELL[1] + LABEL_PX), 2 * CELL[0], 3)
    first, second = (sheet[row + LABEL_PX : row + LABEL_PX + CELL[1]] for row in (0, 200))
    for row in (first, second):
        assert row[:, : CELL[0]].std() > 10
        assert row[:, CELL[0] :].std() < 1
