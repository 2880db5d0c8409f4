"""The room: floor, walls and decoration, and the mirror that its far wall may carry."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .camera import direction
from .decor import MIRROR, MIRROR_FRAME, PROPS
from .film import Film
from .mesh import box_triangles, linear, quad
from .scene import FLOORS, Box, Scene

WALL_M, WALL_WITH_COMPANY_M = 1.7, 2.7
"""How far behind the exerciser the far wall stands."""
WIDE, HIGH, LONG = 4.5, 2.9, 12.0
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Room:
    """Where the far wall stands, square to the camera.

    Attributes:
        corner: (3,) the point of its foot behind the exerciser.
        away: (3,) unit, from it into the room.
        right: (3,) unit, along it to the right in the picture.
        behind: metres from the exerciser to it.
    """

    scene: Scene
    corner: np.ndarray
    away: np.ndarray
    right: np.ndarray
    behind: float

    def at(self, right: float, away: float, up: float) -> np.ndarray:
        """(3,) world position of a place stated from the wall's foot."""
        return self.corner + right * self.right + away * self.away + up * UP

    def reflection(self) -> np.ndarray:
        """(4, 4) matrix that mirrors the world about the far wall."""
        matrix = np.eye(4)
        matrix[:3, :3] -= 2 * np.outer(self.away, self.away)
        matrix[:3, 3] = 2 * (self.corner @ self.away) * self.away
        return matrix

    def far_wall(self) -> np.ndarray:
        """(N, 10) rows of the far wall with what hangs on it; a mirror is a hole in it."""
        colour = linear(self.scene.wall_colour)
        parts = [(-WIDE, WIDE, 0.0, HIGH)]
        if self.scene.mirror_wall:
            half, low, high = MIRROR
            parts = [(-WIDE, -half, 0.0, HIGH), (half, WIDE, 0.0, HIGH),
                     (-half, half, 0.0, low), (-half, half, high, HIGH)]
        walls = [self._wall(self.at(a, 0, low), self.at(b, 0, low), high - low, colour)
                 for a, b, low, high in parts]
        boxes = [box for name in self.scene.props for box in PROPS[name]]
        boxes += MIRROR_FRAME if self.scene.mirror_wall else []
        return np.concatenate([*walls, box_triangles([self.placed(box) for box in boxes])])

    def triangles(self) -> np.ndarray:
        """(N, 10) rows of floor, four walls and decoration."""
        near, colour = self.away * LONG, linear(self.scene.wall_colour)
        left, right = self.at(-WIDE, 0, 0), self.at(WIDE, 0, 0)
        kind = 1 + FLOORS.index(self.scene.floor)
        floor = quad(np.array([left, left + near, right + near, right])[::-1],
                     linear(self.scene.floor_colour), kind)
        walls = [self._wall(a, b, high, colour) for a, b, high in
                 ((left + near, left, HIGH), (right, right + near, HIGH),
                  (right + near, left + near, 3 * HIGH))]
        return np.concatenate([self._inwards(floor), *walls, self.far_wall()]).astype("f4")

    def placed(self, box: Box) -> Box:
        """A box stated along the far wall brought to its place in the world."""
        x, y, z = (float(v) for v in self.at(*box.middle))
        angle = float(np.degrees(np.arctan2(self.right[1], self.right[0])))
        return replace(box, middle=(x, y, z), turn_deg=angle + box.turn_deg)

    def _wall(self, start: np.ndarray, end: np.ndarray, high: float,
              colour: tuple[float, float, float]) -> np.ndarray:
        return self._inwards(quad(np.array([start, end, end + UP * high, start + UP * high]),
                                  colour, 5))

    def _inwards(self, rows: np.ndarray) -> np.ndarray:
        """The rows of a rectangle, seen from inside the room."""
        if (self.at(0, LONG / 2, HIGH / 2) - rows[0, :3]) @ rows[0, 3:6] < 0:
            rows[:, 3:6] *= -1
            rows = rows[[0, 2, 1, 3, 5, 4]]
        return rows


def room_of(film: Film) -> Room:
    """The room of a film, its far wall behind the place where the exerciser stands still."""
    scene, middle = film.clip.scene, film.figure.at("root")[film.still]
    away = direction(90 * round(film.clip.camera.azimuth_deg / 90))
    behind = WALL_M if scene.second_person == "none" else WALL_WITH_COMPANY_M
    corner = np.array([middle[0], middle[1], 0.0]) - away * behind
    return Room(scene, corner, away, np.array([-away[1], away[0], 0.0]), behind)
