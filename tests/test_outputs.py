"""The files of a run appear together, or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.outputs import Outputs

NAMES = ["report.json", "annotated.mp4"]


def test_files_appear_when_they_are_published(tmp_path: Path) -> None:
    with Outputs(tmp_path / "a" / "b", NAMES, tmp_path / "in.mp4") as outputs:
        (outputs.staging / "report.json").write_text("new")
        assert not (outputs.folder / "report.json").exists()
        outputs.publish()
    assert [path.name for path in outputs.folder.iterdir()] == ["report.json"]


def test_what_an_earlier_run_left_and_this_one_does_not_write_is_removed(tmp_path: Path) -> None:
    for name in ("annotated.mp4", "notes.txt"):
        (tmp_path / name).write_text("earlier")
    with Outputs(tmp_path, NAMES, tmp_path / "in.mp4") as outputs:
        (outputs.staging / "report.json").write_text("new")
        assert (tmp_path / "annotated.mp4").exists()
        outputs.publish()
    assert {path.name for path in tmp_path.iterdir()} == {"report.json", "notes.txt"}


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail_half_way() -> None:
        with Outputs(tmp_path / "a" / "b", NAMES, tmp_path / "in.mp4") as outputs:
            (outputs.staging / "report.json").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert list(tmp_path.iterdir()) == []


def test_earlier_results_survive_a_failure(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("earlier")

    def fail_half_way() -> None:
        with Outputs(tmp_path, NAMES, tmp_path / "in.mp4") as outputs:
            (outputs.staging / "report.json").write_text("half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match="full"):
        fail_half_way()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["earlier"]


def test_the_video_is_never_replaced(tmp_path: Path) -> None:
    video = tmp_path / "annotated.mp4"
    video.write_text("the only copy")
    with pytest.raises(OutputError, match="the video itself"):
        Outputs(tmp_path, NAMES, video)


def test_the_video_is_never_replaced_through_a_link(tmp_path: Path) -> None:
    video = tmp_path / "holiday.mp4"
    video.write_text("the only copy")
    (tmp_path / "annotated.mp4").symlink_to(video)
    with pytest.raises(OutputError, match="the video itself"):
        Outputs(tmp_path, NAMES, video)


def test_a_file_in_place_of_the_folder_is_an_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        with pytest.raises(OutputError, match="a file stands there"):
            Outputs(folder, NAMES, tmp_path / "in.mp4").__enter__()


def test_a_folder_in_place_of_a_file_is_an_error_before_anything_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(OutputError, match=r"report\.json is a folder"):
        Outputs(tmp_path, NAMES, tmp_path / "in.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_name_that_the_system_refuses_is_an_error(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path / ("x" * 300), NAMES, tmp_path / "in.mp4")
    with pytest.raises(OutputError, match="File name too long"), outputs:
        pass


def test_a_place_that_is_tried_out_is_left_as_it_was(tmp_path: Path) -> None:
    Outputs(tmp_path / "a" / "b", NAMES, tmp_path / "in.mp4").try_out()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="a file stands there"):
        Outputs(tmp_path / "file", NAMES, tmp_path / "in.mp4").try_out()
