"""What ``formcheck forget`` does: everything stored about a client goes, and is named."""

from __future__ import annotations

import sys
from pathlib import Path

from formcheck.batch.forgetting import forget_client, reports_of
from formcheck.errors import FormcheckError
from formcheck.report import words
from formcheck.store import Forgotten, Store
from formcheck.store.names import canonical, shown


class ForgetError(FormcheckError):
    """Nothing was removed, because nobody said yes."""


def forget(client: str, db: Path | None, *, yes: bool) -> list[str]:
    """Remove a client from the history, and from the batch in whose folder the history lies.

    The batch goes first: should this be cut short, the client can still be named again.

    Args:
        yes: do not ask.

    Returns:
        What was removed, in words.

    Raises:
        FormcheckError: no such client or file; nobody said yes; another program holds the file.
    """
    with Store(db, create=False) as store:
        folder = store.path.absolute().parent
        reports = reports_of(folder, client)
        held = None if reports and not _known(store, client) else store.held(client)
        if not yes:
            _ask(client, held, len(reports))
        removed = forget_client(folder, client)
        if held is not None:
            store.forget(client)
            removed.append(f"{_in_words(held)}, from {store.path}")
    return removed


def _known(store: Store, client: str) -> bool:
    return canonical(client) in {each.name for each in store.clients()}


def _in_words(held: Forgotten) -> str:
    counts = {
        "film": held.films,
        "set": held.sets,
        "rep": held.reps,
        "picture": held.pictures,
    }
    return ", ".join(words.count(amount, noun) for noun, amount in counts.items())


def _ask(client: str, held: Forgotten | None, reports: int) -> None:
    if not sys.stdin.isatty():
        raise ForgetError("Nothing was removed: there is nobody to ask here, so say --yes.")
    parts = [_in_words(held)] if held else []
    parts += [f"the batch's reports of {words.count(reports, 'film')}"] if reports else []
    print(f"{shown(canonical(client))}: {' and '.join(parts)}")
    print("This cannot be undone. Remove it? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise ForgetError("Nothing was removed.")
