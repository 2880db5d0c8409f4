"""Names of clients: any text, the same one however it was typed."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from formcheck.errors import StoreError

OFFERED = 3


def canonical(name: str) -> str:
    """The name as it is stored: composed letters, no space around it.

    Letters with marks are written in two ways, which look the same (folder names of some systems
    hold the other one). Bytes of a file name that are no text are written out.

    Raises:
        StoreError: nothing is left.
    """
    text = unicodedata.normalize("NFC", textual(name)).strip()
    if not text:
        raise StoreError("The client's name is empty: name the client.")
    return text


def textual(name: str) -> str:
    r"""The name without halves of characters, which no file can hold: ``\udcff`` in their place."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def unknown(name: str, names: Sequence[str]) -> str:
    """The sentence for a client who is not in the history, with the nearest names."""
    said = f"No client {shown(name)} is in the history"
    if not names:
        return f"{said}: it is empty."
    near = _nearest(name, names)
    if near:
        return f"{said}: did you mean {' or '.join(map(shown, near))}?"
    return f"{said}: formcheck history lists the clients."


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    """Names that look like it, those that begin with it first."""
    plain = {each: _plain(each) for each in names}
    typed = _plain(name)
    begun = sorted(each for each in names if typed and plain[each].startswith(typed))
    close = difflib.get_close_matches(typed, list(plain.values()), OFFERED, cutoff=0.5)
    alike = [each for text in close for each in names if plain[each] == text]
    return list(dict.fromkeys(begun + alike))[:OFFERED]


def _plain(name: str) -> str:
    """The name in small letters without their marks."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def shown(name: str) -> str:
    """The name for a terminal: characters that would steer it are written out."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name)
