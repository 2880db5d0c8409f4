"""Room, clothes and camera as plain data; the box that much is made of."""

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
    """Floor, wall, decoration and one main light (azimuth from the person's front, + = left).

    With ``mirror_wall`` the far wall carries a mirror. ``second_person`` is "none", "standing",
    "walking" or "sitting", between the exerciser and the far wall.
    """

    floor: str
    floor_colour: Colour
    wall_colour: Colour
    props: tuple[str, ...]
    light_azimuth_deg: float
    light_height_deg: float
    light: float
    warmth: float
    mirror_wall: bool = False
    second_person: str = "none"


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
