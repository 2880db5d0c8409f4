"""The summary in the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.report.model import Report
from formcheck.report.summary import print_summary

from .acting import HIDDEN
from .examples import ALL, nobody, seven_reps


def summary(report: Report, folder: Path | None = None) -> str:
    """What is printed when the output is no terminal."""
    out = io.StringIO()
    print_summary(report, folder, Console(file=out, width=80))
    return out.getvalue()


@pytest.mark.parametrize("make", ALL.values(), ids=ALL.keys())
def test_it_fits_80_columns_without_colour_codes(make: object) -> None:
    assert callable(make)
    text = summary(make())
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_it_names_reps_mistakes_cues_and_what_could_not_be_judged() -> None:
    text = " ".join(summary(seven_reps()).split())
    assert "7 reps counted, 3 of them clean." in text
    assert "! Leg lifted too high, reps 3, 7, first at 0:11.1" in text
    assert "Stop where the pelvis would start to tip." in text
    assert f"? Standing knee locked: {HIDDEN}" in text
    assert "6 0:18.8 0.95 s 0.62 s 1.21 s 9.1° Range too short (2 not judged)" in text


def test_why_a_mistake_is_seen_is_said() -> None:
    report = seven_reps()
    seen = next(one for one in report.mistakes if one.verdict == "seen")
    seen.reason = "range fell by 42% from the first reps to the last"
    text = " ".join(summary(report).split())
    assert "reps 3, 7, first at 0:11.1: range fell by 42% from the first reps to the last" in text


def test_square_brackets_in_names_are_no_markup() -> None:
    report = seven_reps()
    report.video.name = "set [bold]1[/bold] [/nonsense].mp4"
    assert report.video.name in summary(report)


def test_it_names_the_files_that_were_written(tmp_path: Path) -> None:
    (tmp_path / "report.html").touch()
    text = summary(nobody(), tmp_path)
    assert str(tmp_path / "report.html") in text
    assert "annotated.mp4" not in text


def test_nobody_in_the_picture_has_no_table() -> None:
    assert "Rep " not in summary(nobody())
