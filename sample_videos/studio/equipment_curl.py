"""What knees are bent on: the lying and the seated curl machine, and holds for the ankles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .body import SKIN, Body
from .channels import SIDES
from .contact import belly_depth, trunk_length
from .equipment import FRAME, PAD, STEEL, Equipment, Moving, Rod, Shape, Slab
from .profiles import minimum_jerk
from .rotation import about_x
from .scene import Box, mat

if TYPE_CHECKING:
    from .film import Film

THICK = 0.07
ROLL = 0.05
"""Radius of the rollers, metres."""
ARM_X = 0.27
"""How far beside the middle the lever turns, metres."""
ROLLER_AT = 0.86
"""Where the roller meets the shin, as a share from knee to ankle."""
AWAY_DEG, PAD_AWAY, HOLD_AWAY = 28.0, 0.55, 0.6
"""While somebody gets on or off: how far the lying machine's lever swings up, and the pad over the
thighs slides to the side and the hold for the ankles back, metres."""
SWING_S = 0.6
BLUE, PLATE = (0.16, 0.28, 0.55), (0.10, 0.10, 0.11)


def leg_depths(body: Body, upper: str, lower: str, share: float) -> tuple[float, float]:
    """How far the skin lies before and behind a leg bone, metres, at a share of its length."""
    start, end = body.head(f"{upper}.L"), body.head(f"{lower}.L")
    skin = body.vertices[:SKIN.stop] - (start + share * (end - start))
    near = (np.abs(skin[:, 2]) < 0.02) & (np.abs(skin[:, 0]) < 0.12)
    return -float(skin[near, 1].min()), float(skin[near, 1].max())


def _ring(film: Film, bone: str) -> np.ndarray:
    return np.asarray(film.figure.middle(bone)[film.still])


def _pad(ends: tuple[np.ndarray, np.ndarray], off: float, width: float, pitch: float,
         upright: bool = False) -> Slab:
    """A pad along a line, ``off`` metres beside it: below the line, or behind an upright one."""
    middle, long = (ends[0] + ends[1]) / 2, float(np.linalg.norm(ends[1] - ends[0]))
    aside = about_x(pitch) @ ([0.0, 1.0, 0.0] if upright else [0.0, 0.0, -1.0])
    x, y, z = middle + (off + THICK / 2) * aside
    size = (width, THICK, long) if upright else (width, long, THICK)
    return Slab((x, y, z), size, PAD, pitch)


def curl_bench(film: Film) -> Equipment:
    """A pad that ends before the knees, handles below its head end, a lever above the ankles."""
    hip, knee = _ring(film, "upperleg01"), _ring(film, "lowerleg01")
    lean, thigh = film.motion["lean"][film.still], film.motion["thigh_L"][film.still]
    to_head = about_x(lean) @ [0.0, 0.0, trunk_length(film.body)]
    depth = belly_depth(film.body)
    front = leg_depths(film.body, "upperleg01", "lowerleg01", 0.5)[0]
    crease = hip + about_x(lean) @ [0.0, -depth, 0.0]
    chest = _pad((crease - hip + hip + 0.98 * to_head, crease + 0.02 * to_head), 0.0, 0.34,
                 float(lean) - 90)
    legs = _pad((hip + 0.10 * (knee - hip), hip + 0.86 * (knee - hip)), front, 0.40,
                float(thigh) - 90)
    shapes: list[Shape] = [chest, legs, *_bench_frame(film, hip, knee, chest)]
    return Equipment(hiding=shapes, moving=[_lever(film, above=True)])


def _bench_frame(film: Film, hip: np.ndarray, knee: np.ndarray, chest: Slab) -> list[Shape]:
    """Posts, rails and handles."""
    head_end = float(chest.middle[1]) - chest.size[1] / 2
    rail_end, top = float(knee[1]) + 0.05, float(hip[2]) - 0.30
    shapes: list[Shape] = [
        Box((0.0, (head_end + rail_end) / 2, 0.03), (0.10, rail_end - head_end, 0.06), FRAME),
        Box((0.0, (head_end + float(knee[1])) / 2, top), (0.07, float(knee[1]) - head_end - 0.2,
                                                           0.07), FRAME)]
    for y in (head_end + 0.22, float(knee[1]) - 0.16):
        shapes += [Box((0.0, y, top / 2), (0.07, 0.07, top), FRAME),
                   Box((0.0, y, 0.03), (0.60, 0.08, 0.06), FRAME)]
    for grip in film.grips.values():
        x, y, z = map(float, grip.wrist + 0.07 * grip.fingers)
        shapes += [Rod((x, y + 0.06, z), (x, y - 0.06, z), 0.016, STEEL),
                   Rod((x, y + 0.06, z), (0.0, head_end + 0.2, top), 0.016, STEEL)]
    return shapes


def curl_seat(film: Film) -> Equipment:
    """A seat with its back, a roller on the thighs, handles, and a lever below the ankles."""
    hip, knee = _ring(film, "upperleg01"), _ring(film, "lowerleg01")
    lean, top = float(film.motion["lean"][film.still]), float(film.motion["bed"][film.still])
    along = about_x(lean) @ [0.0, 0.0, trunk_length(film.body)]
    rest = _pad((hip + 0.12 * along, hip + 1.02 * along), back_depth(film.body), 0.36, lean, True)
    thigh, front = knee - hip, leg_depths(film.body, "upperleg01", "lowerleg01", 0.74)[0]
    seat_end = float(hip[1] + 0.80 * thigh[1])
    back_end = float(hip[1]) + 0.14
    seat = Box((0.0, (seat_end + back_end) / 2, top - THICK / 2),
               (0.40, back_end - seat_end, THICK), PAD)
    _, y, z = map(float, hip + 0.74 * thigh + [0.0, 0.0, front + ROLL + 0.005])
    shapes: list[Shape] = [
        rest, seat,
        Rod((-ARM_X, float(knee[1]), float(knee[2])), (-ARM_X, float(knee[1]) + 0.15, 0.03), 0.03,
            FRAME)]
    on_thighs = Moving([Rod((-ARM_X, y, z), (0.22, y, z), ROLL, PAD),
                        Rod((-ARM_X, y, z), (-ARM_X, float(knee[1]), float(knee[2])), 0.022,
                            STEEL)], _aside(film, [-PAD_AWAY, 0.0, 0.0]))
    return Equipment(hiding=[*shapes, *_seat_frame(film, rest, seat)],
                     moving=[_lever(film, above=False), on_thighs])


def _aside(film: Film, way: list[float]) -> np.ndarray:
    """(T, 3) a shift out of the way while somebody gets on or off."""
    return _getting_on(film)[:, None] * way


def back_depth(body: Body) -> float:
    """From the line hips to shoulders to the back of the chest, metres."""
    hip, shoulder = body.head("upperleg01.L"), body.head("upperarm01.L")
    at = hip + 0.75 * (shoulder - hip)
    skin = body.vertices[:SKIN.stop] - at
    near = (np.abs(skin[:, 2]) < 0.06) & (np.abs(body.vertices[:SKIN.stop, 0]) < 0.12)
    return float(skin[near, 1].max())


def _seat_frame(film: Film, rest: Slab, seat: Box) -> list[Shape]:
    """Post, rails, the stack of weights behind the back, the handles beside the seat."""
    _, y, z = seat.middle
    back = float(rest.middle[1]) + 0.16
    front = y - seat.size[1] / 2
    shapes: list[Shape] = [
        Box((0.0, y, (z - THICK / 2) / 2), (0.10, 0.16, z - THICK / 2), FRAME),
        Box((0.0, (back + front) / 2, 0.03), (0.12, back - front + 0.3, 0.06), FRAME),
        Box((0.0, front, 0.03), (0.62, 0.07, 0.06), FRAME),
        Box((0.0, back + 0.12, 0.75), (0.36, 0.20, 1.5), FRAME),
        Rod((0.0, float(rest.middle[1]), float(rest.middle[2])),
            (0.0, back + 0.12, float(rest.middle[2]) - 0.05), 0.03, STEEL)]
    for grip in film.grips.values():
        x, y, z = map(float, grip.wrist + 0.07 * grip.fingers)
        shapes += [Rod((x, y - 0.06, z), (x, y + 0.06, z), 0.016, STEEL),
                   Rod((x, y + 0.06, z), (np.sign(x) * 0.18, y + 0.10, seat.middle[2]), 0.016,
                       STEEL)]
    return shapes


def _lever(film: Film, above: bool) -> Moving:
    """An arm beside the knees with a roller at the backs of the ankles; it follows the shins."""
    knee, ankle = film.figure.middle("lowerleg01"), _working_ankle(film)
    pivot = knee[film.still] * [0.0, 1.0, 1.0]
    line = ankle - pivot
    angle = (np.degrees(np.arctan2(line[:, 1], -line[:, 2])) + 120) % 360 - 120
    rest = angle[film.still]
    angle = np.maximum(angle, rest) + (AWAY_DEG * _getting_on(film) if above else 0.0)
    down = -ROLLER_AT * float(np.linalg.norm(line[film.still]))
    behind = leg_depths(film.body, "lowerleg01", "foot", ROLLER_AT)[1] + ROLL
    weight = 0.30 if above else 0.16
    return Moving([Rod((-ARM_X, 0, 0), (-ARM_X, behind, down), 0.02, STEEL),
                   Rod((-ARM_X, behind, down), (0.19, behind, down), ROLL, PAD),
                   Rod((-ARM_X - 0.03, 0, 0), (-ARM_X + 0.03, 0, 0), 0.06, FRAME),
                   Rod((-ARM_X, 0, 0), (-ARM_X, -0.10, weight), 0.02, STEEL)],
                  np.broadcast_to(pivot, knee.shape), about_x(angle))


def _working_ankle(film: Film) -> np.ndarray:
    """(T, 3) the ankle that is bent further; the middle between both where they go together."""
    left, right = (film.figure.at(f"foot.{side}") for side in SIDES)
    share = minimum_jerk(0.5 + (film.motion["knee_L"] - film.motion["knee_R"]) / 16)
    return np.asarray(share[:, None] * left + (1 - share[:, None]) * right)


def _getting_on(film: Film) -> np.ndarray:
    """(T,) 1 while somebody gets on or off, 0 from shortly before a set to shortly after it."""
    share = np.zeros(len(film.time))
    for decoy in film.decoys:
        if not decoy.what.endswith("none"):
            begins = minimum_jerk((film.time - decoy.from_s) / SWING_S + 1)
            ends = minimum_jerk((film.time - decoy.to_s - 0.1) / SWING_S)
            share = np.maximum(share, begins * (1 - ends))
    return share


def ankle_hold(film: Film) -> Equipment:
    """A mat below the knees, and over the ankles a loaded bar or a strap on a low frame."""
    knee, ankle = _ring(film, "lowerleg01"), _ring(film, "foot")
    behind = leg_depths(film.body, "lowerleg01", "foot", 0.9)[1]
    y, z = float(ankle[1]) - 0.05, float(ankle[2]) + behind
    hold = _bar(y, z) if film.clip.setup.support == "bar" else _strap(y, z)
    return Equipment(lying=list(mat(float(knee[1]) - 0.3)),
                     moving=[Moving(hold, _aside(film, [0.0, HOLD_AWAY, 0.0]))])


def _bar(y: float, z: float) -> list[Shape]:
    high = z + 0.015
    shapes: list[Shape] = [Rod((-0.8, y, high), (0.8, y, high), 0.014, STEEL)]
    for sign in (-1.0, 1.0):
        shapes += [Rod((sign * (0.62 + k * 0.05), y, high), (sign * (0.66 + k * 0.05), y, high),
                       high, colour) for k, colour in enumerate((PLATE, BLUE))]
    return shapes


def _strap(y: float, z: float) -> list[Shape]:
    return [Rod((-0.24, y, z + 0.035), (0.24, y, z + 0.035), 0.04, PAD),
            *[Box((sign * 0.27, y, (z + 0.09) / 2), (0.06, 0.10, z + 0.09), FRAME)
              for sign in (-1.0, 1.0)],
            Box((0.0, y + 0.03, 0.006), (0.60, 0.30, 0.012), FRAME)]
