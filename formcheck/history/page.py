"""The history of one client as a self-contained page that asks nobody for anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.history import measures
from formcheck.history.course import Course, courses, day_in_words, day_of, short_day
from formcheck.history.export import replace_file
from formcheck.history.legpairs import FILM_AGAINST_FILM, compared_in_words, film_of, leg_pairs
from formcheck.history.plan import in_plan, planned_weeks
from formcheck.history.plots import plots, reading
from formcheck.history.terminal import fraction, left_out, overview, percent, tempo
from formcheck.history.trend import balance, trends
from formcheck.report.html import data_uri, environment
from formcheck.standard_checks import ONE_SIDE_WEAKER
from formcheck.store import Picture, StoredSet
from formcheck.store.names import shown

PICTURES_OF_A_SET = 4

Pictures = Callable[[int], Sequence[Picture]]


@dataclass(frozen=True)
class ShownSet:
    """A set with the frames that show its mistakes."""

    title: str
    set: StoredSet
    seen: list[str]
    pictures: list[Picture]


def write_page(path: Path, client: str, sets: Sequence[StoredSet], pictures: Pictures) -> None:
    """Write the page.

    Args:
        pictures: the evidence of a film, by ``StoredSet.film``.

    Raises:
        OutputError: the file cannot be written.
    """
    text = render(client, sets, pictures)
    replace_file(path, lambda part: _write(part, text))


def _write(part: Path, text: str) -> None:
    part.write_text(text, encoding="utf-8")


def render(client: str, sets: Sequence[StoredSet], pictures: Pictures) -> str:
    """Draw the page; it shows nothing that the sets and their pictures do not hold."""
    template = environment("formcheck.history").get_template("history.html.j2")
    return template.render(
        client=shown(client),
        overview=overview(sets),
        left_out=left_out(sets),
        courses=courses(sets),
        sets=list(reversed(sets)),
        planned=list(reversed(planned_weeks(sets))),
        in_plan=in_plan(planned_weeks(sets)),
        first_and_last=lambda course: first_and_last(course, pictures),
        trends=trends,
        balance=balance,
        FILM_AGAINST_FILM=FILM_AGAINST_FILM,
        leg_pairs=leg_pairs,
        compared_in_words=compared_in_words,
        film_of=film_of,
        legs_limit=ONE_SIDE_WEAKER.limit.value,
        plots=plots,
        reading=reading,
        measures=measures,
        percent=percent,
        fraction=fraction,
        tempo=tempo,
        day_in_words=day_in_words,
        day_of=day_of,
        short_day=short_day,
        data_uri=data_uri,
    )


def first_and_last(course: Course, pictures: Pictures) -> list[ShownSet]:
    """The first set of the period and the last, with their evidence; one where there is one."""
    first, last = course.sets[0], course.sets[-1]
    named = (
        [("First set", first), ("Last set", last)] if first is not last else [("The set", first)]
    )
    return [_shown(title, one, pictures) for title, one in named]


def _shown(title: str, one: StoredSet, pictures: Pictures) -> ShownSet:
    of_set = [each for each in pictures(one.film) if each.set in (one.number, None)]
    # One frame for each mistake: the report holds the others.
    chosen: dict[str, Picture] = {}
    for each in of_set:
        chosen.setdefault(each.mistake, each)
    return ShownSet(
        title=f"{title}, {day_in_words(day_of(one))}",
        set=one,
        seen=[each.name for each in one.mistakes if each.verdict == "seen"],
        pictures=list(chosen.values())[:PICTURES_OF_A_SET],
    )
