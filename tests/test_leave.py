"""How commands end: the exit codes of the contract, one sentence, a log for a bug."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import FORMCHECK

from formcheck.errors import VideoError
from formcheck.leave import leave_cleanly


def fail(error: BaseException) -> int:
    raise error


def test_success_is_silent(capsys) -> None:
    assert leave_cleanly(lambda: 0) == 0
    assert capsys.readouterr() == ("", "")


def test_an_error_of_the_input_is_its_sentence(capsys) -> None:
    assert leave_cleanly(lambda: fail(VideoError("Look elsewhere."))) == 2
    assert capsys.readouterr().err == "formcheck: Look elsewhere.\n"


def test_an_interrupt_is_130(capsys) -> None:
    assert leave_cleanly(lambda: fail(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.count("\n") == 1


class Interrupted:
    """Python drops what a finaliser raises."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)


def test_an_interrupt_that_comes_in_a_finaliser_is_not_lost(capsys) -> None:
    def command() -> int:
        Interrupted()
        time.sleep(5)
        return 0

    assert leave_cleanly(command) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bug_names_the_log_with_the_traceback(
    capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert leave_cleanly(lambda: fail(ZeroDivisionError("planted"))) == 1
    sentence = capsys.readouterr().err
    assert sentence.count("\n") == 1
    log = next(tmp_path.rglob("*.log"))
    assert str(log) in sentence
    assert "ZeroDivisionError: planted" in log.read_text()


def test_a_bug_without_a_place_for_its_log_goes_to_the_folder_for_temporary_files(
    capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(taken))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert leave_cleanly(lambda: fail(ZeroDivisionError("planted"))) == 1
    assert [str(path) in capsys.readouterr().err for path in tmp_path.glob("*.log")] == [True]


@pytest.mark.parametrize("command", [["exercises"], ["exercises", "--json"], ["explain", "--all"]])
def test_a_full_place_for_the_output_is_one_sentence(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*FORMCHECK, *command], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


def test_a_closed_output_is_no_bug() -> None:
    line = " ".join([*map(shlex.quote, FORMCHECK), "exercises", ">&-"])
    done = subprocess.run(line, shell=True, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
