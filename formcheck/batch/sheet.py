"""The sheet: a CSV file that says of each film whose it is and what it shows."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast, get_args

from formcheck.batch.errors import BatchError
from formcheck.batch.naming import words
from formcheck.report.fields import Resistance, Side
from formcheck.rulecheck import nearest

COLUMNS = (
    "file", "client", "exercise", "date", "load", "resistance", "variant", "target", "side",
)  # fmt: skip
Cell = TypeVar("Cell")
_RESISTANCES = get_args(Resistance)
_SIDES = ("left", "right", "both")
_MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """What the sheet says of one film; None = nothing.

    Attributes:
        line: in the file, from 1, the headings' line included.
        file: path below the folder, with slashes.
        exercise: id, or ``auto``.
        target: reps that a set should have.
    """

    line: int
    file: str
    client: str | None
    exercise: str | None
    date: str | None
    load: str | None
    resistance: Resistance | None
    variant: str | None
    target: int | None
    side: Side | None


class Sheet:
    """A sheet that has been read; ``problems`` collects what is wrong with it, to be told at once.

    Attributes:
        rows: by file.
    """

    def __init__(self, path: Path, exercise_ids: Sequence[str]) -> None:
        """Read the file; raises BatchError where it cannot be read or has wrong headings."""
        self.path = path
        self.rows: dict[str, Row] = {}
        self.problems: list[str] = []
        self._ids = exercise_ids
        for line, cells in self._lines():
            self._take(line, cells)

    def complain(self, line: int, column: str, what: str) -> None:
        """Note that something is wrong in a column of a line."""
        self.problems.append(f"line {line}, column {column}: {what}")

    def check(self) -> None:
        """Raise BatchError with the problems found, where there are any."""
        if not self.problems:
            return
        told = self.problems[:_MOST_PROBLEMS]
        if more := len(self.problems) - len(told):
            told.append(f"and {more} more")
        sentence = "; ".join(each.rstrip(".") for each in told)
        raise BatchError(f"{self.path.name}: {sentence}" + ("" if sentence[-1] == "?" else "."))

    def _lines(self) -> list[tuple[int, list[str]]]:
        """The lines that hold something, checked against the headings; these first taken off."""
        text = _text(self.path)
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            found = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
        except csv.Error as error:
            raise BatchError(
                f"{self.path.name}, line {reader.line_num}: {error}: save it as CSV again."
            ) from error
        found = [(line, cells) for line, cells in found if any(cells)]
        if not found:
            raise BatchError(f"{self.path.name} is empty: its headings are {_listed()}.")
        self._head = [heading.casefold() for heading in found[0][1]]
        self._check_head(found[0][0])
        return found[1:]

    def _check_head(self, line: int) -> None:
        for place, heading in enumerate(self._head):
            if heading not in COLUMNS:
                name = heading or f"number {place + 1}"
                self.complain(line, name, f"there is no such column: {nearest(heading, COLUMNS)}")
            elif heading in self._head[:place]:
                self.complain(line, heading, "it stands there twice: take one out")
        if "file" not in self._head:
            self.complain(line, "file", f"it is missing: the headings are {_listed()}")
        self.check()

    def _take(self, line: int, cells: list[str]) -> None:
        if extra := [cell for cell in cells[len(self._head) :] if cell]:
            self.complain(
                line, f"number {len(self._head) + 1}", f"{extra[0]!r} stands under no heading"
            )
        told = dict(zip(self._head, cells, strict=False))
        file = self._file(line, told.get("file", ""))
        if file is None:
            return
        self.rows[file] = Row(
            line=line,
            file=file,
            client=self._client(line, told.get("client", "")),
            exercise=self._cell(line, "exercise", told, self._exercise),
            date=self._cell(line, "date", told, _date),
            load=told.get("load") or None,
            resistance=cast("Resistance | None", self._cell(line, "resistance", told, _resistance)),
            variant=told.get("variant") or None,
            target=self._cell(line, "target", told, _target),
            side=cast("Side | None", self._cell(line, "side", told, _side)),
        )

    def _cell(
        self, line: int, column: str, told: dict[str, str], read: Callable[[str], Cell]
    ) -> Cell | None:
        text = told.get(column, "")
        try:
            return read(text) if text else None
        except ValueError as error:
            self.complain(line, column, str(error))
            return None

    def _file(self, line: int, text: str) -> str | None:
        path = PurePosixPath(text.replace("\\", "/") if "/" not in text else text)
        if not text:
            self.complain(line, "file", "it is empty: name the film by its path in the folder")
        elif path.is_absolute() or ".." in path.parts:
            self.complain(line, "file", f"{text!r} leads out of the folder: name a path below it")
        elif str(path) in self.rows:
            self.complain(line, "file", f"{text!r} stands in line {self.rows[str(path)].line}, too")
        else:
            return str(path)
        return None

    def _client(self, line: int, text: str) -> str | None:
        if "/" in text or "\0" in text or text.startswith("."):
            self.complain(
                line, "client", f"{text!r} cannot name a folder: leave slashes and a first dot out"
            )
            return None
        return text or None

    def _exercise(self, text: str) -> str:
        if words(text) == "auto":
            return "auto"
        for each in self._ids:
            if words(each) == words(text):
                return each
        raise ValueError(f"there is no exercise {text!r}: {nearest(text, self._ids)}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BatchError(f"The sheet {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BatchError(f"The sheet {path} is no UTF-8 text: save it as CSV UTF-8.") from error


def _listed() -> str:
    return ", ".join(COLUMNS)


def _date(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no date: write it as 2025-01-31") from None


def _target(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ValueError(f"{text!r} is no number of reps: write it as 12")
    return int(text)


def _resistance(text: str) -> str:
    name = "-".join(text.casefold().split())
    if name not in _RESISTANCES:
        raise ValueError(f"{text!r} is no resistance: write one of {', '.join(_RESISTANCES)}")
    return name


def _side(text: str) -> str:
    if text.casefold() not in _SIDES:
        raise ValueError(f"{text!r} is no side: write left, right or both")
    return text.casefold()
