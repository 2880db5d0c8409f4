"""Getting into position and out of it, and movements that are no exercise: key postures in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from .channels import CHANNELS, STANDING, Motion, Posture, other, posture


@dataclass(frozen=True)
class Key:
    """A posture reached ``after_s`` seconds after the key before it."""

    after_s: float
    posture: Posture
    decoy: str | None = None


Way = Callable[[Posture, str], list[Key]]
"""Keys into or out of a start posture; the side is the foot or knee that goes first."""


def through(keys: list[Key], time: np.ndarray) -> Motion:
    """Channels over ``time`` (seconds, 0 at the first key) through the keys' postures."""
    at = np.cumsum([key.after_s for key in keys]) - keys[0].after_s
    result = {}
    for name in CHANNELS:
        values = [key.posture[name] for key in keys]
        result[name] = PchipInterpolator(at, values)(np.clip(time, at[0], at[-1]))
    return result


def length(keys: list[Key]) -> float:
    """Seconds from the first key to the last."""
    return sum(key.after_s for key in keys[1:])


def _contact(front: str) -> Posture:
    back = other(front)
    return posture(**{
        f"thigh_{front}": -20, f"knee_{front}": 6, f"ankle_{front}": 8,
        f"thigh_{back}": 15, f"knee_{back}": 18, f"ankle_{back}": -3, f"foot_{back}": 0.5,
        f"foot_{front}": 0.5, f"arm_{front}": -14, f"arm_{back}": 18, "lean": 4})


def _midstance(stance: str) -> Posture:
    swing = other(stance)
    return posture(**{
        f"thigh_{stance}": -4, f"knee_{stance}": 10, f"ankle_{stance}": -6,
        f"thigh_{swing}": -16, f"knee_{swing}": 52, f"ankle_{swing}": -4,
        f"foot_{swing}": 0.0, "lean": 4})


def walking(steps: int, first: str, step_s: float = 0.58) -> list[Key]:
    """A few steps forward, beginning in mid-stride and ending on one leg."""
    keys, front = [Key(0.0, _contact(first))], first
    for _ in range(steps):
        keys += [Key(step_s / 2, _midstance(front)), Key(step_s / 2, _contact(other(front)))]
        front = other(front)
    return keys[:-1]


def walk_in(start: Posture, first: str, steps: int = 3) -> list[Key]:
    """Walk up, stand, take hold of the support, take the start posture."""
    return [*walking(steps, first), Key(0.35, STANDING), Key(0.7, start)]


def step_away(start: Posture, side: str) -> list[Key]:
    """Let go and take a step back."""
    back = posture(**{f"thigh_{side}": 14, f"knee_{side}": 12, f"ankle_{side}": -12,
                      f"thigh_{other(side)}": -12, f"knee_{other(side)}": 8,
                      f"ankle_{other(side)}": 4, f"foot_{side}": 0.5, f"foot_{other(side)}": 0.5})
    lifted = posture(**{f"thigh_{side}": -4, f"knee_{side}": 30, f"foot_{side}": 0.0})
    return [Key(0.0, start), Key(0.6, STANDING), Key(0.3, lifted), Key(0.35, back),
            Key(0.5, STANDING)]


def half_kneel(down: str) -> Posture:
    """One knee on the floor, the other foot flat in front."""
    front = other(down)
    return posture(**{
        "lean": 8, f"thigh_{front}": -96, f"knee_{front}": 100, f"ankle_{front}": -4,
        f"thigh_{down}": 8, f"knee_{down}": 93, f"ankle_{down}": -11,
        f"foot_{front}": 0.5, f"foot_{down}": 0.0, f"kneel_{down}": 0.5, "arm": 12})


TALL_KNEEL = posture(lean=2, thigh=0, knee=92, ankle=70, foot=0, kneel=0.5, arm=8)


def kneel_down(start: Posture, down: str) -> list[Key]:
    """From standing over one knee to both, then onto the hands."""
    lunge = posture(**{
        "lean": 12, f"thigh_{other(down)}": -50, f"knee_{other(down)}": 62,
        f"ankle_{other(down)}": -12, f"thigh_{down}": 12, f"knee_{down}": 58,
        f"ankle_{down}": -15, f"foot_{other(down)}": 1.0, f"foot_{down}": 0.0})
    return [Key(0.0, STANDING), Key(0.55, lunge), Key(0.55, half_kneel(down)),
            *_both_knees(down), *onto_hands(start)]


def _both_knees(down: str) -> list[Key]:
    """The front knee comes down too, the foot passing above the floor."""
    front = other(down)
    lifted = posture(TALL_KNEEL, **{
        f"thigh_{front}": -80, f"knee_{front}": 140, f"ankle_{front}": 10, f"kneel_{front}": 0.0,
        f"thigh_{down}": 4, f"knee_{down}": 91, f"ankle_{down}": 30, "lean": 8})
    passing = posture(TALL_KNEEL, **{
        f"thigh_{front}": -40, f"knee_{front}": 135, f"ankle_{front}": 72,
        f"kneel_{front}": 0.0, "lean": 6})
    return [Key(0.35, lifted), Key(0.25, passing), Key(0.3, TALL_KNEEL)]


def onto_hands(start: Posture) -> list[Key]:
    """From kneeling upright onto the hands."""
    bowed = posture(TALL_KNEEL, lean=48, thigh=-16, knee=106, arm=70, spread=4, elbow=14,
                    reach=0.55)
    return [Key(0.55, bowed), Key(0.6, start)]


def tall_kneel_in(start: Posture) -> list[Key]:
    """Already kneeling upright: only down onto the hands."""
    return [Key(0.0, TALL_KNEEL), Key(0.6, posture(TALL_KNEEL, lean=6)), *onto_hands(start)]


def off_hands(start: Posture) -> list[Key]:
    """From all fours back to kneeling upright."""
    bowed = posture(TALL_KNEEL, lean=48, thigh=-16, knee=106, arm=60, reach=0.4)
    return [Key(0.0, start), Key(0.6, bowed), Key(0.6, TALL_KNEEL)]


def stand_up(start: Posture, up: str) -> list[Key]:
    """From all fours over one knee to standing."""
    down = other(up)
    lifted, passing, _ = _both_knees(down)
    rising = posture(**{
        "lean": 28, f"thigh_{up}": -60, f"knee_{up}": 72, f"ankle_{up}": -12,
        f"thigh_{down}": 10, f"knee_{down}": 62, f"ankle_{down}": -15,
        f"foot_{up}": 1.0, f"foot_{down}": 0.0})
    return [*off_hands(start), Key(0.3, passing.posture), Key(0.3, lifted.posture),
            Key(0.35, half_kneel(down)), Key(0.5, rising), Key(0.6, STANDING)]


def already_there(start: Posture, side: str) -> list[Key]:
    """The film begins in the start posture."""
    return [Key(0.0, start), Key(0.4, start)]


def kneel_upright(start: Posture, down: str) -> list[Key]:
    """From standing over one knee to both, into a start posture that kneels upright."""
    return [*kneel_down(start, down)[:-2], Key(0.5, start)]


def onto_front(start: Posture, side: str) -> list[Key]:
    """Walk up to a pad of the height ``bed``, bend over it and lie down on the belly."""
    bent = posture(lean=46, thigh=4, knee=10, ankle=-14, arm=62, reach=0.5, lumbar=-12)
    low = posture(start, lie=0.4, foot=0.6, reach=1.0, lean=0.7 * start["lean"])
    return [*walking(3, side), Key(0.35, STANDING), Key(0.7, bent), Key(0.7, low),
            Key(0.6, start)]


def onto_seat(start: Posture, side: str) -> list[Key]:
    """From standing in front of a seat of the height ``bed``, sit back onto it."""
    crouched = posture(lean=38, thigh=-58, knee=76, ankle=-18, arm=34)
    seated = posture(start, lean=24, thigh=-82, knee=84, ankle=0, foot=0.4, sit=0.6, reach=0)
    return [Key(0.0, STANDING), Key(0.4, STANDING), Key(0.8, crouched), Key(0.5, seated),
            Key(0.8, start)]


def let_go(start: Posture, side: str) -> list[Key]:
    """From a start posture on the feet to standing upright on the spot."""
    return [Key(0.0, start), Key(0.8, STANDING)]


def lean_in(start: Posture, side: str) -> list[Key]:
    """Already standing at the machine: lean on it and take hold."""
    return [Key(0.0, STANDING), Key(0.5, STANDING), Key(0.9, start)]


def backwards(way_in: Way) -> Way:
    """The way out that runs a way in from its end to its beginning."""
    def way_out(start: Posture, side: str) -> list[Key]:
        keys = way_in(start, side)[::-1]
        gaps = [0.0, *(key.after_s for key in keys[:-1])]
        return [Key(gap, key.posture) for gap, key in zip(gaps, keys, strict=True)]
    return way_out


def bend_over(start: Posture, side: str) -> list[Key]:
    """From standing at the pad's edge, bend over it and lie down, then take the legs back."""
    bent = posture(lean=40, thigh=-8, knee=24, ankle=-16, arm=62, reach=0.5, lumbar=-8)
    low = posture(start, lean=0.85 * start["lean"], thigh=-36, knee=74, ankle=-36, lie=1.0,
                  foot=0.5)
    return [Key(0.0, STANDING), Key(0.6, bent), Key(0.7, low), Key(0.8, start)]


def off_front(start: Posture, side: str) -> list[Key]:
    """From lying on a pad back onto the feet."""
    return backwards(lambda s, f: onto_front(s, f)[-4:])(start, side)


def lie_on_floor(start: Posture, side: str) -> list[Key]:
    """From kneeling upright onto the hands, then down onto the belly with the feet in the air."""
    low = posture(start, lean=80, thigh=42, knee=82, ankle=40, kneel=0.5, lie=0)
    return [*tall_kneel_in(start)[:-1], Key(0.9, low), Key(1.0, start)]


def in_keys(name: str, start: Posture, side: str) -> list[Key]:
    """The lead-in of that name, ending in the start posture."""
    return on_one_bed(LEADS_IN[name](start, side), start)


def out_keys(name: str, start: Posture, side: str) -> list[Key]:
    """The lead-out of that name, beginning in the start posture."""
    return on_one_bed(LEADS_OUT[name](start, side), start)


def on_one_bed(keys: list[Key], start: Posture) -> list[Key]:
    """The same keys with pads, and seats knelt on, as high as in the start posture all the way."""
    return [replace(key, posture=_raised(key.posture, start)) for key in keys]


def _raised(own: Posture, start: Posture) -> Posture:
    knelt = max(start["under_L"], start["under_R"])
    on_knees = own["kneel_L"] + own["kneel_R"] > 0 and own["foot_L"] + own["foot_R"] == 0
    high = {"under_L": knelt, "under_R": knelt} if on_knees else {}
    return posture(own, bed=start["bed"], **high)


LEADS_IN: dict[str, Way] = {
    "walk": walk_in, "kneel": kneel_down, "tall-kneel": lambda start, side: tall_kneel_in(start),
    "none": already_there, "kneel-upright": kneel_upright, "lie": onto_front, "sit": onto_seat,
    "bend-over": bend_over, "lie-down": lie_on_floor,
    "lean-in": lean_in,
}
LEADS_OUT: dict[str, Way] = {
    "step-away": step_away, "tall-kneel": lambda start, side: off_hands(start),
    "stand": stand_up, "none": already_there, "get-off": off_front,
    "get-up": backwards(onto_seat), "unkneel": backwards(kneel_upright),
    "lean-out": backwards(lean_in), "get-on-knees": backwards(lie_on_floor),
    "rise-from-pad": backwards(bend_over),
}
