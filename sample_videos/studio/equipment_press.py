"""What reverse presses are done on: platforms on rails, a bar on guide rods, a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .channels import working_legs
from .contact import SHOE, prone_lean, trunk_length
from .equipment import FRAME, PAD, STEEL, Equipment, Moving, Rod, Shape, Slab
from .rotation import about_x, frame
from .scene import Box, mat

if TYPE_CHECKING:
    from .film import Film

PRESS_RAIL, PRESS_SOLE = 35.0, 112.0
"""How steeply the rails rise backwards, and how the soles stand (90 = upright), degrees."""
PLANK_RAIL = 37.0
SEAT_HEIGHT, ELBOW_PAD = 0.40, 0.07
BAR_SOLE = 160.0
SEAT_WIDTH, THICK, CREASE = 0.34, 0.07, 0.10
PLATE_HIGH, PLATE_THICK, PLATE_WIDTH = 0.40, 0.03, 0.42
RAILS_BELOW = 0.30
BAND_RED = (0.70, 0.20, 0.22)


def _feet(film: Film, side: str) -> np.ndarray:
    """(T, 3) the ankle of the working leg, or the middle of both."""
    return np.mean([film.figure.at(f"foot.{leg}") for leg in working_legs(side)], axis=0)


def _travel(film: Film, way: np.ndarray) -> np.ndarray:
    """(T, 3) how far something has been pushed along ``way`` (3,); it waits between the reps."""
    shift = np.zeros((len(film.time), 3))
    for at, plan in film.reps:
        during = (film.time >= at) & (film.time <= at + plan.moving_s)
        path = _feet(film, plan.side)[during]
        shift[during] = ((path - path[0]) @ way)[:, None] * way
    return shift


def _under_sole(film: Film, sole_deg: float, heelwards: float) -> np.ndarray:
    """(3,) a point under the sole at the start, on the middle plane of the body.

    Args:
        sole_deg: how the sole stands: 0 on the floor, 90 against an upright plate.
        heelwards: from the ball of the foot (0) to below the ankle (1).
    """
    body, side = film.body, film.reps[0][1].side
    ankle, ball = body.head("foot.L"), body.head("toe1-1.L")
    rest = np.array([0.0, (1 - heelwards) * (ball[1] - ankle[1]), -SHOE - ankle[2]])
    point = _feet(film, side)[film.still] + about_x(sole_deg) @ rest
    return np.array([0.0, point[1], point[2]])


def _platform(film: Film, rail_deg: float, sole_deg: float, above: float) -> list[Moving]:
    """A plate against the soles that runs along rails; ``above`` = metres over the balls."""
    turn = about_x(sole_deg)
    heelwards, outwards = turn @ [0.0, 1.0, 0.0], turn @ [0.0, 0.0, -1.0]
    ball, way = _under_sole(film, sole_deg, 0.0), _way(rail_deg)
    middle = ball + outwards * PLATE_THICK / 2 + heelwards * (above - PLATE_HIGH / 2)
    carriage = ball + _below(way) * RAILS_BELOW + way * 0.16
    shapes: list[Shape] = [
        Slab(_point(middle), (PLATE_WIDTH, PLATE_THICK, PLATE_HIGH), FRAME, sole_deg - 90),
        Slab(_point(carriage), (0.38, 0.20, 0.07), FRAME, rail_deg)]
    shapes += [Rod((x, *_point(middle + outwards * 0.02)[1:]), (x, *_point(carriage)[1:]), 0.02,
                   STEEL) for x in (-0.12, 0.12)]
    return [Moving(shapes, _travel(film, way))]


def _below(way: np.ndarray) -> np.ndarray:
    """(3,) square to a rail, downwards."""
    return np.array([0.0, way[2], -way[1]])


def _way(rail_deg: float) -> np.ndarray:
    rail = np.radians(rail_deg)
    return np.array([0.0, np.cos(rail), np.sin(rail)])


def _point(values: np.ndarray) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in values)
    return (x, y, z)


def _rails(film: Film, rail_deg: float, sole_deg: float, long: float) -> list[Shape]:
    """Two rails from the floor up below the plate, on posts at their upper end."""
    way = _way(rail_deg)
    under = _under_sole(film, sole_deg, 0.0) + RAILS_BELOW * _below(way)
    low, high = under - way * (under[2] - 0.03) / way[2], under + way * long
    shapes: list[Shape] = [Box((0.0, float(high[1]), 0.03), (0.60, 0.08, 0.06), FRAME)]
    for x in (-0.16, 0.16):
        side = np.array([x, 0.0, 0.0])
        shapes += [Rod(_point(low + side), _point(high + side), 0.022, STEEL),
                   Box((x, float(high[1]), float(high[2]) / 2), (0.05, 0.05, float(high[2])),
                       FRAME)]
    return shapes


def prone_machine(film: Film) -> Equipment:
    """A tilted pad under belly and chest, and a platform on rails behind it."""
    rails = _rails(film, PRESS_RAIL, PRESS_SOLE, 0.95)
    return Equipment(hiding=_tilted_pad(film) + rails,
                     moving=_platform(film, PRESS_RAIL, PRESS_SOLE, 0.05))


def _tilted_pad(film: Film) -> list[Shape]:
    hip = film.figure.middle("upperleg01")[film.still]
    tilt = prone_lean(film.body) - float(film.motion["lean"][film.still])
    turn = about_x(-tilt)
    forward, up = turn @ [0.0, -1.0, 0.0], turn @ [0.0, 0.0, 1.0]
    long = 1.05 * trunk_length(film.body)
    belly = np.array([0.0, hip[1], film.motion["bed"][film.still]])
    shapes: list[Shape] = [Slab(_point(belly + forward * (CREASE + long / 2) - up * THICK / 2),
                                (SEAT_WIDTH, long, THICK), PAD, -tilt)]
    for share in (0.25, 0.9):
        top = belly + forward * (CREASE + share * long) - up * THICK
        shapes += [Box((0.0, float(top[1]), float(top[2]) / 2), (0.10, 0.08, float(top[2])), FRAME),
                   Box((0.0, float(top[1]), 0.03), (0.60, 0.08, 0.06), FRAME)]
    for x in (-1, 1):
        grip = film.grips["L" if x > 0 else "R"].wrist
        shapes.append(Rod(_point(grip + np.array([0.0, 0.02, -0.02])),
                          _point(grip + np.array([0.0, -0.12, -0.05])), 0.016, STEEL))
    return shapes


def plank_machine(film: Film) -> Equipment:
    """A seat, lower under the knee than under the forearms, and a platform on rails behind it."""
    knees = film.figure.middle("lowerleg01")[film.still]
    elbows = film.figure.middle("lowerarm01")[film.still]
    edge = float(elbows[1]) + 0.12
    shapes: list[Shape] = _seat(float(knees[1]) + 0.42, edge, SEAT_HEIGHT)
    shapes += _seat(edge, float(elbows[1]) - 0.42, SEAT_HEIGHT + ELBOW_PAD)
    sole = 90.0 + PLANK_RAIL
    return Equipment(hiding=shapes + _rails(film, PLANK_RAIL, sole, 0.85),
                     moving=_platform(film, PLANK_RAIL, sole, 0.30))


def _seat(back: float, front: float, top: float) -> list[Shape]:
    middle, long = (back + front) / 2, back - front
    return [Box((0.0, middle, top - THICK / 2), (0.52, long, THICK), PAD),
            Box((0.0, middle, (top - THICK) / 2), (0.12, 0.6 * long, top - THICK), FRAME)]


def smith_machine(film: Film) -> Equipment:
    """A bar over the sole on two guide rods, with a frame behind them, and a mat."""
    radius = 0.016
    lie = _under_sole(film, BAR_SOLE, 0.4) + about_x(BAR_SOLE) @ [0.0, 0.0, -radius]
    y, z = float(lie[1]), float(lie[2])
    bar: list[Shape] = [Rod((-1.0, y, z), (1.0, y, z), radius, STEEL)]
    bar += [Rod((x, y, z), (x * 1.04, y, z), 0.05, FRAME) for x in (-0.96, 0.96)]
    posts: list[Shape] = []
    for x in (-0.90, 0.90):
        posts += [Rod((x, y, 0.0), (x, y, 2.1), 0.014, STEEL),
                  Box((x, y + 0.45, 1.05), (0.06, 0.06, 2.1), FRAME),
                  Box((x, y + 0.22, 2.1), (0.06, 0.52, 0.06), FRAME),
                  Box((x, y + 0.22, 0.02), (0.06, 0.52, 0.04), FRAME)]
    root = float(film.figure.at("root")[film.still, 1])
    return Equipment(hiding=posts, lying=list(mat(root - 0.15)),
                     moving=[Moving(bar, _travel(film, np.array([0.0, 0.0, 1.0])))])


def ankle_band(film: Film) -> Equipment:
    """A mat, and a band from the ankles to two low anchors in front of the head."""
    hip = film.figure.middle("upperleg01")[film.still]
    ahead = float(hip[1]) - 2.4 * trunk_length(film.body) - 0.55
    strands: list[Moving] = []
    holds: list[Shape] = []
    for leg in dict.fromkeys(leg for _, plan in film.reps for leg in working_legs(plan.side)):
        sign = 1.0 if leg == "L" else -1.0
        anchor, loop = np.array([0.6 * sign, ahead, 0.06]), np.array([0.055 * sign, 0.0, 0.0])
        strands.append(_strand(film.figure.at(f"foot.{leg}") + loop, anchor))
        holds.append(Box((0.6 * sign, ahead - 0.06, 0.05), (0.10, 0.10, 0.10), FRAME))
    return Equipment(hiding=holds, lying=list(mat(float(hip[1]))), moving=strands)


def _strand(ankle: np.ndarray, anchor: np.ndarray) -> Moving:
    """An elastic rod from a fixed point to a moving one."""
    line = ankle - anchor
    stretch = np.broadcast_to(np.eye(3), (len(line), 3, 3)).copy()
    stretch[:, 0, 0] = np.linalg.norm(line, axis=1)
    turn = frame(line, np.broadcast_to([0.0, 0.0, 1.0], line.shape))
    return Moving([Rod((0, 0, 0), (1, 0, 0), 0.007, BAND_RED)],
                  np.broadcast_to(anchor, line.shape), turn @ stretch)
