"""One line for each set: what the page shows and ``summary.csv`` holds, worst first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Final, Literal, cast
from urllib.parse import quote

from formcheck.batch.films import Film
from formcheck.report import words
from formcheck.report.fields import readable
from formcheck.report.files import REPORT_HTML
from formcheck.report.model import MistakeSummary, Report, SetResult
from formcheck.store.names import textual

STRAINING: Final = frozenset(
    (
        "lumbar-arch",
        "lumbar-round",
        "over-range",
        "swinging",
        "dropped-return",
        "bouncing",
        "locked-knee",
        "too-heavy",
    )
)
"""Mistakes that strain the back or the joints: they count double."""

WHOLE_SET: Final = 0.5
"""What a mistake of the set as a whole counts; one of a rep counts the share of reps it is on."""

NOTHING_COUNTED: Final = 1.0
"""A film in which nothing was counted is as urgent as a mistake on every rep."""

NOTHING_JUDGED: Final = 0.25
"""What a set adds of which nothing could be judged; one judged in part adds its share."""

BETWEEN: Final = " | "
"""Stands between the parts of a cell."""

_MOST_NAMED = 4
_MOST_PICTURES = 2

State = Literal["mistakes", "unclear", "clean", "nothing counted", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """A set, or a film without one.

    Attributes:
        file: path of the film below the client's folder.
        set: number in its film; empty where nothing was counted.
        urgency: the higher, the sooner it needs a look; see :func:`urgency`.
        reason: why, in words; of a failed film, what is wrong with it.
        seen: mistakes seen, each with the number of reps it is on.
        not_judged: mistakes that could not be judged, each with the reason.
        report: address of the report's page from the target folder.
        pictures: names of small pictures of the evidence, beside the report.
    """

    client: str
    file: str
    set: str
    state: State
    urgency: float
    reason: str
    exercise: str = ""
    date: str = ""
    load: str = ""
    side: str = ""
    reps: int = 0
    clean_reps: int = 0
    target: str = ""
    seen: str = ""
    not_judged: str = ""
    warnings: str = ""
    report: str = ""
    pictures: str = ""


def rows_of(film: Film, report: Report) -> list[Row]:
    """A line for each set of a film; one where it has none."""
    if not report.sets:
        return [_film_row(film, report)]
    return [_set_row(film, report, each) for each in report.sets]


def failed_row(film: Film, sentence: str) -> Row:
    """The line of a film that could not be analysed."""
    return Row(*_names(film), set="", state="failed", urgency=0.0, reason=_shown(sentence))


def urgency(one: SetResult) -> float:
    """How much a set needs a look, from 0; the constants of this module say how it is added up."""
    seen = sum(_weight(each, one) for each in one.mistakes if each.verdict == "seen")
    unclear = sum(each.verdict == "cannot_be_judged" for each in one.mistakes)
    return round(seen + NOTHING_JUDGED * unclear / max(len(one.mistakes), 1), 3)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Worst first, films that failed at the end."""
    return sorted(
        rows, key=lambda r: (r.state == "failed", -r.urgency, r.client, r.file, int(r.set or 0))
    )


def to_csv(rows: Iterable[Row]) -> str:
    """The text of ``summary.csv``: a line of headings, then one for each row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [each.name for each in fields(Row)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return text.getvalue()


def from_csv(text: str) -> list[Row]:
    """Read ``summary.csv``; raises ValueError where it is none."""
    try:
        return [_row(told) for told in csv.DictReader(io.StringIO(text, newline=""))]
    except (TypeError, KeyError) as error:
        raise ValueError(f"no summary of a batch: {error}") from error


def _row(told: dict[str, str]) -> Row:
    numbers = {"urgency": float(told["urgency"])}
    numbers |= {name: int(told[name]) for name in ("reps", "clean_reps")}
    return Row(**{**told, **numbers})  # type: ignore[arg-type]


def _set_row(film: Film, report: Report, one: SetResult) -> Row:
    seen = sorted(
        (each for each in one.mistakes if each.verdict == "seen"),
        key=lambda each: -_weight(each, one),
    )
    unclear = [each for each in one.mistakes if each.verdict == "cannot_be_judged"]
    return replace(
        _film_row(film, report),
        set=str(one.number),
        state="mistakes" if seen else "unclear" if unclear else "clean",
        urgency=urgency(one),
        reason=_reason(report, one, seen, len(unclear)),
        side=one.side or "",
        reps=one.reps,
        clean_reps=one.clean_reps,
        target=words.target(one.target),
        seen=BETWEEN.join(f"{each.id} {len(each.reps)}" for each in seen),
        not_judged=BETWEEN.join(_unclear(report, each) for each in unclear),
        pictures=BETWEEN.join(_pictures(report, one, seen)),
    )


def _names(film: Film) -> tuple[str, str]:
    inner = film.place[1:] if film.wanted.client else film.place
    # The client as the history has them, so that both forget the same one.
    return textual(film.wanted.client or ""), _shown("/".join(inner))


def _film_row(film: Film, report: Report) -> Row:
    """What is said of a film; the whole line where nothing was counted in it."""
    told = report.described
    place = [quote(each, safe="", errors="surrogateescape") for each in film.place]
    return Row(
        *_names(film),
        set="",
        state="nothing counted",
        urgency=NOTHING_COUNTED,
        reason=" ".join(report.headline or [each.message for each in report.warnings]),
        exercise=report.exercise.name or "",
        date=(told and told.date) or "",
        load=_shown((told and told.load_note) or ""),
        warnings=" ".join(each.message for each in report.warnings),
        report="/".join([*place, REPORT_HTML]),
    )


def _weight(mistake: MistakeSummary, one: SetResult) -> float:
    share = len(mistake.reps) / max(one.reps, 1) if mistake.reps else WHOLE_SET
    return share * (2 if mistake.id in STRAINING else 1)


def _reason(report: Report, one: SetResult, seen: Sequence[MistakeSummary], unclear: int) -> str:
    said = [_said(report, one, each) for each in seen[:_MOST_NAMED]] or ["no mistake seen"]
    if more := len(seen) - _MOST_NAMED:
        said += [words.count(more, "more mistake")] if more > 0 else []
    if unclear:
        said.append(f"{unclear} of {len(one.mistakes)} mistakes could not be judged")
    return words.heading("; ".join(said)) + "."


def _said(report: Report, one: SetResult, mistake: MistakeSummary) -> str:
    name = words.mistake_name(report, mistake.id)
    name = name[:1].lower() + name[1:]
    return f"{name} on {len(mistake.reps)} of {one.reps} reps" if mistake.reps else name


def _unclear(report: Report, mistake: MistakeSummary) -> str:
    name = words.mistake_name(report, mistake.id)
    return f"{name} ({mistake.reason})" if mistake.reason else name


def _pictures(report: Report, one: SetResult, seen: Sequence[MistakeSummary]) -> list[str]:
    """The first picture of each of the mistakes that weigh most."""
    own = {rep.number for rep in report.reps if rep.set == one.number}
    first: dict[str, str] = {}
    for each in report.evidence:
        if each.picture and each.rep in own:
            first.setdefault(each.mistake, each.picture)
    return [first[each.id] for each in seen if each.id in first][:_MOST_PICTURES]


def _shown(text: str) -> str:
    return cast("str", readable(text))
