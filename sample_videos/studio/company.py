"""A second person in the room, who takes no part: stands about, sits, or walks through behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from . import leads
from .body import Body, BodyShape, build_body
from .camera import View
from .channels import CHANNELS, STANDING, Motion, Posture, posture
from .contact import place_root, seat_depth
from .film import Film
from .mesh import LEG_HEM, PUSH, SLEEVE_END
from .profiles import sway
from .room import Room
from .rotation import about_z
from .scene import Box, Clothes
from .skeleton import Figure, pose_figure
from .spec import HAIRS, SKINS

EVERY = 4
"""The second person moves at so many of the film's samples only: nobody measures them."""
FROM_WALL_M = 1.1
STEP_M, PAUSE_S = 0.55, 4.0
SITTING = posture(lean=6, thigh=-86, knee=84, ankle=2, arm=28, spread=8, elbow=52, neck=-8)
STEEL = (0.30, 0.30, 0.33)


@dataclass(frozen=True)
class Company:
    """The second person: who it is, its figure at every ``EVERY``-th sample, what it sits on."""

    body: Body
    shape: BodyShape
    clothes: Clothes
    figure: Figure
    seat: list[Box] = field(default_factory=list)


def company(film: Film, room: Room, view: View) -> Company | None:
    """The second person of a film, drawn from its seed; None if there is none."""
    kind = film.clip.scene.second_person
    if kind == "none":
        return None
    rng = np.random.default_rng((film.clip.seed, 51))
    shape, clothes = _somebody(rng)
    body, time = build_body(shape), film.time[::EVERY]
    if kind == "walking":
        return Company(body, shape, clothes, _walking(body, room, view, time, rng))
    base = SITTING if kind == "sitting" else STANDING
    figure = _idle(body, base, time, rng)
    facing = film.clip.camera.azimuth_deg + float(rng.uniform(-75, 75))
    aside = float(rng.uniform(0.4, 1.1) * rng.choice([-1, 1]))
    _place(figure, _behind(room, view) + aside * room.right, np.full(len(time), facing))
    return Company(body, shape, clothes, figure,
                   _seat(body, figure, facing) if kind == "sitting" else [])


def _behind(room: Room, view: View) -> np.ndarray:
    """(3,) the place on the floor that the exerciser hides from the camera."""
    exerciser, eye = room.at(0, room.behind, 0), view.eye * [1, 1, 0]
    share = (room.behind - FROM_WALL_M) / float((eye - exerciser) @ room.away)
    return exerciser - share * (eye - exerciser)


def _somebody(rng: np.random.Generator) -> tuple[BodyShape, Clothes]:
    def one(options: Iterable[str]) -> str:
        return str(rng.choice(list(options)))
    def colour() -> tuple[float, float, float]:
        r, g, b = (float(v) for v in rng.uniform(0.08, 0.85, 3))
        return (r, g, b)
    shape = BodyShape(one(["female", "male"]), float(rng.uniform(18, 70)),
                      float(rng.uniform(0.3, 0.8)), float(rng.uniform(0.3, 0.8)),
                      float(rng.uniform(155, 190)), one(["african", "asian", "caucasian"]),
                      SKINS[one(SKINS)], HAIRS[one(HAIRS)])
    return shape, Clothes(one(PUSH), one(LEG_HEM), one(SLEEVE_END), colour(), colour(), colour())


def _idle(body: Body, base: Posture, time: np.ndarray, rng: np.random.Generator) -> Figure:
    """Somebody who stays and shifts about a little."""
    motion: Motion = {name: np.full(len(time), float(base[name])) for name in CHANNELS}
    for name, degrees in (("lean", 1.5), ("neck", 5.0), ("arm_L", 6.0), ("arm_R", 6.0)):
        motion[name] += degrees * sway(time, rng)
    return _on_the_floor(body, motion)


def _on_the_floor(body: Body, motion: Motion) -> Figure:
    figure = pose_figure(body, motion)
    figure.head += place_root(body, figure, motion, 0)[:, None, :]
    return figure


def _walking(body: Body, room: Room, view: View, time: np.ndarray, rng: np.random.Generator,
             ) -> Figure:
    """Somebody who crosses behind the exerciser, waits out of sight and comes back."""
    far = float((view.eye - room.corner) @ room.away) - FROM_WALL_M
    half = min(4.1, far * view.size[0] / 2 / view.focal + 0.7)
    keys = leads.walking(int(np.ceil(2 * half / STEP_M)), "L")
    once = leads.length(keys)
    step = float(time[1] - time[0])
    walk = _on_the_floor(body, leads.through(keys, np.arange(0, once, step)))
    since = time - float(rng.uniform(0.5, 5.0))
    lap = np.maximum(np.floor(since / (once + PAUSE_S)), 0).astype(int)
    at = np.clip((since - lap * (once + PAUSE_S)) / step, 0, len(walk.head) - 1).astype(int)
    side = 1 - 2 * ((lap + int(rng.integers(2))) % 2)
    figure = Figure(walk.turn[at], walk.head[at], walk.index)
    start = room.at(0, FROM_WALL_M, 0) - half * side[:, None] * room.right
    ahead = np.degrees(np.arctan2(room.right[0], -room.right[1]))
    _place(figure, start, ahead + np.where(side > 0, 0.0, 180.0))
    return figure


def _place(figure: Figure, at: np.ndarray, facing_deg: np.ndarray) -> None:
    """Turn a figure and bring it to (3,) or (T, 3) places, by azimuths as the camera's."""
    turn = about_z(facing_deg)
    figure.turn = turn[:, None] @ figure.turn
    figure.head = np.einsum("tij,tbj->tbi", turn, figure.head) + np.reshape(at, (-1, 1, 3))


def _seat(body: Body, figure: Figure, facing_deg: float) -> list[Box]:
    x, y, z = (float(v) for v in figure.middle("upperleg01")[0])
    high = z - seat_depth(body)
    return [Box((x, y, high / 2), (0.42, 0.42, high), STEEL, facing_deg)]
