"""The kickback machine: a chest pad, handles, a weight column and a lever behind the leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .body import SKIN, Body
from .contact import chest_depth
from .equipment import FRAME, PAD, STEEL, Equipment, Moving, Rod, Shape, Slab
from .rotation import about_x
from .scene import Box

if TYPE_CHECKING:
    from .film import Film

PAD_AT = 0.82
"""Where the lever's pad meets the thigh, as a share from hip to knee."""
ROLL = 0.055
LEVER_X = 0.30


def lever_machine(film: Film) -> Equipment:
    """Column, chest pad and handles in front; a lever for each leg that kicks."""
    hip, shoulder = (film.figure.middle(bone)[film.still]
                     for bone in ("upperleg01", "upperarm01"))
    lean = float(film.motion["lean"][film.still])
    front = about_x(lean) @ np.array([0.0, -1.0, 0.0])
    chest = hip + 0.66 * (shoulder - hip) + (chest_depth(film.body) + 0.04) * front
    _, y, z = map(float, chest)
    column = y - 0.36
    shapes: list[Shape] = [
        Slab((0.0, y, z), (0.28, 0.07, 0.36), PAD, lean),
        Rod((0.0, y, z), (0.0, column, z - 0.06), 0.03, STEEL),
        Box((0.0, column, 0.80), (0.24, 0.16, 1.6), FRAME)]
    plate = Box((0.0, (column + float(hip[1])) / 2, 0.003),
                (0.70, float(hip[1]) - column + 0.6, 0.006), FRAME)
    for grip in film.grips.values():
        x, y, z = map(float, grip.wrist + 0.05 * grip.fingers)
        shapes += [Rod((x, y, z + 0.07), (x, y, z - 0.07), 0.016, STEEL),
                   Rod((x, y, z - 0.07), (0.0, column, z - 0.07), 0.016, STEEL)]
    return Equipment(hiding=shapes, lying=[plate],
                     moving=[_lever(film, leg) for leg in dict.fromkeys(film.clip.sides)])


def _lever(film: Film, leg: str) -> Moving:
    """It swings about the hip beside the body and only ever goes back from where it rests."""
    hip, knee = film.figure.at(f"upperleg01.{leg}"), film.figure.at(f"lowerleg01.{leg}")
    line = knee - hip
    angle = np.degrees(np.arctan2(line[:, 1], -line[:, 2]))
    angle = np.maximum(angle, angle[film.still] - 1.0)
    sign = 1.0 if leg == "L" else -1.0
    down = -PAD_AT * float(np.linalg.norm(line[0]))
    behind = _thigh_depth(film.body, leg) + ROLL
    out, across = sign * LEVER_X, sign * 0.02
    pivot = hip * [0.0, 1.0, 1.0]
    return Moving([Rod((out, 0, 0), (out, behind, down), 0.022, STEEL),
                   Rod((out, behind, down), (across, behind, down), ROLL, PAD),
                   Rod((out - 0.03, 0, 0), (out + 0.03, 0, 0), 0.06, FRAME)],
                  pivot, about_x(angle))


def _thigh_depth(body: Body, leg: str) -> float:
    """From the thigh's axis to the skin behind it where the pad lies, metres."""
    hip, knee = body.head(f"upperleg01.{leg}"), body.head(f"lowerleg01.{leg}")
    at = hip + PAD_AT * (knee - hip)
    skin = body.vertices[:SKIN.stop] - at
    near = (np.abs(skin[:, 2]) < 0.02) & (np.abs(skin[:, 0]) < 0.12)
    return float(skin[near, 1].max())
