"""The command line: help without the pose stack, the rule book, usage errors in one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.mistakes import MISTAKES

HEAVY = {
    "mediapipe", "cv2", "av", "scipy", "numpy", "pydantic", "plotly", "jinja2", "sqlalchemy",
}  # fmt: skip


def test_help_answers_without_the_pose_stack() -> None:
    script = (
        "import sys; from formcheck.cli import run; code = run(['--help']); "
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0
    assert "check" in done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_a_check_without_a_client_loads_no_database() -> None:
    script = "import sys, formcheck.check; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_figures_do_not_depend_on_the_number_of_cores() -> None:
    script = (
        "import os, sys; sys.argv = ['formcheck', 'exercises']\n"
        "import formcheck.__main__ as start\n"
        "try: start.main()\n"
        "finally: print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    )
    alone = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = [sys.executable, "-c", script]
    done = subprocess.run(told, env=alone, capture_output=True, text=True)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 True")


@pytest.mark.parametrize("command", ["check", "exercises", "explain"])
def test_every_command_has_help(formcheck, command: str) -> None:
    done = formcheck(command, "--help")
    assert done.returncode == 0
    assert "Usage: formcheck " + command in done.stdout


def test_no_arguments_show_the_help(formcheck) -> None:
    done = formcheck()
    assert done.returncode == 0
    assert "Usage: formcheck" in done.stdout


def test_the_rule_book_as_json_has_the_fields_that_others_rely_on(formcheck) -> None:
    book = json.loads(formcheck("exercises", "--json").stdout)
    assert {"standing-kickback", "quadruped-kickback"} <= {each["id"] for each in book}
    for exercise in book:
        assert set(exercise) == {
            "id", "name", "position", "rep_signal", "target_reps", "mistakes",
        }  # fmt: skip
        for mistake in exercise["mistakes"]:
            assert set(mistake) == {"id", "views", "limit", "unit", "origin"}
            assert mistake["id"] in MISTAKES


def test_explain_puts_every_exercise_and_mistake_in_words(formcheck) -> None:
    book = json.loads(formcheck("exercises", "--json").stdout)
    for exercise in book:
        # A process for each takes ten seconds more.
        text = CliRunner().invoke(app, ["explain", exercise["id"]]).stdout
        assert exercise["name"] in text
        assert all(mistake["id"] in text for mistake in exercise["mistakes"])
    text = formcheck("explain", "lumbar-arch").stdout
    for word in ("Why it matters", "Measured", "Where the limit comes from", "Judged from"):
        assert word in text


def test_explain_offers_the_nearest_names(formcheck) -> None:
    done = formcheck("explain", "lumbar-arc")
    assert done.returncode == 2
    assert "did you mean lumbar-arch" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "empty"),
    [
        (("check", "clip.mp4", "--exercise", ""), "--exercise"),
        (("check", "clip.mp4", "--out="), "--out"),
        (("check", "clip.mp4", "--load", " "), "--load"),
        (("batch", "films", "--out", "desk", "--sheet", ""), "--sheet"),
        (("history", ""), "An argument"),
    ],
)
def test_an_empty_value_is_none(formcheck, arguments: tuple[str, ...], empty: str) -> None:
    done = formcheck(*arguments)
    assert done.returncode == 2
    assert done.stderr == f"formcheck: {empty} is empty: give it a value, or leave it out.\n"


def test_a_wrong_choice_is_told_without_the_words_of_a_library(formcheck) -> None:
    said = formcheck("check", "clip.mp4", "--side", "up").stderr
    assert "'--side': 'up' is not one of 'left', 'right', 'both'" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc", "clip.mp4"),
        ("check",),
        ("check", "clip.mp4", "--frobnicate"),
        ("check", "clip.mp4", "--side", "up"),
        ("check", "clip.mp4", "--date", "yesterday"),
    ],
)
def test_a_wrong_command_line_is_one_sentence(formcheck, arguments: tuple[str, ...]) -> None:
    done = formcheck(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("formcheck: ")
    assert done.stderr.count("\n") == 1


def test_output_cut_short_by_its_reader_is_no_error() -> None:
    command = f"{sys.executable} -m formcheck exercises --json | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
