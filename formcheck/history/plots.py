"""What the charts of a client's page show: range, clean reps, tempo, load, week by week."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

from formcheck.history import measures
from formcheck.history.course import Course, day_in_words
from formcheck.history.drawing import Line, LineChart, Point
from formcheck.history.measures import Known
from formcheck.report import words
from formcheck.store import StoredSet

LEGS = (
    ("left", "left leg", "circle"),
    ("right", "right leg", "square"),
    ("both", "both legs", "diamond"),
)

Measure = Callable[[Sequence[StoredSet]], Known | None]


def plots(course: Course) -> list[LineChart]:
    """One chart for each thing that was measured at least once."""
    unit = course.unit or ""
    drawn = [
        LineChart(
            "Range of a rep, start to peak",
            unit,
            _by_leg(course, lambda sets: measures.travel(sets, unit), unit),
        ),
        LineChart("Clean reps", "%", _by_leg(course, _clean, "%"), top=105.0),
        LineChart("Tempo", "s", _tempo(course)),
        LineChart("Load", "kg", _load(course)),
    ]
    return [each for each in drawn if each.lines]


def _by_leg(course: Course, measure: Measure, unit: str) -> tuple[Line, ...]:
    lines = (
        _line(name, mark, ((week.monday, measure(week.side(side))) for week in course.weeks), unit)
        for side, name, mark in LEGS
    )
    return tuple(line for line in lines if line.points)


def _clean(sets: Sequence[StoredSet]) -> Known | None:
    share = measures.clean(sets).value
    return None if share is None else Known(100 * share, None)


def _tempo(course: Course) -> tuple[Line, ...]:
    phases = (
        ("lift", "circle", lambda each: each.lift_s),
        ("hold", "square", lambda each: each.hold_s),
        ("lower", "diamond", lambda each: each.lower_s),
    )
    lines = (
        _line(
            name, mark, ((w.monday, _known(measures.median(w.sets, of))) for w in course.weeks), "s"
        )
        for name, mark, of in phases
    )
    return tuple(line for line in lines if line.points)


def _load(course: Course) -> tuple[Line, ...]:
    line = _line("load", "circle", ((w.monday, _known(w.load_kg)) for w in course.weeks), "kg")
    return (line,) if line.points else ()


def _known(value: float | None) -> Known | None:
    return None if value is None else Known(value, None)


def _line(
    name: str, mark: str, found: Iterable[tuple[datetime.date, Known | None]], unit: str
) -> Line:
    points = [
        Point(week, known.value, _text(name, week, known, unit), known.error)
        for week, known in found
        if known is not None
    ]
    return Line(name, mark, tuple(points))


def _text(name: str, week: datetime.date, known: Known, unit: str) -> str:
    text = f"Week of {day_in_words(week)}, {name}: {reading(known.value, unit)}"
    return f"{text} ± {reading(known.error, unit)}" if known.error is not None else text


def reading(value: float, unit: str) -> str:
    """A value of a chart with its unit: ``57%``, ``2.5 kg``, ``24.1°``."""
    if unit == "%":
        return f"{value:.0f}%"
    return f"{value:g} kg" if unit == "kg" else words.number(value, unit)
