"""A client's results, taken out of the target folder of a batch."""

from __future__ import annotations

import uuid
from pathlib import Path

from formcheck.batch import pages
from formcheck.batch.results import Results, saying
from formcheck.batch.rows import from_csv
from formcheck.report import words
from formcheck.report.files import REPORT_JSON
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
    if not (folder / pages.SUMMARY).is_file():
        return []
    name = canonical(client)
    with Results(folder) as results, saying(folder):
        removed = _remove_reports(results, name)
        return removed + _remove_lines(results, name)


def _remove_reports(results: Results, name: str) -> list[str]:
    homes = [each for each in results.folder.iterdir() if each.is_dir() and _is(each.name, name)]
    films = sum(len(list(home.rglob(REPORT_JSON))) for home in homes)
    for home in homes:
        # Out of sight as a whole: what is left after a kill is swept by the next run.
        home.rename(results.workplace / uuid.uuid4().hex)
    return [f"reports of {words.count(films, 'film')} in {results.folder}"] if homes else []


def _remove_lines(results: Results, name: str) -> list[str]:
    rows = from_csv((results.folder / pages.SUMMARY).read_text(encoding="utf-8"))
    kept = [row for row in rows if not _is(row.client, name)]
    if len(kept) == len(rows):
        return []
    pages.write(results, kept)
    gone = words.count(len(rows) - len(kept), "line")
    return [f"{gone} of {pages.SUMMARY} and {pages.PAGE}"]


def _is(written: str, name: str) -> bool:
    return bool(written.strip()) and canonical(written) == name
