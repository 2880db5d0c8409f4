"""What a crash leaves of film, landmarks and events."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recordings import load

from formcheck.errors import OutputError
from formcheck.live import journal as journals
from formcheck.live.film import FilmKeeper
from formcheck.live.journal import EventJournal, LandmarkJournal, whole_seconds
from formcheck.live.keeping import FILM, Keeping
from formcheck.live.messages import Countdown
from formcheck.live.reader import Reader, Shot
from formcheck.video import VideoFile

from .fakes import FakeCapture, opener_of
from .test_reader import CAMERA

LOST_AT_MOST_S = 2.0
FILMING = """
import sys, time
from pathlib import Path
import numpy as np
from formcheck.live.film import FilmKeeper
from formcheck.live.reader import Shot
keeper = FilmKeeper(Path(sys.argv[1]), 320, 240)
began = time.monotonic()
noise = np.random.default_rng(0)
for index in range(10_000):
    image = noise.integers(0, 255, (240, 320, 3), np.uint8)
    keeper.keep(Shot(index, time.monotonic() - began, image, 0.0))
    print(time.monotonic() - began, flush=True)
    time.sleep(0.04)
"""


def test_a_killed_run_loses_two_seconds_of_film_at_most(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with subprocess.Popen(
        [sys.executable, "-c", FILMING, str(film)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        last_s = 0.0
        while last_s < 4.5:
            last_s = float(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        last_s = float((process.stdout.read().split() or [last_s])[-1])
    times = [frame.time_s for frame in VideoFile(film).frames()]
    assert last_s - times[-1] <= LOST_AT_MOST_S


def test_the_film_keeps_the_true_times(tmp_path: Path) -> None:
    keeper = FilmKeeper(tmp_path / "film.mp4", 64, 48)
    true = [0.0, 0.031, 0.1, 0.5, 2.75, 2.8]
    for index, time_s in enumerate(true):
        image = np.full((48, 64, 3), 40 * index, np.uint8)
        assert keeper.keep(Shot(index, 7.0 + time_s, image, 0.0))
    keeper.close()
    times = [frame.time_s for frame in VideoFile(tmp_path / "film.mp4").frames()]
    assert times == pytest.approx(true, abs=1e-4)


def test_landmarks_are_read_up_to_the_last_whole_second(tmp_path: Path) -> None:
    whole = load("nordic-curl-clean")
    path = tmp_path / "journal"
    with LandmarkJournal(path, whole.width, whole.height, whole.engine) as journal:
        for observation in whole.observations():
            journal.append(observation)
        again = journal.recording()
    assert len(again) == len(whole)
    assert np.array_equal(again.person(1).xy, whole.person(1).xy, equal_nan=True)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    with path.open("rb") as file:
        seconds = list(whole_seconds(file))
    read = np.concatenate([second.time_s for second in seconds])
    assert np.array_equal(read, again.time_s[: len(read)])
    assert 0.5 * whole.time_s[-1] < read[-1] < 0.8 * whole.time_s[-1]
    assert not list(whole_seconds(io.BytesIO(content[:100])))


def test_events_are_on_the_disk_soon_after_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(journals.os, "fsync", lambda file: synced.append(file))
    journal = EventJournal(tmp_path / "events.jsonl")
    for seconds in (3, 2, 1):
        journal.take(Countdown(time_s=5.0 - seconds, seconds=seconds))
    until = time.monotonic() + 5
    while len(synced) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert len(synced) == 3
    assert (tmp_path / "events.jsonl").read_text().count("countdown") == 3
    journal.close()


def test_events_that_cannot_be_kept_say_so() -> None:
    journal = EventJournal(Path("/dev/full"))
    with pytest.raises(OutputError, match="events cannot be kept"):  # noqa: PT012
        for _ in range(200):
            journal.take(Countdown(time_s=0.0, seconds=3))
            time.sleep(0.01)


def test_a_folder_with_a_recording_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILM).write_bytes(b"mine")
    reader = Reader(CAMERA, opener=opener_of(FakeCapture([True] * 3)))
    with pytest.raises(OutputError, match="holds a recording already"):
        Keeping(tmp_path, reader, "test")
    assert (tmp_path / FILM).read_bytes() == b"mine"


def test_a_film_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    keeper = FilmKeeper(Path("/dev/full"), 64, 48)
    image = np.zeros((48, 64, 3), np.uint8)
    with pytest.raises(OutputError, match="make room"):  # noqa: PT012
        for index in range(200):
            keeper.keep(Shot(index, index / 10, image, 0.0))
            time.sleep(0.01)
    with pytest.raises(OutputError):
        keeper.close()
