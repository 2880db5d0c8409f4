"""The vocabulary in which a rule module declares an exercise: it holds no code that runs on frames.

A rule says what a rep is, which position it belongs to, and for each mistake what to measure,
where the limit lies and where that limit comes from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from formcheck.body import SIDES
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
    Leg,
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
class Between:
    """A condition: a signal of a leg lies within [low, high]."""

    signal: str
    low: float
    high: float
    leg: Leg = "working"


@dataclass(frozen=True)
class Position:
    """The posture in which the exercise is done.

    Attributes:
        left_by_deg: a trunk that leans so much otherwise between two reps has left it, although
            what is required may hold: the person stands as before, but at ease.
    """

    name: str
    requires: tuple[Between, ...]
    left_by_deg: float = math.inf


@dataclass(frozen=True)
class Guard:
    """A movement beyond ``limit``, and those of ``also``, is no rep of this exercise."""

    measure: Level | Change | Spread | Sway | Displacement | Duration | ForwardShare
    limit: Limit
    reason: str
    views: frozenset[str] = ANY_VIEW
    also: tuple[tuple[Measure, Limit], ...] = ()

    @property
    def conditions(self) -> tuple[tuple[Measure, Limit], ...]:
        """Each measure with its limit."""
        return ((self.measure, self.limit), *self.also)


@dataclass(frozen=True)
class RepCycle:
    """What a rep is.

    Attributes:
        signal: the rep signal, which travels from start to peak and back.
        found_by: the signal on which excursions are found; the trunk does not move it.
        legs: "one" working leg, found by itself, "both" together, or "any" of these.
        full_range: a full rep in the unit of ``found_by``; less than 30% of it is not counted.
        target: what the peak of the rep signal has to reach; None where it is not measured.
        falls: whether the rep signal falls from start to peak, as the knee's flexion in a press.
        lowers_first: whether the way to the peak is the eccentric one, as in a Nordic curl.
        from_rest: whether who rests at the peak before a set's first rep, not at its start, does
            another exercise, from the other end; ``signal`` has to be ``found_by``.
        found_from: values of ``found_by`` below this count as this: a kick's way forward.
        views: the camera views from which a rep can be told from other movements.
        starts: where signals lie when a movement begins; others are no movements of this cycle.
        variant: the one that all of its reps belong to; None = the reps themselves show it.
        moved: the signals by whose travel the working leg is told from the other.
        neutral_start: what the rep signal is at the start position, so that the clip's constant
            offset can be taken off; None where people start too differently.
        timed_by: joints of the working leg whose way times the phases, with the rep signal.
        pivot: the joint about which they turn.
        time_error_s: the least error of a phase boundary in this view.
        far_time_error_s: the same for the leg on the far side, which the near one hides at times.
        shortest_s: a quicker movement cannot be told from a wobble of the landmarks.
        unseen_s: how long a leg that starts beside the other one moves unseen, first and last.
    """

    signal: str
    found_by: str
    legs: Literal["one", "both", "any"]
    full_range: float
    target: Limit | None
    guards: tuple[Guard, ...] = ()
    views: frozenset[str] = ANY_VIEW
    starts: tuple[Between, ...] = ()
    variant: str | None = None
    moved: tuple[str, ...] = ("thigh_lean",)
    neutral_start: float | None = None
    timed_by: tuple[str, ...] = ("knee", "ankle", "heel")
    pivot: str = "hip"
    time_error_s: float = 0.15
    far_time_error_s: float = 0.25
    shortest_s: float = 0.9
    unseen_s: float = 0.0
    falls: bool = False
    lowers_first: bool = False
    from_rest: bool = False
    found_from: float = -math.inf

    @property
    def sides(self) -> tuple[str, ...]:
        """The working sides that a rep may have."""
        return {"one": SIDES, "both": ("both",), "any": (*SIDES, "both")}[self.legs]

    @property
    def sign(self) -> float:
        """+1 where the rep signal rises towards the peak, -1 where it falls."""
        return -1.0 if self.falls else 1.0


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
