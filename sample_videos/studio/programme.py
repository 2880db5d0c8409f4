"""What the library has to show of each exercise: which mistakes together, how often, from where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .exercises.base import Exercise

TOUCHES: dict[str, frozenset[str]] = {
    "lumbar-arch": frozenset({"back"}),
    "lumbar-round": frozenset({"back"}),
    "over-range": frozenset({"range", "back", "speed"}),
    "short-range": frozenset({"range", "peak", "speed"}),
    "swinging": frozenset({"speed", "peak", "trunk", "range"}),
    "dropped-return": frozenset({"lowering", "range", "rest"}),
    "bouncing": frozenset({"lowering", "rest"}),
    "uneven-tempo": frozenset({"lowering", "speed"}),
    "no-hold": frozenset({"peak"}),
    "resting": frozenset({"rest"}),
    "hip-tilt": frozenset({"pelvis"}),
    "hip-lift": frozenset({"trunk", "back", "range"}),
    "torso-rocking": frozenset({"trunk", "back"}),
    "locked-knee": frozenset({"standing knee", "range"}),
    "knee-drift": frozenset({"knee"}),
    "feet-apart": frozenset({"feet"}),
    "hand-placement": frozenset({"start", "trunk"}),
    "neck-out-of-line": frozenset({"neck"}),
    "unstable": frozenset({"trunk", "back"}),
    "hip-break": frozenset({"trunk", "back", "range"}),
    "side-switch": frozenset({"legs"}),
}
"""What each mistake changes; two mistakes of one rep may not change the same thing."""

FROM_AN_END = {"hip-tilt", "feet-apart"}
"""Mistakes that show from behind or in front, not from the side."""


def compatible(one: str, other: str) -> bool:
    """Whether one rep can have both mistakes without the one disturbing how the other shows."""
    return not TOUCHES[one] & TOUCHES[other]


@dataclass(frozen=True)
class Amount:
    """How much of an exercise a split shows.

    Attributes:
        positives: reps for each mistake at a magnitude that counts.
        clean_sets: sets without any mistake, with ``clean_reps`` reps each.
        broken_sets: pairs of clean sets with standing up in between, where the exercise has that.
        blind_sets: sets with mistakes, filmed from where those cannot be seen.
        whole_sets: sets for each mistake of the start position, and sets in which legs switch.
        whole_reps: reps in each of those.
        on_ladder: how many mistakes share a ladder.
        tired_sets: sets whose last reps fall off in range and speed.
        uneven_sets: sets of clips with one leg after the other, the second one weaker.
        brief_sets: sets with fewer reps than the plan asks for.
    """

    positives: int
    clean_sets: int
    clean_reps: int
    broken_sets: int
    blind_sets: int
    whole_sets: int
    whole_reps: int
    on_ladder: int = 2
    tired_sets: int = 0
    uneven_sets: int = 0
    brief_sets: int = 0


@dataclass(frozen=True)
class Programme:
    """One exercise in the library.

    Attributes:
        amounts: by palette.
        end: azimuth of the end from which ``FROM_AN_END`` shows: 180 rear, 0 front.
        without: variant -> mistakes that it does not have.
        strained_by: mistake of a tired set's first reps, where the plan asks for few clean ones.
    """

    amounts: dict[str, Amount]
    end: int = 180
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)
    strained_by: str | None = None


KICKBACK = {"test": Amount(30, 1, 8, 2, 3, 5, 7, tired_sets=4, uneven_sets=4),
            "tuning": Amount(8, 1, 8, 1, 2, 2, 5, 3),
            **dict.fromkeys(("wider", "further"), Amount(12, 1, 8, 1, 2, 2, 6, 4))}
OTHER = {"test": Amount(12, 1, 6, 1, 1, 4, 4, tired_sets=4, uneven_sets=4),
         "tuning": Amount(3, 1, 5, 0, 0, 1, 4, 3),
         **dict.fromkeys(("wider", "further"), Amount(7, 1, 6, 1, 0, 1, 4, 4))}
CURL = OTHER | {"test": replace(OTHER["test"], tired_sets=0)}
"""A curl is too heavy where too few reps are clean, which all sets of the library show."""
NORDIC = OTHER | {"test": replace(OTHER["test"], brief_sets=4)}
"""Of the other exercises every set of the library is brief."""

PROGRAMMES: dict[str, Programme] = {
    "standing-kickback": Programme(KICKBACK, without={"bent": ("knee-drift",)}),
    "quadruped-kickback": Programme(KICKBACK, end=0),
    "lying-leg-curl": Programme(CURL),
    "seated-leg-curl": Programme(CURL),
    "nordic-curl": Programme(NORDIC, strained_by="hip-break"),
}
"""Exercises with a programme of their own; the others have ``Programme(OTHER)``."""


def programme_of(exercise: Exercise) -> Programme:
    """The programme of an exercise."""
    return PROGRAMMES.get(exercise.id, Programme(OTHER))


def single(exercise: Exercise, from_end: bool) -> list[str]:
    """Mistakes of single reps that show from an end, or from the side."""
    return [name for name, mistake in exercise.mistakes.items()
            if not mistake.whole_set and (name in FROM_AN_END) == from_end]


def lasting(exercise: Exercise) -> list[str]:
    """Mistakes of a whole set's start position."""
    return [name for name, mistake in exercise.mistakes.items()
            if mistake.whole_set and name != "side-switch"]


def ladders(names: Sequence[str], together: int) -> list[list[str]]:
    """The mistakes that share a ladder: at most so many, none disturbing another."""
    found: list[list[str]] = []
    for name in names:
        room = next((group for group in found if len(group) < together
                     and all(compatible(name, other) for other in group)), None)
        if room:
            room.append(name)
        else:
            found.append([name])
    return found


def steps(exercise: Exercise, name: str, count: int) -> list[float]:
    """Magnitudes of a ladder, from absent or nearly so to gross."""
    ends = exercise.mistakes[name].ends
    return [round(float(size), 3) for size in np.linspace(*ends, count)]


def magnitude(exercise: Exercise, name: str, rng: np.random.Generator) -> float:
    """A magnitude that counts, more often near to where it begins than gross."""
    mistake = exercise.mistakes[name]
    _, gross = mistake.ends
    size = mistake.counts_from + rng.beta(1.0, 1.5) * (gross - mistake.counts_from)
    rounded = round(float(size), 2)
    return rounded if mistake.counts(rounded) else mistake.counts_from


def share_out(exercise: Exercise, need: dict[str, int], reps: int, rng: np.random.Generator,
              most: int) -> list[tuple[str, ...]]:
    """The mistakes of each rep of a set, taken off ``need``; two reps in ten stay clean.

    Args:
        most: reps of the set that may have the same mistake.
    """
    floor = {name: left - most for name, left in need.items()}
    clean = set(rng.choice(reps, max(1, round(0.2 * reps)), replace=False).tolist())
    shared: list[tuple[str, ...]] = []
    for rep in range(reps):
        names: list[str] = []
        while rep not in clean and len(names) < 2:
            open_ones = [name for name, left in need.items() if left > max(0, floor[name])
                         and (rep < reps - 1 or not exercise.mistakes[name].needs_next)
                         and all(compatible(name, other) for other in names)]
            if not open_ones:
                break
            names.append(max(open_ones, key=lambda name: need[name] + rng.random()))
            need[names[-1]] -= 1
        shared.append(tuple(names))
    return shared
