"""Exercises that are none of the rule book's, none of whose repetitions may be counted.

Each begins where the one before ended and ends standing. What looks like a kick, a curl or a press
to a careless eye is here on purpose: hinges, lunges, bridges, leg extensions, leg presses.
"""

from __future__ import annotations

from collections.abc import Callable

from . import others_floor as floor
from .body import Body
from .channels import STANDING, Posture, other, posture
from .decoys import CROUCHED, DECOYS, keyed
from .leads import Key
from .others_floor import REPS, plank

EXTENDS, PRESSES, BACK = "extends the legs, seated", "presses the legs", "raises the trunk"
MARCHES = "marches, seated"


def deadlifts(body: Body, side: str) -> list[Key]:
    """Hinges at the hips with nearly straight legs."""
    low = posture(lean=76, thigh=-15, knee=20, ankle=-5, arm=74, neck=8)
    return keyed("deadlifts", *[(1.2, low), (1.1, STANDING), (0.4, STANDING)] * REPS)


def one_legged_deadlifts(body: Body, side: str) -> list[Key]:
    """The trunk goes down while the free leg goes up behind, in line with it."""
    low = posture(**{"lean": 74, f"thigh_{side}": 68, f"knee_{side}": 10, f"foot_{side}": 0.0,
                     f"thigh_{other(side)}": -8, f"knee_{other(side)}": 16,
                     f"ankle_{other(side)}": -8, "arm": 72})
    return keyed("deadlifts on one leg", *[(1.3, low), (1.2, STANDING), (0.3, STANDING)] * REPS)


def kettlebell_swings(body: Body, side: str) -> list[Key]:
    """Quick hinges, the arms swung between the legs and up ahead."""
    low = posture(lean=66, thigh=-16, knee=34, ankle=-8, arm=20, abd=8)
    high = posture(lean=-2, thigh=0, knee=2, arm=88, abd=8, elbow=4)
    return keyed("swings a weight", (0.8, low), *[(0.5, high), (0.6, low)] * (2 * REPS),
                 (0.8, STANDING))


def rows(body: Body, side: str) -> list[Key]:
    """Bent over, the hands pulled to the belly and let down."""
    bent = posture(lean=62, thigh=-18, knee=24, ankle=-6, arm=60, neck=6)
    pulled = posture(bent, arm=-18, elbow=100, lean=58)
    return keyed("rows", (1.0, bent), *[(0.7, pulled), (0.8, bent)] * REPS, (1.0, STANDING))


def back_lunges(body: Body, side: str) -> list[Key]:
    """One foot steps far back, the knee nearly to the floor, and comes up again."""
    back = posture(**{"lean": 12, f"thigh_{side}": 24, f"knee_{side}": 78, f"ankle_{side}": -4,
                      f"foot_{side}": 0.0, f"thigh_{other(side)}": -58, "arm": 10,
                      f"knee_{other(side)}": 76, f"ankle_{other(side)}": -16})
    return keyed("lunges", *[(0.9, back), (0.2, back), (0.9, STANDING), (0.3, STANDING)] * REPS)


def split_squats(body: Body, side: str) -> list[Key]:
    """The feet far apart, one before the other, down and up on the spot."""
    front = other(side)
    top = posture(**{f"thigh_{side}": 24, f"knee_{side}": 18, f"foot_{side}": 0.0, "arm": 8,
                     f"thigh_{front}": -22, f"knee_{front}": 6, f"ankle_{front}": 8})
    low = posture(top, **{f"thigh_{side}": 16, f"knee_{side}": 92, f"thigh_{front}": -72,
                          f"knee_{front}": 84, f"ankle_{front}": -8, "lean": 8})
    return keyed("split squats", (0.9, top), *[(1.0, low), (1.0, top)] * REPS, (0.9, STANDING))


def calf_raises(body: Body, side: str) -> list[Key]:
    """Up on the toes and down."""
    high = posture(ankle=26, thigh=-1, knee=3)
    return keyed("calf raises", *[(0.7, high), (0.4, high), (0.7, STANDING)] * REPS)


def leg_side_raises(body: Body, side: str) -> list[Key]:
    """One straight leg lifted sideways."""
    out = posture(**{f"abd_{side}": 38, f"foot_{side}": 0.0})
    return keyed("leg raises to the side", *[(0.8, out), (0.9, STANDING), (0.2, STANDING)] * REPS)


def front_kicks(body: Body, side: str) -> list[Key]:
    """One straight leg lifted ahead."""
    up = posture(**{f"thigh_{side}": -66, f"knee_{side}": 8, f"foot_{side}": 0.0, "lean": -4})
    return keyed("leg raises ahead", *[(0.8, up), (0.9, STANDING), (0.2, STANDING)] * REPS)


def standing_leg_curls(body: Body, side: str) -> list[Key]:
    """One heel drawn to the buttock, the thigh upright."""
    up = posture(**{f"thigh_{side}": -2, f"knee_{side}": 104, f"foot_{side}": 0.0, "arm": 24})
    return keyed("curls a leg, standing", *[(0.8, up), (0.3, up), (0.9, STANDING)] * REPS)


def jumping_jacks(body: Body, side: str) -> list[Key]:
    """Legs and arms apart and together."""
    wide = posture(abd=20, spread=140, elbow=10)
    return keyed("jumping jacks", *[(0.45, wide), (0.45, STANDING)] * REPS)


def burpees(body: Body, side: str) -> list[Key]:
    """Down on the hands, the legs thrown back into the plank, and up again."""
    squat = posture(lean=70, thigh=-104, knee=126, ankle=-24, arm=100, elbow=6)
    stretched = plank(68, 5)
    return keyed("burpees", *[(0.7, squat), (0.5, stretched), (0.4, stretched), (0.5, squat),
                              (0.7, STANDING), (0.3, STANDING)] * REPS)


def back_extensions(body: Body, side: str) -> list[Key]:
    """The thighs on a high pad, the trunk let down before it and raised."""
    low = posture(lean=150, thigh=84, knee=4, ankle=10, lie=1, foot=0, bed=0.85, arm=40,
                  elbow=120, spread=20)
    line, bent = posture(low, lean=92), posture(lean=60, thigh=8, knee=8, arm=62, bed=0.85)
    return keyed(BACK, (0.9, bent), (1.0, line), *[(1.2, low), (1.1, line)] * REPS, (0.9, bent),
                (0.9, STANDING))


def leg_extensions(body: Body, side: str) -> list[Key]:
    """Seated, the hanging shins straightened and let down."""
    hanging = posture(lean=-8, thigh=-88, knee=92, ankle=0, sit=1, foot=0, bed=0.55, arm=-6)
    return _seated(EXTENDS, hanging, posture(hanging, knee=10))


def leg_presses(body: Body, side: str) -> list[Key]:
    """Reclined on a seat, both feet pushed away and let come back."""
    drawn = posture(lean=-34, thigh=-138, knee=112, ankle=0, sit=1, foot=0, bed=0.45, arm=6)
    return _seated(PRESSES, drawn, posture(drawn, thigh=-100, knee=14))


def seated_marches(body: Body, side: str) -> list[Key]:
    """On a bench, the knees lifted in turn."""
    sat = posture(lean=4, thigh=-86, knee=88, ankle=-2, arm=16, elbow=30)
    moves = []
    for leg in (side, other(side)) * REPS:
        moves += [(0.6, posture(sat, **{f"thigh_{leg}": -116, f"foot_{leg}": 0.0})), (0.6, sat)]
    return keyed(MARCHES, (0.9, CROUCHED), (0.6, sat), *moves, (0.7, CROUCHED), (0.9, STANDING))


def _seated(what: str, start: Posture, end: Posture) -> list[Key]:
    crouched = posture(CROUCHED, bed=start["bed"])
    return keyed(what, (0.9, crouched), (0.8, start),
                *[(1.0, end), (0.3, end), (1.0, start), (0.3, start)] * REPS,
                (0.8, crouched), (0.9, STANDING))


BENCH_BEHIND = {"sit-bench", "leg-extensions", "leg-presses", "seated-marches"}
"""Decoys with a bench behind the person."""
OTHERS: dict[str, Callable[[Body, str], list[Key]]] = {
    "deadlifts": deadlifts, "one-legged-deadlifts": one_legged_deadlifts, "rows": rows,
    "back-lunges": back_lunges, "calf-raises": calf_raises, "leg-side-raises": leg_side_raises,
    "front-kicks": front_kicks, "jumping-jacks": jumping_jacks, "push-ups": floor.push_ups,
    "mountain-climbers": floor.mountain_climbers, "fire-hydrants": floor.fire_hydrants,
    "sits-back": floor.sits_back, "leans-back": floor.leans_back,
    "glute-bridges": floor.glute_bridges, "leg-raises": floor.leg_raises,
    "sit-ups": floor.sit_ups, "dead-bugs": floor.dead_bugs, "supermans": floor.supermans,
    "back-extensions": back_extensions, "leg-extensions": leg_extensions,
    "leg-presses": leg_presses, "kettlebell-swings": kettlebell_swings, "burpees": burpees,
    "standing-leg-curls": standing_leg_curls, "split-squats": split_squats,
    "bird-dogs": floor.bird_dogs, "downward-dogs": floor.downward_dogs,
    "flutter-kicks": floor.flutter_kicks, "seated-marches": seated_marches,
}
NO_EXERCISE = DECOYS | OTHERS
"""All that a clip can show which is no rep."""
