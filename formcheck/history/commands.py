"""What ``formcheck history`` does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from formcheck.errors import FormcheckError
from formcheck.history import facts
from formcheck.history.export import write_csv, write_parquet
from formcheck.history.terminal import print_client, print_clients
from formcheck.store import Store, StoredSet


class HistoryError(FormcheckError):
    """The options of ``formcheck history`` do not go together, or nothing is left to show."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to tell of the history, and where.

    Attributes:
        client: None = the list of all.
        since, until: first and last day, ISO 8601.
        db: the history's file; None = the one in the user's data folder.
    """

    client: str | None = None
    since: str | None = None
    until: str | None = None
    db: Path | None = None
    html: Path | None = None
    csv: Path | None = None
    parquet: Path | None = None
    as_json: bool = False


def history(wanted: Wanted) -> None:
    """Print the history, and write the files that were asked for.

    Raises:
        FormcheckError: no such client or file, or a place that cannot be written to.
    """
    if wanted.html and wanted.client is None:
        raise HistoryError("The page shows one client: name the client before --html.")
    with Store(wanted.db, create=False) as store:
        sets = _of_period(store.sets(wanted.client), wanted)
        if wanted.html and wanted.client is not None:
            from formcheck.history.page import write_page

            write_page(wanted.html, wanted.client, sets, store.pictures)
        if wanted.csv:
            write_csv(wanted.csv, sets)
        if wanted.parquet:
            write_parquet(wanted.parquet, sets)
        _print(store, wanted, sets)


def _of_period(sets: list[StoredSet], wanted: Wanted) -> list[StoredSet]:
    if wanted.since is None and wanted.until is None:
        return sets
    first, last = wanted.since or "", wanted.until or "9999"
    found = [each for each in sets if each.date and first <= each.date <= last]
    if not found:
        raise HistoryError("No set was done in this period: leave --since or --until out.")
    return found


def _print(store: Store, wanted: Wanted, sets: list[StoredSet]) -> None:
    console = Console(highlight=False)
    if wanted.client is None:
        clients = store.clients()
        if wanted.as_json:
            print(json.dumps(facts.of_everybody(clients), indent=2, ensure_ascii=False))
        else:
            print_clients(clients, console)
    elif wanted.as_json:
        found = facts.of_client(wanted.client, sets)
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print_client(wanted.client, sets, console)
        for path in filter(None, (wanted.html, wanted.csv, wanted.parquet)):
            console.print(f"Written: {path}", soft_wrap=True, markup=False)
