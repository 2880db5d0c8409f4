"""Exercises on the floor that are none of the rule book's: planks, bridges, on belly or back."""

from __future__ import annotations

from .body import Body
from .channels import STANDING, Posture, other, posture
from .contact import prone_lean
from .decoys import all_fours, keyed, on_all_fours, relabelled
from .leads import TALL_KNEEL, Key, Way, backwards, kneel_upright, lie_on_floor

REPS = 5


def push_ups(body: Body, side: str) -> list[Key]:
    """From all fours into the plank, up and down on the arms."""
    high, low = plank(68, 5), plank(85, 100)
    return _from_all_fours(body, side, "push-ups", (0.8, high),
                           *[(0.9, low), (0.8, high)] * REPS)


def mountain_climbers(body: Body, side: str) -> list[Key]:
    """In the plank, the knees drawn to the chest in turn."""
    still, moves = plank(68, 5), []
    for leg in (side, other(side)) * 4:
        drawn = posture(still, **{f"thigh_{leg}": -42, f"knee_{leg}": 128, f"foot_{leg}": 0.0})
        passing = posture(drawn, **{f"thigh_{leg}": 38, f"knee_{leg}": 96})
        moves += [(0.2, passing), (0.25, drawn), (0.2, passing), (0.25, still)]
    return _from_all_fours(body, side, "mountain climbers", (0.8, still), *moves)


def downward_dogs(body: Body, side: str) -> list[Key]:
    """From the plank the hips pushed up and back, and down again."""
    still = plank(68, 5)
    high = posture(still, lean=128, thigh=34, ankle=-16, arm=166)
    return _from_all_fours(body, side, "downward dogs", (0.8, still),
                           *[(1.2, high), (0.6, high), (1.2, still)] * REPS)


def fire_hydrants(body: Body, side: str) -> list[Key]:
    """On all fours, one bent leg lifted sideways."""
    fours = all_fours(body)
    out = posture(fours, **{f"abd_{side}": 48, f"kneel_{side}": 0.0})
    return _from_all_fours(body, side, "leg raises to the side",
                           *[(0.9, out), (0.9, fours), (0.3, fours)] * REPS)


def bird_dogs(body: Body, side: str) -> list[Key]:
    """On all fours, arm and opposite leg stretched out, in turn."""
    fours, moves = all_fours(body), []
    for leg in (side, other(side)) * 3:
        out = posture(fours, **{f"thigh_{leg}": 84, f"knee_{leg}": 8, f"kneel_{leg}": 0.0,
                                f"arm_{other(leg)}": 168, f"elbow_{other(leg)}": 4})
        moves += [(1.1, out), (0.6, out), (1.1, fours), (0.3, fours)]
    return _from_all_fours(body, side, "bird dogs", *moves)


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
    flat = _prone(body)
    high = posture(flat, lean=prone_lean(body) - 14, thigh=100, lumbar=14, neck=14)
    return _face_down(flat, side, "supermans",
                      *[(0.9, high), (0.6, high), (0.9, flat), (0.4, flat)] * REPS)


def flutter_kicks(body: Body, side: str) -> list[Key]:
    """Face down on the floor, straight legs up and down in turn."""
    flat = _prone(body)
    moves = []
    for leg in (side, other(side)) * REPS:
        moves += [(0.4, posture(flat, **{f"thigh_{leg}": 106})), (0.4, flat)]
    return _face_down(flat, side, "flutter kicks", *moves)


SUPINE = posture(lean=-88, thigh=-138, knee=94, ankle=0, sit=1, foot=0, bed=0, arm=4, spread=24)
"""On the back on the floor, feet flat."""


def plank(lean: float, elbow: float) -> Posture:
    """On hands and toes, the body in one line that leans so far."""
    return posture(lean=lean, thigh=lean, knee=4, ankle=-4, arm=max(30.0, 84 - elbow / 2),
                   elbow=elbow, spread=12, neck=6)


def _prone(body: Body) -> Posture:
    return posture(lean=prone_lean(body), thigh=86, knee=6, ankle=40, lie=1, foot=0, bed=0,
                   arm=150, spread=20)


def _from_all_fours(body: Body, side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    return on_all_fours(body, side, what, *doing, (0.8, all_fours(body)))


def _kneeling(side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    return _there_and_back(kneel_upright, TALL_KNEEL, side, "kneels down", what, *doing)


def _face_down(flat: Posture, side: str, what: str, *doing: tuple[float, Posture]) -> list[Key]:
    def down(start: Posture, foot: str) -> list[Key]:
        return [*kneel_upright(TALL_KNEEL, foot), *lie_on_floor(start, foot)[1:]]
    return _there_and_back(down, flat, side, "lies down", what, *doing)


def _there_and_back(way: Way, start: Posture, side: str, going: str, what: str,
                    *doing: tuple[float, Posture]) -> list[Key]:
    return [*relabelled(way(start, side), going), *keyed(what, *doing),
            *relabelled(backwards(way)(start, side), "stands up")]


def _supine(what: str, *doing: tuple[float, Posture]) -> list[Key]:
    crouched = posture(lean=42, thigh=-92, knee=128, ankle=-24, arm=60)
    sat = posture(lean=-14, thigh=-148, knee=108, ankle=0, sit=1, foot=0, bed=0, arm=-24)
    return [*keyed("lies down", (0.8, crouched), (0.6, sat), (0.9, SUPINE)),
            *keyed(what, *doing, (0.6, SUPINE)),
            *keyed("stands up", (0.9, sat), (0.7, crouched), (0.8, STANDING))]
