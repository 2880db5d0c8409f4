"""What is true of whole sets, worked out from the true reps as the rules define it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from formcheck.fatigue import LEAST_MORE_SWUNG, LEAST_REPS_FOR_DECAY, compared_reps
from formcheck.rule import (
    CleanReps,
    Exercise,
    FormDecay,
    Limit,
    RepsOffTarget,
    SideDifference,
    SideSwitches,
)
from formcheck.session import SET_REST_S
from formcheck.setplan import RESTS_S

TrueRep = dict[str, Any]
CLEAN_BELOW, COUNTS_FROM = 0.5, 1.5
"""In limits: below the first a set is without the fault; from the second on it has to be seen."""


def true_sets(reps: Sequence[TrueRep]) -> list[list[TrueRep]]:
    """The true reps set by set; a long enough rest ends a set, too."""
    sets: list[list[TrueRep]] = [[rep] for rep in reps[:1]]
    for before, rep in pairwise(reps):
        if rep["set"] != before["set"] or rep["start_s"] - before["end_s"] >= SET_REST_S:
            sets.append([])
        sets[-1].append(rep)
    return sets


def true_faults(
    exercise: Exercise, own: Sequence[TrueRep], every: Sequence[TrueRep]
) -> dict[str, tuple[float, str, bool]]:
    """Of each mistake of whole sets that is there: size, unit, and whether it has to be seen.

    Args:
        own: the reps of the set.
        every: those of the whole clip, for the comparison of both legs.
    """
    found: dict[str, tuple[float, str, bool]] = {}
    for check in exercise.set_checks:
        take = TRUE_VALUES.get(type(check.measure))
        if take is None:
            continue
        value = take(exercise, own, every)
        limits = _in_limits(check.limit, value)
        if limits > CLEAN_BELOW:
            found[check.mistake] = (value, check.measure.unit, limits >= COUNTS_FROM)
    return found


def _in_limits(limit: Limit, value: float) -> float:
    """How often a value holds its limit; below a count, one more for each unit that is missing."""
    return value / limit.value if limit.bad == "above" else 1 + limit.value - value


def _switches(_: Exercise, own: Sequence[TrueRep], __: Sequence[TrueRep]) -> float:
    return float(sum(a["side"] != b["side"] for a, b in pairwise(own)))


def _off_target(exercise: Exercise, own: Sequence[TrueRep], every: Sequence[TrueRep]) -> float:
    """By how many reps the set is off; one where only the rest after it is."""
    fewest, most = exercise.target_reps
    after = next((rep for rep in every if rep["start_s"] > own[-1]["end_s"]), None)
    odd_rest = False  # nor is a rest asked for while the other leg works
    if after is not None and after["side"] == own[0]["side"]:
        odd_rest = not RESTS_S[0] <= after["start_s"] - own[-1]["end_s"] <= RESTS_S[1]
    return float(max(fewest - len(own), len(own) - most, odd_rest))


def _clean(_: Exercise, own: Sequence[TrueRep], __: Sequence[TrueRep]) -> float:
    return float(sum(not any(m.get("counts", True) for m in rep["mistakes"]) for rep in own))


def _decay(exercise: Exercise, own: Sequence[TrueRep], _: Sequence[TrueRep]) -> float:
    """The largest loss of range or speed, or gain of swung reps, from the first to the last."""
    enough = _clean(exercise, own, ()) >= exercise.target_reps[0]
    sides = [rep["side"] for rep in own]
    main = max(sides, key=sides.count)
    own = [rep for rep in own if rep["side"] == main]
    if len(own) < LEAST_REPS_FOR_DECAY or enough:
        return 0.0
    compared = compared_reps(len(own))
    first, last = own[:compared], own[-compared:]
    more = _swung(last) - _swung(first)
    swung = more / compared if more >= LEAST_MORE_SWUNG else 0.0
    return max(swung, *(_lost(first, last, what) for what in (_range, _speed)))


def _swung(reps: Iterable[TrueRep]) -> int:
    mistakes = [mistake for rep in reps for mistake in rep["mistakes"]]
    return sum(m["id"] == "swinging" and m.get("counts", True) for m in mistakes)


def _lost(
    first: Iterable[TrueRep], last: Iterable[TrueRep], what: Callable[[TrueRep], float]
) -> float:
    before, after = (float(np.median([what(rep) for rep in reps])) for reps in (first, last))
    return (before - after) / before


def _range(rep: TrueRep) -> float:
    return abs(rep["range"]["peak"] - rep["range"]["start"])


def _lift_s(rep: TrueRep) -> float:
    if rep.get("first_phase") == "lower":
        return rep["end_s"] - rep["peak_end_s"]
    return rep["peak_start_s"] - rep["start_s"]


def _speed(rep: TrueRep) -> float:
    return _range(rep) / _lift_s(rep)


def _side_difference(_: Exercise, __: Sequence[TrueRep], every: Sequence[TrueRep]) -> float:
    """The largest difference between the legs in range, lifting time or number of reps."""
    left, right = ([rep for rep in every if rep["side"] == side] for side in ("left", "right"))
    if not left or not right:
        return 0.0
    pairs = [
        (float(np.median([what(r) for r in left])), float(np.median([what(r) for r in right])))
        for what in (_range, _lift_s)
    ]
    pairs.append((float(len(left)), float(len(right))))
    return max(abs(a - b) / max(a, b) for a, b in pairs)


TRUE_VALUES: dict[type, Callable[[Exercise, Sequence[TrueRep], Sequence[TrueRep]], float]] = {
    SideSwitches: _switches,
    RepsOffTarget: _off_target,
    FormDecay: _decay,
    CleanReps: _clean,
    SideDifference: _side_difference,
}
