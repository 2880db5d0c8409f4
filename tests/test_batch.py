"""A batch: what it leaves, what it does again, and what no film can do to the others."""

from __future__ import annotations

import csv
import fcntl
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import wait
from dataclasses import dataclass
from pathlib import Path

import batch_fakes
import pytest
from batch_fakes import batch, films, tries
from conftest import own_environment

from formcheck.batch.crew import LocalCrew
from formcheck.batch.errors import BatchError
from formcheck.batch.forgetting import forget_client
from formcheck.batch.results import RECORD, WORKPLACE
from formcheck.batch.task import Outcome, Task, Wanted
from formcheck.errors import OutputError, StoreError
from formcheck.store import Store

PAGES = {"summary.csv", "index.html", "formcheck.db"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "films"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def results(out: Path) -> dict[str, bytes]:
    """Every file of the results by its path, without pages, history and records' names."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.suffix not in {".db", ".db-shm", ".db-wal"}
    }


def history(out: Path) -> list[tuple[object, ...]]:
    with Store(out / "formcheck.db", create=False) as store:
        return [(s.client, s.source, s.number, s.date, s.reps, s.sha256) for s in store.sets()]


def summary(out: Path) -> list[dict[str, str]]:
    with (out / "summary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_film_has_its_folder_and_its_line(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "seven_reps", "bert/week 1/b.MOV": "two_sets", "c.mp4": "nobody"})
    done = batch(folder, out)
    assert (done.films, done.kept, done.failed) == (3, 0, ())
    for place in ("anna/a.mp4", "bert/week 1/b.MOV", "c.mp4"):
        assert {"report.json", "report.html", "signals.csv", RECORD} <= {
            path.name for path in (out / place).iterdir()
        }
    lines = [(row["client"], row["file"], row["set"]) for row in summary(out)]
    assert sorted(lines) == [
        ("", "c.mp4", ""), ("anna", "a.mp4", "1"),
        ("bert", "week 1/b.MOV", "1"), ("bert", "week 1/b.MOV", "2"),
    ]  # fmt: skip
    assert {path.name for path in out.iterdir()} == {*PAGES, "anna", "bert", "c.mp4"}
    assert [entry[:3] for entry in history(out)] == [
        ("anna", "a.mp4", 1), ("bert", "b.MOV", 1), ("bert", "b.MOV", 2),
    ]  # fmt: skip


def test_every_client_has_a_page_that_the_batchs_page_leads_to(folder: Path, out: Path) -> None:
    films(folder, {"Ünal/a 2025-03-03.mp4": "seven_reps", "bert/b.mp4": "damaged", "c.mp4": "ok"})
    batch(folder, out)
    assert [path.parent.name for path in out.rglob("history.html")] == ["Ünal"]
    assert "3 March 2025" in (out / "Ünal" / "history.html").read_text(encoding="utf-8")
    assert 'href="%C3%9Cnal/history.html"' in (out / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(out / "Ünal")
    films(folder, {"Ünal/a 2025-03-03.mp4": "damaged"})
    batch(folder, out)
    assert (out / "Ünal" / "history.html").exists()


def test_files_that_are_no_films_and_hidden_ones_are_passed_over(folder: Path, out: Path) -> None:
    told = dict.fromkeys(["anna/a.mp4", "anna/._a.mp4", ".trash/b.mp4", "anna/notes.txt"], "nobody")
    films(folder, told)
    assert batch(folder, out).films == 1
    assert "1 file of other kinds was passed over" in (out / "index.html").read_text()


def test_the_next_run_does_only_what_is_missing(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "seven_reps", "anna/b.mp4": "nobody", "anna/c.mp4": "damaged"})
    batch(folder, out)
    before, entries = results(out), history(out)
    films(folder, {"anna/d.mp4": "nobody"})
    done = batch(folder, out)
    assert (done.films, done.kept, len(done.failed)) == (4, 2, 1)
    assert [tries(folder, f"anna/{name}.mp4") for name in "abcd"] == [1, 1, 2, 1]
    after = results(out)
    assert {name: after[name] for name in before if "/" in name} == {
        name: content for name, content in before.items() if "/" in name
    }
    assert history(out) == entries


@pytest.mark.parametrize("missing", ["report.html", RECORD, "."])
def test_a_result_with_something_missing_is_made_again(
    folder: Path, out: Path, missing: str
) -> None:
    films(folder, {"anna/a.mp4": "seven_reps"})
    batch(folder, out)
    before = results(out)
    lost = out / "anna" / "a.mp4" / missing
    shutil.rmtree(lost) if missing == "." else lost.unlink()
    assert batch(folder, out).kept == 0
    assert results(out) == before


def test_other_content_other_words_and_other_options_are_done_again(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    films(folder, {"anna/a.mp4": "nobody", "anna/b.mp4": "nobody ", "anna/c.mp4": "nobody  "})
    batch(folder, out)
    films(folder, {"anna/a.mp4": "seven_reps"})
    (tmp_path / "sheet.csv").write_text("file,load\nanna/b.mp4,5 kg\n")
    assert batch(folder, out, sheet=tmp_path / "sheet.csv").kept == 1
    assert [tries(folder, f"anna/{name}.mp4") for name in "abc"] == [2, 2, 1]
    assert batch(folder, out, sheet=tmp_path / "sheet.csv", blur_faces=True).kept == 0


def test_a_film_that_was_only_moved_back_in_time_is_not_done_again(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "nobody"})
    batch(folder, out)
    os.utime(folder / "anna" / "a.mp4", (0, 0))
    assert batch(folder, out).kept == 1


@pytest.mark.parametrize("what", ["grows", "unseen"])
def test_a_film_that_changes_while_it_is_read_is_named(folder: Path, out: Path, what: str) -> None:
    films(folder, {"anna/a.mp4": what, "anna/b.mp4": "nobody"})
    [(name, sentence)] = batch(folder, out).failed
    assert name == "anna/a.mp4"
    assert "changed while it was read" in sentence
    assert not (out / "anna" / "a.mp4").exists()


MISHAPS = {
    "crash": "ended its worker twice (it crashed, SIGSEGV)",
    "killed": "ended its worker twice (it was killed, perhaps for want of memory)",
    "hang": "was not done after 2 seconds",
    "hang-natively": "was not done after 2 seconds",
    "damaged": "damaged.mp4 is damaged: export it again.",
    "bug": "shows a bug in formcheck (ZeroDivisionError: planted in bug.mp4)",
    "memory": "needs more memory",
}
OTHERS = [f"bert/{number}.mp4" for number in range(4)]


@dataclass
class Disturbed:
    """A batch with every mishap in it, and where its films, results and logs are."""

    films: Path
    out: Path
    state: Path
    failed: dict[str, str]


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    place = tmp_path_factory.mktemp("disturbed")
    told = {f"anna/{what}.mp4": what for what in MISHAPS} | dict.fromkeys(OTHERS, "nobody")
    folder, out = films(place / "films", told), place / "desk"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(place / "state"))
        done = batch(folder, out, jobs=2, limit_s=2.0)
    return Disturbed(folder, out, place / "state", dict(done.failed))


@pytest.mark.parametrize("what", MISHAPS)
def test_a_bad_film_is_named(disturbed: Disturbed, what: str) -> None:
    sentence = disturbed.failed[f"anna/{what}.mp4"]
    assert MISHAPS[what] in sentence
    [line] = [row for row in summary(disturbed.out) if row["file"] == f"{what}.mp4"]
    assert (line["client"], line["state"], line["reason"]) == ("anna", "failed", sentence)
    assert sentence.partition("(")[0] in (disturbed.out / "index.html").read_text()


def test_bad_films_cost_the_others_nothing(disturbed: Disturbed) -> None:
    assert set(disturbed.failed) == {f"anna/{what}.mp4" for what in MISHAPS}
    assert [tries(disturbed.films, each) for each in OTHERS] == [1, 1, 1, 1]
    assert str(disturbed.films.parent) not in "".join(map(str, summary(disturbed.out)))
    assert not (disturbed.out / WORKPLACE).exists()


def test_a_bug_leaves_a_log(disturbed: Disturbed) -> None:
    [log] = disturbed.state.rglob("*.log")
    assert log.name in disturbed.failed["anna/bug.mp4"]
    assert "ZeroDivisionError" in log.read_text()
    assert str(disturbed.films) not in log.read_text()


def test_a_worker_that_ends_once_costs_nothing(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "crash-once", "anna/b.mp4": "takes 0.3"})
    assert batch(folder, out).failed == ()
    assert [tries(folder, f"anna/{name}.mp4") for name in "ab"] == [2, 1]


def test_films_that_cannot_be_read_are_named(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "nobody"})
    (folder / "anna" / "loop.mp4").symlink_to("loop.mp4")
    (folder / "anna" / "lost.mp4").symlink_to("nowhere.mp4")
    os.mkfifo(folder / "anna" / "pipe.mp4")
    (folder / "anna" / "again").symlink_to("..")
    done = batch(folder, out)
    assert done.films == 4
    assert {name: sentence.split(":")[0] for name, sentence in done.failed} == {
        "anna/loop.mp4": "loop.mp4 is a link that leads nowhere",
        "anna/lost.mp4": "lost.mp4 is a link that leads nowhere",
        "anna/pipe.mp4": "pipe.mp4 is no file that could hold a film.",
    }


NASTY = "q'u\"o<t>e\n\N{SNOWMAN} ü %41 [b].mp4"


def test_any_name_will_do(folder: Path, out: Path) -> None:
    broken = os.fsdecode(b"not-\xff-utf8.mp4")
    films(folder, {f"Ünal & Söhne/{NASTY}": "seven_reps", f"anna/{broken}": "nobody"})
    assert batch(folder, out).failed == ()
    assert (out / "Ünal & Söhne" / NASTY / "report.html").exists()
    assert (out / "anna" / broken / "report.html").exists()
    assert batch(folder, out).kept == 2
    assert {row["client"] for row in summary(out)} == {"Ünal & Söhne", "anna"}


def test_a_full_disk_stops_the_batch_and_keeps_what_is_finished(folder: Path, out: Path) -> None:
    # The largest film comes first, and there is one worker.
    films(folder, {"anna/a.mp4": "nobody" + " " * 9, "anna/b.mp4": "full", "anna/c.mp4": "ok"})
    with pytest.raises(OutputError, match="full"):
        batch(folder, out, jobs=1)
    assert tries(folder, "anna/c.mp4") == 0
    assert not (out / WORKPLACE).exists()
    films(folder, {"anna/b.mp4": "nobody"})
    assert batch(folder, out).kept == 1


def test_what_no_batch_made_is_never_replaced(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "nobody"})
    films(out, {"anna/a.mp4/mine.txt": "keep me"})
    [(_, sentence)] = batch(folder, out).failed
    assert "was not made by a batch" in sentence
    assert (out / "anna" / "a.mp4" / "mine.txt").read_text() == "keep me"


def test_two_batches_do_not_write_to_one_folder(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "nobody"})
    out.mkdir()
    held = os.open(out, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(BatchError, match="Another batch"):
        batch(folder, out)
    os.close(held)
    assert batch(folder, out).failed == ()


@pytest.mark.parametrize("damage", ["no database\n" * 100, "newer"])
def test_a_history_that_cannot_be_used_is_left_as_it_is(
    folder: Path, out: Path, damage: str
) -> None:
    films(folder, {"anna/a.mp4": "nobody"})
    out.mkdir()
    database = out / "formcheck.db"
    if damage == "newer":
        Store(database).close()
        import sqlite3

        with sqlite3.connect(database) as connection:
            connection.execute("PRAGMA user_version = 999")
        connection.close()
    else:
        database.write_text(damage)
    before = database.read_bytes()
    with pytest.raises(StoreError):
        batch(folder, out)
    assert database.read_bytes() == before
    assert tries(folder, "anna/a.mp4") == 0


def start(folder: Path, out: Path, tmp_path: Path) -> subprocess.Popen[str]:
    environment = own_environment(tmp_path)
    environment["PYTHONPATH"] += os.pathsep + str(batch_fakes.HERE)
    return subprocess.Popen(
        [sys.executable, batch_fakes.__file__, str(folder), str(out), "2"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Started in the background of a shell, processes are deaf to it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def wait_for(condition: object, timeout_s: float = 60.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_goes_on_where_it_was(
    folder: Path, out: Path, tmp_path: Path, number: signal.Signals
) -> None:
    # The largest films come first.
    quick = {f"anna/{each}.mp4": "nobody" + " " * (20 + each) for each in range(2)}
    films(folder, quick | {f"anna/{each}.mp4": "waits" + " " * each for each in range(2, 5)})
    process = start(folder, out, tmp_path)
    wait_for(lambda: tries(folder, "anna/3.mp4") and tries(folder, "anna/4.mp4"))
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert {str(path.relative_to(out)) for path in out.glob("anna/*")} == set(quick)
    if number != signal.SIGKILL:
        assert process.returncode == 130
        assert "2 of 5 films are finished and kept" in said
        assert said.count("\n") == 1
        assert not (out / WORKPLACE).exists()
    (folder / "anna" / ".go").touch()
    assert batch(folder, out).kept == 2
    assert [tries(folder, name) for name in quick] == [1, 1]
    undisturbed = tmp_path / "undisturbed"
    batch(folder, undisturbed)
    assert results(out) == results(undisturbed)
    assert history(out) == history(undisturbed)


def test_workers_end_with_a_parent_that_is_killed(folder: Path, out: Path, tmp_path: Path) -> None:
    films(folder, {"anna/a.mp4": "takes 60", "anna/b.mp4": "takes 60 "})
    process = start(folder, out, tmp_path)
    wait_for(lambda: tries(folder, "anna/a.mp4") and tries(folder, "anna/b.mp4"))
    children = [
        int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children")
        .read_text().split()
    ]  # fmt: skip
    process.kill()
    process.communicate()
    assert len(children) >= 2
    wait_for(lambda: not any(Path(f"/proc/{each}").exists() for each in children), 10)


def test_a_client_who_is_forgotten_leaves_nothing_behind(folder: Path, out: Path) -> None:
    films(folder, {"Anna B/a.mp4": "seven_reps", "bert/b.mp4": "seven_reps "})
    batch(folder, out)
    assert forget_client(out, "Anna B") == [
        f"reports of 1 film in {out}", "1 line of summary.csv and index.html"
    ]  # fmt: skip
    with Store(out / "formcheck.db") as store:
        store.forget("Anna B")
    for path in out.rglob("*"):
        assert "Anna" not in path.name
        assert not path.is_file() or b"Anna" not in path.read_bytes(), path
    assert {row["client"] for row in summary(out)} == {"bert"}
    assert (out / "bert" / "b.mp4" / "report.html").exists()
    assert forget_client(out, "Anna B") == []
    assert forget_client(folder, "bert") == []


def test_an_earlier_result_that_is_damaged_is_made_again(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "seven_reps", "anna/b.mp4": "nobody"})
    batch(folder, out)
    before = results(out)
    (out / "anna" / "a.mp4" / "report.json").write_bytes(b'{"schema": "\xff')
    assert batch(folder, out).kept == 1
    assert results(out) == before


def state_of(crew: LocalCrew, task: Task) -> str:
    future = crew.submit(task)
    future.result()
    outcome = crew.collect(future)
    assert isinstance(outcome, Outcome)
    return outcome.state


def test_a_worker_that_ends_while_it_has_nothing_to_do_is_replaced(tmp_path: Path) -> None:
    crew = LocalCrew(1, batch_fakes.judge)
    folder = films(tmp_path, {"a.mp4": "nobody"})
    (tmp_path / "work").mkdir()
    task = Task(str(folder / "a.mp4"), "a.mp4", 6, Wanted(), "", workplace=str(tmp_path / "work"))
    try:
        assert state_of(crew, task) == "done"
        [worker] = multiprocessing.active_children()
        worker.kill()
        worker.join()
        time.sleep(1)  # until the executor has noticed
        assert state_of(crew, task) == "done"
    finally:
        crew.close(at_once=True)


def test_every_worker_has_cores_of_its_own(tmp_path: Path) -> None:
    cores = os.sched_getaffinity(0)
    crew = LocalCrew(len(cores), batch_fakes.judge)
    folder = films(tmp_path, {"a.mp4": "nobody"})
    (tmp_path / "work").mkdir()
    task = Task(str(folder / "a.mp4"), "a.mp4", 6, Wanted(), "", workplace=str(tmp_path / "work"))
    try:
        wait([crew.submit(task) for _ in cores])
        workers = multiprocessing.active_children()
        held = [os.sched_getaffinity(worker.pid or 0) for worker in workers]
    finally:
        crew.close(at_once=True)
    assert sorted(held, key=min) == [{core} for core in sorted(cores)]


def test_what_only_one_film_cannot_be_written_for_stops_no_other(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "unwritable", "anna/b.mp4": "nobody"})
    [(name, sentence)] = batch(folder, out, jobs=1).failed
    assert (name, sentence) == ("anna/a.mp4", "Cannot write annotated.mp4: Invalid argument.")


def test_a_film_that_is_replaced_is_not_doubled_in_the_history(folder: Path, out: Path) -> None:
    films(folder, {"anna/a.mp4": "two_sets", "bert/a.mp4": "two_sets"})
    batch(folder, out)
    films(folder, {"anna/a.mp4": "seven_reps"})
    batch(folder, out)
    assert [entry[:3] for entry in history(out)] == [
        ("anna", "a.mp4", 1), ("bert", "a.mp4", 1), ("bert", "a.mp4", 2),
    ]  # fmt: skip


def test_of_copies_of_a_film_the_history_keeps_the_first(folder: Path, out: Path) -> None:
    told = dict.fromkeys(["anna/c.mp4", "anna/a.mp4", "anna/b.mp4"], "seven_reps")
    films(folder, told)
    batch(folder, out)
    assert [entry[:2] for entry in history(out)] == [("anna", "a.mp4")]
    films(folder, {"anna/a.mp4": "two_sets"})
    batch(folder, out)
    assert [entry[:2] for entry in history(out)] == [("anna", "a.mp4")] * 2 + [("anna", "b.mp4")]
