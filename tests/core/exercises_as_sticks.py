"""Every exercise of the rule book as a stick figure does it: where it starts, what a clean rep is.

A new rule needs one entry in ``STICKS``; the contract suite does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from formcheck.rule import Change, Exercise

from .stick import ALL_FOURS, RULES, STANDING, THIGH, Film, Step, film, still

Moves = Mapping[str, float]
"""Channels of the stick figure; ``thigh`` and ``knee`` mean those of every working leg,
``thigh.support`` and ``knee.support`` those of the other one."""


@dataclass(frozen=True)
class RepPlan:
    """One rep and the rest after it.

    Attributes:
        peak: what has left its place at the peak.
        start: what is out of its place at the start already, and comes back after the rep.
        sway: what leaves its place at the peak during the hold, and comes back before its end.
        lift, hold, lower, rest: seconds.
        overlap: seconds by which the two strokes of an uneven way back overlap; None = one way.
    """

    peak: Moves
    start: Moves | None = None
    sway: Moves | None = None
    lift: float = 1.2
    hold: float = 0.6
    lower: float = 1.2
    rest: float = 0.8
    overlap: float | None = None


@dataclass(frozen=True)
class Stick:
    """How a stick figure does one exercise.

    Attributes:
        posture: the start position.
        pose: what moves, from the level of the rep signal at the peak.
        level: that level in a clean rep.
        legs: the working legs.
    """

    exercise: Exercise
    posture: Moves
    pose: Callable[[float], Moves]
    level: float
    legs: Sequence[str] = ("right",)

    @property
    def side(self) -> str:
        """The working side that a report names."""
        return self.legs[0] if len(self.legs) == 1 else "both"

    def at_start(self, name: str) -> float:
        """A channel's value in the start position."""
        return self.posture[next(self.channels(name))]

    def channels(self, name: str) -> Iterator[str]:
        """The stick figure's own names of a channel."""
        part, _, whose = name.partition(".")
        if part not in ("thigh", "knee"):
            yield name
        elif whose == "support":
            yield f"{part}.{'left' if 'right' in self.legs else 'right'}"
        else:
            yield from (f"{part}.{leg}" for leg in self.legs)

    @property
    def clean(self) -> RepPlan:
        """A clean rep, with as much hollow of the back as the movement brings in everybody."""
        hollow = self.at_start("hollow") + self.expected_hollow
        return RepPlan({**self.pose(self.level), "hollow": hollow})

    @property
    def expected_hollow(self) -> float:
        """What the rule takes off from the change of the back's hollow."""
        measures = [check.measure for check in self.exercise.checks]
        backs = [m for m in measures if isinstance(m, Change) and m.signal == "lumbar_hollow"]
        return backs[0].expected if backs else 0.0

    def one_legged(self) -> Stick:
        """The same with the right leg alone."""
        return replace(self, legs=("right",))

    def other_legged(self) -> Stick:
        """The same with both legs' parts exchanged."""
        other = {"left": "right", "right": "left"}
        legs = tuple(other[leg] for leg in self.legs)
        return replace(self, posture=exchanged(self.posture), legs=legs)

    def steps(self, plan: RepPlan) -> list[Step]:
        """The plan laid out in time."""
        first = self.exercise.cycle.lowers_first
        out_s, back_s = (plan.lower, plan.lift) if first else (plan.lift, plan.lower)
        away, home = self._spread(plan.peak), self._home(plan.peak)
        ready: list[Step] = [(0.4, self._spread(plan.start)), (1.0, {})] if plan.start else []
        leave: list[Step] = [(0.4, self._home(plan.start))] if plan.start else []
        if plan.overlap is None:
            back: list[Step] = [(back_s, home)]
        else:
            halfway = {name: (away[name] + home[name]) / 2 for name in home}
            back = [(back_s, halfway), (-plan.overlap, {}), (back_s, home)]
        hold = self._swaying(plan, away) if plan.sway else [(plan.hold, {})]
        return [*ready, (out_s, away), *hold, *back, *leave, (plan.rest, {})]

    def _swaying(self, plan: RepPlan, peak: Mapping[str, float]) -> list[Step]:
        out = self._spread(plan.sway or {})
        back = {name: peak.get(name, self.posture[name]) for name in out}
        return [(0.3 * plan.hold, out), (0.4 * plan.hold, {}), (0.3 * plan.hold, back)]

    def _spread(self, moves: Moves) -> dict[str, float]:
        return {name: value for own, value in moves.items() for name in self.channels(own)}

    def _home(self, moves: Moves) -> dict[str, float]:
        return {name: self.posture[name] for own in moves for name in self.channels(own)}

    def film(self, plans: Sequence[RepPlan], mirrored: bool = False, **options: Any) -> Film:
        """A set of these reps, filmed from the side; or all of it as a mirror shows it."""
        reps = [step for plan in plans for step in self.steps(plan)]
        steps = [*still(1.2), *reps, *still(0.8)]
        if mirrored:
            steps = [(seconds, exchanged(moves)) for seconds, moves in steps]
            return film(exchanged(self.posture), steps, facing="left", **options)
        return film(self.posture, steps, **options)


def exchanged(moves: Moves) -> dict[str, float]:
    """Left and right exchanged."""
    ends = {"left": "right", "right": "left"}
    names = {n: ".".join(ends.get(part, part) for part in n.split(".")) for n in moves}
    return {names[n]: -value if n == "roll" else value for n, value in moves.items()}


# --- the thirteen ---

BOTH = ("left", "right")


def _legs(thigh: float, knee: float) -> dict[str, float]:
    return {"thigh.left": thigh, "thigh.right": thigh, "knee.left": knee, "knee.right": knee}


UPRIGHT = {**STANDING, "knee.left": 12, "knee.right": 12}
LEANING = {**UPRIGHT, "lean": 20, "thigh.right": -10}
HANGING = {**STANDING, "lean": 90, **_legs(4, 8), "hollow": 0.0, "reach": 0.3, "drop": 0.3}
ON_THE_PRESS = {**HANGING, **_legs(20, 95), "lean": 80}
FOREARMS = {
    **ALL_FOURS, "lean": 85, "drop": 0.5, "reach": 0.45, "thigh.right": -25, "knee.right": 95,
}  # fmt: skip
PRONE = {**HANGING, "lean": 89, "drop": 0.1}
SEATED = {**HANGING, **_legs(-89, 8), "lean": -12, "reach": 0.2, "drop": 0.5}
KNEELING = {**STANDING, **_legs(0, 90), "lean": 0}


def _thigh_behind(posture: Moves) -> Callable[[float], Moves]:
    """The thigh alone moves, to a hip extension."""
    return lambda level: {"thigh": posture["lean"] + level}


def _push(thigh: float) -> Callable[[float], Moves]:
    """The knees straighten to a flexion and take the thighs along."""
    return lambda level: {"thigh": thigh, "knee": level}


def _bend(level: float) -> Moves:
    return {"knee": level}


def on_the_knees(thigh: float, lean: float) -> Moves:
    """Shins on the floor; the hips go where the thighs take them."""
    forward, up = THIGH * np.sin(np.radians(thigh)), THIGH * (np.cos(np.radians(thigh)) - 1)
    place = {"hips_forward": forward, "hips_up": up}
    return {"knee": 90.0 - thigh, "thigh": thigh, "lean": lean, **place}


def _fall(level: float) -> Moves:
    """The whole body turns about the knees, in one piece."""
    return on_the_knees(90.0 - level, 90.0 - level)


def _step_out(level: float) -> Moves:
    """Hip and knee of one leg are extended together."""
    return {"thigh": FOREARMS["lean"] + level, "knee": 14}


def _stick(name: str, *how: Any) -> Stick:
    return Stick(RULES.exercise(name), *how)


STICKS = {
    stick.exercise.id: stick
    for stick in (
        _stick("standing-kickback", UPRIGHT, _thigh_behind(UPRIGHT), 20),
        _stick("quadruped-kickback", ALL_FOURS, _thigh_behind(ALL_FOURS), -5),
        _stick("machine-kickback", LEANING, _thigh_behind(LEANING), 17),
        _stick("reverse-hyper-bench", HANGING, _thigh_behind(HANGING), 0, BOTH),
        _stick("reverse-hyper-ball", HANGING, _thigh_behind(HANGING), 0, BOTH),
        _stick("reverse-hyper-machine", HANGING, _thigh_behind(HANGING), 0, BOTH),
        _stick("reverse-leg-press", ON_THE_PRESS, _push(65), 14, BOTH),
        _stick("reverse-leg-press-single", FOREARMS, _step_out, -5),
        _stick("reverse-leg-press-smith", FOREARMS, _push(75), 14),
        _stick("band-prone-leg-extension", {**PRONE, **_legs(86, 95)}, _push(100), 14, BOTH),
        _stick("lying-leg-curl", {**PRONE, **_legs(88, 8)}, _bend, 108, BOTH),
        _stick("seated-leg-curl", SEATED, _bend, 98, BOTH),
        _stick("nordic-curl", KNEELING, _fall, 25, BOTH),
    )
}
