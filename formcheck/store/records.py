"""What the client history hands out: plain records, in the units of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.report.fields import Side, Verdict, ViewName


@dataclass(frozen=True, slots=True)
class Client:
    """A client and what the history holds of them; dates ISO 8601, None where none is known."""

    name: str
    films: int
    sets: int
    reps: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class StoredMistake:
    """One mistake in one set.

    Attributes:
        seen: reps on which it was seen.
        judged: reps on which it could be judged; 0 where it is judged over the whole set only.
        error: median measuring error of the value, in unit.
    """

    id: str
    name: str
    verdict: Verdict
    reason: str | None
    cue: str | None
    seen: int
    judged: int
    error: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class StoredSet:
    """One set of one film, with the medians over its reps.

    Attributes:
        film: number of the film in the store, for :meth:`Store.pictures`.
        date: ISO 8601; None where nobody knows when the set was done.
        date_told_by: the user, the camera's note in the film, or only the date of the file.
        number: place of the set in its film, from 1.
        rest_after_s: rest until the next set of the same film, s; None for the last.
        range_start, range_peak: median rep signal at the two ends of a rep, in range_unit.
        time_error_s: median measuring error of a rep's boundaries, s.
        view: from where most of its reps were filmed.
    """

    client: str
    film: int
    date: str | None
    date_told_by: Literal["user", "film", "file"] | None
    source: str
    sha256: str
    program_version: str
    exercise: str | None
    exercise_name: str | None
    load: str | None
    number: int
    side: Side | None
    reps: int
    clean_reps: int
    target_low: int | None
    target_high: int | None
    rest_after_s: float | None
    lift_s: float | None
    hold_s: float | None
    lower_s: float | None
    rest_s: float | None
    rep_s: float | None
    range_start: float | None
    range_peak: float | None
    range_unit: str | None
    time_error_s: float | None
    view: ViewName | None
    mistakes: tuple[StoredMistake, ...] = ()

    @property
    def travel(self) -> float | None:
        """How far a rep goes from start to peak, in range_unit."""
        if self.range_start is None or self.range_peak is None:
            return None
        return abs(self.range_peak - self.range_start)


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture of the frame that shows a mistake; jpeg: the file's bytes."""

    set: int | None
    rep: int | None
    mistake: str
    frame_s: float
    caption: str
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed with a client."""

    films: int
    sets: int
    reps: int
    pictures: int
