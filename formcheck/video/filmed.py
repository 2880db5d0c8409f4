"""On which day a film was made, as far as its file knows."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal, NamedTuple

import av

_TAGS = ("com.apple.quicktime.creationdate", "creation_time")
_FIRST_YEAR = 2000


class Filmed(NamedTuple):
    """The day, ISO 8601, and who says so: the camera in the film, or only the date of the file."""

    date: str
    told_by: Literal["film", "file"]


def filmed_on(path: Path) -> Filmed:
    """The day that the camera noted, here; else the day on which the file was last changed.

    Raises:
        OSError: there is no such file.
    """
    noted = _noted_by_camera(path)
    if noted is not None:
        return Filmed(noted.isoformat(), "film")
    return Filmed(datetime.date.fromtimestamp(path.stat().st_mtime).isoformat(), "file")


def _noted_by_camera(path: Path) -> datetime.date | None:
    try:
        with av.open(f"file:{path}", metadata_errors="ignore") as container:
            tags = dict(container.metadata)
    except (av.FFmpegError, ValueError):
        return None
    return next((day for tag in _TAGS if (day := _day(tags.get(tag, "")))), None)


def _day(text: str) -> datetime.date | None:
    """The day of a moment in a tag; None where it is none, or a camera's clock that was not set."""
    try:
        moment = datetime.datetime.fromisoformat(_with_colon(text.replace("Z", "+00:00")))
    except ValueError:
        return None
    # A camera that notes its own time zone knows the day; Greenwich time is turned into ours.
    at_greenwich = moment.tzinfo is not None and not moment.utcoffset()
    day = (moment.astimezone() if at_greenwich else moment).date()
    today = datetime.date.today()
    return day if day.year >= _FIRST_YEAR and day <= today + datetime.timedelta(days=1) else None


def _with_colon(text: str) -> str:
    """``+0100`` as ``+01:00``, which Python 3.10 needs."""
    if len(text) > 5 and text[-5] in "+-" and text[-4:].isdigit():
        return f"{text[:-2]}:{text[-2:]}"
    return text
