"""How form falls off within a set, from its first reps to its last."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.events import Rep, main_side
from formcheck.signals import REGISTRY

FEWEST_COMPARED = 3
"""Reps: one odd rep does not move their median."""
LEAST_REPS_FOR_DECAY = 2 * FEWEST_COMPARED
DECAY_ERROR = 0.08
"""Share; on rendered clips nine of ten sets' losses of range or speed are read to within 0.1,
where reps are large."""
LEAST_MORE_SWUNG = 2
"""Reps; a single one that is swung is not momentum that rises."""


@dataclass(frozen=True, slots=True)
class Decay:
    """What the last reps of a set have less of than the first, as shares; negative is more.

    Attributes:
        range: of the way from start to peak.
        speed: of the mean speed of the lift; in velocity-based training the measure of fatigue
            within a set (Sánchez-Medina and González-Badillo 2011).
        swung: by how much the share of reps that are swung rises.
    """

    range: float
    speed: float
    swung: float

    @property
    def lost(self) -> float:
        """Of range and speed, the one of which more is lost."""
        return max(self.range, self.speed)

    @property
    def largest(self) -> float:
        """The loss that says most; any of the three shows a load too heavy."""
        return max(self.lost, self.swung)

    def in_words(self, limit: float) -> str:
        """The losses beyond the limit."""
        said = {"range": self.range, "lifting speed": self.speed}
        fallen = [f"{name} fell by {lost:.0%}" for name, lost in said.items() if lost > limit]
        if self.swung > limit:
            fallen.append(f"{self.swung:.0%} more of the reps were swung")
        return f"{' and '.join(fallen)} from the first reps to the last"


def of_one_leg(reps: Sequence[Rep]) -> list[Rep]:
    """The reps of the leg that did most: one leg that does less than the other is not tired."""
    main = main_side(reps)
    return [rep for rep in reps if rep.side == main]


def decay(reps: Sequence[Rep]) -> Decay:
    """How form falls off from the first third of these reps to the last one, or its last three.

    Args:
        reps: at least three, all of one leg or all of both.
    """
    compared = compared_reps(len(reps))
    first, last = reps[:compared], reps[-compared:]
    more = _swung(last) - _swung(first)
    return Decay(
        range=_loss(first, last, way),
        speed=_loss(first, last, _lift_speed),
        swung=more / compared if more >= LEAST_MORE_SWUNG else 0.0,
    )


def decay_error(reps: Sequence[Rep]) -> float:
    """How far off a loss of range or speed may be read, as a share; infinite where no range is.

    A few degrees are a larger share of a short way; on rendered standing kicks, of some 20 degrees,
    nine of ten sets' losses are read to within 0.2. From behind a kick's way is not measured.
    """
    signal = REGISTRY[reps[0].signal]
    if signal.unit != "deg":
        return math.inf
    compared = compared_reps(len(reps))
    before = median([way(rep) for rep in reps[:compared]])
    steadier = math.sqrt(FEWEST_COMPARED / compared)
    return max(DECAY_ERROR, steadier * signal.change_error / before) if before else math.inf


def compared_reps(reps: int) -> int:
    """How many reps at either end of a set of so many are compared."""
    return max(reps // 3, FEWEST_COMPARED)


def way(rep: Rep) -> float:
    """How far the rep signal went, in its unit."""
    return abs(rep.peak_level - rep.start_level)


def _lift_speed(rep: Rep) -> float:
    return way(rep) / max(rep.lift_s, rep.time_error_s)


def _swung(reps: Sequence[Rep]) -> int:
    return sum(f.mistake == "swinging" and f.verdict == "seen" for r in reps for f in r.findings)


def _loss(first: Sequence[Rep], last: Sequence[Rep], what: Callable[[Rep], float]) -> float:
    before = median([what(rep) for rep in first])
    return (before - median([what(rep) for rep in last])) / before if before else 0.0
