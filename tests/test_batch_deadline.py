"""How long a film may take, and what is shown of it meanwhile."""

from __future__ import annotations

import io
from typing import Any

import pytest

from formcheck.batch import deadline
from formcheck.batch.board import Blank, board
from formcheck.batch.deadline import Deadline, usual_limit_s
from formcheck.batch.errors import TimeLimitError
from formcheck.batch.meter import SLOTS, NoMeter, SharedMeter, read, reset
from formcheck.batch.task import Task, Wanted


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the deadline sees, s."""
    now = [1000.0]
    monkeypatch.setattr(deadline.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(deadline.faulthandler, "dump_traceback_later", lambda *_, **__: None)
    return now


@pytest.mark.parametrize(
    ("duration_s", "limit_s"),
    [(0.0, 600.0), (60.0, 1800.0), (None, 7200.0), (-1.0, 600.0), (1e9, 86400.0)],
)
def test_without_a_limit_the_films_length_sets_one(
    duration_s: float | None, limit_s: float
) -> None:
    assert usual_limit_s(duration_s) == limit_s


def test_the_film_is_stopped_once_its_time_is_over(clock: list[float]) -> None:
    watched = Deadline("a.mp4", None, NoMeter())
    with watched.running():
        watched.begin("Watching", 60.0)
        clock[0] += 1800
        watched.reach(59.0)
        clock[0] += 1
        with pytest.raises(TimeLimitError, match=r"a\.mp4 was not done after 30 minutes"):
            watched.reach(60.0)


def test_later_stretches_of_work_do_not_lengthen_the_time(clock: list[float]) -> None:
    watched = Deadline("a.mp4", None, NoMeter())
    with watched.running():
        watched.begin("Watching", 1.0)
        watched.begin("Drawing", 3600.0)
        clock[0] += 621
        with pytest.raises(TimeLimitError):
            watched.reach(1.0)


def test_a_limit_that_was_named_holds_from_the_start(clock: list[float]) -> None:
    watched = Deadline("a.mp4", 30.0, NoMeter())
    with watched.running():
        watched.begin("Watching", 3600.0)
        clock[0] += 31
        with pytest.raises(TimeLimitError, match="after 30 seconds"):
            watched.reach(1.0)


def test_the_parent_reads_what_the_worker_writes(clock: list[float]) -> None:
    numbers = [0.0] * SLOTS
    watched = Deadline("a.mp4", None, SharedMeter(numbers))
    with watched.running():
        assert read(numbers).stage == ""
        watched.begin("Watching", 20.0)
        watched.reach(5.0)
        reading = read(numbers)
    assert (reading.stage, reading.share) == ("Watching", 0.25)
    assert (reading.limit_s, reading.end_s) == (1000.0, 2000.0)
    reset(numbers)
    assert (read(numbers).share, read(numbers).limit_s) == (None, 0.0)


def test_the_board_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with board(3, 500) as shown:
        assert isinstance(shown, Blank)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    numbers = [0.0] * SLOTS
    SharedMeter(numbers).begin("Watching", 10.0)
    task = Task("/films/a [red].mp4", "a [red].mp4", 300, Wanted(), options_key="")
    with board(3, 500) as shown:
        shown.show(1, 100, [(task, read(numbers))])
        shown.show(2, 400, [])
    text = terminal.getvalue()
    assert "1 of 3 films" in text
    assert "2 of 3 films" in text
    assert "a [red].mp4: Watching" in text


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> Any:
        raise OSError
