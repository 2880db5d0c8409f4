"""What reverse hyperextensions are done on: a bench, a ball, a machine with a pendulum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .body import Body
from .contact import trunk_length
from .equipment import FRAME, PAD, STEEL, Ball, Equipment, Moving, Rod, Shape
from .rotation import about_x
from .scene import Box

if TYPE_CHECKING:
    from .film import Film

BENCH_WIDTH = 0.30
PLATFORM_WIDTH = 0.34
THICK = 0.07
BALL_GIVES = 0.05
"""How far a body sinks into an exercise ball, metres."""
BALL_BLUE = (0.25, 0.45, 0.70)
CREASE = 0.07
"""How far headwards of the hip joints a pad ends, so that the thighs can hang, metres."""


def _pad(film: Film, width: float, long: float) -> tuple[list[Shape], float, float]:
    """A level pad under belly and chest; also its lower and upper end (y), metres."""
    hip = film.figure.middle("upperleg01")[film.still]
    top = float(film.motion["bed"][film.still])
    edge = float(hip[1]) - CREASE
    end = edge - long * trunk_length(film.body)
    pad = Box((0.0, (edge + end) / 2, top - THICK / 2), (width, edge - end, THICK), PAD)
    return [pad], edge, end


def bench(film: Film) -> Equipment:
    """A flat bench, as high as the legs are long, so that the toes just reach the floor."""
    pad, edge, end = _pad(film, BENCH_WIDTH, 2.1)
    top = float(film.motion["bed"][film.still]) - THICK
    shapes: list[Shape] = [*pad, Box((0.0, (edge + end) / 2, top - 0.03),
                                     (0.06, edge - end - 0.1, 0.06), FRAME)]
    for y in (edge - 0.15, end + 0.12):
        shapes += [Box((0.0, y, top / 2), (0.05, 0.05, top), FRAME),
                   Box((0.0, y, 0.025), (0.46, 0.06, 0.05), FRAME)]
    return Equipment(hiding=shapes)


def ball_radius(body: Body) -> float:
    """Balls are sold by height: 55, 65 and 75 cm for people of about 1.60, 1.73 and 1.85 m."""
    height = float(body.vertices[:, 2].max())
    return 0.275 if height < 1.66 else 0.325 if height < 1.80 else 0.375


def ball(film: Film) -> Equipment:
    """An exercise ball under the belly; it rolls by half of what the body slides."""
    hip, radius = film.figure.middle("upperleg01")[film.still], ball_radius(film.body)
    middle = (0.0, float(hip[1]) - 0.40 * trunk_length(film.body), radius - BALL_GIVES / 2)
    place = np.zeros((len(film.time), 3))
    place[:, 1] = -film.motion["slide"] / 200
    shape = Ball(middle, radius, BALL_BLUE, 1 - BALL_GIVES / (2 * radius))
    return Equipment(moving=[Moving([shape], place)])


def pendulum_machine(film: Film) -> Equipment:
    """A platform on posts, and an arm that swings beside the hips with a roller at the ankles."""
    pad, edge, end = _pad(film, PLATFORM_WIDTH, 1.0)
    top = float(film.motion["bed"][film.still]) - THICK
    shapes: list[Shape] = list(pad)
    for y in (edge - 0.10, end + 0.10):
        shapes += [Box((x, y, top / 2), (0.06, 0.06, top), FRAME) for x in (-0.14, 0.14)]
        shapes.append(Box((0.0, y, 0.03), (0.70, 0.08, 0.06), FRAME))
    for x in (-0.14, 0.14):
        shapes.append(Box((x, (edge + end) / 2, 0.08), (0.05, edge - end, 0.05), FRAME))
        shapes.append(Rod((x * 1.5, end - 0.05, top - 0.02), (x * 1.5, end - 0.2, top - 0.02),
                          0.017, STEEL))
    return Equipment(hiding=shapes, moving=[_pendulum(film)])


def _pendulum(film: Film) -> Moving:
    """The arm: hangs from the height of the hips and follows the ankles."""
    hip, ankle = film.figure.middle("upperleg01"), film.figure.middle("foot")
    pivot = hip[film.still]
    line = ankle - pivot
    angle = np.degrees(np.arctan2(line[:, 1], -line[:, 2]))
    long = float(np.linalg.norm(line[film.still]))
    x = 0.30
    shapes: list[Shape] = [Rod((-x, 0, 0), (-x, 0, -long), 0.02, STEEL),
                           Rod((-x, 0, 0), (x, 0, 0), 0.02, STEEL),
                           Rod((-x, 0.06, -long), (0.16, 0.06, -long), 0.045, PAD),
                           Rod((-x, -0.07, -long), (0.16, -0.07, -long), 0.03, PAD),
                           Rod((-x - 0.06, 0, -long * 0.75), (-x, 0, -long * 0.75), 0.14, FRAME)]
    return Moving(shapes, np.broadcast_to(pivot, hip.shape), about_x(angle))
