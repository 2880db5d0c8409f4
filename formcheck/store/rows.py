"""A report as rows of the client history."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from formcheck.report import words
from formcheck.report.model import MistakeSummary, MistakeVerdict, Rep, Report, SetResult
from formcheck.store.names import textual

if TYPE_CHECKING:
    from formcheck.video.filmed import Filmed

Row = dict[str, Any]


def file_name(source: str) -> str:
    """The film's name as it is stored: without its folder."""
    return textual(PurePath(source).name)


def film_row(report: Report, *, source: str, options_key: str, filmed: Filmed | None) -> Row:
    """The row of the film itself; the date that the user told goes before ``filmed``."""
    told = report.described
    said = (told.date, "user") if told and told.date else filmed or (None, None)
    return {
        "source": file_name(source),
        "options_key": options_key,
        "date": said[0],
        "date_told_by": said[1],
        "exercise": report.exercise.id,
        "exercise_name": report.exercise.name,
        "load": told.load_note if told else None,
        "program_version": report.program.version,
    }


def set_row(report: Report, one: SetResult) -> Row:
    """One set, with the medians over its reps."""
    reps = reps_of(report, one)
    return {
        "number": one.number,
        "side": one.side,
        "reps": one.reps,
        "clean_reps": one.clean_reps,
        "target_low": one.target.low if one.target else None,
        "target_high": one.target.high if one.target else None,
        "from_s": one.from_s,
        "to_s": one.to_s,
        "rest_after_s": one.rest_after_s,
        **one.tempo.model_dump(),
        "range_start": _median(rep.range.start for rep in reps),
        "range_peak": _median(rep.range.peak for rep in reps),
        "range_unit": reps[0].range.unit if reps else None,
        "time_error_s": _median(rep.time_error_s for rep in reps),
    }


def set_mistake_row(report: Report, one: SetResult, summary: MistakeSummary) -> Row:
    """What a set says about one mistake, and on how many of its reps."""
    found = [each for rep in reps_of(report, one) for each in rep.mistakes if each.id == summary.id]
    return {
        "mistake": summary.id,
        "name": words.mistake_name(report, summary.id),
        "verdict": summary.verdict,
        "reason": summary.reason,
        "cue": summary.cue,
        "seen": sum(each.verdict == "seen" for each in found),
        "judged": sum(each.verdict != "cannot_be_judged" for each in found),
        "error": _median(each.error for each in found),
        "unit": next((each.unit for each in found), None),
    }


def rep_row(rep: Rep) -> Row:
    """One rep."""
    return {
        "number": rep.number,
        "side": rep.side,
        "view": rep.view,
        "start_s": rep.start_s,
        "peak_start_s": rep.peak_start_s,
        "peak_end_s": rep.peak_end_s,
        "end_s": rep.end_s,
        "time_error_s": rep.time_error_s,
        **rep.phases.model_dump(),
        "range_start": rep.range.start,
        "range_peak": rep.range.peak,
        "range_unit": rep.range.unit,
        "complete": rep.complete,
    }


def rep_mistake_row(found: MistakeVerdict) -> Row:
    """What one rep says about one mistake."""
    return {
        "mistake": found.id,
        "verdict": found.verdict,
        "value": found.value,
        "limit": found.limit,
        "error": found.error,
        "unit": found.unit,
        "reason": found.reason,
        "frame_s": found.frame_s,
    }


def picture_rows(report: Report, pictures: Mapping[str, bytes]) -> list[Row]:
    """The frames that show mistakes, made small."""
    from formcheck.store.thumbnails import thumbnail  # OpenCV takes a moment to load

    set_of = {rep.number: rep.set for rep in report.reps}
    return [
        {
            "set_number": set_of.get(each.rep) if each.rep is not None else None,
            "rep": each.rep,
            "mistake": each.mistake,
            "frame_s": each.frame_s,
            "caption": each.caption,
            "jpeg": thumbnail(pictures[each.picture]),
        }
        for each in report.evidence
        if each.picture is not None and each.picture in pictures
    ]


def reps_of(report: Report, one: SetResult) -> Sequence[Rep]:
    """The reps of a set."""
    return [rep for rep in report.reps if rep.set == one.number]


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(statistics.median(known)) if known else None
