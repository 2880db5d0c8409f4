"""A clip in time: lead-in, reps, lead-out, and the figure that moves through them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import leads
from .body import Body, build_body
from .channels import SIDES, STANDING, Motion
from .contact import place_root
from .exercises.base import Grip
from .leads import Key
from .others import BENCH_BEHIND, NO_EXERCISE
from .profiles import sway
from .reps import RepPlan
from .sets import RATE, Act, Decoy, decoys_of, set_act
from .skeleton import Figure, pose_figure, reach
from .spec import Clip


@dataclass
class Film:
    """Everything known about a clip before it is drawn, ``RATE`` samples a second.

    Attributes:
        time: (T,) seconds.
        reps: the plans with their first moment of movement, seconds.
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
    act = decoy_act(clip, body) if clip.exercise is None else set_act(clip, body, rng)
    _add_sway(clip, act.time, act.motion, rng)
    figure = pose_figure(body, act.motion)
    path = place_root(body, figure, act.motion, act.stills[0])
    figure.head += (path - _drift(act, path))[:, None, :]
    grips = _grasp(clip, body, figure, act.motion, act.stills[0])
    return Film(clip, body, act.time, act.motion, figure, act.reps, act.decoys, grips,
                act.stills[0])


def _drift(act: Act, path: np.ndarray) -> np.ndarray:
    """(T, 3) what brings the person back to the same place for every set.

    It grows during the break before the set, so that a foot slides a little.
    """
    at = [0, *(index for begin, end in act.breaks for index in (begin, end)), len(path) - 1]
    off = path[act.stills, :2] - path[act.stills[0], :2]
    values = np.repeat(off, 2, axis=0)
    drift = np.zeros_like(path)
    for axis in (0, 1):
        drift[:, axis] = np.interp(np.arange(len(path)), at, values[:, axis])
    return drift


def decoy_act(clip: Clip, body: Body) -> Act:
    """A film without any rep: walks in, then one decoy after the other.

    Where a bench stands behind, nobody walks in through it.
    """
    side = clip.sides[0]
    keys = [] if BENCH_BEHIND & set(clip.decoys) else leads.walking(3, side)
    keys = [*keys, Key(0.4, STANDING), Key(0.8, STANDING)]
    keys = [Key(key.after_s, key.posture, "walks in") for key in keys]
    for name in clip.decoys:
        keys += NO_EXERCISE[name](body, side)
        keys.append(Key(0.5, keys[-1].posture))
    at = np.cumsum([key.after_s for key in keys])
    time = np.arange(int(at[-1] * RATE)) / RATE
    return Act(time, leads.through(keys, time), [], decoys_of(keys, 0.0), [0], [])


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
        reach(body, figure, motion, side, grip.wrist, grip.palm, grip.fingers, grip.bend)
    return grips
