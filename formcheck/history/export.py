"""The sets of the history as a table for other programs: CSV and Parquet."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.errors import FormcheckError, OutputError
from formcheck.store import StoredSet

Cell = str | int | float | None
_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_NOT_TOLD = ("film", "mistakes")
_WHOLE = {"number", "reps", "clean_reps", "target_low", "target_high"}
_MEASURED = {"range_start", "range_peak"}


class MissingLibraryError(FormcheckError):
    """What the user asked for needs an extra that is not installed."""


def table(sets: Sequence[StoredSet]) -> dict[str, list[Cell]]:
    """One row for each set, by columns of equal length.

    For each mistake three columns: ``<id>.verdict`` of the set, on how many reps it was
    ``<id>.seen``, and on how many it could be ``<id>.judged``.
    """
    names = [f.name for f in dataclasses.fields(StoredSet) if f.name not in _NOT_TOLD]
    columns: dict[str, list[Cell]] = {n: [getattr(each, n) for each in sets] for n in names}
    for mistake in dict.fromkeys(each.id for one in sets for each in one.mistakes):
        found = [next((m for m in one.mistakes if m.id == mistake), None) for one in sets]
        for name in ("verdict", "seen", "judged"):
            columns[f"{mistake}.{name}"] = [getattr(each, name, None) for each in found]
    return columns


def write_csv(path: Path, sets: Sequence[StoredSet]) -> None:
    """Write the table as CSV in UTF-8, an empty cell for what is not known.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises:
        OutputError: the file cannot be written.
    """

    def write(part: Path) -> None:
        columns = table(sets)
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            rows = zip(*columns.values(), strict=True)
            writer.writerows([_harmless(cell) for cell in row] for row in rows)

    replace_file(path, write)


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_STARTS_OF_FORMULAS):
        return f"'{cell}"
    return cell


def write_parquet(path: Path, sets: Sequence[StoredSet]) -> None:
    """Write the table as Parquet.

    Raises:
        MissingLibraryError: pyarrow is not installed.
        OutputError: the file cannot be written.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingLibraryError(
            "Parquet needs a library that is not installed: pip install 'formcheck[history]'."
        ) from None
    columns = table(sets)
    schema = pyarrow.schema([(name, getattr(pyarrow, _kind(name))()) for name in columns])
    rows = pyarrow.table(columns, schema=schema)
    replace_file(path, lambda part: parquet.write_table(rows, part))


def _kind(column: str) -> str:
    """The Parquet type of a column, the same whatever is in it."""
    if column in _WHOLE or column.endswith((".seen", ".judged")):
        return "int64"
    return "float64" if column.endswith("_s") or column in _MEASURED else "string"


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file beside the target, then put it in the target's place.

    Raises:
        OutputError: the file cannot be written; what stood there before is still there.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(part)
        part.replace(path)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputError(f"{path} cannot be written ({why}): choose another place.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
