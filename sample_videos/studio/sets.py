"""The sets of a clip in time: reps with their planted mistakes, the ways in and out, breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from . import leads
from .body import Body
from .channels import CHANNELS, SIDES, Motion, Posture, leading_foot, other, working_legs
from .decoys import DECOYS
from .exercises.base import Exercise
from .leads import Key
from .profiles import minimum_jerk
from .reps import Fault, RepPlan, progress, shaking, signal
from .setspec import Break
from .spec import Clip

RATE = 240
STILL_S = 1.1
AFTER_S = 0.8
SWITCH_S = 1.1
"""Seconds in which the person changes legs without a rest."""


@dataclass(frozen=True)
class Decoy:
    """A movement that is no rep."""

    from_s: float
    to_s: float
    what: str


@dataclass(frozen=True)
class Act:
    """Everything that happens in a clip, before there is a body to pose.

    Attributes:
        time: (T,) seconds, ``RATE`` samples a second.
        reps: the plans with their first moment of movement, seconds.
        stills: for each set, index of a sample in which the person waits in the start posture;
            there the body stands at the origin.
        breaks: between the sets, indices of the first and last sample out of the position.
    """

    time: np.ndarray
    motion: Motion
    reps: list[tuple[float, RepPlan]]
    decoys: list[Decoy]
    stills: list[int]
    breaks: list[tuple[int, int]]


@dataclass(frozen=True)
class Way:
    """Key postures on the way into, between or out of sets, from a moment on."""

    at_s: float
    keys: list[Key]
    what: str

    @property
    def end_s(self) -> float:
        """When the last key is reached."""
        return self.at_s + leads.length(self.keys)


def start_postures(clip: Clip, body: Body) -> dict[str, Posture]:
    """The start posture for each working side that the clip names."""
    assert clip.exercise is not None
    result = {}
    for side in dict.fromkeys(clip.sides):
        start = dict(clip.exercise.start(body, side, clip.setup))
        if clip.range_start is not None:
            for leg in working_legs(side):
                _set_signal(clip.exercise, start, leg, clip.range_start)
        result[side] = start
    return result


def _set_signal(exercise: Exercise, posture: Posture, leg: str, value: float) -> None:
    if exercise.signal == "knee":
        posture[f"knee_{leg}"] = value
    else:
        posture[f"thigh_{leg}"] = posture["lean"] + value


def start_signal(exercise: Exercise, start: Posture, side: str) -> float:
    """The rep signal in a start posture, degrees."""
    leg = working_legs(side)[0]
    if exercise.signal == "knee":
        return start[f"knee_{leg}"]
    return start[f"thigh_{leg}"] - start["lean"]


def plan_reps(clip: Clip, starts: dict[str, Posture], rng: np.random.Generator) -> list[RepPlan]:
    """The reps of a clip with their natural differences and planted mistakes."""
    assert clip.exercise is not None
    plans: list[RepPlan] = []
    coupling = clip.exercise.coupling[clip.setup.variant]
    for i, side in enumerate(clip.sides):
        lift, hold, lower, rest = np.array(clip.tempo[i]) * rng.normal(1, 0.06, 4).clip(0.85, 1.15)
        begin = start_signal(clip.exercise, starts[side], side)
        plan = RepPlan(side, lift, hold, lower, rest, begin, clip.peaks[i] + rng.normal(0, 0.8),
                       clip.exercise.lowers_first, offsets=dict(coupling))
        if plans and plans[-1].rebound:
            pace = (plan.out_s / plans[-1].back_s) ** 2
            plan = replace(plan, rebounded=min(plans[-1].rebound * pace, 19.0))
        plan = _plant(clip, plan, i + 1)
        if i + 1 < len(clip.sides) and clip.sides[i + 1] != side:
            plan = replace(plan, rest_s=SWITCH_S)
        plans.append(plan)
    return plans


def _plant(clip: Clip, plan: RepPlan, number: int) -> RepPlan:
    assert clip.exercise is not None
    for planted in clip.mistakes:
        if number in planted.reps:
            mistake = clip.exercise.mistakes[planted.id]
            size = planted.magnitudes[planted.reps.index(number)]
            fault = Fault(planted.id, size, mistake.unit, mistake.counts(size))
            plan = replace(mistake.apply(plan, size), faults=(*plan.faults, fault))
    return plan


def set_act(clip: Clip, body: Body, rng: np.random.Generator) -> Act:
    """The sets of a clip with the ways into the position, between them and out of it."""
    assert clip.exercise is not None
    starts = start_postures(clip, body)
    plans = plan_reps(clip, starts, rng)
    moments, ways = _timetable(clip, body, starts, plans)
    total = ways[-1].end_s + 0.4
    time = np.arange(int(total * RATE)) / RATE
    reps = list(zip(moments, plans, strict=True))
    motion = _reps_motion(clip.exercise, time, reps, starts)
    for side in starts:
        clip.exercise.settle(body, motion, working_legs(side))
    for way in ways:
        part = (time >= way.at_s) & ((time <= way.end_s) | (way is ways[-1]))
        for name, values in leads.through(way.keys, time[part] - way.at_s).items():
            motion[name][part] = values
    decoys = [decoy for way in ways for decoy in (
        decoys_of(way.keys, way.at_s) or [Decoy(way.at_s, way.end_s, way.what)])]
    decoys[-1] = replace(decoys[-1], to_s=float(time[-1]))
    stills = [int((way.end_s + STILL_S - 0.2) * RATE) for way in ways[:-1]]
    breaks = [(int(way.at_s * RATE), int(way.end_s * RATE)) for way in ways[1:-1]]
    return Act(time, motion, reps, decoys, stills, breaks)


def _timetable(clip: Clip, body: Body, starts: dict[str, Posture], plans: list[RepPlan],
               ) -> tuple[list[float], list[Way]]:
    """When each rep begins, and the ways before, between and after the sets."""
    assert clip.lead_in
    assert clip.lead_out
    first, last = clip.sides[0], clip.sides[-1]
    into = leads.in_keys(clip.lead_in, starts[first], leading_foot(first))
    ways, moments = [Way(0.0, into, f"lead-in: {clip.lead_in}")], []
    now = ways[0].end_s + STILL_S
    for number, plan in enumerate(plans, start=1):
        moments.append(now)
        now += plan.moving_s
        pause = next((each for each in clip.breaks if each.after == number), None)
        if number == len(plans):
            now += AFTER_S
        elif pause is None:
            now += plan.rest_s
        else:
            keys = _break_keys(clip, body, pause, starts[plan.side], starts[plans[number].side])
            ways.append(Way(now + AFTER_S, keys, "between two sets"))
            now = ways[-1].end_s + STILL_S
    out = leads.out_keys(clip.lead_out, starts[last], leading_foot(last))
    return moments, [*ways, Way(now, out, f"lead-out: {clip.lead_out}")]


def _break_keys(clip: Clip, body: Body, pause: Break, before: Posture, after: Posture,
                ) -> list[Key]:
    """Up from the start posture, what is done standing, and back into it."""
    assert clip.exercise is not None
    assert clip.exercise.rise
    foot = leading_foot(clip.sides[0])
    up = leads.on_one_bed(clip.exercise.rise(before, foot), before)
    back = leads.on_one_bed(leads.backwards(clip.exercise.rise)(after, foot), after)
    keys = [replace(key, decoy="stands up") for key in up]
    for name in pause.do:
        keys += DECOYS[name](body, foot)
    keys.append(Key(pause.wait_s, back[0].posture, "stands"))
    return keys + [replace(key, decoy="gets into position") for key in back[1:]]


def decoys_of(keys: list[Key], start_s: float) -> list[Decoy]:
    """The named movements among keys whose first stands at ``start_s``; equal neighbours merged."""
    at = start_s + np.cumsum([key.after_s for key in keys]) - keys[0].after_s
    found: list[Decoy] = []
    for begin, end, key in zip(at, at[1:], keys[1:], strict=False):
        if key.decoy and found and found[-1].what == key.decoy and found[-1].to_s == begin:
            found[-1] = replace(found[-1], to_s=float(end))
        elif key.decoy:
            found.append(Decoy(float(begin), float(end), key.decoy))
    return found


def _reps_motion(exercise: Exercise, time: np.ndarray, reps: list[tuple[float, RepPlan]],
                 starts: dict[str, Posture]) -> Motion:
    """The set without lead-in and lead-out; the legs may change between two reps."""
    sides = {side: _one_side(exercise, time, reps, start, side)
             for side, start in starts.items()}
    if set(sides) != set(SIDES):
        return next(iter(sides.values()))
    right = {name: np.full(len(time), float(reps[0][1].side == "R")) for name in CHANNELS}
    for (at, plan), (then, following) in pairwise(reps):
        if plan.side != following.side:
            change = (at + plan.moving_s + then - SWITCH_S) / 2
            for name in CHANNELS:
                begin, end = _handover(name, plan.side)
                tau = (time - change - SWITCH_S * begin) / (SWITCH_S * (end - begin))
                right[name] += minimum_jerk(tau) * (1 if following.side == "R" else -1)
    return {name: (1 - right[name]) * sides["L"][name] + right[name] * sides["R"][name]
            for name in CHANNELS}


def _handover(name: str, working: str) -> tuple[float, float]:
    """When, as shares of the change of legs, a channel passes over: down, shift, then up."""
    if name.startswith("foot_") or name[-2:] not in ("_L", "_R"):
        return 0.45, 0.7
    return (0.14, 0.58) if name.endswith(working) else (0.56, 1.0)


def _one_side(exercise: Exercise, time: np.ndarray, reps: list[tuple[float, RepPlan]],
              start: Posture, side: str) -> Motion:
    motion = {name: np.full(len(time), start[name]) for name in CHANNELS}
    moved = np.zeros(len(time))
    for at, plan in reps:
        if plan.side == side:
            moved += signal(plan, time - at) - plan.start
            _move(motion, side, plan.offsets, progress(plan, time - at))
            _move(motion, side, plan.wobble, shaking(plan, time - at))
    _move(motion, side, exercise.follows, moved)
    for leg in working_legs(side):
        if exercise.signal == "knee":
            motion[f"knee_{leg}"] += moved
        else:
            motion[f"thigh_{leg}"] = (
                motion["lean"] + start[f"thigh_{leg}"] - start["lean"] + moved)
    return motion


def _move(motion: Motion, side: str, amounts: dict[str, float], course: np.ndarray) -> None:
    for role, amount in amounts.items():
        for name, sign in _resolve(role, side):
            motion[name] += sign * amount * course


def _resolve(channel: str, side: str) -> list[tuple[str, float]]:
    """The channels and signs that a role name stands for."""
    legs = working_legs(side)
    if channel == "pelvis_roll_work":
        return [("pelvis_roll", -1.0 if side == "L" else 1.0)]
    if channel.endswith("_work"):
        return [(channel.replace("_work", f"_{leg}"), 1.0) for leg in legs]
    if channel.endswith("_support"):
        resting = [] if side == "B" else [other(side)]
        return [(channel.replace("_support", f"_{leg}"), 1.0) for leg in resting]
    return [(channel, 1.0)]
