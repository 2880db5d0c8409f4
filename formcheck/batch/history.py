"""The client history of a batch, written by the parent alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from formcheck.batch.films import Film
from formcheck.batch.pages import COURSE
from formcheck.batch.results import Results, saying
from formcheck.batch.task import Task
from formcheck.history.page import render
from formcheck.report.model import Report
from formcheck.store import Store
from formcheck.store.names import canonical
from formcheck.store.opening import FILE_NAME


class History:
    """Puts every result into the batch's own history file, where its film belongs to a client."""

    def __init__(self, folder: Path, films: Iterable[Film]) -> None:
        """Open the file, if there is anything to put into it; raises StoreError."""
        self._homes = {f.place[0]: canonical(f.wanted.client) for f in films if f.wanted.client}
        self._store = Store(folder / FILE_NAME) if self._homes else None
        self._places: dict[tuple[str, str], tuple[str, ...]] = {}

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
        """Put a film's result in, unless it is there; raises StoreError.

        Of several copies of a film the history keeps the one whose path comes first, whichever is
        finished first.
        """
        client, sha256 = film.wanted.client, report.video.sha256
        if self._store is None or client is None or sha256 is None:
            return
        copy = canonical(client), sha256
        if self._places.setdefault(copy, film.place) < film.place:
            return
        self._places[copy] = film.place
        told = {"source": film.name, "sha256": sha256, "options_key": task.options_key}
        if self._store.holds(client, **told):
            return
        record = results.record(film.place)
        self._store.add(
            report,
            client,
            evidence=results.thumbnails(film.place),
            filmed=record.filmed if record else None,
            **told,
        )

    def replace(self, film: Film, results: Results) -> None:
        """Take the film out that lay in this one's place, since it is about to be replaced."""
        client, record = film.wanted.client, results.record(film.place)
        if self._store is None or client is None or record is None:
            return
        if (canonical(client), record.sha256) not in self._places:
            self._store.remove_film(client, sha256=record.sha256)

    def write_courses(self, results: Results) -> None:
        """Write a page for each client of these films: their course over the weeks."""
        if self._store is None:
            return
        known = {each.name for each in self._store.clients()}
        for home, client in self._homes.items():
            if client in known:
                page = render(client, self._store.sets(client), self._store.pictures)
                with saying(results.folder):
                    results.write(f"{home}/{COURSE}", page)
