"""A clip in time: lead-in, reps, lead-out, and the figure that moves through them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from . import leads
from .body import Body, build_body
from .channels import CHANNELS, SIDES, STANDING, Motion, Posture, other
from .decoys import DECOYS
from .exercises.base import Grip
from .leads import Key
from .profiles import minimum_jerk, sway
from .reps import RepPlan, progress, signal
from .skeleton import Figure, place_root, pose_figure, reach
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


@dataclass
class Film:
    """Everything known about a clip before it is drawn, ``RATE`` samples a second.

    Attributes:
        time: (T,) seconds.
        reps: the plans with their first moment of lifting, seconds.
        still: index of the sample whose posture stands at the origin.
    """

    clip: Clip
    body: Body
    time: np.ndarray
    motion: Motion
    figure: Figure
    reps: list[tuple[float, RepPlan]]
    decoys: list[Decoy]
    grips: dict[str, Grip]
    still: int


def make_film(clip: Clip) -> Film:
    """Work out the whole motion of a clip."""
    body, rng = build_body(clip.shape), np.random.default_rng(clip.seed)
    if clip.exercise is None:
        time, motion, decoys = _decoy_motion(clip)
        reps: list[tuple[float, RepPlan]] = []
        still = 0
    else:
        time, motion, reps, decoys, still = _set_motion(clip, body, rng)
    _add_sway(clip, time, motion, rng)
    figure = pose_figure(body, motion)
    figure.head += place_root(body, figure, motion, still)[:, None, :]
    grips = _grasp(clip, body, figure, motion, still)
    return Film(clip, body, time, motion, figure, reps, decoys, grips, still)


def plan_reps(clip: Clip, start: float, rng: np.random.Generator) -> list[RepPlan]:
    """The reps of a clip with their natural differences and planted mistakes."""
    assert clip.exercise is not None
    plans = []
    coupling = clip.exercise.coupling[clip.setup.variant]
    for number, side in enumerate(clip.sides, start=1):
        lift, hold, lower, rest = np.array(clip.tempo) * rng.normal(1, 0.06, 4).clip(0.85, 1.15)
        wobble = rng.normal(0, 0.8)
        begin = start if clip.range[0] is None else clip.range[0]
        plan = RepPlan(side, lift, hold, lower, rest, begin, clip.range[1] + wobble,
                       offsets=dict(coupling))
        for planted in clip.mistakes:
            if number in planted.reps:
                plan = _plant(clip, plan, planted.id, planted.magnitude)
        if number < len(clip.sides) and clip.sides[number] != side:
            plan = replace(plan, rest_s=SWITCH_S)
        plans.append(plan)
    return plans


def _plant(clip: Clip, plan: RepPlan, name: str, size: float) -> RepPlan:
    assert clip.exercise is not None
    fault = clip.exercise.mistakes[name]
    changed = fault.apply(plan, size)
    return replace(changed, mistakes=(*plan.mistakes, (name, size, fault.unit)))


def _set_motion(clip: Clip, body: Body, rng: np.random.Generator,
                ) -> tuple[np.ndarray, Motion, list[tuple[float, RepPlan]], list[Decoy], int]:
    assert clip.exercise is not None
    assert clip.lead_in
    assert clip.lead_out
    starts = {side: clip.exercise.start(body, side, clip.setup) for side in SIDES}
    first, last = clip.sides[0], clip.sides[-1]
    into = leads.in_keys(clip.lead_in, starts[first], first)
    out = leads.out_keys(clip.lead_out, starts[last], last)
    hip = starts[first][f"thigh_{first}"] - starts[first]["lean"]
    plans = plan_reps(clip, hip, rng)
    begin = leads.length(into) + STILL_S
    moments = begin + np.cumsum([0.0] + [p.moving_s + p.rest_s for p in plans[:-1]])
    end = float(moments[-1]) + plans[-1].moving_s + AFTER_S
    total = end + leads.length(out) + 0.4
    time = np.arange(int(total * RATE)) / RATE
    reps = list(zip(map(float, moments), plans, strict=True))
    motion = _reps_motion(time, reps, starts)
    for keys, part, origin in ((into, time <= begin - STILL_S, 0.0), (out, time >= end, end)):
        for name, values in leads.through(keys, time[part] - origin).items():
            motion[name][part] = values
    decoys = [Decoy(0.0, begin - STILL_S, f"lead-in: {clip.lead_in}"),
              Decoy(end, float(time[-1]), f"lead-out: {clip.lead_out}")]
    return time, motion, reps, decoys, int((begin - 0.2) * RATE)


def _reps_motion(time: np.ndarray, reps: list[tuple[float, RepPlan]],
                 starts: dict[str, Posture]) -> Motion:
    """The set without lead-in and lead-out; the legs may change between two reps."""
    sides = {"L": _one_side(time, reps, starts["L"], "L"),
             "R": _one_side(time, reps, starts["R"], "R")}
    right = {name: np.full(len(time), float(reps[0][1].side == "R")) for name in CHANNELS}
    for (at, plan), (_, following) in pairwise(reps):
        if plan.side != following.side:
            for name in CHANNELS:
                begin, end = _handover(name, plan.side)
                tau = (time - at - plan.moving_s - SWITCH_S * begin) / (SWITCH_S * (end - begin))
                right[name] += minimum_jerk(tau) * (1 if following.side == "R" else -1)
    return {name: (1 - right[name]) * sides["L"][name] + right[name] * sides["R"][name]
            for name in CHANNELS}


def _handover(name: str, working: str) -> tuple[float, float]:
    """When, as shares of the change of legs, a channel passes over: down, shift, then up."""
    if name.startswith("foot_") or name[-2:] not in ("_L", "_R"):
        return 0.45, 0.7
    return (0.14, 0.58) if name.endswith(working) else (0.56, 1.0)


def _one_side(time: np.ndarray, reps: list[tuple[float, RepPlan]], start: Posture, side: str,
              ) -> Motion:
    motion = {name: np.full(len(time), start[name]) for name in CHANNELS}
    hip = np.full(len(time), start[f"thigh_{side}"] - start["lean"])
    for at, plan in reps:
        if plan.side != side:
            continue
        hip += signal(plan, time - at) - plan.start
        done = progress(plan, time - at)
        for channel, amount in plan.offsets.items():
            name, sign = _resolve(channel, side)
            motion[name] += sign * amount * done
    motion[f"thigh_{side}"] = motion["lean"] + hip
    return motion


def _resolve(channel: str, side: str) -> tuple[str, float]:
    """The channel and sign that a role name stands for."""
    if channel == "pelvis_roll_work":
        return "pelvis_roll", 1.0 if side == "R" else -1.0
    if channel.endswith("_work"):
        return channel.replace("_work", f"_{side}"), 1.0
    if channel.endswith("_support"):
        return channel.replace("_support", f"_{other(side)}"), 1.0
    return channel, 1.0


def _decoy_motion(clip: Clip) -> tuple[np.ndarray, Motion, list[Decoy]]:
    side = clip.sides[0]
    keys = [*leads.walking(3, side), Key(0.4, STANDING), Key(0.8, STANDING)]
    keys = [Key(key.after_s, key.posture, "walks in") for key in keys]
    for name in clip.decoys:
        keys += [*DECOYS[name](side), Key(0.5, keys[-1].posture)]
        keys[-1] = Key(0.5, keys[-2].posture)
    at = np.cumsum([key.after_s for key in keys])
    time = np.arange(int(at[-1] * RATE)) / RATE
    decoys: list[Decoy] = []
    for begin, end, key in zip(at, at[1:], keys[1:], strict=False):
        if not key.decoy:
            continue
        if decoys and decoys[-1].what == key.decoy and decoys[-1].to_s == begin:
            decoys[-1] = replace(decoys[-1], to_s=float(end))
        else:
            decoys.append(Decoy(float(begin), float(end), key.decoy))
    return time, leads.through(keys, time), decoys


def _add_sway(clip: Clip, time: np.ndarray, motion: Motion, rng: np.random.Generator) -> None:
    """Aimless movement and breathing; supporting feet and shins keep lying on the floor."""
    wander = clip.exercise.sway if clip.exercise else {"lean": 0.4, "thigh": 0.2, "neck": 1.0}
    motion["lean"] += wander["lean"] * sway(time, rng)
    motion["neck"] += wander["neck"] * sway(time, rng)
    breath = np.sin(2 * np.pi * (rng.uniform(0.22, 0.3) * time + rng.random()))
    motion["lumbar"] += 0.4 * breath
    drift = wander["thigh"] * sway(time, rng)
    for side in SIDES:
        kneeling = motion[f"kneel_{side}"] > motion[f"foot_{side}"]
        motion[f"thigh_{side}"] += drift
        motion[f"knee_{side}"] -= np.where(kneeling, drift, 0.0)
        motion[f"ankle_{side}"] -= np.where(kneeling, 0.0, drift)


def _grasp(clip: Clip, body: Body, figure: Figure, motion: Motion, still: int) -> dict[str, Grip]:
    """Lay the hands on their support."""
    if clip.exercise is None or clip.setup.support == "none":
        return {}
    shoulders = np.stack([figure.at(f"upperarm01.{side}")[still] for side in SIDES])
    grips = clip.exercise.grips(body, clip.setup, shoulders)
    for side, grip in grips.items():
        reach(body, figure, motion, side, grip.wrist, grip.palm, grip.fingers)
    return grips
