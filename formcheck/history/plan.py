"""The set plan over a workout and over a week: what it asks, and what was done.

It asks for reps in target, about 30 s of rest, at most 4 sets of one exercise, 8 to 10 sets for
the muscle group in a workout, and the group once a week. Every exercise of the rule book trains
the same group. Legs that take turns are counted apart: a set of each leg is one set.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formcheck.history.course import day_in_words, day_of, monday_of
from formcheck.report import words
from formcheck.setplan import rest_remark, rounds
from formcheck.standard_checks import MOST_SETS
from formcheck.store import StoredSet

GROUP_SETS = (8, 10)


@dataclass(frozen=True)
class Workout:
    """All sets of one day against the plan.

    Attributes:
        remarks: where they differ from it, in plain words; empty where they do not.
        unknown: what the films do not tell.
    """

    day: datetime.date
    sets: tuple[StoredSet, ...]
    remarks: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class PlannedWeek:
    """The workouts of one week; remark: where their number differs from the plan."""

    monday: datetime.date
    workouts: tuple[Workout, ...]
    remark: str | None


def planned_weeks(sets: Sequence[StoredSet]) -> list[PlannedWeek]:
    """Every week with its workouts, in order; sets without a date are left out."""
    days: dict[datetime.date, list[StoredSet]] = {}
    for each in sets:
        if each.date:
            days.setdefault(day_of(each), []).append(each)
    weeks: dict[datetime.date, list[Workout]] = {}
    for _, of in sorted(days.items()):
        weeks.setdefault(monday_of(of[0]), []).append(_workout(of))
    return [
        PlannedWeek(monday, tuple(workouts), _week_remark(workouts))
        for monday, workouts in weeks.items()
    ]


def _week_remark(workouts: Sequence[Workout]) -> str | None:
    if len(workouts) == 1:
        return None
    return f"{len(workouts)} workouts for the muscle group; the plan asks for one a week."


def _workout(sets: Sequence[StoredSet]) -> Workout:
    remarks = [*_reps(sets), *_sets_of_one(sets), *_sets_of_group(sets)]
    if rests := rest_remark(sets):
        remarks.append(rests)
    films = len({each.film for each in sets})
    unknown = ["The rest between films is not known."] if films > 1 else []
    return Workout(day_of(sets[0]), tuple(sets), tuple(remarks), tuple(unknown))


def _reps(sets: Iterable[StoredSet]) -> Iterator[str]:
    with_target = [each for each in sets if each.target_low is not None]
    outside = [each for each in with_target if not _in_target(each)]
    targets = dict.fromkeys((each.target_low, each.target_high) for each in outside)
    for low, high in targets:
        asked = f"{low} to {high}" if high is not None else f"{low} or more"
        of = [each for each in outside if (each.target_low, each.target_high) == (low, high)]
        done = ", ".join(str(each.reps) for each in of)
        yield (
            f"{words.count(len(of), 'set')} outside the target: "
            f"{done} reps, the plan asks for {asked}."
        )


def _in_target(one: StoredSet) -> bool:
    low, high = one.target_low or 0, one.target_high
    return low <= one.reps and (high is None or one.reps <= high)


def _sets_of_one(sets: Sequence[StoredSet]) -> Iterator[str]:
    names = {each.exercise: each.exercise_name or each.exercise for each in sets}
    for exercise, name in names.items():
        done = rounds(each for each in sets if each.exercise == exercise)
        if done > MOST_SETS:
            yield f"{done} sets of {name}; the plan asks for at most {MOST_SETS}."


def _sets_of_group(sets: Sequence[StoredSet]) -> Iterator[str]:
    exercises = {each.exercise for each in sets}
    done = sum(rounds(s for s in sets if s.exercise == exercise) for exercise in exercises)
    low, high = GROUP_SETS
    if not low <= done <= high:
        yield (
            f"{words.count(done, 'set')} for the muscle group; "
            f"the plan asks for {low} to {high} in a workout."
        )


def in_plan(weeks: Iterable[PlannedWeek]) -> str:
    """How many workouts went by the plan, in one sentence."""
    workouts = [each for week in weeks for each in week.workouts]
    good = sum(not each.remarks for each in workouts)
    return f"{good} of {words.count(len(workouts), 'workout')} as the plan asks."


def remarks(week: PlannedWeek) -> list[str]:
    """Everything to say of a week, each with its day."""
    lines = [
        f"{day_in_words(workout.day)}: {remark}"
        for workout in week.workouts
        for remark in (*workout.remarks, *workout.unknown)
    ]
    return [*lines, f"Week of {day_in_words(week.monday)}: {week.remark}"] if week.remark else lines
