"""The client history of a batch, written by the parent alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from formcheck.batch.films import Film
from formcheck.batch.results import Results
from formcheck.batch.task import Task
from formcheck.report.model import Report
from formcheck.store import Store
from formcheck.store.opening import FILE_NAME


class History:
    """Puts every result into the batch's own history file, where its film belongs to a client."""

    def __init__(self, folder: Path, films: Iterable[Film]) -> None:
        """Open the file, if there is anything to put into it; raises StoreError."""
        known = any(film.wanted.client for film in films)
        self._store = Store(folder / FILE_NAME) if known else None

    def __enter__(self) -> History:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._store is not None:
            self._store.close()

    def add(self, film: Film, task: Task, report: Report, results: Results) -> None:
        """Put a film's result in, unless it is there; raises StoreError."""
        client, sha256 = film.wanted.client, report.video.sha256
        if self._store is None or client is None or sha256 is None:
            return
        if self._store.holds(client, sha256=sha256, options_key=task.options_key):
            return
        record = results.record(film.place)
        self._store.add(
            report,
            client,
            source=film.name,
            sha256=sha256,
            options_key=task.options_key,
            evidence=results.thumbnails(film.place),
            filmed=record.filmed if record else None,
        )
