"""How far a long command has come, on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress


class Watcher(Protocol):
    """Told by a command how far it is."""

    def begin(self, what: str, total: float | None) -> None:
        """A stretch of work begins; ``total`` in the unit of ``reach``, None = unknown."""

    def reach(self, done: float) -> None:
        """This much of the stretch is done."""


class Silent:
    """Progress that nobody watches."""

    def begin(self, what: str, total: float | None) -> None: ...

    def reach(self, done: float) -> None: ...


@contextmanager
def progress_bar() -> Iterator[Watcher]:
    """A bar with the time left, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)

    def begin(self, what: str, total: float | None) -> None:
        self._bar.reset(self._task, description=what, total=total)

    def reach(self, done: float) -> None:
        self._bar.update(self._task, completed=done)
