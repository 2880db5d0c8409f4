"""Exercises that are none of the rule book's, none of whose repetitions may be counted.

Each begins where the one before ended and ends standing. What looks like a kick, a curl or a press
to a careless eye is here on purpose: hinges, lunges, bridges, leg extensions, leg presses.
"""

from __future__ import annotations

from collections.abc import Callable

from .body import Body
from .channels import STANDING, Posture, other, posture
from .contact import prone_lean
from .decoys import DECOYS, all_fours, keyed, relabelled
from .leads import TALL_KNEEL, Key, kneel_down, kneel_upright, lie_on_floor, stand_up

EXTENDS, PRESSES, BACK = "extends the legs, seated", "presses the legs", "raises the trunk"
REPS = 5


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


def calf_raises(body: Body, side: str) -> list[Key]:
    """Up on the toes and down."""
    high = posture(ankle=26, thigh=-1, knee=3)
    return keyed("calf raises", *[(0.7, high), (0.4, high), (0.7, STANDING)] * REPS)


def leg_side_raises(body: Body, side: str) -> list[Key]:
    """One straight leg lifted sideways."""
    out = posture(**{f"abd_{side}": 38, f"foot_{side}": 0.0, "pelvis_roll": 0})
    return keyed("leg raises to the side", *[(0.8, out), (0.9, STANDING), (0.2, STANDING)] * REPS)


def front_kicks(body: Body, side: str) -> list[Key]:
    """One straight leg lifted ahead."""
    up = posture(**{f"thigh_{side}": -66, f"knee_{side}": 8, f"foot_{side}": 0.0, "lean": -4})
    return keyed("leg raises ahead", *[(0.8, up), (0.9, STANDING), (0.2, STANDING)] * REPS)


def jumping_jacks(body: Body, side: str) -> list[Key]:
    """Legs and arms apart and together."""
    wide = posture(abd=20, spread=140, elbow=10)
    return keyed("jumping jacks", *[(0.45, wide), (0.45, STANDING)] * REPS)


def push_ups(body: Body, side: str) -> list[Key]:
    """From all fours into the plank, up and down on the arms."""
    plank, low = _plank(68, 5), _plank(85, 100)
    return _from_all_fours(body, side, "push-ups", (0.8, plank),
                           *[(0.9, low), (0.8, plank)] * REPS)


def mountain_climbers(body: Body, side: str) -> list[Key]:
    """In the plank, the knees drawn to the chest in turn."""
    plank, moves = _plank(68, 5), []
    for leg in (side, other(side)) * 4:
        drawn = posture(plank, **{f"thigh_{leg}": -42, f"knee_{leg}": 128, f"foot_{leg}": 0.0})
        passing = posture(drawn, **{f"thigh_{leg}": 38, f"knee_{leg}": 96})
        moves += [(0.2, passing), (0.25, drawn), (0.2, passing), (0.25, plank)]
    return _from_all_fours(body, side, "mountain climbers", (0.8, plank), *moves)


def fire_hydrants(body: Body, side: str) -> list[Key]:
    """On all fours, one bent leg lifted sideways."""
    fours = all_fours(body)
    out = posture(fours, **{f"abd_{side}": 48, f"kneel_{side}": 0.0})
    return _from_all_fours(body, side, "leg raises to the side",
                           *[(0.9, out), (0.9, fours), (0.3, fours)] * REPS)


def sits_back(body: Body, side: str) -> list[Key]:
    """Kneeling upright, the seat goes down to the heels and comes up."""
    low = posture(TALL_KNEEL, thigh=-48, knee=141, lean=22, arm=36)
    return _kneeling(side, "sits back on the heels",
                     *[(1.1, low), (1.0, TALL_KNEEL), (0.3, TALL_KNEEL)] * REPS)


def leans_back(body: Body, side: str) -> list[Key]:
    """Kneeling upright, straight from knees to head, the body leans back and comes up."""
    low = posture(TALL_KNEEL, thigh=-32, knee=126, lean=-30, arm=14)
    return _kneeling(side, "leans back on the knees",
                     *[(1.5, low), (1.2, TALL_KNEEL), (0.3, TALL_KNEEL)] * REPS)


def glute_bridges(body: Body, side: str) -> list[Key]:
    """On the back with bent knees, the hips lifted off the floor."""
    high = posture(SUPINE, lean=-110, thigh=-112, knee=84, rise=20)
    return _supine("bridges", *[(0.9, high), (0.5, high), (0.9, SUPINE), (0.3, SUPINE)] * REPS)


def leg_raises(body: Body, side: str) -> list[Key]:
    """On the back, both straight legs lifted upright."""
    flat = posture(SUPINE, thigh=-94, knee=4, ankle=20)
    return _supine("leg raises on the back", (0.8, flat),
                   *[(1.1, posture(flat, thigh=-168)), (1.2, flat)] * REPS)


def sit_ups(body: Body, side: str) -> list[Key]:
    """On the back with bent knees, the trunk comes up."""
    up = posture(SUPINE, lean=-28, lumbar=-24, arm=70)
    return _supine("sit-ups", *[(0.9, up), (1.0, SUPINE)] * REPS)


def dead_bugs(body: Body, side: str) -> list[Key]:
    """On the back with raised legs, one at a time stretched out."""
    raised = posture(SUPINE, thigh=-178, knee=90, arm=90)
    moves = [(0.8, raised)]
    for leg in (side, other(side)) * 3:
        moves += [(0.9, posture(raised, **{f"thigh_{leg}": -102, f"knee_{leg}": 8})),
                  (0.9, raised)]
    return _supine("dead bugs", *moves)


def supermans(body: Body, side: str) -> list[Key]:
    """Face down on the floor, chest, arms and legs lifted together."""
    flat = posture(lean=prone_lean(body), thigh=86, knee=6, ankle=40, lie=1, foot=0, bed=0,
                   arm=150, spread=20)
    high = posture(flat, lean=prone_lean(body) - 14, thigh=100, lumbar=14, neck=14)
    down = [*kneel_upright(TALL_KNEEL, side), *lie_on_floor(flat, side)[1:]]
    return [*relabelled(down, "lies down"),
            *keyed("supermans", *[(0.9, high), (0.6, high), (0.9, flat), (0.4, flat)] * REPS),
            *relabelled(_reversed(down), "stands up")]


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


SUPINE = posture(lean=-88, thigh=-138, knee=94, ankle=0, sit=1, foot=0, bed=0, arm=4, spread=24)
"""On the back on the floor, feet flat."""


def _plank(lean: float, elbow: float) -> Posture:
    return posture(lean=lean, thigh=lean, knee=4, ankle=-4, arm=max(30.0, 84 - elbow / 2),
                   elbow=elbow, spread=12, neck=6)


def _from_all_fours(body: Body, side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    fours = all_fours(body)
    return [*relabelled(kneel_down(fours, side), "kneels down"), *keyed(what, *doing, (0.8, fours)),
            *relabelled(stand_up(fours, side), "stands up")]


def _kneeling(side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    down = kneel_upright(TALL_KNEEL, side)
    return [*relabelled(down, "kneels down"), *keyed(what, *doing),
            *relabelled(_reversed(down), "stands up")]


def _supine(what: str, *doing: tuple[float, Posture]) -> list[Key]:
    crouched = posture(lean=42, thigh=-92, knee=128, ankle=-24, arm=60)
    sat = posture(lean=-14, thigh=-148, knee=108, ankle=0, sit=1, foot=0, bed=0, arm=-24)
    return [*keyed("lies down", (0.8, crouched), (0.6, sat), (0.9, SUPINE)),
            *keyed(what, *doing, (0.6, SUPINE)),
            *keyed("stands up", (0.9, sat), (0.7, crouched), (0.8, STANDING))]


def _seated(what: str, start: Posture, end: Posture) -> list[Key]:
    crouched = posture(lean=40, thigh=-62, knee=82, ankle=-20, arm=34, bed=start["bed"])
    return keyed(what, (0.9, crouched), (0.8, start),
                *[(1.0, end), (0.3, end), (1.0, start), (0.3, start)] * REPS,
                (0.8, crouched), (0.9, STANDING))


def _reversed(way: list[Key]) -> list[Key]:
    gaps = [0.3, *(key.after_s for key in way[:0:-1])]
    return [Key(gap, key.posture) for gap, key in zip(gaps, way[::-1], strict=True)]


BENCH_BEHIND = {"sit-bench", "leg-extensions", "leg-presses"}
"""Decoys with a bench behind the person."""
OTHERS: dict[str, Callable[[Body, str], list[Key]]] = {
    "deadlifts": deadlifts, "one-legged-deadlifts": one_legged_deadlifts, "rows": rows,
    "back-lunges": back_lunges, "calf-raises": calf_raises, "leg-side-raises": leg_side_raises,
    "front-kicks": front_kicks, "jumping-jacks": jumping_jacks, "push-ups": push_ups,
    "mountain-climbers": mountain_climbers, "fire-hydrants": fire_hydrants,
    "sits-back": sits_back, "leans-back": leans_back, "glute-bridges": glute_bridges,
    "leg-raises": leg_raises, "sit-ups": sit_ups, "dead-bugs": dead_bugs,
    "supermans": supermans, "back-extensions": back_extensions,
    "leg-extensions": leg_extensions, "leg-presses": leg_presses,
}
NO_EXERCISE = DECOYS | OTHERS
"""All that a clip can show which is no rep."""
