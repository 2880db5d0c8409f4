"""The report's files: written beside their targets first, put in place only when all are there."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from formcheck.errors import OutputError
from formcheck.report.html import render
from formcheck.report.model import Report

REPORT_JSON = "report.json"
REPORT_HTML = "report.html"
SIGNALS_CSV = "signals.csv"

_REASONS = {
    errno.ENOSPC: "the disk is full: free some space or choose another folder with --out",
    errno.EDQUOT: "the disk quota is used up: free some space or choose another folder with --out",
    errno.EACCES: "writing there is not allowed: choose another folder with --out",
    errno.EPERM: "writing there is not allowed: choose another folder with --out",
    errno.EROFS: "it cannot be written to (read-only): choose another folder with --out",
    errno.EEXIST: "a file of that name is in the way: choose another folder with --out",
    errno.ENOTDIR: "a file stands where a folder should be: choose another folder with --out",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one with --out",
}


def write_report(
    out_dir: Path,
    report: Report,
    pictures: Mapping[str, bytes],
    signals_columns: Mapping[str, Sequence[float]],
) -> list[Path]:
    """Write ``report.json``, ``report.html`` and ``signals.csv``: all of them or none.

    Args:
        out_dir: the folder; it is made where it is missing.
        pictures: JPEG files by the name that ``Evidence.picture`` gives.
        signals_columns: heading, with its unit, to values by time; NaN becomes an empty cell.
            ``time_s`` comes first, wherever it stands.

    Returns:
        The paths of the files written.

    Raises:
        OutputError: the folder cannot be made or written to, or the disk is full.
    """
    make_folder(out_dir)
    texts: dict[str, Iterable[str]] = {
        REPORT_JSON: [report.to_json()],
        REPORT_HTML: [render(report, pictures)],
        SIGNALS_CSV: signals_csv(signals_columns),
    }
    try:
        return _write_all(out_dir, texts)
    except OSError as error:
        raise _output_error(out_dir, error) from error


def make_folder(folder: Path) -> None:
    """Make the folder and those above it; raises OutputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _output_error(folder, error) from error


def signals_csv(columns: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Columns as the lines of a CSV file, one by one, since a long film has many.

    One heading line, ``time_s`` first, an empty cell for NaN.

    Raises ValueError where the columns differ in length.
    """
    order = sorted(columns, key=lambda name: name != "time_s")
    yield _line(order)
    for row in zip(*(columns[name] for name in order), strict=True):
        yield _line([_cell(value) for value in row])


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _cell(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""


def _write_all(folder: Path, texts: Mapping[str, Iterable[str]]) -> list[Path]:
    """Write every text to a file beside its target, then rename them all."""
    waiting = {folder / f".{name}.{os.getpid()}.part": folder / name for name in texts}
    try:
        for part, text in zip(waiting, texts.values(), strict=True):
            _write(part, text)
        for part, target in waiting.items():
            part.replace(target)
        return list(waiting.values())
    finally:
        # Whatever was not renamed, after an error or Ctrl-C, must not stay.
        for part in waiting:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _write(path: Path, text: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(text)


def _output_error(folder: Path, error: OSError) -> OutputError:
    detail = error.strerror or str(error)
    reason = _REASONS.get(error.errno or 0, f"{detail.lower()}: choose another folder with --out")
    return OutputError(f"The report cannot be written to {str(folder)!r}: {reason}.")
