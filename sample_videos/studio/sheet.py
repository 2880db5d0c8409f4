"""A contact sheet: one picture of several clips of each exercise, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from .errors import StudioError
from .library import Entry
from .produce import picture_at, prepare

CELL = (240, 180)
LABEL_PX = 20
GREY = 40


def contact_sheet(entries: Sequence[Entry], columns: int, target: Path) -> Path:
    """Draw up to ``columns`` clips of each exercise, each at the peak of a rep, as one JPEG.

    Raises:
        StudioError: no clip is named, or the picture cannot be written.
    """
    import cv2

    if not entries:
        raise StudioError("No clip has such a name: look into the library's files for the names.")
    named = sorted(entries, key=_exercise)
    rows = [_row(name, _spread(list(own), columns), columns)
            for name, own in groupby(named, _exercise)]
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet = np.ascontiguousarray(np.vstack(rows)[..., ::-1])
    if not cv2.imwrite(str(target), sheet, [cv2.IMWRITE_JPEG_QUALITY, 80]):
        raise StudioError(f"{target} cannot be written: name another file that ends in .jpg.")
    return target


def _exercise(entry: Entry) -> str:
    name = str(entry.table.get("exercise", "none"))
    return "decoys: no exercise" if name == "none" else name


def _spread(entries: list[Entry], number: int) -> list[Entry]:
    """Some of the entries, as far apart in the library as there are."""
    places = np.linspace(0, len(entries) - 1, min(number, len(entries)))
    return [entries[round(place)] for place in places]


def _row(name: str, entries: Sequence[Entry], columns: int) -> np.ndarray:
    import cv2

    width, height = CELL
    row = np.full((height + LABEL_PX, width * columns, 3), GREY, np.uint8)
    cv2.putText(row, name, (6, LABEL_PX - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (255, 255, 255), 1,
                cv2.LINE_AA)
    for column, entry in enumerate(entries):
        row[LABEL_PX:, column * width:(column + 1) * width] = _cell(entry)
    return row


def _cell(entry: Entry) -> np.ndarray:
    """The clip at the peak of a rep in its middle, fitted into a cell."""
    import cv2

    clip = entry.clip()
    film, view = prepare(clip)
    if film.reps:
        start_s, plan = film.reps[len(film.reps) // 2]
        seconds = start_s + plan.lift_s + plan.hold_s / 2
    else:
        seconds = float(film.time[-1]) / 2
    picture = picture_at(film, view, seconds)
    scale = min(CELL[0] / clip.size[0], CELL[1] / clip.size[1])
    size = (round(clip.size[0] * scale), round(clip.size[1] * scale))
    cell = np.full((CELL[1], CELL[0], 3), GREY, np.uint8)
    left, top = (CELL[0] - size[0]) // 2, (CELL[1] - size[1]) // 2
    cell[top:top + size[1], left:left + size[0]] = cv2.resize(
        picture, size, interpolation=cv2.INTER_AREA)
    return cell
