"""The vocabulary in which a rule module declares an exercise: it holds no code that runs on frames.

A rule says what a rep is, which position it belongs to, and for each mistake what to measure,
where the limit lies and where that limit comes from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.cycle import Between, Condition, Guard, Position, RepCycle
from formcheck.limits import Limit, Source, Usual, literature, project_choice, seed
from formcheck.measures import (
    SET_MEASURES,
    AllOf,
    AnyOf,
    Calibrated,
    Change,
    CleanReps,
    Displacement,
    Duration,
    FormDecay,
    ForwardShare,
    Level,
    Measure,
    Pace,
    Rebound,
    RepsOffTarget,
    RestAfter,
    SideDifference,
    SideSwitches,
    SpeedDip,
    Spread,
    Sway,
)
from formcheck.signals import ANY_VIEW, END_VIEW, SIDE_VIEW

__all__ = [
    "ANY_VIEW",
    "END_VIEW",
    "SIDE_VIEW",
    "Advice",
    "AllOf",
    "AnyOf",
    "Between",
    "Calibrated",
    "Change",
    "Check",
    "CleanReps",
    "Condition",
    "Displacement",
    "Duration",
    "Exercise",
    "FormDecay",
    "ForwardShare",
    "Guard",
    "Level",
    "Limit",
    "Measure",
    "Pace",
    "Position",
    "Rebound",
    "RepCycle",
    "RepsOffTarget",
    "RestAfter",
    "SideDifference",
    "SideSwitches",
    "Sign",
    "Source",
    "SpeedDip",
    "Spread",
    "Sway",
    "Usual",
    "Variant",
    "literature",
    "project_choice",
    "seed",
]


@dataclass(frozen=True)
class Sign:
    """What tells a mistake where its own measure cannot be taken; its absence tells nothing.

    Attributes:
        error: measuring error; nearer to the limit, the verdict is left open.
        name: what it is, as it reads after "judged by".
        always: it tells the mistake also where its own measure shows none.
    """

    measure: Level
    limit: Limit
    error: float
    name: str
    always: bool = False


@dataclass(frozen=True)
class Check:
    """One mistake of one exercise.

    Attributes:
        error: measuring error; nearer to the limit, the verdict is left open. None = its signal's.
        variants: the variants of the exercise that it is asked of; empty = all.
        sign: what may show the mistake all the same where the measure cannot be taken.
        usual: what shows it all the same where the margin is smaller than the error.
        steepest_deg: a camera that looks down further on the body shows it no more.
    """

    mistake: str
    measure: Measure
    limit: Limit
    cue: str
    views: frozenset[str] = SIDE_VIEW
    error: float | None = None
    variants: tuple[str, ...] = ()
    known_limits: str = ""
    sign: Sign | None = None
    usual: Usual | None = None
    steepest_deg: float = math.inf


@dataclass(frozen=True)
class Variant:
    """A way of doing the exercise, known by where signals lie."""

    name: str
    requires: tuple[tuple[Level, float, float], ...]


Typical = tuple[Level | Change | Displacement, float, float]


@dataclass(frozen=True)
class Advice:
    """The seeds' words on setup and safety, in our own."""

    setup: tuple[str, ...]
    safety: tuple[str, ...]
    filming: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """One exercise, as a rule module declares it in ``EXERCISE``.

    Attributes:
        cycle: what a rep is, as seen from the side.
        rear_cycles: what it is as seen from behind; none where it cannot be told there.
        target_reps: fewest and most reps of a set.
        typical: (measure, low, high) of a usual rep: tells this exercise from others that would
            count the same movements. Nothing is refused for lying outside.
        decisive: the same, but one leg's rep outside any of these hardly speaks for the exercise.
        alike: other exercises that look the same on video.
        usual: whether it is the one to take among those.
    """

    id: str
    name: str
    summary: str
    position: Position
    cycle: RepCycle
    checks: tuple[Check, ...]
    target_reps: tuple[int, int]
    target_origin: Source
    advice: Advice
    variants: tuple[Variant, ...] = ()
    typical: tuple[Typical, ...] = ()
    decisive: tuple[Typical, ...] = ()
    alike: tuple[str, ...] = ()
    usual: bool = False
    rear_cycles: tuple[RepCycle, ...] = ()

    @property
    def variant_names(self) -> tuple[str, ...]:
        """The names of its variants."""
        return tuple(variant.name for variant in self.variants)

    @property
    def cycles(self) -> tuple[RepCycle, ...]:
        """What a rep is, for each camera view."""
        return (self.cycle, *self.rear_cycles)

    def seen_from(self, check: Check) -> frozenset[str]:
        """The views in which its reps are counted and this mistake is judged; may be none."""
        return check.views & {view for cycle in self.cycles for view in cycle.views}

    @property
    def rep_checks(self) -> tuple[Check, ...]:
        """The checks made on each rep."""
        return tuple(c for c in self.checks if not isinstance(c.measure, SET_MEASURES))

    @property
    def set_checks(self) -> tuple[Check, ...]:
        """The checks made on a whole set."""
        return tuple(c for c in self.checks if isinstance(c.measure, SET_MEASURES))
