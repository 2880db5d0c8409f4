"""The client history in trouble: one sentence, nothing lost, nothing half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import own_environment
from histories import analysed

from formcheck.errors import StoreError
from formcheck.report.model import Report
from formcheck.store import Store, migrations, opening

CLIP = "standing-kickback-mistakes-a"

FILLING = """
import sys
from pathlib import Path
from formcheck.report.model import Report
from formcheck.store import Store

report = Report.from_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[4])):
    with Store(sys.argv[1]) as store:
        store.add(report, "Anna", source="a.mp4", sha256=f"{sys.argv[3]}-{number}", options_key="")
"""


def add(store: Store, sha256: str = "a1") -> None:
    store.add(analysed(CLIP), "Anna", source="film.mp4", sha256=sha256, options_key="{}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A history that holds one film."""
    with Store(tmp_path / "history.db") as store:
        add(store)
    return tmp_path / "history.db"


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a process that fills a history once it is told to."""
    report = tmp_path / "report.json"
    report.write_text(analysed(CLIP).to_json(), encoding="utf-8")
    started: list[subprocess.Popen[str]] = []

    def start(path: Path, name: str, films: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", FILLING, str(path), str(report), name, str(films)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=own_environment(tmp_path),
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path, filler) -> None:
    path = tmp_path / "shared" / "history.db"
    writers = [filler(path, name, 15) for name in ("one", "two")]
    for writer in writers:
        go(writer)
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Store(path) as store:
        found = store.sets("Anna")
    assert {each.sha256 for each in found} == {
        f"{w}-{n}" for w in ("one", "two") for n in range(15)
    }
    assert {len(each.mistakes) for each in found} == {len(analysed(CLIP).sets[0].mistakes)}


@pytest.mark.parametrize("wait_s", [0.05, 0.13, 0.31])
def test_a_killed_process_leaves_whole_films_only(tmp_path: Path, filler, wait_s: float) -> None:
    path = tmp_path / "history.db"
    with Store(path) as store:
        add(store)
    writer = filler(path, "one", 10_000)
    go(writer)
    time.sleep(wait_s)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    reps = len(analysed(CLIP).reps)
    with Store(path) as store:
        (client,) = store.clients()
        assert client.reps == client.films * reps
        assert {each.reps for each in store.sets()} == {reps}
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()


def newer(path: Path) -> None:
    run(path, f"PRAGMA user_version = {migrations.NEWEST + 1}")


def foreign(path: Path) -> None:
    path.unlink()
    run(path, "CREATE TABLE bookmarks (address TEXT)")


def text(path: Path) -> None:
    path.write_text("a shopping list that is no database at all, " * 50)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def run(path: Path, statement: str) -> None:
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute(statement)
    plain.execute("PRAGMA journal_mode = DELETE").fetchall()
    plain.close()


def read_and_write(path: Path) -> None:
    with Store(path) as store:
        store.sets()
        add(store, "b2")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "newer formcheck .* update formcheck"),
        (foreign, "database of another program"),
        (text, "is no history and was left as it is"),
        (cut, "damaged and was left as it is"),
        (scribbled, "damaged and was left as it is"),
    ],
)
def test_a_file_that_is_no_sound_history_is_left_as_it_is(
    path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=said) as caught:
        read_and_write(path)
    assert str(caught.value).count("\n") == 0
    assert path.read_bytes() == before


def test_a_history_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no history"):
        Store(tmp_path / "none.db", create=False)
    with pytest.raises(StoreError, match="is a folder"):
        Store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_history_that_another_program_locks_says_so_in_time(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store(path, wait_s=0.1) as store:
        began = time.monotonic()
        with pytest.raises(StoreError, match="in use by another program"):
            add(store, "b2")
        assert time.monotonic() - began < 5
        assert [each.films for each in store.clients()] == [1]
    other.execute("ROLLBACK")
    other.close()
    with Store(path, wait_s=0.1) as store:
        add(store, "b2")
        assert [each.films for each in store.clients()] == [2]


def test_a_full_disk_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = opening._connect

    def on_full_disk(*arguments: Any) -> sqlite3.Connection:
        connection = connect(*arguments)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(opening, "_connect", on_full_disk)
    with Store(path) as store:
        with pytest.raises(StoreError, match="full disk"):
            fill(store)
        client = store.clients()[0]
        assert client.reps == client.films * len(analysed(CLIP).reps)
        assert {each.sha256 for each in store.sets()} >= {"a1"}


def test_a_history_for_which_there_is_no_room_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = opening._connect

    def on_full_disk(*arguments: Any) -> sqlite3.Connection:
        connection = connect(*arguments)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(opening, "_connect", on_full_disk)
    with pytest.raises(StoreError, match="full disk"):
        Store(tmp_path / "new" / "history.db")
    assert list(tmp_path.iterdir()) == []


def fill(store: Store) -> None:
    for number in range(50):
        add(store, f"b{number}")


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A history in a folder that may be read and not written to, by anybody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store(folder / "history.db") as store:
            add(store)
        (folder / "history.db").chmod(0o444)
        folder.chmod(0o555)
        as_root = os.geteuid() == 0
        if as_root:  # whom no permission stops
            os.seteuid(65534)
        yield folder
        if as_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_to_is_one_sentence(guarded: Path) -> None:
    before = (guarded / "history.db").read_bytes()
    for path in (guarded / "history.db", guarded / "new.db", guarded / "in" / "new.db"):
        with pytest.raises(StoreError, match="written") as caught:
            read_and_write(path)
        assert "--db" in str(caught.value)
    assert (guarded / "history.db").read_bytes() == before


def test_a_history_that_cannot_be_written_to_can_be_read(guarded: Path) -> None:
    path = guarded / "history.db"
    before = path.read_bytes()
    with Store(path, create=False) as store:
        assert [each.name for each in store.clients()] == ["Anna"]
        assert len(store.sets("Anna")) == 1
        with pytest.raises(StoreError, match="cannot be written to"):
            store.forget("Anna")
    assert path.read_bytes() == before
    assert [each.name for each in guarded.iterdir()] == ["history.db"]


def test_an_older_history_that_cannot_be_written_to_is_to_be_copied(
    guarded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    with pytest.raises(StoreError, match=r"older formcheck .* name the copy with --db"):
        Store(guarded / "history.db", create=False)


def test_a_report_whose_picture_is_broken_is_not_kept_by_halves(path: Path) -> None:
    report: Report = analysed(CLIP)
    broken = {str(each.picture): b"no picture" for each in report.evidence}
    with Store(path) as store:
        with pytest.raises(ValueError, match="no picture"):
            store.add(report, "Ben", source="b.mp4", sha256="b", options_key="", evidence=broken)
        assert [each.name for each in store.clients()] == ["Anna"]
