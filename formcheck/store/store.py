"""The client history as the rest of the program sees it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from formcheck.errors import StoreError
from formcheck.report.model import Report
from formcheck.store import names, reading, rows, writing
from formcheck.store.opening import default_path, explained, open_engine
from formcheck.store.records import Client, Forgotten, Picture, StoredSet
from formcheck.store.tables import clients, films

if TYPE_CHECKING:
    from formcheck.video.filmed import Filmed

WAIT_S = 30.0


class Store:
    """The history in one SQLite file; a context manager that closes it.

    Several processes may read and write one file at a time. Every method raises StoreError, one
    sentence, where the file is locked for longer than ``wait_s``, damaged or cannot be written;
    what was in it before is still there then.

    Attributes:
        path: the file.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        create: bool = True,
        wait_s: float = WAIT_S,
    ) -> None:
        """
        Args:
            path: the file; None = the one in the user's data folder.
            create: make it where it is missing; without, that is a StoreError.
            wait_s: how long to wait for another process that is writing, s.
        """
        self.path = Path(path) if path is not None else default_path()
        self._engine = open_engine(self.path, create=create, wait_s=wait_s)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used any more."""
        self._engine.dispose()

    def add(
        self,
        report: Report,
        client: str,
        *,
        source: str,
        sha256: str,
        options_key: str,
        evidence: Mapping[str, bytes] | None = None,
        filmed: Filmed | None = None,
    ) -> None:
        """Put a film's sets into the history, all of them or none.

        A film that the client already has, by its content, is replaced: never doubled, whatever
        its name, the options or the program's version were.

        Args:
            client: any name; see :func:`formcheck.store.names.canonical`.
            source: name of the video file; a folder before it is left out.
            sha256: of the video file's content.
            options_key: names the options that the report was made with, see :meth:`holds`.
            evidence: JPEG files by the name that ``Evidence.picture`` gives.
            filmed: the day, used where the report holds none.

        Raises:
            StoreError: the history cannot be written, or the client's name is empty.
        """
        name = names.canonical(client)
        report = Report.from_json(report.to_json())  # rounded alike, from wherever it comes
        film = rows.film_row(report, source=source, options_key=options_key, filmed=filmed)
        shown = rows.picture_rows(report, evidence or {})
        with self._writing() as connection:
            number = writing.client_id(connection, name)
            film |= {"client_id": number, "sha256": sha256}
            writing.replace_film(connection, film, report, shown)

    def remove_film(self, client: str, *, sha256: str) -> None:
        """Take one film of a client out with its sets; nothing happens where it is not there."""
        with self._writing() as connection:
            writing.remove_film(connection, names.canonical(client), sha256)

    def holds(self, client: str, *, source: str, sha256: str, options_key: str) -> bool:
        """Whether the client's film is in the history, by this name and made with these options."""
        query = (
            select(films.c.id)
            .join(clients)
            .where(clients.c.name == names.canonical(client), films.c.sha256 == sha256)
            .where(films.c.source == rows.file_name(source), films.c.options_key == options_key)
        )
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def clients(self) -> list[Client]:
        """Every client, in the order of their names."""
        with self._reading() as connection:
            return reading.list_clients(connection)

    def sets(self, client: str | None = None) -> list[StoredSet]:
        """The sets of one client, or of all, by client, date, file name and place in the film.

        Raises StoreError where there is no such client.
        """
        with self._reading() as connection:
            number = None if client is None else _known(connection, client)
            return reading.list_sets(connection, number)

    def pictures(self, film: int) -> list[Picture]:
        """The evidence of a film (``StoredSet.film``), in the order of the report."""
        with self._reading() as connection:
            return reading.list_pictures(connection, film)

    def held(self, client: str) -> Forgotten:
        """What :meth:`forget` would remove; raises StoreError where there is no such client."""
        with self._reading() as connection:
            return writing.count_client(connection, _known(connection, client))

    def forget(self, client: str) -> Forgotten:
        """Remove a client with everything that belongs to them, and leave no trace in the file.

        Raises:
            StoreError: there is no such client, or another process has the file open: nothing is
                removed then.
        """
        with self._alone() as run:
            with self._writing() as connection:
                number = _known(connection, client)
                gone = writing.count_client(connection, number)
                writing.remove_client(connection, number)
            # All of it is overwritten by now; this only gives the room back, if there is any.
            with contextlib.suppress(sqlite3.OperationalError):
                run("VACUUM")
        return gone

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            explained(self.path),
            self._engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection

    @contextlib.contextmanager
    def _alone(self) -> Iterator[Callable[[str], object]]:
        """Without the log beside the file, which keeps what was deleted; gives a way to run SQL.

        Refused where another process has the file open.
        """
        with explained(self.path), contextlib.closing(self._engine.raw_connection()) as connection:
            run = _runner(connection.driver_connection)
            run("PRAGMA journal_mode = DELETE")
            try:
                yield run
            finally:
                run("PRAGMA journal_mode = WAL")


def _runner(connection: Any) -> Callable[[str], object]:
    """Runs a statement to its end, outside any transaction."""
    return lambda statement: connection.execute(statement).fetchall()


def _known(connection: Connection, client: str) -> int:
    """The client's number; raises StoreError, with the nearest names, where there is none."""
    name = names.canonical(client)
    found = connection.execute(select(clients.c.id).where(clients.c.name == name)).scalar()
    if found is None:
        raise StoreError(
            names.unknown(name, connection.execute(select(clients.c.name)).scalars().all())
        )
    return int(found)
