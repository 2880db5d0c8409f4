"""The history as plain data: what ``formcheck history --json`` prints."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from formcheck.history import measures
from formcheck.history.course import Course, Week, courses
from formcheck.history.legpairs import LegPair, leg_pairs
from formcheck.history.plan import planned_weeks
from formcheck.history.trend import balance, trends
from formcheck.legbalance import DIFFERENCE_ERRORS, QUANTITIES
from formcheck.standard_checks import ONE_SIDE_WEAKER
from formcheck.store import Client, StoredSet

SCHEMA = "formcheck.history/1"


def of_everybody(clients: Sequence[Client]) -> dict[str, Any]:
    """The list of clients."""
    return {"schema": SCHEMA, "clients": [dataclasses.asdict(each) for each in clients]}


def of_client(client: str, sets: Sequence[StoredSet]) -> dict[str, Any]:
    """One client: the course of each exercise, the plan, every set."""
    return {
        "schema": SCHEMA,
        "client": client,
        "exercises": [_course(each) for each in courses(sets)],
        "plan": [
            {
                "week": week.monday.isoformat(),
                "remark": week.remark,
                "workouts": [
                    {
                        "date": workout.day.isoformat(),
                        "sets": len(workout.sets),
                        "remarks": [*workout.remarks, *workout.unknown],
                    }
                    for workout in week.workouts
                ],
            }
            for week in planned_weeks(sets)
        ],
        "sets": [dataclasses.asdict(each) for each in sets],
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "id": course.exercise,
        "name": course.name,
        "weeks": [_week(course, week) for week in course.weeks],
        "trend": trends(course),
        "balance": balance(course),
        "leg_pairs": [_leg_pair(pair) for pair in leg_pairs(course)],
    }


def _leg_pair(pair: LegPair) -> dict[str, Any]:
    return {
        "date": pair.left.date,
        **dataclasses.asdict(pair.balance),
        "limit": ONE_SIDE_WEAKER.limit.value,
        "differences": [
            {"of": name, "share": pair.differences.get(name), "error": DIFFERENCE_ERRORS[name]}
            for name in QUANTITIES
        ],
        "left": _leg(pair.left),
        "right": _leg(pair.right),
    }


def _leg(one: StoredSet) -> dict[str, Any]:
    return {
        "source": one.source,
        "set": one.number,
        "load": one.load,
        "travel": one.travel,
        "unit": one.range_unit,
        "lift_s": one.lift_s,
        "reps": one.reps,
    }


def _week(course: Course, week: Week) -> dict[str, Any]:
    return {
        "week": week.monday.isoformat(),
        "loads": week.loads,
        "sides": [{"side": side, **_figures(sets, course.unit)} for side, sets in week.sides],
        **_figures(week.sets, course.unit),
        "mistakes": [
            {"id": each, **dataclasses.asdict(measures.seen(week.sets, each))}
            for each in course.mistakes
        ],
    }


def _figures(sets: Sequence[StoredSet], unit: str | None) -> dict[str, Any]:
    travel = measures.travel(sets, unit)
    return {
        "sets": len(sets),
        "reps": sum(each.reps for each in sets),
        "clean_reps": sum(each.clean_reps for each in sets),
        "travel": travel.value if travel else None,
        "travel_error": travel.error if travel else None,
        "unit": unit,
        "lift_s": measures.median(sets, lambda each: each.lift_s),
        "hold_s": measures.median(sets, lambda each: each.hold_s),
        "lower_s": measures.median(sets, lambda each: each.lower_s),
    }
