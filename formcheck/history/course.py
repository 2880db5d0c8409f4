"""A client's sets in order: week by week, exercise by exercise, left and right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from formcheck.history import measures
from formcheck.history.measures import Share
from formcheck.report import words
from formcheck.store import StoredSet

_KILOGRAM = re.compile(r"(\d+(?:[.,]\d+)?)\s*kg\b", re.IGNORECASE)


@dataclass(frozen=True)
class Week:
    """The sets of one exercise in one week; at least one."""

    monday: datetime.date
    sets: tuple[StoredSet, ...]

    def side(self, side: str) -> tuple[StoredSet, ...]:
        """The sets of one leg."""
        return tuple(each for each in self.sets if each.side == side)

    @property
    def sides(self) -> list[tuple[str | None, tuple[StoredSet, ...]]]:
        """The sets of each leg that trained, left first; None: not known."""
        order = ("left", "right", "both", None)
        found = [(side, tuple(s for s in self.sets if s.side == side)) for side in order]
        return [(side, sets) for side, sets in found if sets]

    @property
    def loads(self) -> list[str]:
        """The loads that were told, each once, in order."""
        return list(dict.fromkeys(each.load for each in self.sets if each.load))

    @property
    def load_kg(self) -> float | None:
        """The median load, kg; None unless every set tells it in kilograms."""
        told = [_KILOGRAM.search(each.load or "") for each in self.sets]
        if not all(told):
            return None
        weights = [float(found[1].replace(",", ".")) for found in told if found]
        return sorted(weights)[len(weights) // 2]


@dataclass(frozen=True)
class Course:
    """One exercise of one client over the weeks; sets with a date only, at least one."""

    exercise: str
    name: str
    sets: tuple[StoredSet, ...]

    @cached_property
    def unit(self) -> str | None:
        """The unit in which the range of most sets was measured."""
        units = [each.range_unit for each in self.sets if each.range_unit]
        return max(units, key=units.count, default=None)

    @cached_property
    def weeks(self) -> list[Week]:
        """Every week in which a set was done, in order."""
        found: dict[datetime.date, list[StoredSet]] = {}
        for each in self.sets:
            found.setdefault(monday_of(each), []).append(each)
        return [Week(monday, tuple(sets)) for monday, sets in sorted(found.items())]

    @cached_property
    def mistakes(self) -> dict[str, str]:
        """Names of all mistakes that were looked for, by id, in the order of the reports."""
        return {each.id: each.name for one in reversed(self.sets) for each in one.mistakes}

    def title(self, mistake: str) -> str:
        """The mistake's name as a heading; says so where sets are counted, not reps."""
        over_sets = measures.over_sets(self.sets, mistake)
        return words.heading(self.mistakes[mistake]) + (", sets" if over_sets else "")

    def rates(self, mistake: str) -> list[Share]:
        """On how many of the judged reps a mistake was seen, week by week."""
        return [measures.seen(week.sets, mistake) for week in self.weeks]

    @cached_property
    def both_legs(self) -> list[Week]:
        """The weeks in which each leg did a set."""
        return [week for week in self.weeks if week.side("left") and week.side("right")]


def courses(sets: Sequence[StoredSet]) -> list[Course]:
    """One course for each exercise that was recognised, in the order in which they began."""
    found: dict[str, list[StoredSet]] = {}
    for each in sorted((s for s in sets if s.date), key=lambda each: each.date or ""):
        if each.exercise is not None:
            found.setdefault(each.exercise, []).append(each)
    return [
        Course(exercise, of[-1].exercise_name or exercise, tuple(of))
        for exercise, of in found.items()
    ]


def day_of(one: StoredSet) -> datetime.date:
    """The day of a set that has one."""
    assert one.date is not None
    return datetime.date.fromisoformat(one.date)


def monday_of(one: StoredSet) -> datetime.date:
    """The first day of the week of a set that has a date."""
    day = day_of(one)
    return day - datetime.timedelta(days=day.weekday())


def short_day(day: datetime.date, days: Sequence[datetime.date]) -> str:
    """``3 Mar``; with the year, ``3 Mar 25``, where it stands among days of several."""
    several = len({each.year for each in days}) > 1
    return f"{day.day} {day:%b %y}" if several else f"{day.day} {day:%b}"


def day_in_words(day: datetime.date) -> str:
    """``3 March 2025``."""
    return f"{day.day} {day:%B} {day.year}"
