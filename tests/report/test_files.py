"""The report's files: all of them or none."""

from __future__ import annotations

import csv
import errno
import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.report import files
from formcheck.report.files import signals_csv, write_report
from formcheck.report.model import Report

from .examples import nobody, pictures, seven_reps

COLUMNS = {"knee_flexion.left [deg]": [1.25, math.nan, 90.0], "time_s": [0.0, 0.033, 0.067]}
NAMES = ["report.html", "report.json", "signals.csv"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_three_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    report = seven_reps()
    written = write_report(tmp_path / "a" / "b", report, pictures(report), COLUMNS)
    assert names(tmp_path / "a" / "b") == NAMES
    assert sorted(path.name for path in written) == NAMES
    text = (tmp_path / "a" / "b" / "report.json").read_text("utf-8")
    assert Report.from_json(text).to_json() == report.to_json()


def test_signals_start_with_the_time_and_leave_the_unknown_empty() -> None:
    rows = list(csv.reader(signals_csv(COLUMNS)))
    assert rows == [
        ["time_s", "knee_flexion.left [deg]"], ["0", "1.25"], ["0.033", ""], ["0.067", "90"],
    ]  # fmt: skip


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(signals_csv({"time_s": [0.0, 1.0], "x": [1.0]}))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "choose another folder"),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_error_while_writing_leaves_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, after: int
) -> None:
    write_report(tmp_path, nobody(), {}, COLUMNS)
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}
    fail_after(after, OSError(number, "no luck"), monkeypatch)
    with pytest.raises(OutputError, match=said) as raised:
        write_report(tmp_path, seven_reps(), {}, COLUMNS)
    assert "\n" not in str(raised.value)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_ctrl_c_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_after(1, KeyboardInterrupt(), monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path, nobody(), {}, COLUMNS)
    assert names(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="choose another folder with --out"):
            write_report(folder, nobody(), {}, COLUMNS)


def test_a_file_that_cannot_be_replaced_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(OutputError):
        write_report(tmp_path, nobody(), {}, COLUMNS)
    assert names(tmp_path) == ["report.json"]


def fail_after(good: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let some files be written, then leave one half-written and raise."""
    left = [good]
    write = files._write

    def failing(path: Path, text: Iterable[str]) -> None:
        if left[0] == 0:
            path.write_text("half", "utf-8")
            raise error
        left[0] -= 1
        write(path, text)

    monkeypatch.setattr(files, "_write", failing)
