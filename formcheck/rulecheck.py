"""What is wrong with the declaration of an exercise: each problem with its field and its remedy."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from formcheck.measures import SET_MEASURES, Leg, Pick, Several, ShareOfWay, Span
from formcheck.mistakes import MISTAKES
from formcheck.rule import (
    ANY_VIEW,
    SIDE_VIEW,
    Between,
    Change,
    Check,
    Exercise,
    ForwardShare,
    Level,
    Limit,
    Measure,
    Pace,
    RepCycle,
    Source,
    SpeedDip,
    Spread,
)
from formcheck.signals import REGISTRY

_CHOICES = {"leg": get_args(Leg), "span": get_args(Span), "pick": get_args(Pick)}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def nearest(name: str, known: Iterable[str]) -> str:
    """What to name instead, as a sentence's end: the nearest names, or all of them."""
    names = list(known)
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    if close:
        return "did you mean " + " or ".join(close) + "?"
    return "the known ones are " + ", ".join(names) + "."


def problems(exercise: Exercise) -> list[str]:
    """Everything wrong with a declaration; empty when it can be used."""
    try:
        return [*_basics(exercise), *_movement(exercise), *_checks(exercise)]
    except (AttributeError, TypeError, ValueError) as error:
        return [f"EXERCISE has a field of the wrong type ({error}): compare with a built-in rule"]


def _basics(exercise: Exercise) -> Iterator[str]:
    if exercise.id == "auto" or exercise.id in MISTAKES:
        yield f"id {exercise.id!r} means something else already: take another"
    if not _ID.fullmatch(exercise.id):
        yield f"id {exercise.id!r}: use small letters, digits and single hyphens"
    for field in ("name", "summary"):
        if not getattr(exercise, field).strip():
            yield f"{field} is empty: say it in plain words"
    low, high = exercise.target_reps
    if not 1 <= low <= high:
        yield f"target_reps {exercise.target_reps}: write (fewest, most), from 1"


def _movement(exercise: Exercise) -> Iterator[str]:
    yield from _cycle("cycle", exercise.cycle)
    for cycle in exercise.rear_cycles:
        yield from _cycle("rear_cycles", cycle)
    yield from _conditions("position", exercise.position.requires)
    for variant in exercise.variants:
        for level, low, high in variant.requires:
            yield from _measure(f"variant {variant.name}", level)
            yield from _ordered(f"variant {variant.name}", low, high)
    for field in ("typical", "decisive"):
        for measure, low, high in getattr(exercise, field):
            yield from _of_a_rep(field, measure)
            yield from _ordered(field, low, high)


def _cycle(name: str, cycle: RepCycle) -> Iterator[str]:
    for field in ("signal", "found_by"):
        yield from _signal(f"{name}.{field}", getattr(cycle, field))
    for signal in cycle.moved:
        yield from _signal(f"{name}.moved", signal)
    yield from _views(f"{name}.views", cycle.views)
    yield from _conditions(f"{name}.starts", cycle.starts)
    for joint in (cycle.pivot, *cycle.timed_by):
        yield from _signal(f"{name}.timed_by", f"{joint}_across")
    if cycle.legs not in ("one", "both", "any"):
        yield f"{name}.legs {cycle.legs!r}: write 'one', 'both' or 'any'"
    if not cycle.full_range > 0:
        yield f"{name}.full_range {cycle.full_range}: it has to be above 0"
    if cycle.from_rest and cycle.signal != cycle.found_by:
        yield f"{name}.from_rest: signal and found_by have to be the same signal for it"
    if cycle.target is not None:
        yield from _limit(f"{name}.target", cycle.target)
    for guard in cycle.guards:
        for measure, limit in guard.limits:
            yield from _of_a_rep(f"{name}.guards", measure)
            yield from _limit(f"{name}.guards", limit)
        yield from _views(f"{name}.guards", guard.views)


def _conditions(field: str, conditions: Sequence[Between]) -> Iterator[str]:
    for condition in conditions:
        yield from _signal(field, condition.signal)
        yield from _words(field, condition)
        yield from _ordered(field, condition.low, condition.high)


def _checks(exercise: Exercise) -> Iterator[str]:
    variants = {variant.name for variant in exercise.variants}
    taken: set[tuple[str, str]] = set()
    for check in exercise.checks:
        where = f"check {check.mistake!r}"
        if check.mistake not in MISTAKES:
            yield f"{where}: there is no such mistake, " + nearest(check.mistake, MISTAKES)
        for variant in check.variants or ("",):
            if (check.mistake, variant) in taken:
                yield f"{where}: declared twice: keep one"
            taken.add((check.mistake, variant))
        for name in set(check.variants) - variants:
            yield f"{where}: variants names {name!r}: declare it in EXERCISE.variants"
        yield from _check(where, check)


def _check(where: str, check: Check) -> Iterator[str]:
    yield from _measure(where, check.measure)
    yield from _limit(where, check.limit)
    if check.sign:
        yield from _measure(f"{where}: sign", check.sign.measure)
        yield from _limit(f"{where}: sign", check.sign.limit)
    if check.usual:
        yield from _limit(f"{where}: usual", check.usual.limit)
    if not check.cue.strip():
        yield f"{where}: cue is empty: say what to do about it"
    yield from _views(f"{where}: views", check.views)
    yield from _steepest(where, check)


def _steepest(where: str, check: Check) -> Iterator[str]:
    steepest = check.steepest_deg
    if not isinstance(steepest, int | float) or not steepest > 0:
        yield f"{where}: steepest_deg {steepest!r}: write a number of degrees above 0"
    elif math.isfinite(steepest) and not check.views <= SIDE_VIEW:
        yield f"{where}: steepest_deg is told by the shoulders from the side: views=SIDE_VIEW"


def _views(field: str, views: frozenset[str]) -> Iterator[str]:
    if not views or not views <= ANY_VIEW:
        yield f"{field} {sorted(views)}: choose among {', '.join(sorted(ANY_VIEW))}"


def _measure(where: str, measure: Measure) -> Iterator[str]:
    yield from _words(where, measure)
    if isinstance(measure, Several):
        for part, _ in measure.measures:
            yield from _measure(where, part)
    elif isinstance(measure, Level | Spread | ShareOfWay | ForwardShare):
        yield from _signal(where, measure.signal)
    if isinstance(measure, ShareOfWay):
        for name in measure.per:
            yield from _signal(f"{where}: per", name)
    if isinstance(measure, Change):
        for field in ("neutral", "covered"):
            if condition := getattr(measure, field):
                yield from _signal(f"{where}: {field}", condition[0])


def _of_a_rep(where: str, measure: Measure) -> Iterator[str]:
    if isinstance(measure, SET_MEASURES):
        yield f"{where}: {type(measure).__name__} is of a whole set: take a measure of one rep"
    yield from _measure(where, measure)


def _words(where: str, declared: object) -> Iterator[str]:
    """Fields that hold one of a few words."""
    moving = isinstance(declared, Pace | SpeedDip)
    phases = ("lift", "lower") if moving else ("lift", "hold", "lower")
    for field, known in {**_CHOICES, "phase": phases}.items():
        value = getattr(declared, field, None)
        if value is not None and value not in known:
            yield f"{where}: {field} {value!r}: choose among {', '.join(known)}"


def _signal(where: str, name: str) -> Iterator[str]:
    if name not in REGISTRY:
        yield f"{where}: there is no signal {name!r}, " + nearest(name, REGISTRY)


def _limit(where: str, limit: Limit) -> Iterator[str]:
    if limit.bad not in ("above", "below"):
        yield f"{where}: limit.bad {limit.bad!r}: write 'above' or 'below'"
    if not math.isfinite(limit.value):
        yield f"{where}: limit.value {limit.value}: write a finite number"
    if not isinstance(limit.origin, Source):
        yield f"{where}: limit.origin is missing: write seed(...), literature(...) or " + (
            "project_choice(...)"
        )
    elif not limit.origin.reference.strip():
        yield f"{where}: limit.origin is empty: name the source or the reason"


def _ordered(where: str, low: float, high: float) -> Iterator[str]:
    if not low < high:
        yield f"{where}: {low} to {high} holds no value: the lower end comes first"
