"""The library: files that describe many clips each, for tuning limits and for testing them.

``library/SPLIT/*.toml`` hold ``[[clip]]`` tables with the keys of a clip description and a
``name``. What was filmed lies beside them: ``recordings/NAME.npz`` (landmarks) and
``truth/NAME.truth.json`` and ``.npz``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .errors import SpecError, StudioError
from .reader import Reader

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LIBRARY = Path(__file__).resolve().parents[1] / "library"
SPLITS = ("tuning", "test")
STUDIO = 1
"""Raise it when the studio draws or moves people differently: every clip is then filmed anew."""


@dataclass(frozen=True)
class Entry:
    """One described clip of the library."""

    name: str
    split: str
    table: dict[str, Any]
    source: str
    folder: Path

    @cached_property
    def made_from(self) -> str:
        """What the clip's recording and truth depend on, as one short fingerprint."""
        text = json.dumps([STUDIO, self.table], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def recording(self) -> Path:
        """The landmarks found in the film."""
        return self.folder / "recordings" / f"{self.name}.npz"

    @property
    def truth(self) -> Path:
        """What is true of the clip."""
        return self.folder / "truth" / f"{self.name}.truth.json"

    @property
    def frames(self) -> Path:
        """What is true of each frame."""
        return self.folder / "truth" / f"{self.name}.truth.npz"

    def is_done(self) -> bool:
        """Whether it was filmed and recorded as it is described now."""
        if not (self.recording.exists() and self.frames.exists() and self.truth.exists()):
            return False
        return bool(json.loads(self.truth.read_text()).get("made_from") == self.made_from)

    def clip(self) -> Any:
        """The checked description, a :class:`~.spec.Clip`.

        Raises:
            SpecError: something in it is wrong.
        """
        from .spec import parse_clip

        return parse_clip(Reader(self.table, self.source), self.name)


def read_library(folder: Path = LIBRARY) -> list[Entry]:
    """Every clip of the library, tuning first, in the order of the files.

    Raises:
        SpecError: a file is no list of clips, or a name is missing or there twice.
        StudioError: a file cannot be read.
    """
    entries = [entry for split in SPLITS for path in sorted((folder / split).glob("*.toml"))
               for entry in read_file(path, split)]
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in seen:
            raise SpecError(entry.source, "name", f"is also the name of {seen[entry.name].source}",
                            "give each clip a name of its own")
        seen[entry.name] = entry
    return entries


def read_file(path: Path, split: str) -> Iterator[Entry]:
    """The clips of one file."""
    try:
        top = Reader(tomllib.loads(path.read_text()), str(path))
    except OSError as error:
        raise StudioError(f"{path}: cannot be read ({error.strerror}).") from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(str(path), "file", str(error), "mend the TOML") from error
    for each in top.tables("clip"):
        name = each.take("name")
        if not isinstance(name, str) or not name.replace("-", "").isalnum():
            raise each.fail("name", f"{name!r} is no name",
                            "write letters, digits and - in quotes")
        yield Entry(name, split, each.rest(), f"{path}: clip {name}", path.parent)
    top.done()
