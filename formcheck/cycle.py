"""What a rep is: where its movement goes, and what no rep of the exercise does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from formcheck.body import SIDES
from formcheck.limits import Limit
from formcheck.measures import (
    Change,
    Displacement,
    Duration,
    ForwardShare,
    Leg,
    Level,
    Measure,
    Spread,
    Sway,
)
from formcheck.signals import ANY_VIEW


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
        stays: what is in its place all through a set; elsewhere between two reps, the place has
            been left.
    """

    name: str
    requires: tuple[Between, ...]
    left_by_deg: float = math.inf
    stays: Literal["hips", "ankle"] = "hips"


Condition = tuple[Measure, Limit]


@dataclass(frozen=True)
class Guard:
    """A movement beyond ``limit``, and those of ``also``, is no rep of this exercise.

    Attributes:
        unless: what explains it otherwise, all of it beyond its limits; what cannot be measured
            explains nothing.
    """

    measure: Level | Change | Spread | Sway | Displacement | Duration | ForwardShare
    limit: Limit
    reason: str
    views: frozenset[str] = ANY_VIEW
    also: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Each measure beyond whose limit it is none."""
        return ((self.measure, self.limit), *self.also)

    @property
    def limits(self) -> tuple[Condition, ...]:
        """Each measure with its limit."""
        return (*self.conditions, *self.unless)


@dataclass(frozen=True)
class RepCycle:
    """What a rep is.

    Attributes:
        signal: the rep signal, which travels from start to peak and back.
        found_by: the signal on which excursions are found; the trunk does not move it. It is
            ``signal``, or rises towards the peak.
        legs: "one" working leg, found by itself, "both" together, or "any" of these.
        full_range: a full rep in the unit of ``found_by``, and of the rep signal where that is
            measured in the same; less than 30% of it is not counted.
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

    @property
    def found_sign(self) -> float:
        """The same for ``found_by``, which rises where it is a signal of its own."""
        return self.sign if self.found_by == self.signal else 1.0
