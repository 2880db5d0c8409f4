"""Many sets taken together: medians, shares and how well they are known."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from formcheck.store import StoredSet

Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; ``of`` may be 0."""

    some: int
    of: int

    @property
    def value(self) -> float | None:
        """0..1; None where there is nothing to take a share of."""
        return self.some / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Known:
    """A measured value, and its measuring error where that is known."""

    value: float
    error: float | None


def median(sets: Iterable[StoredSet], of: Callable[[StoredSet], float | None]) -> float | None:
    """The median over the sets for which it is known; None where it is for none."""
    known = [value for each in sets if (value := of(each)) is not None]
    return float(statistics.median(known)) if known else None


def clean(sets: Sequence[StoredSet]) -> Share:
    """Clean reps of all counted reps."""
    return Share(sum(each.clean_reps for each in sets), sum(each.reps for each in sets))


def seen(sets: Iterable[StoredSet], mistake: str) -> Share:
    """Reps on which a mistake is seen of those judged; sets, where it is judged over a set."""
    found = [each for one in sets for each in one.mistakes if each.id == mistake]
    if any(each.judged for each in found):
        return Share(sum(each.seen for each in found), sum(each.judged for each in found))
    verdicts = [each.verdict for each in found if each.verdict != "cannot_be_judged"]
    return Share(verdicts.count("seen"), len(verdicts))


def over_sets(sets: Iterable[StoredSet], mistake: str) -> bool:
    """Whether a mistake is judged over whole sets, not rep by rep."""
    found = [each for one in sets for each in one.mistakes if each.id == mistake]
    verdicts = {each.verdict for each in found} - {"cannot_be_judged"}
    return bool(verdicts) and not any(each.judged for each in found)


def travel(sets: Sequence[StoredSet], unit: str | None) -> Known | None:
    """Start to peak of the rep signal, with the error of one camera where a check tells it.

    Only sets measured in ``unit`` count: from behind another signal shows the reps.
    """
    alike = [each for each in sets if each.range_unit == unit]
    value = median(alike, lambda each: each.travel)
    return None if value is None else Known(value, median(alike, _travel_error))


def _travel_error(one: StoredSet) -> float | None:
    """The measuring error of the peak: that of the checks which judge it."""
    judging = {"short-range", "over-range"}
    found = [
        each.error for each in one.mistakes if each.id in judging and each.unit == one.range_unit
    ]
    return next((error for error in found if error is not None), None)


def lowering(sets: Sequence[StoredSet]) -> Known | None:
    """Time of the lowering, s."""
    value = median(sets, lambda each: each.lower_s)
    if value is None:
        return None
    boundary = median(sets, lambda each: each.time_error_s)
    return Known(value, None if boundary is None else math.sqrt(2) * boundary)


def apart(first: Known, last: Known) -> bool | None:
    """Whether two values differ by more than they are known; None where that is not known."""
    if first.error is None or last.error is None:
        return None
    return abs(last.value - first.value) > math.hypot(first.error, last.error)


def shares_apart(first: Share, last: Share) -> bool:
    """Whether two shares differ by more than chance makes of so few reps.

    The 95% interval of Agresti and Caffo (2000), which holds for small counts.
    """
    one, other = ((share.some + 1, share.of + 2) for share in (first, last))
    p, q = one[0] / one[1], other[0] / other[1]
    spread = math.sqrt(p * (1 - p) / one[1] + q * (1 - q) / other[1])
    return abs(q - p) > Z_95 * spread
