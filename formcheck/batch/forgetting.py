"""A client's results, taken out of the target folder of a batch."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from formcheck.batch import pages
from formcheck.batch.results import RECORD, Results, saying
from formcheck.batch.rows import Row, from_csv
from formcheck.report import words
from formcheck.store.names import canonical


def forget_client(folder: Path, client: str) -> list[str]:
    """Remove a client's reports, and the lines about them in the summary and on the page.

    Args:
        folder: any folder; nothing is done where it is not the target folder of a batch.
        client: however the name is written.

    Returns:
        What was removed, in words.

    Raises:
        OutputError: the folder cannot be written to.
        BatchError: a batch is writing to it.
    """
    name = canonical(client)
    if not reports_of(folder, name) and not any(_is(row.client, name) for row in _lines(folder)):
        return []
    with Results(folder) as results, saying(folder):
        removed = _remove_reports(results, name)
        return removed + _remove_lines(results, name)


def reports_of(folder: Path, client: str) -> list[Path]:
    """The folders of the results that a batch wrote for a client."""
    homes = _homes(folder, canonical(client))
    return [record.parent for home in homes for record in sorted(home.rglob(RECORD))]


def _homes(folder: Path, name: str) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if each.is_dir() and _is(each.name, name)]


def _remove_reports(results: Results, name: str) -> list[str]:
    homes = _homes(results.folder, name)
    found = reports_of(results.folder, name)
    for place in found:
        # Out of sight as a whole: what is left after a kill is swept by the next run.
        place.rename(results.workplace / uuid.uuid4().hex)
    for home in homes:
        (home / pages.COURSE).unlink(missing_ok=True)
        _remove_empty(home)
    left = "".join(f"; what no batch made stays in {home}" for home in homes if home.exists())
    films = words.count(len(found), "film")
    return [f"reports of {films} in {results.folder}{left}"] if homes else []


def _remove_empty(folder: Path) -> None:
    """Remove a folder with all folders in it, as far as no file is in them."""
    for place, _, _ in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            Path(place).rmdir()


def _remove_lines(results: Results, name: str) -> list[str]:
    rows = _lines(results.folder)
    kept = [row for row in rows if not _is(row.client, name)]
    if len(kept) == len(rows):
        return []
    pages.write(results, kept)
    gone = words.count(len(rows) - len(kept), "line")
    return [f"{gone} of {pages.SUMMARY} and {pages.PAGE}"]


def _lines(folder: Path) -> list[Row]:
    """The lines of the summary; none where the folder is not the target of a batch."""
    try:
        return from_csv((folder / pages.SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def _is(written: str, name: str) -> bool:
    return bool(written.strip()) and canonical(written) == name
