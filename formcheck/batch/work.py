"""What a worker does with one film. Nothing that is wrong with the film makes it raise."""

from __future__ import annotations

import re
import tempfile
import traceback
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.batch.deadline import Deadline
from formcheck.batch.fetching import FULL, Fetched, fetched
from formcheck.batch.listing import is_remote
from formcheck.batch.meter import Meter, NoMeter
from formcheck.batch.results import RECORD, THUMBNAILS, Record, settle_all
from formcheck.batch.task import Outcome, Task, result_key
from formcheck.errors import FormcheckError
from formcheck.progress import Watcher
from formcheck.report.model import Report
from formcheck.video.filmed import Filmed, filmed_on


@dataclass(frozen=True, slots=True)
class Judged:
    """A film's report, and the JPEG files of its evidence by their names."""

    report: Report
    pictures: Mapping[str, bytes]


Judge = Callable[[Path, Task, Path, Watcher], Judged]
"""Judges the film at a path and writes its files into a folder, which it makes."""


def work(task: Task, judge: Judge, meter: Meter | None = None) -> Outcome:
    """Judge one film; ``meter`` is told how far it is."""
    with _workplace(task) as workplace:
        try:
            deadline = Deadline(task.name, task.limit_s, meter or NoMeter())
            with deadline.running(), fetched(task.address, task.name, workplace) as film:
                return _judged(task, film, judge, workplace, deadline)
        except MemoryError:
            return Outcome("failed", f"{task.name} needs more memory than this machine has.")
        except Exception as error:
            return _failed(task, error, workplace)


def _judged(task: Task, film: Fetched, judge: Judge, workplace: Path, watcher: Watcher) -> Outcome:
    key = result_key(film.sha256, task.options_key)
    if key == task.kept:
        return Outcome("kept")
    made = workplace / uuid.uuid4().hex
    judged = judge(film.path, task, made, watcher)
    film.check_unchanged()
    _add_thumbnails(made, judged.pictures)
    files = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
    record = Record(key, film.sha256, _filmed(task, film), tuple(files))
    (made / RECORD).write_text(record.to_json(), encoding="utf-8")
    if task.workplace is None:
        return Outcome("done", files=_packed(made))
    settle_all(made)
    return Outcome("done", folder=made.name)


def _add_thumbnails(made: Path, pictures: Mapping[str, bytes]) -> None:
    from formcheck.store.thumbnails import thumbnail

    for name, jpeg in pictures.items():
        (made / THUMBNAILS).mkdir(exist_ok=True)
        (made / THUMBNAILS / name).write_bytes(thumbnail(jpeg))


def _filmed(task: Task, film: Fetched) -> Filmed | None:
    day = filmed_on(film.path)
    # The date of a copy's file says when it was copied.
    return None if is_remote(task.address) and day.told_by == "file" else day


def _packed(made: Path) -> dict[str, bytes]:
    files = (path for path in sorted(made.rglob("*")) if path.is_file())
    return {str(path.relative_to(made)): path.read_bytes() for path in files}


def _failed(task: Task, error: Exception, workplace: Path) -> Outcome:
    """A film that failed; where the parent's own folder cannot be written to, all will."""
    number = _full(error)
    if number and task.workplace is not None:
        return Outcome("stopped", error=number)
    if isinstance(error, FormcheckError):
        return Outcome("failed", _nameless(str(error), task, workplace))
    said = _nameless(f"{type(error).__name__}: {error}", task, workplace)
    sentence = f"{task.name} shows a bug in formcheck ({said}); please report it."
    return Outcome("failed", sentence, trace=_nameless(traceback.format_exc(), task, workplace))


def _full(error: BaseException | None) -> int:
    """The system's number for a place that takes nothing more, where that is the cause; else 0."""
    while error is not None:
        if getattr(error, "errno", None) in FULL:
            return int(error.errno)  # type: ignore[attr-defined]
        error = error.__cause__
    return 0


def _nameless(sentence: str, task: Task, workplace: Path) -> str:
    """The sentence without the folders that the film lies in and its files are written to."""
    sentence = sentence.replace(task.address, task.name)
    return re.sub(re.escape(str(workplace)) + r"(?:/[^/\s:']*)*/", "", sentence)


@contextmanager
def _workplace(task: Task) -> Iterator[Path]:
    if task.workplace is not None:
        yield Path(task.workplace)
        return
    with tempfile.TemporaryDirectory(prefix="formcheck-", dir=_room()) as name:
        yield Path(name)


def _room() -> str | None:
    """The folder that a worker of a cluster has for itself, and that the cluster clears up."""
    from distributed import get_worker

    try:
        folder: str = get_worker().local_directory
    except ValueError:  # no worker of a cluster
        return None
    return folder
