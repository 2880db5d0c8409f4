"""``summary.csv`` and ``index.html``: every set of a batch, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from formcheck.batch.results import THUMBNAILS, Results, saying
from formcheck.batch.rows import BETWEEN, Row, in_order, to_csv
from formcheck.report.html import environment

SUMMARY = "summary.csv"
PAGE = "index.html"
COURSE = "history.html"
"""A client's course over the weeks, in the client's folder."""


def write(results: Results, rows: Iterable[Row], others: int = 0) -> Path:
    """Write both; returns the page.

    Args:
        others: files that were passed over, since they are no films.
    """
    ordered = in_order(rows)
    with saying(results.folder):
        results.write(SUMMARY, to_csv(ordered))
        results.write(PAGE, render(ordered, others))
    return results.folder / PAGE


def render(rows: Sequence[Row], others: int) -> str:
    """The page as HTML, which asks nobody for anything but the pictures beside the reports."""
    sets = [row for row in rows if row.state != "failed"]
    return environment("formcheck.batch").get_template("index.html.j2").render(
        sets=sets,
        failed=[row for row in rows if row.state == "failed"],
        others=others,
        films=len({(row.client, row.file) for row in rows}),
        amount=lambda state: sum(row.state == state for row in sets),
        clients=sorted({row.client for row in sets if row.client}),
        exercises=sorted({row.exercise for row in sets if row.exercise}),
        pictures=_pictures,
        course=_course,
        states=STATES,
        between=BETWEEN,
        at_once=AT_ONCE,
    )  # fmt: skip


AT_ONCE = 50
"""So many sets are shown until one scrolls: a browser takes about a second to lay out 1,000."""

STATES = {
    "mistakes": ("mistakes seen", "seen"),
    "nothing counted": ("nothing counted", "cannot_be_judged"),
    "unclear": ("not all judged", "cannot_be_judged"),
    "clean": ("nothing seen", "not_seen"),
}
"""What a set's state is called, and the verdict whose icon and colour stand for it."""


def _pictures(row: Row) -> list[tuple[str, str]]:
    """Address and description of each small picture of a set."""
    folder = row.report.rpartition("/")[0]
    names = [name for name in row.pictures.split(BETWEEN) if name]
    said = row.seen.split(BETWEEN)
    return [(f"{folder}/{THUMBNAILS}/{name}", _described(name, said)) for name in names]


def _course(row: Row) -> str:
    """Address of the page of a client's course over the weeks."""
    return f"{row.report.partition('/')[0]}/{COURSE}"


def _described(picture: str, seen: Sequence[str]) -> str:
    mistakes = [each.rpartition(" ")[0] for each in seen]
    shown = [each for each in mistakes if each in picture]
    return max(shown, key=len).replace("-", " ") if shown else "evidence"
