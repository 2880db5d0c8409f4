"""Room, props, clothes and camera as plain data; props are boxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FLOORS = ("wood", "tiles", "rubber", "carpet")
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Clothes:
    """What the person wears; colours as shown on a screen.

    Fit is "tight" (3 mm off the skin), "loose" (18 mm) or "draped" (cloth bridges the hollows).
    """

    fit: str
    legs: str
    sleeves: str
    top: Colour
    bottom: Colour
    shoes: Colour


@dataclass(frozen=True)
class Scene:
    """Floor, wall, decoration and one main light (azimuth from the person's front, + = left)."""

    floor: str
    floor_colour: Colour
    wall_colour: Colour
    props: tuple[str, ...]
    light_azimuth_deg: float
    light_height_deg: float
    light: float
    warmth: float


@dataclass(frozen=True)
class Camera:
    """Azimuth of the camera seen from the person: 0 = in front, 90 = at the left, 180 = behind.

    ``lens_mm`` is the focal length on 36 mm film width. ``framing`` is the share of the picture
    that the person's whole path may fill; ``distance_m`` > 0 sets the distance instead.
    ``blur`` is the share of a frame's time in which the shutter is open, ``exposure`` in stops,
    ``noise`` the standard deviation of the sensor's noise in 8-bit grey levels, ``shake`` the
    root mean square of a hand's sway in degrees.
    """

    azimuth_deg: float
    height_m: float
    lens_mm: float
    framing: float
    distance_m: float
    blur: float = 0.0
    exposure: float = 0.0
    noise: float = 0.0
    shake: float = 0.0
    variable_rate: bool = False


@dataclass(frozen=True)
class Box:
    """A box: middle and full size in metres, colour, turned about the vertical."""

    middle: tuple[float, float, float]
    size: tuple[float, float, float]
    colour: Colour
    turn_deg: float = 0.0


def chair(grip: np.ndarray) -> list[Box]:
    """A chair whose back's top rail lies under the hands at ``grip`` (3,)."""
    _, y, z = grip
    top = float(z) - 0.035
    wood, dark = (0.50, 0.33, 0.20), (0.22, 0.20, 0.20)
    y = float(y) - 0.04
    boxes = [Box((0, y, top), (0.46, 0.035, 0.07), wood),
             Box((0, y, top * 0.74), (0.40, 0.025, 0.10), wood),
             Box((0, y - 0.22, 0.46), (0.44, 0.44, 0.05), dark)]
    for x in (-0.21, 0.21):
        boxes += [Box((x, y, top / 2), (0.035, 0.035, top), wood),
                  Box((x, y - 0.41, 0.23), (0.035, 0.035, 0.46), wood)]
    return boxes


def wall_support(grip: np.ndarray, colour: Colour) -> list[Box]:
    """A piece of wall in front of the palms at ``grip`` (3,)."""
    y = float(grip[1]) - 0.035
    return [Box((0, y - 0.08, 1.3), (1.0, 0.16, 2.6), colour)]


def mat(middle_y: float) -> list[Box]:
    """An exercise mat under the person."""
    return [Box((0, middle_y, 0.002), (0.68, 1.9, 0.004), (0.20, 0.42, 0.45))]


def _against_wall(right: float, size: tuple[float, float, float], colour: Colour, z: float = -1,
                  gap: float = 0.0) -> Box:
    return Box((right, gap + size[1] / 2, size[2] / 2 if z < 0 else z), size, colour)


PROPS: dict[str, list[Box]] = {
    "picture": [_against_wall(1.1, (0.9, 0.04, 0.65), (0.16, 0.15, 0.15), 1.55),
                _against_wall(1.1, (0.8, 0.05, 0.55), (0.62, 0.55, 0.38), 1.55)],
    "shelf": [_against_wall(-1.5, (0.9, 0.32, 0.9), (0.60, 0.48, 0.36)),
              _against_wall(-1.7, (0.25, 0.22, 0.28), (0.55, 0.20, 0.18), 1.04),
              _against_wall(-1.3, (0.18, 0.20, 0.20), (0.20, 0.30, 0.42), 1.00)],
    "window": [_against_wall(-0.9, (1.3, 0.03, 1.3), (0.93, 0.93, 0.93), 1.6),
               _against_wall(-0.9, (1.18, 0.04, 1.18), (0.72, 0.84, 0.96), 1.6),
               _against_wall(-0.9, (0.05, 0.06, 1.18), (0.93, 0.93, 0.93), 1.6)],
    "door": [_against_wall(1.7, (0.95, 0.05, 2.05), (0.45, 0.32, 0.22)),
             _against_wall(1.35, (0.04, 0.10, 0.12), (0.75, 0.72, 0.62), 1.02)],
    "rack": [_against_wall(1.6, (1.2, 0.45, 0.12), (0.15, 0.15, 0.16), 0.75),
             _against_wall(1.6, (1.2, 0.45, 0.12), (0.15, 0.15, 0.16), 0.35),
             *[_against_wall(1.15 + 0.22 * i, (0.12, 0.30, 0.12), (0.32, 0.32, 0.35), 0.87)
               for i in range(5)],
             _against_wall(1.05, (0.06, 0.45, 0.8), (0.15, 0.15, 0.16)),
             _against_wall(2.15, (0.06, 0.45, 0.8), (0.15, 0.15, 0.16))],
    "plant": [_against_wall(-2.0, (0.32, 0.32, 0.35), (0.62, 0.58, 0.52), gap=0.1),
              *[Box((-2.0 + 0.13 * np.cos(k), 0.28 + 0.13 * np.sin(k), 0.6 + 0.09 * k),
                    (0.22, 0.05, 0.30), (0.16, 0.34, 0.15), 57 * k) for k in range(5)]],
    "bench": [_against_wall(-1.3, (1.3, 0.32, 0.08), (0.20, 0.20, 0.22), 0.44, gap=0.3),
              _against_wall(-1.75, (0.08, 0.30, 0.40), (0.35, 0.35, 0.36), gap=0.3),
              _against_wall(-0.85, (0.08, 0.30, 0.40), (0.35, 0.35, 0.36), gap=0.3)],
}
"""Decoration along the far wall: x runs to the right in the picture, y from the wall inwards."""
