"""Opening the history file: where it lies, who may read it, which version it has."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from formcheck.errors import StoreError
from formcheck.store import migrations

FILE_NAME = "formcheck.db"
APPLICATION_ID = 0x464F524D
"""Marks a SQLite file as a history of formcheck: "FORM" in ASCII."""


def default_path() -> Path:
    """The one file in the user's data folder that holds the history unless another is named."""
    import platformdirs

    return platformdirs.user_data_path("formcheck", appauthor=False) / FILE_NAME


def open_engine(path: Path, *, create: bool, wait_s: float) -> Engine:
    """Open the file and bring it to the newest version.

    Args:
        create: make the file, and its folder, where they are missing; without, one that cannot be
            written to is opened for reading alone.
        wait_s: how long to wait for another process that is writing.

    Raises:
        StoreError: there is no such file, or it is locked, damaged, of another program or of a
            newer version. It is left as it is then, and not made where it was missing.
    """
    with explained(path), contextlib.ExitStack() as undoing:
        if create:
            _make_private(path, undoing)
        elif not path.exists():
            raise StoreError(f"There is no history {path} yet: name another with --db.")
        if path.is_dir():
            raise StoreError(f"{path} is a folder: name a file with --db.")
        only_read = not create and not _may_write(path)
        address = _address(path, only_read)
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=lambda: _connect(address, wait_s),
            poolclass=NullPool,  # an idle connection would keep others from forgetting a client
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        try:
            if only_read:
                _check_newest(engine, path)
            else:
                _migrate(engine, path, wait_s)
        except BaseException:
            engine.dispose()
            raise
        undoing.pop_all()
    return engine


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database or the system says into one sentence."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(_sentence(path, error)) from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StoreError(
            f"The history {path} cannot be written ({why}): name another with --db."
        ) from error


def _make_private(path: Path, undoing: contextlib.ExitStack) -> None:
    """Make the file for its owner's eyes only, and folders that are missing as well."""
    for folder in reversed([each for each in path.parents if not each.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
        undoing.callback(_remove_folder, folder)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        undoing.callback(_remove_empty, path)


def _remove_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # somebody else's files are in it by now
        folder.rmdir()


def _remove_empty(path: Path) -> None:
    """Unless another process is filling the file."""
    if not path.stat().st_size and not path.with_name(f"{path.name}-journal").exists():
        path.unlink()


def _may_write(path: Path) -> bool:
    """SQLite needs the folder, too: its log lies beside the file."""
    return all(os.access(each, os.W_OK, effective_ids=True) for each in (path, path.parent))


def _address(path: Path, only_read: bool) -> str:
    address = path.absolute().as_uri()
    if not only_read:
        return address
    # Without a log beside it nobody is writing, and SQLite need not make one to read.
    log = path.with_name(f"{path.name}-wal")
    return f"{address}?mode=ro" + ("" if log.exists() else "&immutable=1")


def _connect(address: str, wait_s: float) -> sqlite3.Connection:
    # Transactions are begun by _begin alone: Python's own are begun too late.
    connection = sqlite3.connect(address, timeout=wait_s, isolation_level=None, uri=True)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    # A reader that turns writer half-way is refused at once when another has written: a
    # transaction that will write takes its place in the queue from the start.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, path: Path, wait_s: float) -> None:
    with engine.connect() as connection:
        version = _version(connection, path)
    if version < migrations.NEWEST:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            version = _version(connection, path)  # another process may have been first
            for step in migrations.STEPS[version:]:
                for statement in step:
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {migrations.NEWEST}")
    _keep_a_log(engine, wait_s)


def _check_newest(engine: Engine, path: Path) -> None:
    """Raise StoreError where the file would have to be brought to the newest version first."""
    with engine.connect() as connection:
        version = _version(connection, path)
    if version < migrations.NEWEST:
        raise StoreError(
            f"{path} was written by an older formcheck and cannot be brought up to date there: "
            "copy it to where it may be written, and name the copy with --db."
        )


def _version(connection: Connection, path: Path) -> int:
    """The version of the file; raises StoreError where this program must not touch it."""
    own = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    empty = not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if own != APPLICATION_ID and not (empty and own == version == 0):
        raise StoreError(f"{path} is a database of another program: name another file with --db.")
    if version > migrations.NEWEST:
        raise StoreError(
            f"{path} was written by a newer formcheck (history version {version}, this one reads "
            f"up to {migrations.NEWEST}) and was left as it is: update formcheck, or name another "
            "file with --db."
        )
    return version


def _keep_a_log(engine: Engine, wait_s: float) -> None:
    """Switch to a write-ahead log, so that readers and a writer do not wait for each other."""
    until = time.monotonic() + wait_s
    while True:
        connection = engine.raw_connection()
        try:
            mode = connection.cursor().execute("PRAGMA journal_mode = WAL").fetchone()
            if mode != ("wal",):
                raise StoreError("The history lies on a disk that cannot hold its log.")
            return
        except sqlite3.OperationalError:
            # SQLite does not wait here by itself while another process makes the same file.
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


def _sentence(path: Path, error: DBAPIError | sqlite3.Error) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, sentence in _SENTENCES.items():
        if sign in said:
            return f"The history {path} {sentence}."
    return (
        f"The history {path} cannot be used ({said}) and was left as it is: "
        "restore a copy of it, or name another file with --db."
    )


_SENTENCES = {
    "locked": "is in use by another program: try again in a moment",
    "is full": "is on a full disk: make room; it is as it was before",
    "disk I/O": "is on a disk that reports an error: look after the disk, or restore a copy of it",
    "readonly": "cannot be written to: name another file with --db",
    "unable to open": "cannot be opened or written there: name another file with --db",
    "not a database": "is no history and was left as it is: name another file with --db",
    "malformed": "is damaged and was left as it is: restore a copy, or name another file with --db",
}
"""What the person should know and do, by what SQLite's message holds."""
