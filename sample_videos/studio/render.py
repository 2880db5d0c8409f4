"""Drawing: the room once, then person and shadow for each frame, on a GPU or in software."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from . import shaders
from .actor import Actor
from .camera import View, direction
from .company import EVERY, company
from .context import columns, open_context, set_uniforms
from .depth import Depth
from .equipment import Equipment, decoy_bench, triangles
from .film import Film
from .room import room_of
from .rotation import unit
from .thing import Thing

SHADOW_SIZE = 512
CELL_PX = 2.5
"""Details of a person smaller than this are merged."""
FINE = 2
"""The person is drawn at so many times the picture's size and averaged."""

MARGIN_PX = 6
"""A shadow's soft edge reaches so far beyond it."""
GLASS = 0.86
"""Share of the light that a mirror gives back."""
Box = tuple[int, int, int, int]
"""x, y from the picture's bottom, width, height; pixels."""


def props(film: Film) -> Equipment:
    """What belongs to the exercise, or to the movements that are none."""
    exercise = film.clip.exercise
    return exercise.equipment(film) if exercise else decoy_bench(film)


class Renderer:
    """Draws the frames of one film.

    The room is drawn once; for each frame only the box that holds people and their shadows.
    """

    def __init__(self, film: Film, view: View) -> None:
        self.film, self.view, self.gl = film, view, open_context()
        self.room = room_of(film)
        self.company = company(film, self.room, view)
        self.things = props(film)
        self.actors = self._cast()
        self._lights()
        self._programs()
        self._standing()
        self._targets()
        self._draw_room()
        self.empty = self._empty()

    def close(self) -> None:
        """Give back the memory of the graphics driver, which nobody else frees."""
        self.gl.release()

    def _cast(self) -> list[Actor | Thing]:
        """Everybody and everything that moves."""
        clip, film, gl, view = self.film.clip, self.film, self.gl, self.view
        away = float(np.linalg.norm(view.eye - film.figure.at("root")[film.still]))
        cell = CELL_PX * away / view.focal
        cast: list[Actor | Thing] = [
            Actor(gl, film.body, clip.shape, clip.clothes, film.figure, cell)]
        cast += [Thing(gl, moving) for moving in self.things.moving]
        if self.company:
            c = self.company
            cast.append(Actor(gl, c.body, c.shape, c.clothes, c.figure, cell, EVERY))
        return cast

    def _lights(self) -> None:
        scene = self.film.clip.scene
        tall = np.radians(scene.light_height_deg)
        flat = direction(scene.light_azimuth_deg)
        self.to_light = unit(flat * np.cos(tall) + np.array([0, 0, np.sin(tall)]))
        warm = np.array([1 + 0.10 * scene.warmth, 1.0, 1 - 0.12 * scene.warmth])
        light = scene.light * 2.0 ** self.film.clip.camera.exposure
        self.key, self.ambient = 0.80 * light * warm, 0.68 * light * warm
        figures = [self.film.figure] + ([self.company.figure] if self.company else [])
        path = np.concatenate([figure.head[::EVERY].reshape(-1, 3) for figure in figures])
        low, high = path.min(axis=0) - 0.3, path.max(axis=0) + 0.3
        self.light_matrix = _sun_matrix(self.to_light, (low + high) / 2,
                                        float(np.linalg.norm(high - low)) / 2)

    def _programs(self) -> None:
        def program(vertex: str, fragment: str) -> Any:
            return self.gl.program(vertex_shader=vertex, fragment_shader=fragment)
        self.room_program = program(shaders.ROOM_VERTEX, shaders.ROOM_FRAGMENT)
        self.shrink_program = program(shaders.SCREEN_VERTEX, shaders.SHRINK_FRAGMENT)
        self.compose_program = program(shaders.SCREEN_VERTEX, shaders.COMPOSE_FRAGMENT)
        for each in (*(actor.program for actor in self.actors), self.room_program,
                     self.shrink_program, self.compose_program):
            set_uniforms(each, light_to=tuple(self.to_light), key=tuple(self.key),
                         ambient=tuple(self.ambient), light_matrix=columns(self.light_matrix),
                         shadow_map=0, grain=1, room_lit=2, room_shade=3, room_place=4, person=5)

    def _standing(self) -> None:
        """What never moves: the room, the equipment, and both where they hide people."""
        gl = self.gl
        hiding = triangles([*self.things.hiding, *(self.company.seat if self.company else [])])
        self.hiding = self._hider(hiding) if len(hiding) else None
        mirror = self.film.clip.scene.mirror_wall
        self.wall = self._hider(self.room.far_wall()) if mirror else None
        rows = np.concatenate([self.room.triangles(), hiding, triangles(self.things.lying)])
        self.room_array = gl.vertex_array(self.room_program, [
            (gl.buffer(rows.astype("f4").tobytes()), "3f 3f 3f 1f", "position", "normal",
             "albedo", "pattern")])
        corners = gl.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], "f4").tobytes())
        self.shrink = gl.vertex_array(self.shrink_program, [(corners, "2f", "corner")])
        self.screen = gl.vertex_array(self.compose_program, [(corners, "2f", "corner")])

    def _hider(self, rows: np.ndarray) -> Depth:
        return Depth(self.gl, self.gl.buffer(rows[:, :3].astype("f4").tobytes()), "3f")

    def _targets(self) -> None:
        gl, (w, h) = self.gl, self.view.size
        size = SHADOW_SIZE * (2 if self.company else 1)
        self.shadow = gl.depth_texture((size, size))
        self.shadow.compare_func = "<="
        self.shadow.repeat_x = self.shadow.repeat_y = False
        self.shadow_target = gl.framebuffer(depth_attachment=self.shadow)
        noise = np.random.default_rng(5).integers(0, 256, (32, 32, 32), dtype=np.uint8)
        self.grain = gl.texture3d((32, 32, 32), 1, noise.tobytes())
        self.layers, self.room_target = self._room_layers((w, h))
        self.person = gl.texture((FINE * w, FINE * h), 4)
        self.person_target = gl.framebuffer([self.person],
                                            gl.depth_renderbuffer((FINE * w, FINE * h)))
        self.final = gl.framebuffer([gl.renderbuffer((w, h), 3)])
        for unit_, texture in enumerate([self.shadow, self.grain, *self.layers, self.person]):
            texture.use(unit_)

    def _room_layers(self, size: tuple[int, int]) -> tuple[list[Any], Any]:
        """Textures for the room in light, in shade and in space (metres), and their target."""
        gl = self.gl
        layers = [gl.texture(size, 4, dtype=kind) for kind in ("f1", "f1", "f4")]
        layers[2].filter = (gl.NEAREST, gl.NEAREST)
        return layers, gl.framebuffer(layers, gl.depth_renderbuffer(size))

    def _draw_room(self) -> None:
        """Draw the room at twice the size, once, and shrink it."""
        gl, (w, h) = self.gl, self.view.size
        layers, target = self._room_layers((2 * w, 2 * h))
        target.use()
        gl.enable(gl.DEPTH_TEST | gl.CULL_FACE)
        target.clear(0.5, 0.5, 0.5, 1.0)
        for matrix, _, tint in self._sights():
            set_uniforms(self.room_program, matrix=columns(matrix), tint=tint)
            self.room_array.render()
        gl.disable(gl.DEPTH_TEST | gl.CULL_FACE)
        for unit_, texture in enumerate(layers, start=2):
            texture.use(unit_)
        self.room_target.use()
        self.shrink.render(gl.TRIANGLE_STRIP)
        for unit_, texture in enumerate(self.layers, start=2):
            texture.use(unit_)
        for each in (target, *layers):
            each.release()

    def _sights(self) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
        """Clip-space matrix, eye and brightness: through the mirror, if there is one; straight."""
        matrix, eye = self.view.matrix(), self.view.eye
        if self.wall:
            mirrored = self.room.reflection()
            self.gl.front_face = "cw"
            yield matrix @ mirrored, mirrored[:3, :3] @ eye + mirrored[:3, 3], GLASS
            self.gl.front_face = "ccw"
        yield matrix, eye, 1.0

    def _empty(self) -> np.ndarray:
        """(H, W, 3) picture of the room without anybody, its first row at the bottom."""
        w, h = self.view.size
        self.person_target.clear(0, 0, 0, 0)
        self._draw_shadows([])
        return self._composed((0, 0, w, h))

    def frame(self, sample: int) -> np.ndarray:
        """(H, W, 3) uint8 RGB picture of one sample of the film."""
        box = self._box([actor.pose(sample) for actor in self.actors])
        self._draw_shadows(self.actors)
        self._draw_people(box)
        x, y, w, h = box
        picture = self.empty.copy()
        picture[y:y + h, x:x + w] = self._composed(box)
        return np.ascontiguousarray(picture[::-1])

    def _draw_shadows(self, actors: list[Actor | Thing]) -> None:
        gl = self.gl
        gl.enable(gl.DEPTH_TEST | gl.CULL_FACE)
        self.shadow_target.use()
        self.shadow_target.clear(depth=1.0)
        for actor in actors:
            actor.shadow.draw(self.light_matrix)
        self._draw_hiding(self.light_matrix)

    def _draw_hiding(self, matrix: np.ndarray) -> None:
        if self.hiding:
            self.hiding.draw(matrix)

    def _draw_people(self, box: Box) -> None:
        target = self.person_target
        target.scissor = tuple(FINE * v for v in box)
        target.use()
        target.clear(0, 0, 0, 0, depth=1.0)
        if self.wall:
            self.wall.draw(self.view.matrix())
        for matrix, eye, tint in self._sights():
            self._draw_hiding(matrix)
            for actor in self.actors:
                actor.draw(matrix, eye, tint)

    def _composed(self, box: Box) -> np.ndarray:
        """(h, w, 3) uint8 picture of a box, its first row at the bottom."""
        gl = self.gl
        gl.disable(gl.DEPTH_TEST | gl.CULL_FACE)
        self.final.scissor = box
        self.final.use()
        self.screen.render(gl.TRIANGLE_STRIP)
        data = np.frombuffer(self.final.read(viewport=box, components=3, alignment=1), np.uint8)
        return data.reshape(box[3], box[2], 3)

    def _box(self, bodies: list[np.ndarray]) -> Box:
        """The pixels that bodies, each (N, 3) points, their shadows and reflections touch.

        A shadow on the wall or on a thing lies between its point and the point's shadow on the
        floor.
        """
        w, h = self.view.size
        corners = []
        for matrix, _, _ in self._sights():
            for points in bodies:
                floor = points - self.to_light.astype("f4") * (points[:, 2:] / self.to_light[2])
                clip = np.concatenate([points, floor]) @ matrix[:, :3].T.astype("f4")
                clip += matrix[:, 3].astype("f4")
                if clip[:, 3].min() < 0.2:
                    return 0, 0, w, h
                pixels = (clip[:, :2] / clip[:, 3:] + 1) / 2 * np.array([w, h], "f4")
                corners.append((pixels.min(axis=0) - MARGIN_PX, pixels.max(axis=0) + MARGIN_PX))
        seen = [pair for pair in corners if (pair[0] < [w, h]).all() and (pair[1] > 0).all()]
        if not seen:
            return 0, 0, 1, 1
        low, high = (np.array(each) for each in zip(*seen, strict=True))
        x, y = np.clip(low.min(axis=0), 0, [w - 1, h - 1]).astype(int)
        right, top = np.clip(high.max(axis=0), [x + 1, y + 1], [w, h]).astype(int)
        return int(x), int(y), int(right - x), int(top - y)


def _sun_matrix(to_light: np.ndarray, middle: np.ndarray, radius: float) -> np.ndarray:
    """(4, 4) parallel projection along the light that covers a sphere."""
    right = unit(np.cross([0.0, 0.0, 1.0], to_light))
    axes = np.stack([right, np.cross(to_light, right), -to_light])
    matrix = np.eye(4)
    matrix[:3, :3] = axes / np.array([[radius], [radius], [radius * 2]])
    matrix[:3, 3] = -matrix[:3, :3] @ middle
    return matrix
