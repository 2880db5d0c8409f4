"""Composes sets whose mistake shows over all their reps: tiring, one weaker leg, too few reps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .palettes import Table

if TYPE_CHECKING:
    from .compose import Sets

TIRED_REPS, TIRES_FROM = 9, 6
"""The shortest set in which form can be seen falling off, and its first rep that is short."""
STRAINED_REPS = (2, 3, 4)
"""The reps with a mistake beside the short ones, where too few would be clean else."""
SIDE_REPS = 3
BRIEF_REPS = 2


def add_set_faults(sets: Sets) -> None:
    """Add the sets that the amount asks for."""
    for _ in range(sets.amount.tired_sets):
        _add_tired(sets)
    # A break makes two sets of a clip, and both show the weaker leg.
    clips = sets.amount.uneven_sets // (2 if sets.exercise.rise else 1)
    for _ in range(clips if "one" in sets.exercise.legs else 0):
        _add_uneven(sets)
    for _ in range(sets.amount.brief_sets):
        sets.add("brief", sets.doing(BRIEF_REPS, pace="easy"))


def _add_tired(sets: Sets) -> None:
    """Range, and with it speed, falls off in the last reps."""
    doing = sets.doing(TIRED_REPS, pace="brisk", without=["short-range"])
    doing["mistake"] = [_short(sets, range(TIRES_FROM, TIRED_REPS + 1))]
    if strain := sets.programme.strained_by:
        sizes = [sets.exercise.mistakes[strain].usual] * len(STRAINED_REPS)
        doing["mistake"].append({"id": strain, "reps": list(STRAINED_REPS), "magnitude": sizes})
    sets.add("tired", doing)


def _add_uneven(sets: Sets) -> None:
    """One leg after the other, the second one not as far; standing up between if possible."""
    doing = sets.doing(2 * SIDE_REPS, pace="brisk", without=["short-range"])
    first = sets.composer.pick((("left", "right"), ("right", "left")))
    doing.pop("side", None)
    doing |= {"reps": [side for side in first for _ in range(SIDE_REPS)],
              "mistake": [_short(sets, range(SIDE_REPS + 1, 2 * SIDE_REPS + 1))]}
    if sets.exercise.rise:
        doing["break"] = [{"after": SIDE_REPS, "do": [], "wait_s": 1.0}]
    else:
        doing["mistake"].append({"id": "side-switch", "reps": [SIDE_REPS + 1]})
    sets.add("uneven", doing)


def _short(sets: Sets, reps: range) -> Table:
    """Reps two thirds up the ladder: far enough to be counted, a third or more is missing."""
    mistake = sets.exercise.mistakes["short-range"]
    faint, gross = mistake.ends
    sizes = faint + sets.composer.rng.uniform(0.62, 0.70, len(reps)) * (gross - faint)
    return {"id": "short-range", "reps": list(reps), "magnitude": np.round(sizes, 2).tolist()}
