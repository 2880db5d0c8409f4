"""What ``formcheck forget`` does: everything stored about a client goes, and is named."""

from __future__ import annotations

import sys
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.report import words
from formcheck.store import Forgotten, Store
from formcheck.store.names import canonical, shown


class ForgetError(FormcheckError):
    """Nothing was removed, because nobody said yes."""


def forget(client: str, db: Path | None, *, yes: bool) -> list[str]:
    """Remove a client from the history.

    Args:
        yes: do not ask.

    Returns:
        What was removed, in words.

    Raises:
        FormcheckError: no such client or file; nobody said yes; another program holds the file.
    """
    with Store(db, create=False) as store:
        held = _in_words(store.held(client))
        if not yes:
            _ask(f"{shown(canonical(client))}: {held}")
        store.forget(client)
        return [f"{held}, from {store.path}"]


def _in_words(held: Forgotten) -> str:
    counts = {
        "film": held.films,
        "set": held.sets,
        "rep": held.reps,
        "picture": held.pictures,
    }
    return ", ".join(words.count(amount, noun) for noun, amount in counts.items())


def _ask(what: str) -> None:
    if not sys.stdin.isatty():
        raise ForgetError("Nothing was removed: there is nobody to ask here, so say --yes.")
    print(f"{what}\nThis cannot be undone. Remove it? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise ForgetError("Nothing was removed.")
