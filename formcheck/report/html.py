"""``report.html``: one self-contained page, opened from disk, that asks nobody for anything."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.report import words
from formcheck.report.chart import charts
from formcheck.report.fields import Verdict
from formcheck.report.model import Evidence, MistakeSummary, MistakeVerdict, Rep, Report
from formcheck.report.palette import PHASES


def render(report: Report, pictures: Mapping[str, bytes]) -> str:
    """Draw the report as one HTML page.

    Args:
        report: what to show; the page shows nothing that it does not hold.
        pictures: JPEG files by the name that ``Evidence.picture`` gives; others are left out.
    """
    drawn = charts(report)
    summaries = {each.id: each for each in report.mistakes}
    return environment("formcheck.report").get_template("report.html.j2").render(
        report=report,
        summaries=summaries,
        grouped=_grouped(report),
        unclear_by_reason=words.unclear_by_reason(report),
        columns=_columns(report),
        column_limit=lambda mistake: _column_limit(report, mistake),
        notes=_notes(report.reps),
        evidence=_evidence(report),
        pictures={name: data_uri(jpeg) for name, jpeg in pictures.items()},
        charts=drawn,
        chart_data=_script_data([chart.data() for chart in drawn]),
        plotly=_plotly() if drawn else "",
        phases=PHASES,
    )  # fmt: skip


def get_ready() -> None:
    """Do now what takes a third of a second when the first page is drawn."""
    _plotly()
    own = environment("formcheck.report")
    for name in own.list_templates(extensions=["j2"]):
        own.get_template(name)


@cache
def environment(package: str) -> Environment:
    """Templates in the folder ``page`` of a package, with everything escaped.

    The report's own templates are there, too; ``words`` and the report's style sheet,
    ``file("style.css")``, are at hand in each of them.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(each, "page") for each in (package, __package__)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, verdict_of=_verdict_of, file=_page_file)
    return made


@cache
def _page_file(name: str) -> Markup:
    """A style sheet or script of the page, put in as it is."""
    return Markup((files("formcheck.report") / "page" / name).read_text(encoding="utf-8"))


@cache
def _plotly() -> str:
    """The plotting library, compressed: the page unpacks it, which saves 3 MB a report."""
    script = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(script, 6, mtime=0)).decode("ascii")


def _script_data(data: Any) -> Markup:
    """JSON that no text inside it can end: every ``<`` is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))


def data_uri(jpeg: bytes) -> str:
    """A JPEG as an address that a page can hold."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


def _columns(report: Report) -> list[str]:
    """Mistakes that are judged rep by rep, in the order of the report's mistakes."""
    judged = {each.id: None for rep in report.reps for each in rep.mistakes}
    listed = [each.id for each in report.mistakes if each.id in judged]
    return listed + [each for each in judged if each not in listed]


def _verdict_of(rep: Rep, mistake: str) -> MistakeVerdict | None:
    return next((each for each in rep.mistakes if each.id == mistake), None)


def _column_limit(report: Report, mistake: str) -> str:
    verdicts = [each for rep in report.reps for each in rep.mistakes if each.id == mistake]
    summary = next((each for each in report.mistakes if each.id == mistake), None)
    return words.column_limit(verdicts, summary)


def _notes(reps: list[Rep]) -> dict[str, str]:
    """A letter for each reason why a rep could not be judged, in order of appearance."""
    reasons = dict.fromkeys(
        each.reason
        for rep in reps
        for each in rep.mistakes
        if each.verdict == "cannot_be_judged" and each.reason
    )
    return {reason: _letter(place) for place, reason in enumerate(reasons)}


def _letter(place: int) -> str:
    """a, b, … z, aa, ab, …"""
    more, last = divmod(place, 26)
    return (_letter(more - 1) if more else "") + chr(ord("a") + last)


def _evidence(report: Report) -> dict[str, list[tuple[Evidence, MistakeVerdict | None]]]:
    """The frames of each mistake, with the verdict that each of them shows."""
    reps = {rep.number: rep for rep in report.reps}
    found: dict[str, list[tuple[Evidence, MistakeVerdict | None]]] = {}
    for each in report.evidence:
        rep = reps.get(each.rep) if each.rep is not None else None
        verdict = _verdict_of(rep, each.mistake) if rep else None
        found.setdefault(each.mistake, []).append((each, verdict))
    return found


def _grouped(report: Report) -> dict[Verdict, list[MistakeSummary]]:
    return {verdict: _with(report.mistakes, verdict) for verdict in words.VERDICTS}


def _with(summaries: Iterable[MistakeSummary], verdict: Verdict) -> list[MistakeSummary]:
    return [each for each in summaries if each.verdict == verdict]
