"""What the names of a film and of its folders say: the exercise and the day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

VIDEO_SUFFIXES = frozenset(
    (
        ".3gp",
        ".avi",
        ".flv",
        ".gif",
        ".m2ts",
        ".m4v",
        ".mkv",
        ".mov",
        ".mp4",
        ".mpeg",
        ".mpg",
        ".mts",
        ".ogv",
        ".ts",
        ".webm",
        ".wmv",
    )
)

_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def exercise_in(names: Sequence[str], ids: Iterable[str]) -> str | None:
    """The exercise that the innermost name tells, by its id or its words; the longest id wins.

    Args:
        names: from the outermost folder to the file.
    """
    for name in reversed(names):
        found = [each for each in ids if f" {words(each)} " in f" {words(name)} "]
        if found:
            return max(found, key=len)
    return None


def words(name: str) -> str:
    """Letters and digits in small letters, with one space for whatever lies between them."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def day_in(names: Sequence[str]) -> str | None:
    """The day in the innermost name that holds one, as phones write it; ISO 8601."""
    for name in reversed(names):
        for year, _, month, day in _DAY.findall(name):
            try:
                return datetime.date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                continue
    return None
