"""Rules of one's own, variants and resistance on the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from test_bad_input import assert_one_sentence

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "rules"


@pytest.fixture
def half_broken(tmp_path: Path) -> Path:
    """A folder with a rule module that can be used, and one that cannot."""
    folder = tmp_path / "own"
    folder.mkdir()
    good = (EXAMPLE / "standing_leg_curl.py").read_text(encoding="utf-8")
    (folder / "good.py").write_text(good, encoding="utf-8")
    (folder / "broken.py").write_text("EXERCISE = 1 / 0\n", encoding="utf-8")
    return folder


def assert_names_the_broken_one(done: subprocess.CompletedProcess[str]) -> None:
    assert done.stderr.count("\n") == 1
    assert "broken.py: line 1: ZeroDivisionError: division by zero: mend the file" in done.stderr


def test_a_broken_module_leaves_the_others_in_the_list(formcheck, half_broken: Path) -> None:
    done = formcheck("exercises", "--rules", half_broken, "--json")
    assert done.returncode == 2
    assert len(json.loads(done.stdout)) == 14
    assert_names_the_broken_one(done)


def test_where_the_exercise_is_to_be_recognised_every_module_has_to_be_right(
    formcheck, half_broken: Path, empty_room: Path
) -> None:
    done = formcheck("check", empty_room, "--rules", half_broken)
    assert_one_sentence(done, 2, "broken.py: line 1: ZeroDivisionError")


def test_a_named_exercise_is_judged_beside_a_broken_module_and_the_report_says_so(
    formcheck, half_broken: Path, empty_room: Path
) -> None:
    options = ("--exercise", "standing-leg-curl", "--rules", half_broken, "--no-video", "--json")
    done = formcheck("check", empty_room, *options, "--resistance", "ankle-weight")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["exercise"]["id"] == "standing-leg-curl"
    assert told["described"]["resistance"] == "ankle-weight"
    (refused,) = [w["message"] for w in told["warnings"] if w["code"] == "rule-refused"]
    assert "broken.py: line 1: ZeroDivisionError" in refused


def test_a_broken_module_takes_no_other_exercise_down_with_it_live(
    formcheck, half_broken: Path, empty_room: Path, tmp_path: Path
) -> None:
    film = ("--camera", empty_room, "--as-fast-as-possible", "--headless", "--rules", half_broken)
    out = tmp_path / "live"
    done = formcheck("live", *film, "--exercise", "standing-leg-curl", "--out", out)
    assert done.returncode == 0, done.stderr
    warnings = json.loads((out / "report.json").read_text(encoding="utf-8"))["warnings"]
    (refused,) = [w["message"] for w in warnings if w["code"] == "rule-refused"]
    assert "broken.py: line 1: ZeroDivisionError" in refused
    assert_one_sentence(formcheck("live", *film), 2, "broken.py: line 1: ZeroDivisionError")


def test_live_tries_the_place_of_its_report_before_the_set(
    formcheck, empty_room: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine")
    film = ("--camera", empty_room, "--as-fast-as-possible", "--headless")
    done = formcheck("live", *film, "--out", "taken")
    assert_one_sentence(done, 2, "a file stands there")
    assert done.stdout == ""
    done = formcheck("live", *film, "--record", "kept", "--out", "reports")
    assert_one_sentence(done, 2, "--record DIR keeps the report, too")
    assert not (tmp_path / "kept").exists()


def test_a_broken_module_takes_down_only_films_whose_exercise_is_to_be_recognised(
    formcheck, half_broken: Path, empty_room: Path, tmp_path: Path
) -> None:
    film = tmp_path / "films" / "anna" / "nordic-curl.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(empty_room.read_bytes())
    options = ("--rules", half_broken, "--out", tmp_path / "desk", "--no-video")
    done = formcheck("batch", tmp_path / "films", *options)
    assert done.returncode == 0, done.stderr
    film.rename(film.with_name("one.mp4"))
    done = formcheck("batch", tmp_path / "films", *options)
    assert_one_sentence(done, 2, "broken.py: line 1: ZeroDivisionError")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--rules", "empty"), "holds no rule module: name a folder with *.py files in it"),
        (("--rules", "nowhere"), "holds no rule module"),
        (("--variant", "wide"), "'wide' is no variant of any exercise: name one of straight, bent"),
        (
            ("--exercise", "nordic-curl", "--variant", "bent"),
            "There are no variants of nordic-curl: leave --variant out",
        ),
        (("--resistance", "rope"), "'rope'"),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, tuple) else "",
)
def test_what_cannot_be_used_is_one_sentence(
    formcheck, tmp_path: Path, empty_room: Path, options: tuple[str, ...], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_sentence(formcheck("check", empty_room, *options), 2, words)


@pytest.mark.parametrize("command", ["exercises", "explain"])
def test_an_empty_folder_of_rules_is_refused_by_every_command(
    formcheck, tmp_path: Path, command: str
) -> None:
    done = formcheck(command, *(["swinging"] if command == "explain" else []), "--rules", tmp_path)
    assert done.returncode == 2
    assert "holds no rule module" in done.stderr
