"""How a client's sets changed, in words: what was measured, and no claim beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from formcheck.history import measures
from formcheck.history.course import Course, Week, day_in_words
from formcheck.history.measures import Known, Share
from formcheck.report import words


def trends(course: Course) -> list[str]:
    """The first week against the last, one sentence for each thing that is followed."""
    first, last = course.weeks[0], course.weeks[-1]
    if first is last:
        return ["One week so far: nothing to compare it with yet."]
    heading = f"Week of {day_in_words(first.monday)}, then week of {day_in_words(last.monday)}:"
    legs = {each.side for each in first.sets} & {each.side for each in last.sets}
    if not legs:
        return [heading, "Another leg trained in each of them: nothing to compare."]
    first, last = _only(first, legs), _only(last, legs)
    return [
        heading,
        *_range(first, last, course.unit),
        *_clean(first, last),
        *_lowering(first, last),
        *_load(first, last),
        *_mistakes(course),
    ]


def _only(week: Week, legs: Set[str | None]) -> Week:
    """The week with the sets of these legs: one leg's change is not read off the other."""
    return replace(week, sets=tuple(each for each in week.sets if each.side in legs))


def _range(first: Week, last: Week, unit: str | None) -> Iterator[str]:
    pair = measures.travel(first.sets, unit), measures.travel(last.sets, unit)
    yield from _measured("Range of a rep", pair, unit, ("wider", "narrower"))


def _lowering(first: Week, last: Week) -> Iterator[str]:
    pair = measures.lowering(first.sets), measures.lowering(last.sets)
    yield from _measured("Lowering", pair, "s", ("slower", "faster"))


def _measured(
    what: str, pair: tuple[Known | None, Known | None], unit: str | None, more_less: tuple[str, str]
) -> Iterator[str]:
    first, last = pair
    if first is None or last is None:
        return
    text = f"{what}: {words.number(first.value, unit)}, then {words.number(last.value, unit)}"
    differs = measures.apart(first, last)
    if differs is None:
        yield f"{text}."
    elif differs:
        yield f"{text}: {more_less[last.value < first.value]}."
    else:
        yield f"{text}: no difference that one camera can tell."


def _clean(first: Week, last: Week) -> Iterator[str]:
    pair = measures.clean(first.sets), measures.clean(last.sets)
    change = _change(pair, ("more", "fewer"))
    if None not in (pair[0].value, pair[1].value):
        yield f"Clean reps: {_then(pair)}: {change or 'no difference that so few reps can show'}."


def _mistakes(course: Course) -> Iterator[str]:
    """Those that were seen in the first week or the last; in one sentence those that stayed."""
    stayed, unjudged = [], []
    for mistake, name in course.mistakes.items():
        rates = course.rates(mistake)
        pair = rates[0], rates[-1]
        if not (pair[0].some or pair[1].some):
            continue
        if None in (pair[0].value, pair[1].value):
            unjudged.append(name)
        elif change := _change(pair, ("more often", "less often")):
            yield f"{words.heading(name)}: {_then(pair)}: {change}."
        else:
            stayed.append(name)
    if stayed:
        yield f"No difference that so few reps can show: {', '.join(stayed)}."
    if unjudged:
        yield f"Seen in one of the two weeks, not judged in the other: {', '.join(unjudged)}."


def _then(pair: tuple[Share, Share]) -> str:
    first, last = pair
    return f"{first.some} of {first.of}, then {last.some} of {last.of}"


def _change(pair: tuple[Share, Share], more_less: tuple[str, str]) -> str | None:
    """How the share changed in words; None where that may be chance."""
    first, last = pair
    if first.value is None or last.value is None or not measures.shares_apart(first, last):
        return None
    return more_less[last.value < first.value]


def _load(first: Week, last: Week) -> Iterator[str]:
    if first.loads or last.loads:
        told = (", ".join(week.loads) or "not told" for week in (first, last))
        yield "Load: {}, then {}.".format(*told)


def balance(course: Course) -> list[str]:
    """Left against right in the last week in which both legs trained."""
    if not course.both_legs:
        return ["Left and right were never trained in the same week: nothing to compare."]
    week = course.both_legs[-1]
    left, right = week.side("left"), week.side("right")
    lines = [f"Week of {day_in_words(week.monday)}, left against right:"]
    ranges = measures.travel(left, course.unit), measures.travel(right, course.unit)
    lines += _sides("Range of a rep", ranges, course.unit)
    lines += _sides("Lowering", (measures.lowering(left), measures.lowering(right)), "s")
    shares = measures.clean(left), measures.clean(right)
    differ = "" if measures.shares_apart(*shares) else ": no difference that so few reps can show"
    text = "left {0.some} of {0.of}, right {1.some} of {1.of}".format(*shares)
    return [*lines, f"Clean reps: {text}{differ}."]


def _sides(what: str, pair: tuple[Known | None, Known | None], unit: str | None) -> Iterator[str]:
    one, other = pair
    if one is None or other is None:
        return
    values = words.number(one.value, unit), words.number(other.value, unit)
    text = "{}: left {}, right {}".format(what, *values)
    differs = measures.apart(one, other)
    yield f"{text}: no difference that one camera can tell." if differs is False else f"{text}."
