"""A whole check on a short film: what it writes, prints and says of its options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from formcheck.report.schema import PATH as SCHEMA
from formcheck.rulebook import builtin_folder
from formcheck.video import VideoFile

FILES = {"report.json", "report.html", "annotated.mp4", "signals.csv"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a rule that stands in for the built-in one."""
    folder = tmp_path_factory.mktemp("rules")
    text = (builtin_folder() / "standing_kickback.py").read_text(encoding="utf-8")
    (folder / "mine.py").write_text(text.replace('"standing kickback"', '"my own kick"', 1))
    return folder


def test_everything_is_written_into_the_folder_of_the_films_name(
    formcheck, tmp_path: Path, small_set: Path
) -> None:
    done = formcheck("check", small_set)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "reports" / small_set.name
    assert {path.name for path in folder.iterdir()} == FILES
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert str(folder.relative_to(tmp_path) / "report.html") in done.stdout
    original, annotated = VideoFile(small_set), VideoFile(folder / "annotated.mp4")
    times = [[frame.time_s for frame in video.frames()] for video in (original, annotated)]
    assert times[1] == pytest.approx(times[0], abs=1e-3)


def test_json_prints_the_report_and_nothing_else(
    formcheck, tmp_path: Path, small_set: Path
) -> None:
    done = formcheck("check", small_set, "--json", "--no-video", "--out", "here")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (tmp_path / "here" / "report.json").read_text(encoding="utf-8")
    assert {path.name for path in (tmp_path / "here").iterdir()} == FILES - {"annotated.mp4"}


def test_what_the_user_says_of_the_set_is_in_the_report(
    formcheck, small_set: Path, rules: Path
) -> None:
    done = formcheck(
        "check", small_set, "--json", "--no-video", "--exercise", "standing-kickback",
        "--date", "2025-03-09", "--load", "5 kg", "--side", "left", "--rules", rules,
        "--target", "40",
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    described = {key: value for key, value in report["described"].items() if value}
    assert described == {"date": "2025-03-09", "load": "5 kg", "side": "left"}
    assert report["exercise"]["chosen_by"] == "user"
    assert report["exercise"]["name"] == "my own kick"
    assert "own-rules" in {warning["code"] for warning in report["warnings"]}
    assert {one["target"]["low"] for one in report["sets"]} == {40}
    (plan,) = (m for m in report["mistakes"] if m["id"] == "off-plan")
    assert plan["verdict"] == "seen"
    assert plan["cue"].startswith("Do 40 repetitions a set, ")


@pytest.mark.parametrize(
    ("options", "files"), [((), FILES), (("--no-video",), FILES - {"annotated.mp4"})]
)
def test_an_earlier_report_is_replaced_as_a_whole(
    formcheck, tmp_path: Path, empty_room: Path, options: tuple[str, ...], files: set[str]
) -> None:
    (tmp_path / "out").mkdir()
    for name in FILES:
        (tmp_path / "out" / name).write_text("earlier")
    assert formcheck("check", empty_room, "--out", "out", *options).returncode == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == files
    assert all(path.read_bytes() != b"earlier" for path in (tmp_path / "out").iterdir())
