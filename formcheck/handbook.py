"""The whole rule book as one Markdown page: every exercise, every mistake, every source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from formcheck.explain import error_of, measured, settled_by, told_by, views
from formcheck.mistakes import MISTAKES, Mistake
from formcheck.rule import Check, Exercise, Source
from formcheck.rulebook import RuleBook
from formcheck.signals import REGISTRY

INTRODUCTION = """\
# Exercises and mistakes

Made by `formcheck explain --all` from the rule modules; do not edit by hand.

Every mistake gets one of three verdicts for each rep and set: seen, not seen, cannot be judged.
It is seen where the measure passes its limit by more than the measuring error, not seen where it
stays inside by more than the error, and else cannot be judged. Angles are in degrees, 0 = straight
or in line; lengths in trunk lengths of the person. No verdict is medical advice.
"""


def handbook(book: RuleBook) -> str:
    """The page as Markdown text."""
    return "\n".join(_page(book)) + "\n"


def _page(book: RuleBook) -> Iterator[str]:
    yield INTRODUCTION
    exercises = list(book.exercises.values())
    yield from _table(
        ("exercise", "position", "what moves", "reps in a set"),
        [_contents_row(exercise) for exercise in exercises],
    )
    for exercise in exercises:
        yield from _exercise(exercise)
    yield "\n# The mistakes"
    for mistake in MISTAKES.values():
        yield from _mistake(mistake, exercises)
    yield "\n# Where the figures come from\n"
    for source in sorted({str(origin) for e in exercises for origin in _origins(e)}):
        yield f"- {source}"


def _origins(exercise: Exercise) -> Iterator[Source]:
    """Where every figure of an exercise comes from: limits, targets, and what is refused."""
    yield exercise.target_origin
    yield from (check.limit.origin for check in exercise.checks)
    for cycle in exercise.cycles:
        yield from (limit.origin for guard in cycle.guards for _, limit in guard.limits)
        if cycle.target is not None:
            yield cycle.target.origin


def _contents_row(exercise: Exercise) -> tuple[str, ...]:
    low, high = exercise.target_reps
    signal = exercise.cycle.signal.replace("_", " ")
    return (f"`{exercise.id}`", exercise.position.name, signal, f"{low} to {high}")


def _exercise(exercise: Exercise) -> Iterator[str]:
    low, high = exercise.target_reps
    yield f"\n## {exercise.name}: `{exercise.id}`\n"
    yield exercise.summary
    yield f"\nPosition: {exercise.position.name}. "
    yield f"Rep signal: {REGISTRY[exercise.cycle.signal].meaning}. "
    yield f"Reps in a set: {low} to {high} ({exercise.target_origin})."
    if exercise.variants:
        yield "Variants: " + ", ".join(variant.name for variant in exercise.variants) + "."
    if exercise.alike:
        yield "Looks the same on video: " + ", ".join(f"`{i}`" for i in exercise.alike) + "."
    advice = exercise.advice
    for heading, lines in (
        ("Setting up", advice.setup),
        ("Safety", advice.safety),
        ("Filming", advice.filming),
    ):
        yield f"\n{heading}:\n"
        yield from (f"- {line}" for line in lines)
    yield ""
    yield from _table(
        ("mistake", "measured", "a mistake", "error", "seen from", "origin of the limit", "cue"),
        [_check_row(exercise, check) for check in exercise.checks],
    )


def _check_row(exercise: Exercise, check: Check) -> tuple[str, ...]:
    only = f" ({', '.join(check.variants)})" if check.variants else ""
    limit = check.limit
    return (
        f"[`{check.mistake}`](#{check.mistake}){only}",
        measured(check.measure),
        f"{limit.bad} {limit.value:g} {check.measure.unit}",
        error_of(check),
        views(exercise, check),
        str(limit.origin),
        check.cue,
    )


def _mistake(mistake: Mistake, exercises: Sequence[Exercise]) -> Iterator[str]:
    own = [(e, c) for e in exercises for c in e.checks if c.mistake == mistake.id]
    yield f"\n## {mistake.id}\n"
    yield f"**{mistake.name}.** {mistake.what} {mistake.why}"
    yield "\nLooked for in: " + ", ".join(f"`{e.id}`" for e, _ in own) + "."
    yield f"\nKnown limits: {mistake.known_limits}"
    known = [(e, c.known_limits) for e, c in own if c.known_limits]
    settled = [(e, f"{settled_by(c.usual, c.measure.unit)}.") for e, c in own if c.usual]
    yield from _of_each(known)
    yield from _of_each(settled)
    for exercise, check in own:
        if check.sign:
            yield f"\nIn `{exercise.id}`: {told_by(check.sign)}."


def _of_each(texts: Sequence[tuple[Exercise, str]]) -> Iterator[str]:
    """Each text once, with the exercises that it is said of."""
    for text in dict.fromkeys(text for _, text in texts):
        where = ", ".join(f"`{e.id}`" for e, own in texts if own == text)
        yield f"\nIn {where}: {text}"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for line in (heading, ["---"] * len(heading), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in line)} |"
