"""How far a batch is, on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from rich.markup import escape

from formcheck.batch.meter import Reading
from formcheck.batch.task import Task

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SPENT: Final = {
    "": (0.0, 0.0),
    "Watching": (0.0, 0.8),
    "Judging": (0.8, 0.0),
    "Drawing": (0.8, 0.2),
}
"""Share of a film's time before each stage, and in it."""


Running = Sequence[tuple[Task, Reading]]
"""The films that are being judged, and how far they are."""


class Board(Protocol):
    """Told by a batch how far it is."""

    def show(self, settled: int, size: int, running: Running) -> None:
        """So many films of so many bytes are settled, and these are being judged."""


class Blank:
    """A board that nobody reads."""

    def show(self, settled: int, size: int, running: Running) -> None: ...


@contextmanager
def board(films: int, size: int) -> Iterator[Board]:
    """A bar for all films with the time left, and one for each that is being judged.

    The time left goes by their ``size`` in bytes, since films differ in length.
    """
    if not sys.stderr.isatty():
        yield Blank()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars, films, size)


class _Bars:
    def __init__(self, bars: Progress, films: int, size: int) -> None:
        self._bars, self._films = bars, films
        self._all = bars.add_task(_counted(0, films), total=size)
        self._lines: list[TaskID] = []
        self._said: dict[TaskID, str] = {}

    def show(self, settled: int, size: int, running: Running) -> None:
        done = size + sum(task.size * _share(reading) for task, reading in running)
        self._bars.update(self._all, completed=done, description=_counted(settled, self._films))
        while len(self._lines) < len(running):
            self._lines.append(self._bars.add_task("", total=1.0))
        for line in self._lines[len(running) :]:
            self._bars.update(line, visible=False)
        for line, (task, reading) in zip(self._lines, running, strict=False):
            self._tell(line, f"  {escape(task.name)}: {reading.stage or 'Opening'}")
            self._bars.update(line, visible=True, completed=reading.share or 0.0)

    def _tell(self, line: TaskID, said: str) -> None:
        if self._said.get(line) != said:
            self._bars.reset(line, description=said)  # the time left is another one now
        self._said[line] = said


def _counted(settled: int, films: int) -> str:
    return f"{settled} of {films} films"


def _share(reading: Reading) -> float:
    before, within = _SPENT[reading.stage]
    return before + within * (reading.share or 0.0)
