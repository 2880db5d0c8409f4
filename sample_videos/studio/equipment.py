"""What an exercise is done on and with: shapes that stand still, lie flat or move with the body."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from .contact import belly_depth, seat_depth
from .decoys import LIE, SIT
from .mesh import box_triangles, linear
from .others import BACK, EXTENDS, MARCHES, PRESSES
from .rotation import about_x, align, unit
from .scene import Box, chair, mat, wall_support

if TYPE_CHECKING:
    from .film import Film

Colour = tuple[float, float, float]
PAD: Colour = (0.13, 0.13, 0.15)
STEEL: Colour = (0.55, 0.56, 0.58)
FRAME: Colour = (0.24, 0.25, 0.28)
AROUND = 20
"""Corners of a circle."""


@dataclass(frozen=True)
class Slab:
    """A box tilted about the sideways axis: ``pitch_deg`` > 0 lowers its front (-y) end."""

    middle: tuple[float, float, float]
    size: tuple[float, float, float]
    colour: Colour
    pitch_deg: float = 0.0


@dataclass(frozen=True)
class Rod:
    """A closed cylinder between two points, metres."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]
    radius: float
    colour: Colour


@dataclass(frozen=True)
class Ball:
    """A ball; ``flat`` is its height as a share of its width."""

    middle: tuple[float, float, float]
    radius: float
    colour: Colour
    flat: float = 1.0


Shape = Box | Slab | Rod | Ball


@dataclass(frozen=True)
class Moving:
    """Shapes that move as one.

    Attributes:
        shapes: where they are while ``turn`` is the identity and ``place`` is 0.
        place: (T, 3) shift, metres.
        turn: (T, 3, 3) rotation (or stretch along an axis) about the origin, before the shift.
    """

    shapes: list[Shape]
    place: np.ndarray
    turn: np.ndarray | None = None

    def at(self, rows: np.ndarray, sample: int) -> np.ndarray:
        """(N, 10) the triangles of the shapes at one sample of the film."""
        moved = rows.copy()
        if self.turn is not None:
            moved[:, :3] = rows[:, :3] @ self.turn[sample].T
            moved[:, 3:6] = rows[:, 3:6] @ self.turn[sample].T
        moved[:, :3] += self.place[sample]
        return moved.astype("f4")


@dataclass(frozen=True)
class Equipment:
    """``hiding`` can hide part of the person; ``lying`` never does; ``moving`` can, and moves."""

    hiding: list[Shape] = field(default_factory=list)
    lying: list[Shape] = field(default_factory=list)
    moving: list[Moving] = field(default_factory=list)


def nothing(film: Film) -> Equipment:
    """The exercise needs no equipment."""
    return Equipment()


def hand_support(film: Film) -> Equipment:
    """A chair or a wall under the hands, or the mat on which the person kneels."""
    kind = film.clip.setup.support
    if kind == "chair":
        return Equipment(hiding=list(chair(film.grips["L"].wrist)))
    if kind == "wall":
        colour = film.clip.scene.wall_colour
        return Equipment(hiding=list(wall_support(film.grips["L"].wrist, colour)))
    if kind == "floor":
        return Equipment(lying=list(mat(float(film.figure.at("root")[film.still, 1]) - 0.08)))
    return Equipment()


def decoy_bench(film: Film) -> Equipment:
    """The bench on which somebody sits or lies who does none of the exercises."""
    shapes: list[Shape] = []
    to_seat, to_belly = seat_depth(film.body), belly_depth(film.body)
    for decoy in film.decoys:
        at = int(np.searchsorted(film.time, (decoy.from_s + decoy.to_s) / 2))
        _, y, z = map(float, film.figure.middle("upperleg01")[at])
        if decoy.what in (SIT, EXTENDS, PRESSES, MARCHES):
            shapes += _bench((0.0, y + 0.06), (1.1, 0.34), z - to_seat)
        elif decoy.what == LIE:
            shapes += _bench((0.0, y - 0.62), (0.32, 1.1), z - to_belly)
        elif decoy.what == BACK:
            shapes += _bench((0.0, y + 0.22), (0.36, 0.5), z - to_belly)
    return Equipment(hiding=shapes)


def _bench(middle: tuple[float, float], size: tuple[float, float], top: float) -> list[Shape]:
    """A padded top on four legs; middle and size in x and y, metres."""
    (x, y), (wide, long) = middle, size
    legs = [Box((x + i * (wide / 2 - 0.04), y + j * (long / 2 - 0.06), top / 2 - 0.03),
                (0.04, 0.04, top - 0.06), FRAME) for i in (-1, 1) for j in (-1, 1)]
    return [Box((x, y, top - 0.03), (wide, long, 0.06), PAD), *legs]


def triangles(shapes: list[Shape]) -> np.ndarray:
    """(N, 10) rows of position, normal, colour, pattern 0; three rows a triangle."""
    rows = [np.zeros((0, 10), "f4")]
    for shape in shapes:
        if isinstance(shape, Box):
            rows.append(box_triangles([shape]))
        elif isinstance(shape, Slab):
            rows.append(_slab(shape))
        elif isinstance(shape, Rod):
            rows.append(_rod(shape))
        else:
            rows.append(_ball(shape))
    return np.concatenate(rows).astype("f4")


def _slab(slab: Slab) -> np.ndarray:
    rows = box_triangles([Box((0.0, 0.0, 0.0), slab.size, slab.colour)])
    turn = about_x(slab.pitch_deg)
    rows[:, :3] = rows[:, :3] @ turn.T + slab.middle
    rows[:, 3:6] = rows[:, 3:6] @ turn.T
    return rows


def _rod(rod: Rod) -> np.ndarray:
    start, end = np.array(rod.start), np.array(rod.end)
    angle = np.linspace(0, 2 * np.pi, AROUND + 1)
    circle = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], axis=1)
    long = float(np.linalg.norm(end - start))
    rows = []
    for a, b in pairwise(circle):
        low, high = a * rod.radius, b * rod.radius
        up = np.array([0.0, 0.0, long])
        side = [(low, a), (high, b), (high + up, b), (low, a), (high + up, b), (low + up, a)]
        axis = np.array([0.0, 0.0, 1.0])
        caps = [(up, axis), (low + up, axis), (high + up, axis),
                (0 * up, -axis), (high, -axis), (low, -axis)]
        rows += [np.concatenate([point, normal]) for point, normal in side + caps]
    return _coloured(np.array(rows), _upright_to(unit(end - start)), start, rod.colour)


def _ball(ball: Ball) -> np.ndarray:
    tall, round_ = np.linspace(0, np.pi, AROUND // 2 + 1), np.linspace(0, 2 * np.pi, AROUND + 1)
    t, r = np.meshgrid(tall, round_, indexing="ij")
    normal = np.stack([np.sin(t) * np.cos(r), np.sin(t) * np.sin(r), np.cos(t)], axis=-1)
    rows = []
    for i in range(AROUND // 2):
        for j in range(AROUND):
            quad = [normal[i, j], normal[i + 1, j], normal[i + 1, j + 1], normal[i, j + 1]]
            rows += [np.concatenate([quad[k] * ball.radius, quad[k]]) for k in (0, 1, 2, 0, 2, 3)]
    squash = np.diag([1.0, 1.0, ball.flat])
    return _coloured(np.array(rows), squash, np.array(ball.middle), ball.colour)


def _coloured(rows: np.ndarray, turn: np.ndarray, shift: np.ndarray, colour: Colour) -> np.ndarray:
    point, normal = rows[:, :3] @ turn.T + shift, unit(rows[:, 3:] @ turn.T)
    paint = np.broadcast_to([*linear(colour), 0.0], (len(rows), 4))
    return np.concatenate([point, normal, paint], axis=1)


def _upright_to(direction: np.ndarray) -> np.ndarray:
    """(3, 3) rotation taking the vertical to a direction."""
    if direction[2] < -0.999:
        return about_x(180.0)
    return align(np.array([0.0, 0.0, 1.0]), direction)
