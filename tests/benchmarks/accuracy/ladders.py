"""How large a mistake has to be to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .cells import Case, Cell
from .statistics import Figures, share

MOST_STEPS = 8
RELIABLE = 0.9
SMALLER_IS_WORSE = frozenset({"no-hold", "swinging", "dropped-return", "short-range", "bouncing"})
"""Mistakes whose magnitude is a time or a range that falls short, where the truth tells nothing."""


def ladder(cell: Cell) -> Figures | None:
    """The share seen by magnitude, from the smallest to the grossest; None where none is planted.

    Only views that show the mistake count. An abstention is not seen.
    """
    rungs = [c for c in cell.cases if c.rung]
    if not rungs:
        return None
    sign = severity_sign(cell.mistake, rungs)
    steps = [_step(group) for group in _grouped(rungs, sign)]
    counted = [c.planted.magnitude for c in rungs if c.planted and c.planted.counts]
    reliable = smallest_reliable([(s["to"], s["seen"]["value"]) for s in steps])
    return {
        "unit": rungs[0].planted.unit if rungs[0].planted else "",
        "worse": "larger" if sign > 0 else "smaller",
        "steps": steps,
        "counts_from": min(counted, key=lambda m: sign * m, default=None),
        "reliable_from": reliable,
    }


def severity_sign(mistake: str, cases: Iterable[Case]) -> int:
    """+1 where a larger magnitude is worse, -1 where a smaller one is."""
    sizes: dict[bool, list[float]] = {True: [], False: []}
    for case in cases:
        if case.planted:
            sizes[case.planted.counts].append(case.planted.magnitude)
    if sizes[True] and sizes[False]:
        return 1 if np.median(sizes[True]) > np.median(sizes[False]) else -1
    return -1 if mistake in SMALLER_IS_WORSE else 1


def _grouped(rungs: Sequence[Case], sign: int) -> list[list[Case]]:
    """The cases by magnitude, mildest first, in at most :data:`MOST_STEPS` groups."""
    sizes = sorted({sign * c.planted.magnitude for c in rungs if c.planted})
    groups = np.array_split(np.array(sizes), min(MOST_STEPS, len(sizes)))
    return [
        [c for c in rungs if c.planted and group[0] <= sign * c.planted.magnitude <= group[-1]]
        for group in groups
    ]


def _step(cases: Sequence[Case]) -> Figures:
    sizes = [c.planted.magnitude for c in cases if c.planted]
    seen = sum(c.verdict == "seen" for c in cases)
    return {
        "from": min(sizes),
        "to": max(sizes),
        "counts": sum(bool(c.planted and c.planted.counts) for c in cases),
        "seen": share(seen, len(cases)),
        "abstained": sum(c.verdict == "cannot_be_judged" for c in cases),
    }


def smallest_reliable(steps: Sequence[tuple[float, float]]) -> float | None:
    """The mildest magnitude from which on nine tenths are seen in every step; None if in none.

    Args:
        steps: (magnitude, share seen), mildest first.
    """
    reliable = None
    for magnitude, seen in reversed(steps):
        if seen < RELIABLE:
            break
        reliable = magnitude
    return reliable
