"""Films that are lines of text, and a judge that does what the line says, in no time.

python batch_fakes.py FOLDER OUT [JOBS]     runs a batch over them in a process of its own
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from report.examples import ALL, pictures

from formcheck.batch.task import Task
from formcheck.batch.work import Judged
from formcheck.errors import OutputError, VideoError
from formcheck.leave import leave_cleanly
from formcheck.progress import Watcher
from formcheck.report.fields import readable
from formcheck.report.files import write_report
from formcheck.report.model import Described, Report

if TYPE_CHECKING:
    from formcheck.batch.run import Summary

HERE = Path(__file__).resolve().parent


def films(folder: Path, told: Mapping[str, str]) -> Path:
    """Write films by their path in the folder, each with what is to happen with it."""
    for name, line in told.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line)
    return folder


def batch(folder: Path | str, out: Path, jobs: int | None = 1, **options: object) -> Summary:
    """Run a batch with the judge below."""
    from formcheck.batch.run import BatchOptions, run_batch  # a worker starts faster without

    return run_batch(
        BatchOptions(str(folder), out, jobs, **options),  # type: ignore[arg-type]
        judge,
    )


def tries(folder: Path, name: str) -> int:
    """How often a film was given to the judge."""
    return len(taken_by(folder, name))


def taken_by(folder: Path, name: str) -> list[int]:
    """The processes that a film was given to the judge in, a line for each try."""
    try:
        return [int(pid) for pid in _tries(folder / name).read_text().splitlines()]
    except FileNotFoundError:
        return []


def judge(film: Path, task: Task, out: Path, watcher: Watcher) -> Judged:
    """Do what the film says: the name of an example report, or of a mishap."""
    with _tries(film).open("a") as log:
        log.write(f"{os.getpid()}\n")
    what, *more = film.read_text().split()
    mishap = MISHAPS.get(what)
    if mishap is not None:
        mishap(film, watcher, *more)
    if what == "unwritable":
        raise OutputError(
            f"Cannot write {out / '.formcheck-x' / 'annotated.mp4'}: Invalid argument."
        )
    report = ALL.get(what, ALL["nobody"])()
    _name(report, film, task)
    write_report(out, report, pictures(report), {"time_s": [0.0]})
    return Judged(report, pictures(report))


def _name(report: Report, film: Path, task: Task) -> None:
    report.video.name = str(readable(film.name))
    report.video.sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    wanted = task.wanted
    report.described = Described(
        client=wanted.client, date=wanted.date, load=wanted.load, side=wanted.side
    )


def _tries(film: Path) -> Path:
    return film.with_name(f".{film.name}.tries")


def crash(film: Path, watcher: Watcher) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(10)


def crash_once(film: Path, watcher: Watcher) -> None:
    if tries(film.parent, film.name) == 1:
        crash(film, watcher)


def be_killed(film: Path, watcher: Watcher) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)


def hang(film: Path, watcher: Watcher) -> None:
    """Decode for ever, as a damaged film may have the program do."""
    watcher.begin("Watching", 10.0)
    while True:
        watcher.reach(1.0)
        time.sleep(0.01)


def hang_natively(film: Path, watcher: Watcher) -> None:
    """Hang in native code that gives no other thread a turn."""
    ctypes.PyDLL(None).sleep(3600)


def wait_for_leave(film: Path, watcher: Watcher) -> None:
    """Go on once a file ``.go`` lies beside the film, or nobody puts it there in time."""
    end = time.monotonic() + 300
    while not film.with_name(".go").exists() and time.monotonic() < end:
        time.sleep(0.01)


def take(film: Path, watcher: Watcher, seconds: str) -> None:
    watcher.begin("Watching", float(seconds))
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        watcher.reach(float(seconds) - (end - time.monotonic()))
        time.sleep(0.01)


def grow(film: Path, watcher: Watcher) -> None:
    """Be written to while it is read."""
    with film.open("a") as file:
        file.write(" more")


def change_unseen(film: Path, watcher: Watcher) -> None:
    """Be changed by something that puts size and time back as they were."""
    before = film.stat()
    film.write_text(film.read_text().replace("unseen", "hidden"))
    os.utime(film, ns=(before.st_atime_ns, before.st_mtime_ns))


def be_damaged(film: Path, watcher: Watcher) -> None:
    raise VideoError(f"{film} is damaged: export it again.")


def show_a_bug(film: Path, watcher: Watcher) -> None:
    raise ZeroDivisionError(f"planted in {film}")


def need_memory(film: Path, watcher: Watcher) -> None:
    raise MemoryError


def fill_the_disk(film: Path, watcher: Watcher) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


MISHAPS = {
    "crash": crash,
    "crash-once": crash_once,
    "killed": be_killed,
    "hang": hang,
    "hang-natively": hang_natively,
    "takes": take,
    "waits": wait_for_leave,
    "grows": grow,
    "unseen": change_unseen,
    "damaged": be_damaged,
    "bug": show_a_bug,
    "memory": need_memory,
    "full": fill_the_disk,
}


def _main() -> int:
    folder, out, *jobs = sys.argv[1:]
    summary = batch(Path(folder), Path(out), *map(int, jobs))
    return 3 if summary.failed else 0


if __name__ == "__main__":
    # As the module that workers know, not as __main__.
    import batch_fakes

    sys.exit(leave_cleanly(batch_fakes._main))
