"""The left leg's set in one film against the right leg's in another, of the same day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from formcheck.body import is_far
from formcheck.history.course import Course
from formcheck.legbalance import (
    QUANTITIES,
    UNLIKE,
    LegBalance,
    LegWork,
    judge_legs,
    leg_differences,
)
from formcheck.report import words
from formcheck.standard_checks import ONE_SIDE_WEAKER
from formcheck.store import StoredMistake, StoredSet
from formcheck.store.names import shown
from formcheck.watch import MARGIN, spoken_view

FILM_AGAINST_FILM = "One side weaker, film against film"
OTHER_LOAD = "the loads that were told differ"


@dataclass(frozen=True, slots=True)
class LegPair:
    """A set of each leg, from two films of one day.

    Attributes:
        differences: shares of the larger value, by :data:`formcheck.legbalance.QUANTITIES`, of
            what can be compared.
    """

    left: StoredSet
    right: StoredSet
    differences: dict[str, float]
    balance: LegBalance


def leg_pairs(course: Course) -> list[LegPair]:
    """Each set of the left leg with one of the right that another film of the day holds."""
    days: dict[str | None, list[StoredSet]] = {}
    for each in _of_films_of_one_leg(course.sets):
        days.setdefault(each.date, []).append(each)
    return [_compared(*pair) for of_day in days.values() for pair in _paired(of_day)]


def _of_films_of_one_leg(sets: Sequence[StoredSet]) -> Iterator[StoredSet]:
    """Those of films that did not compare the legs, though the exercise asks for it."""
    legs: dict[int, set[str | None]] = {}
    for each in sets:
        legs.setdefault(each.film, set()).add(each.side)
    for each in sets:
        found = [one for one in each.mistakes if one.id == ONE_SIDE_WEAKER.mistake]
        alone = not {"left", "right"} <= legs[each.film] and not any(map(_was_compared, found))
        if found and alone:
            yield each


def _was_compared(found: StoredMistake) -> bool:
    said = found.reason or ""
    return found.verdict != "cannot_be_judged" or said == MARGIN or said.endswith(UNLIKE)


def _paired(sets: Sequence[StoredSet]) -> list[tuple[StoredSet, StoredSet]]:
    """In the order in which they were done, what is most alike first."""
    left, right = ([each for each in sets if each.side == side] for side in ("left", "right"))
    pairs: list[tuple[StoredSet, StoredSet]] = []
    likenesses: tuple[Callable[[StoredSet], object], ...] = (
        lambda one: (_load(one), _filmed(one)),
        _load,
        lambda one: None,
    )
    for likeness in likenesses:
        for one in tuple(left):
            other = next((each for each in right if likeness(each) == likeness(one)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    return sorted(pairs, key=lambda pair: sets.index(pair[0]))


def _load(one: StoredSet) -> str:
    return "".join((one.load or "").casefold().split())


def _filmed(one: StoredSet) -> tuple[str, str | None]:
    """What a range depends on: from elsewhere it looks different, or another signal shows it."""
    return spoken_view(one.view or ""), one.range_unit


def _compared(left: StoredSet, right: StoredSet) -> LegPair:
    if _load(left) != _load(right):
        return LegPair(left, right, {}, LegBalance("cannot_be_judged", None, OTHER_LOAD))
    alike = _filmed(left) == _filmed(right)
    works = _work(left, alike), _work(right, alike)
    return LegPair(left, right, leg_differences(*works), judge_legs(*works, ONE_SIDE_WEAKER.limit))


def _work(one: StoredSet, alike: bool) -> LegWork:
    return LegWork(
        reps=one.reps,
        range=one.travel if alike else None,
        lift_s=one.lift_s,
        way=one.travel if one.range_unit == "deg" else None,
        far=is_far(one.side or "", one.view),
    )


def in_words(pair: LegPair) -> str:
    """The pair in one line: ``..., left.mp4 and right.mp4: seen; range 20° and 14° (30%), ...``."""
    balance = pair.balance
    told = words.VERDICTS[balance.verdict] + (f" ({balance.reason})" if balance.reason else "")
    films = " and ".join(shown(film_of(one)) for one in (pair.left, pair.right))
    values = ", ".join(f"{name} {text}" for name, text in compared_in_words(pair).items())
    return f"{pair.left.date}, {films}: {told}; {values}."


def compared_in_words(pair: LegPair) -> dict[str, str]:
    """Left, right and their difference, by what is compared: ``20° and 14° (30%)``."""
    legs = pair.left, pair.right
    values = {
        "range": [words.number(one.travel, one.range_unit) for one in legs],
        "lift": [words.number(one.lift_s, "s") for one in legs],
        "reps": [str(one.reps) for one in legs],
    }
    shares = (pair.differences.get(name) for name in QUANTITIES)
    return {
        name: " and ".join(both) + (f" ({share:.0%})" if share is not None else "")
        for (name, both), share in zip(values.items(), shares, strict=True)
    }


def film_of(one: StoredSet) -> str:
    """The set's film; with the set's number where it is not the first."""
    return one.source if one.number == 1 else f"{one.source} set {one.number}"
