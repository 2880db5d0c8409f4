"""The rule book in words: lists of exercises, and what an exercise or a mistake is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from formcheck.errors import RuleError
from formcheck.measures import SET_MEASURES, Several
from formcheck.mistakes import MISTAKES, Mistake
from formcheck.rule import (
    AnyOf,
    Calibrated,
    Change,
    Check,
    CleanReps,
    Duration,
    Exercise,
    FormDecay,
    Level,
    Limit,
    Measure,
    Pace,
    Rebound,
    RepsOffTarget,
    RestAfter,
    SideDifference,
    SideSwitches,
    Sign,
    SpeedDip,
    Spread,
    Usual,
)
from formcheck.rulebook import RuleBook
from formcheck.rulecheck import nearest
from formcheck.setplan import RESTS_S
from formcheck.signals import REGISTRY

_WHOLE_MEASURES: dict[type, str] = {
    Rebound: "how hard the movement turns round at the start position, in ranges of the rep per "
    "second squared; 0 after a rest",
    RestAfter: "how long the start position is kept before the next rep",
    SideSwitches: "how often the working leg changes within the set",
    FormDecay: "the share of range or of lifting speed that is lost from the first to the last "
    "third of the set, or of reps that are swung there in addition, in a set with fewer clean reps "
    "than the target",
    CleanReps: "how many reps of the set are complete and without a mistake that was seen",
    RepsOffTarget: "how many reps the set lies outside the exercise's target; also seen "
    f"on a set after which the same leg rests for less than {RESTS_S[0]:.0f} or more than "
    f"{RESTS_S[1]:.0f} s, and from the fifth set on",
    SideDifference: "the largest difference between both legs' sets in range, lifting time or reps",
}


def listing(book: RuleBook) -> list[dict[str, Any]]:
    """Every exercise with the fields of ``formcheck exercises --json``."""
    return [
        {
            "id": exercise.id,
            "name": exercise.name,
            "position": exercise.position.name,
            "rep_signal": exercise.cycle.signal,
            "target_reps": list(exercise.target_reps),
            "mistakes": [_mistake(exercise, check) for check in exercise.checks],
        }
        for exercise in book.exercises.values()
    ]


def explain(book: RuleBook, name: str) -> str:
    """An exercise or a mistake in words, by its id.

    Raises:
        RuleError: there is neither an exercise nor a mistake of that id.
    """
    if name in book.exercises:
        return "\n".join(_exercise_text(book.exercises[name]))
    if name in MISTAKES:
        return "\n".join(_mistake_text(MISTAKES[name], book))
    known = [*book.exercises, *MISTAKES]
    raise RuleError(f"There is no exercise or mistake {name!r}: {nearest(name, known)}")


def measured(measure: Measure) -> str:
    """How a measure is taken, in words."""
    if isinstance(measure, Several):
        anyone = isinstance(measure, AnyOf)
        parts = ("; or " if anyone else "; and ").join(measured(m) for m, _ in measure.measures)
        return f"whichever lies {'furthest' if anyone else 'least'} beyond its own limit: {parts}"
    if isinstance(measure, Duration):
        return f"how long the {measure.phase} lasts"
    if isinstance(measure, Pace):
        return f"the peak speed of the {measure.phase}, in ranges of the rep per second"
    if isinstance(measure, SpeedDip):
        return (
            f"how far the leg's speed falls and rises again within the {measure.phase}, "
            "as a share of its peak"
        )
    if isinstance(measure, Spread):
        return f"how far this travels over the {measure.span}: {_signal(measure)}"
    if isinstance(measure, Change):
        picked = "" if measure.pick == "median" else f"{measure.pick} "
        text = f"change against the person's own start position, {picked}{_span(measure)}: "
        expected = f" (less the {measure.expected:g} that everybody shows)"
        return text + _signal(measure) + (expected if measure.expected else "")
    if isinstance(measure, Level):
        return f"{measure.pick} {_span(measure)} of: {_signal(measure)}"
    return _WHOLE_MEASURES[type(measure)]


def bounds(limit: Limit, error: float, unit: str) -> str:
    """A limit with its error and origin, in words."""
    return f"{limit.bad} {limit.value:g} ± {error:g} {unit} ({limit.origin})"


def told_by(sign: Sign) -> str:
    """What else may show a mistake, in words."""
    text = f"Where that cannot be measured, {sign.name}, may show it"
    if sign.always:
        text = f"It is also told by {sign.name}"
    return f"{text}: {measured(sign.measure)}, {bounds(sign.limit, sign.error, sign.measure.unit)}"


def settled_by(usual: Usual, unit: str) -> str:
    """What settles a margin that is too small, in words."""
    text = "Where the margin is smaller than the measuring error"
    if usual.past_limit:
        text += ", but the limit is passed"
    text += (
        ", it is seen on a rep that differs from the median of the set's earlier ones of the same"
        f" leg, two at the least: {bounds(usual.limit, usual.error, unit)}"
    )
    if not usual.past_limit:
        text += "; within the limit such a rep is left open"
    if usual.needed:
        text += "; on a rep that does not differ so it is never seen, as people differ by more"
    return text


def error_of(check: Check) -> str:
    """How far a measure may be off, in words: within that of its limit nothing is judged."""
    measure = check.measure
    if check.error is not None:
        return f"± {check.error:g} {measure.unit}"
    if isinstance(measure, SET_MEASURES):
        return "counted"
    if not isinstance(measure, Level | Spread):
        return "by how well the rep is timed"
    signal = REGISTRY[measure.signal]
    absolute = isinstance(measure, Level) and not isinstance(measure, Change | Calibrated)
    return f"± {signal.level_error if absolute else signal.change_error:g} {measure.unit}"


def views(exercise: Exercise, check: Check) -> str:
    """From where a mistake can be judged, in words."""
    steep = check.steepest_deg
    level = "" if math.isinf(steep) else f", looking down by {steep:g} degrees at most"
    seen_from = ", ".join(sorted(exercise.seen_from(check)))
    return seen_from + level if seen_from else "no single camera"


def _span(level: Level) -> str:
    places = {"start": "at the start position", "hold": "at the peak", "rep": "over the rep"}
    return places.get(level.span, f"during the {level.span}")


def _signal(measure: Level | Spread) -> str:
    signal = REGISTRY[measure.signal]
    leg = f" ({measure.leg} leg)" if signal.sided else ""
    return signal.meaning + leg


def _mistake(exercise: Exercise, check: Check) -> dict[str, Any]:
    return {
        "id": check.mistake,
        "views": sorted(exercise.seen_from(check)),
        "limit": check.limit.value,
        "unit": check.measure.unit,
        "origin": str(check.limit.origin),
    }


def _exercise_text(exercise: Exercise) -> Iterator[str]:
    low, high = exercise.target_reps
    yield f"{exercise.name} ({exercise.id})"
    yield exercise.summary
    yield ""
    yield f"Position: {exercise.position.name}"
    yield f"Rep signal: {REGISTRY[exercise.cycle.signal].meaning}"
    yield f"Reps in a set: {low} to {high} ({exercise.target_origin})"
    if exercise.variants:
        yield "Variants: " + ", ".join(variant.name for variant in exercise.variants)
    if exercise.alike:
        yield "Looks the same on video: " + ", ".join(exercise.alike)
    advice = exercise.advice
    for heading, lines in (
        ("Setting up", advice.setup),
        ("Safety", advice.safety),
        ("Filming", advice.filming),
    ):
        yield from _section(heading, lines)
    yield from _section("Mistakes looked for", [_one_line(check) for check in exercise.checks])


def _section(heading: str, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading}:"
        yield from (f"  - {line}" for line in lines)


def _one_line(check: Check) -> str:
    only = f" ({', '.join(check.variants)} variant)" if check.variants else ""
    return f"{check.mistake}{only}: {MISTAKES[check.mistake].what} Cue: {check.cue}"


def _mistake_text(mistake: Mistake, book: RuleBook) -> Iterator[str]:
    yield f"{mistake.name[0].upper()}{mistake.name[1:]} ({mistake.id})"
    yield mistake.what
    yield f"Why it matters: {mistake.why}"
    yield f"Known limits: {mistake.known_limits}"
    for exercise in book.exercises.values():
        for check in exercise.checks:
            if check.mistake == mistake.id:
                yield from _check_text(exercise, check)


def _check_text(exercise: Exercise, check: Check) -> Iterator[str]:
    limit = check.limit
    only = f", {' and '.join(check.variants)} variant" if check.variants else ""
    yield ""
    yield f"In {exercise.id}{only}:"
    yield f"  Measured: {measured(check.measure)}"
    yield f"  Mistake: {limit.bad} {limit.value:g} {check.measure.unit}"
    yield f"  Where the limit comes from: {limit.origin}"
    yield f"  Measuring error: {error_of(check)}"
    yield f"  Judged from: {views(exercise, check)}"
    if check.sign:
        yield f"  {told_by(check.sign)}"
    if check.usual:
        yield f"  {settled_by(check.usual, check.measure.unit)}"
    if check.known_limits:
        yield f"  Known limits: {check.known_limits}"
    yield f"  Cue: {check.cue}"
