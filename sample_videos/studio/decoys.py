"""Movements that must never be counted as a rep: stretches, a shoe, leg swings, squats, a bench.

Each begins where the one before ended and, unless its words say otherwise, ends standing.
"""

from __future__ import annotations

from collections.abc import Callable

from .body import Body
from .channels import STANDING, Posture, other, posture
from .contact import all_fours_lean, prone_lean
from .leads import TALL_KNEEL, Key, half_kneel, kneel_down, stand_up, walking

SIT, LIE = "sits on a bench", "lies on a bench"
CROUCHED = posture(lean=40, thigh=-62, knee=82, ankle=-20, arm=34)
"""On the way to a seat, and up from it."""


def keyed(what: str, *postures: tuple[float, Posture]) -> list[Key]:
    """Postures, each reached after its seconds, that belong to one decoy."""
    return [Key(after, each, what) for after, each in postures]


def forward_fold(body: Body, side: str) -> list[Key]:
    """Bend down from standing, hang, come up."""
    fold = posture(lean=105, thigh=6, knee=14, ankle=-20, arm=80, lumbar=-28, neck=-10)
    deeper = posture(fold, lean=112, arm=86)
    return keyed("forward fold", (1.3, fold), (0.9, deeper), (0.7, fold), (1.2, STANDING))


def kneel(body: Body, side: str) -> list[Key]:
    """Down on one knee; ends there."""
    return keyed("kneels down", (0.6, _lunge(side)), (0.6, half_kneel(side)))


def tie_shoe(body: Body, side: str) -> list[Key]:
    """On one knee, bent over the front foot; then up again."""
    bent = posture(half_kneel(side), lean=52, lumbar=-22, arm=62, elbow=38, spread=2, neck=-8)
    busy = posture(bent, elbow=46, arm=58)
    wiggle = [(0.35, busy), (0.35, bent)]
    return [*keyed("ties a shoe", (0.8, bent), *wiggle * 3, (0.8, half_kneel(side))),
            *keyed("stands up", (0.6, _lunge(side)), (0.7, STANDING))]


def leg_swings(body: Body, side: str) -> list[Key]:
    """Three front-to-back swings of one leg, from well in front of the body."""
    front, back = _swing(side, -48, 12), _swing(side, 16, 14)
    return keyed("leg swing", (0.7, front), *[(0.55, back), (0.6, front)] * 3, (0.6, STANDING))


def high_leg_swings(body: Body, side: str) -> list[Key]:
    """Five wide swings of one leg, as far back as a kickback goes."""
    front, back = _swing(side, -62, 10), _swing(side, 34, 18)
    return keyed("leg swing", (0.7, front), *[(0.5, back), (0.55, front)] * 5, (0.6, STANDING))


def walk_off(body: Body, side: str) -> list[Key]:
    """A few steps onward; ends in mid-stride."""
    keys = walking(2, side)
    return [Key(0.3 if i == 0 else key.after_s, key.posture, "walks")
            for i, key in enumerate(keys)]


def quad_stretch(body: Body, side: str) -> list[Key]:
    """On one leg, the other heel held at the buttock; both sides."""
    keys = []
    for leg in (side, other(side)):
        held = posture(**{f"thigh_{leg}": 4, f"knee_{leg}": 128, f"ankle_{leg}": 25,
                          f"foot_{leg}": 0.0, f"arm_{leg}": -34, f"elbow_{leg}": 30,
                          f"arm_{other(leg)}": 24, "lean": 4})
        more = posture(held, **{f"thigh_{leg}": 12, "lean": 6})
        lifted = posture(**{f"thigh_{leg}": -16, f"knee_{leg}": 74, f"foot_{leg}": 0.0})
        keys += keyed("stretches a thigh", (0.45, lifted), (0.6, held), (0.8, more), (1.2, more),
                      (0.6, lifted), (0.5, STANDING))
    return keys


def hamstring_stretch(body: Body, side: str) -> list[Key]:
    """One heel ahead, bent over the straight leg."""
    ahead = posture(**{f"thigh_{side}": -26, f"knee_{side}": 3, f"ankle_{side}": -4,
                       f"thigh_{other(side)}": 2, f"knee_{other(side)}": 16,
                       f"ankle_{other(side)}": -18, f"foot_{side}": 0.3})
    bent = posture(ahead, lean=62, lumbar=-12, arm=46, neck=6)
    return keyed("stretches the back of a leg", (0.8, ahead), (1.0, bent), (1.6, bent),
                 (0.8, ahead), (0.7, STANDING))


def squats(body: Body, side: str) -> list[Key]:
    """Four bodyweight squats."""
    low = posture(lean=38, thigh=-82, knee=102, ankle=-20, arm=88, elbow=8, abd=6)
    return keyed("squats", *[(1.1, low), (0.2, low), (1.0, STANDING), (0.3, STANDING)] * 4)


def march(body: Body, side: str) -> list[Key]:
    """Knees up in turn on the spot."""
    keys = []
    for leg in (side, other(side)) * 3:
        up = posture(**{f"thigh_{leg}": -72, f"knee_{leg}": 88, f"ankle_{leg}": 4,
                        f"foot_{leg}": 0.0, f"arm_{other(leg)}": 38, f"elbow_{other(leg)}": 60})
        keys += keyed("marches", (0.4, up), (0.4, STANDING))
    return keys


def lunge_stretch(body: Body, side: str) -> list[Key]:
    """On one knee, hips pushed forward and back."""
    deep = posture(half_kneel(side), **{f"thigh_{side}": 32, f"knee_{side}": 69, "lean": 4,
                                        f"thigh_{other(side)}": -100, f"knee_{other(side)}": 120,
                                        f"ankle_{other(side)}": -20})
    down = half_kneel(side)
    return [*keyed("kneels down", (0.6, _lunge(side)), (0.6, down)),
            *keyed("stretches a hip", *[(0.9, deep), (0.7, deep), (0.8, down)] * 2),
            *keyed("stands up", (0.6, _lunge(side)), (0.7, STANDING))]


def childs_pose(body: Body, side: str) -> list[Key]:
    """Down on all fours, back onto the heels with arms ahead, and up again."""
    low = posture(TALL_KNEEL, thigh=-60, knee=150, ankle=70, lean=90, arm=152, lumbar=-22,
                  elbow=8, neck=6)
    return on_all_fours(body, side, "stretches on the floor", (1.1, low), (1.6, low),
                        (1.1, all_fours(body)))


def cat_cow(body: Body, side: str) -> list[Key]:
    """On all fours, the back rounded and hollowed in turn."""
    fours = all_fours(body)
    cat = posture(fours, lumbar=-26, neck=-24)
    cow = posture(fours, lumbar=18, neck=22)
    return on_all_fours(body, side, "stretches on the floor", *[(1.2, cat), (1.3, cow)] * 3,
                        (0.8, fours))


def sit_bench(body: Body, side: str) -> list[Key]:
    """Sits down on a bench that stands behind, waits, gets up."""
    sat = posture(lean=6, thigh=-86, knee=88, ankle=-2, arm=22, elbow=48)
    return keyed(SIT, (0.9, CROUCHED), (0.6, sat), (2.0, sat), (0.7, CROUCHED), (0.9, STANDING))


def lie_bench(body: Body, side: str) -> list[Key]:
    """Bends over a bench ahead, lies on it with the feet on the floor, gets off."""
    lean = prone_lean(body)
    bent = posture(lean=46, thigh=4, knee=10, ankle=-14, arm=62, lumbar=-12)
    flat = posture(lean=lean, thigh=lean - 66, knee=8, ankle=4, arm=70, spread=30, elbow=70,
                   neck=12, lumbar=-6)
    return keyed(LIE, (0.8, bent), (1.0, flat), (1.8, flat), (0.9, bent), (0.8, STANDING))


def all_fours(body: Body) -> Posture:
    """On hands and knees."""
    return posture(lean=all_fours_lean(body), thigh=0, abd=-3, knee=91, ankle=66, foot=0,
                   kneel=0.5, arm=all_fours_lean(body) - 4, spread=3, elbow=10, neck=4)


def relabelled(way: list[Key], what: str) -> list[Key]:
    """The keys of a way in or out as part of a decoy."""
    return [Key(max(key.after_s, 0.3), key.posture, what) for key in way]


def on_all_fours(body: Body, side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    """Down on hands and knees, what is done there, and up again."""
    fours = all_fours(body)
    return [*relabelled(kneel_down(fours, side), "kneels down"), *keyed(what, *doing),
            *relabelled(stand_up(fours, side), "stands up")]


def _swing(side: str, thigh: float, knee: float) -> Posture:
    return posture(**{f"thigh_{side}": thigh, f"knee_{side}": knee, f"ankle_{side}": 8,
                      f"foot_{side}": 0.0, f"arm_{other(side)}": -thigh * 0.6, "spread": 16,
                      "lean": 2 + thigh * 0.08})


def _lunge(down: str) -> Posture:
    front = other(down)
    return posture(**{
        "lean": 14, f"thigh_{front}": -50, f"knee_{front}": 62, f"ankle_{front}": -12,
        f"thigh_{down}": 12, f"knee_{down}": 58, f"ankle_{down}": -15,
        f"foot_{front}": 1.0, f"foot_{down}": 0.0})


DECOYS: dict[str, Callable[[Body, str], list[Key]]] = {
    "forward-fold": forward_fold, "kneel": kneel, "tie-shoe": tie_shoe,
    "leg-swings": leg_swings, "high-leg-swings": high_leg_swings, "walk-off": walk_off,
    "quad-stretch": quad_stretch, "hamstring-stretch": hamstring_stretch, "squats": squats,
    "march": march, "lunge-stretch": lunge_stretch, "childs-pose": childs_pose,
    "cat-cow": cat_cow, "sit-bench": sit_bench, "lie-bench": lie_bench,
}
ENDS_ELSEWHERE = {"kneel", "walk-off"}
"""Decoys that do not end standing."""
