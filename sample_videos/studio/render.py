"""Drawing: the room once, then person and shadow for each frame, on a GPU or in software."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import mesh, shaders
from .body import EYES, Body
from .camera import View, direction
from .equipment import Equipment, Moving, triangles
from .errors import StudioError
from .film import Film
from .rotation import unit

SHADOW_SIZE = 1024
WALL_M = 1.7
"""The far wall stands this far behind the person."""


def open_context() -> Any:
    """An OpenGL context without a screen."""
    try:
        import moderngl
    except ImportError as error:
        raise StudioError("moderngl is missing: run `pip install moderngl`.") from error
    try:
        return moderngl.create_standalone_context(backend="egl")
    except Exception as error:
        raise StudioError("No OpenGL driver answers through EGL: install libegl1 and "
                          f"libgl1-mesa-dri, or a graphics driver ({error}).") from error


def props(film: Film) -> Equipment:
    """What belongs to the exercise."""
    exercise = film.clip.exercise
    return exercise.equipment(film) if exercise else Equipment()


class Renderer:
    """Draws the frames of one film."""

    def __init__(self, film: Film, view: View) -> None:
        self.film, self.view, self.gl = film, view, open_context()
        self.rest = mesh.dressed(film.body, film.clip.clothes).astype("f4")
        self.normals = film.body.normals.astype("f4")
        self._lights()
        self._programs()
        self._buffers()
        self._targets()
        self._draw_room()

    def _lights(self) -> None:
        scene = self.film.clip.scene
        tall = np.radians(scene.light_height_deg)
        flat = direction(scene.light_azimuth_deg)
        self.to_light = unit(flat * np.cos(tall) + np.array([0, 0, np.sin(tall)]))
        warm = np.array([1 + 0.10 * scene.warmth, 1.0, 1 - 0.12 * scene.warmth])
        self.key, self.ambient = 0.80 * scene.light * warm, 0.68 * scene.light * warm
        path = self.film.figure.head[:, :, :].reshape(-1, 3)
        low, high = path.min(axis=0) - 0.3, path.max(axis=0) + 0.3
        self.light_matrix = _sun_matrix(self.to_light, (low + high) / 2,
                                        float(np.linalg.norm(high - low)) / 2)

    def _programs(self) -> None:
        def program(vertex: str, fragment: str) -> Any:
            return self.gl.program(vertex_shader=vertex, fragment_shader=fragment)
        self.depth_program = program(shaders.DEPTH_VERTEX, shaders.DEPTH_FRAGMENT)
        self.person_program = program(shaders.PERSON_VERTEX, shaders.PERSON_FRAGMENT)
        self.room_program = program(shaders.ROOM_VERTEX, shaders.ROOM_FRAGMENT)
        self.thing_program = program(shaders.ROOM_VERTEX, shaders.THING_FRAGMENT)
        self.shrink_program = program(shaders.SCREEN_VERTEX, shaders.SHRINK_FRAGMENT)
        self.compose_program = program(shaders.SCREEN_VERTEX, shaders.COMPOSE_FRAGMENT)
        body, clip = self.film.body, self.film.clip
        eye = np.abs(body.base[-(EYES.stop - EYES.start):]).mean(axis=0)
        self._set(self.person_program, matrix=_columns(self.view.matrix()), skin=mesh.linear(
            clip.shape.skin), hair=mesh.linear(clip.shape.hair), top=mesh.linear(clip.clothes.top),
            bottom=mesh.linear(clip.clothes.bottom), shoes=mesh.linear(clip.clothes.shoes),
            eye_pos=tuple(eye), leg_hem=mesh.LEG_HEM[clip.clothes.legs], waist=mesh.WAIST,
            sleeve_end=mesh.SLEEVE_END[clip.clothes.sleeves], camera=tuple(self.view.eye))
        self._set(self.thing_program, matrix=_columns(self.view.matrix()))
        for each in (self.person_program, self.room_program, self.thing_program,
                     self.shrink_program, self.compose_program):
            self._set(each, light_to=tuple(self.to_light), key=tuple(self.key),
                      ambient=tuple(self.ambient), light_matrix=_columns(self.light_matrix),
                      shadow_map=0, grain=1, room_lit=2, room_shade=3, room_place=4, person=5)

    @staticmethod
    def _set(program: Any, **values: Any) -> None:
        """Set the uniforms that the compiler kept."""
        for name, value in values.items():
            if name not in program:
                continue
            if isinstance(value, bytes):
                program[name].write(value)
            else:
                program[name].value = value

    def _buffers(self) -> None:
        body, gl = self.film.body, self.gl
        count = len(body.vertices)
        eye = (np.arange(count) >= count - (EYES.stop - EYES.start)).astype("f4")
        fixed = gl.buffer(np.column_stack([body.base, eye]).astype("f4").tobytes())
        self.moving = gl.buffer(reserve=count * 24, dynamic=True)
        index = gl.buffer(body.faces.astype("i4").tobytes())
        self.person = gl.vertex_array(self.person_program, [
            (self.moving, "3f 3f", "position", "normal"), (fixed, "3f 1f", "base", "eye")], index)
        self.person_depth = gl.vertex_array(
            self.depth_program, [(self.moving, "3f 12x", "position")], index)
        things = props(self.film)
        rows = triangles(things.hiding)
        self.hiding = self._depth_array(rows) if len(rows) else None
        self.things = [MovingThing(self, each) for each in things.moving]
        clip, middle = self.film.clip, self.film.figure.at("root")[self.film.still]
        room = mesh.room_triangles(clip.scene, clip.camera.azimuth_deg, middle, WALL_M)
        everything = np.concatenate([room, triangles(things.hiding + things.lying)]).astype("f4")
        self.room = gl.vertex_array(self.room_program, [
            (gl.buffer(everything.tobytes()), "3f 3f 3f 1f", "position", "normal", "albedo",
             "pattern")])
        corners = gl.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], "f4").tobytes())
        self.shrink = gl.vertex_array(self.shrink_program, [(corners, "2f", "corner")])
        self.screen = gl.vertex_array(self.compose_program, [(corners, "2f", "corner")])

    def _depth_array(self, rows: np.ndarray) -> Any:
        return self.gl.vertex_array(self.depth_program, [
            (self.gl.buffer(rows[:, :3].astype("f4").tobytes()), "3f", "position")])

    def _targets(self) -> None:
        gl, (w, h) = self.gl, self.view.size
        self.shadow = gl.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self.shadow.compare_func = "<="
        self.shadow.repeat_x = self.shadow.repeat_y = False
        self.shadow_target = gl.framebuffer(depth_attachment=self.shadow)
        noise = np.random.default_rng(5).integers(0, 256, (32, 32, 32), dtype=np.uint8)
        self.grain = gl.texture3d((32, 32, 32), 1, noise.tobytes())
        self.layers, self.room_target = self._room_layers((w, h))
        self.sampled = gl.framebuffer([gl.renderbuffer((w, h), 4, samples=4)],
                                      gl.depth_renderbuffer((w, h), samples=4))
        self.person_layer = gl.texture((w, h), 4)
        self.resolved = gl.framebuffer([self.person_layer])
        self.final = gl.framebuffer([gl.renderbuffer((w, h), 3)])
        for unit_, texture in enumerate([self.shadow, self.grain, *self.layers,
                                         self.person_layer]):
            texture.use(unit_)

    def _room_layers(self, size: tuple[int, int]) -> tuple[list[Any], Any]:
        """Textures for the room in light, in shade and in space (metres), and their target."""
        gl = self.gl
        layers = [gl.texture(size, 4, dtype=kind) for kind in ("f2", "f2", "f4")]
        layers[2].filter = (gl.NEAREST, gl.NEAREST)
        return layers, gl.framebuffer(layers, gl.depth_renderbuffer(size))

    def _draw_room(self) -> None:
        """Draw the room at twice the size, once, and shrink it."""
        gl, (w, h) = self.gl, self.view.size
        layers, target = self._room_layers((2 * w, 2 * h))
        self._set(self.room_program, matrix=_columns(self.view.matrix()))
        target.use()
        gl.enable(gl.DEPTH_TEST | gl.CULL_FACE)
        target.clear(0.5, 0.5, 0.5, 1.0)
        self.room.render()
        gl.disable(gl.DEPTH_TEST | gl.CULL_FACE)
        for unit_, texture in enumerate(layers, start=2):
            texture.use(unit_)
        self.room_target.use()
        self.shrink.render(gl.TRIANGLE_STRIP)
        for unit_, texture in enumerate(self.layers, start=2):
            texture.use(unit_)
        for each in (target, *layers):
            each.release()

    def frame(self, sample: int) -> np.ndarray:
        """(H, W, 3) uint8 RGB picture of one sample of the film."""
        gl = self.gl
        self.moving.write(skinned(self.film.body, self.rest, self.normals,
                                  self.film.figure.turn[sample], self.film.figure.head[sample]))
        gl.enable(gl.DEPTH_TEST | gl.CULL_FACE)
        self._set(self.depth_program, matrix=_columns(self.light_matrix))
        self.shadow_target.use()
        self.shadow_target.clear(depth=1.0)
        self.person_depth.render()
        for thing in self.things:
            thing.move(sample)
            thing.shadow.render()
        if self.hiding:
            self.hiding.render()
        self.sampled.use()
        self.sampled.clear(0, 0, 0, 0, depth=1.0)
        if self.hiding:
            self._set(self.depth_program, matrix=_columns(self.view.matrix()))
            self.hiding.render()
        for thing in self.things:
            thing.drawn.render()
        self.person.render()
        gl.copy_framebuffer(self.resolved, self.sampled)
        gl.disable(gl.DEPTH_TEST | gl.CULL_FACE)
        self.final.use()
        self.screen.render(gl.TRIANGLE_STRIP)
        w, h = self.view.size
        data = np.frombuffer(self.final.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(data.reshape(h, w, 3)[::-1])


class MovingThing:
    """A part of the equipment that moves: its triangles on the graphics card."""

    def __init__(self, renderer: Renderer, moving: Moving) -> None:
        self.moving, self.rows = moving, triangles(moving.shapes)
        self.buffer = renderer.gl.buffer(reserve=self.rows.nbytes, dynamic=True)
        self.drawn = renderer.gl.vertex_array(renderer.thing_program, [
            (self.buffer, "3f 3f 3f 4x", "position", "normal", "albedo")])
        self.shadow = renderer.gl.vertex_array(renderer.depth_program, [
            (self.buffer, "3f 28x", "position")])

    def move(self, sample: int) -> None:
        """Bring it to where it is at one sample of the film."""
        self.buffer.write(self.moving.at(self.rows, sample).tobytes())


def skinned(body: Body, rest: np.ndarray, normals: np.ndarray, turn: np.ndarray,
            head: np.ndarray) -> bytes:
    """Positions and normals of the posed mesh, interleaved float32."""
    heads = np.array([bone.head for bone in body.bones])
    shift = head - np.einsum("bij,bj->bi", turn, heads)
    packed = np.concatenate([turn.reshape(-1, 9), shift], axis=1).astype("f4")
    mixed = body.weights @ packed
    matrix = mixed[:, :9].reshape(-1, 3, 3)
    out = np.empty((len(rest), 6), "f4")
    out[:, :3] = np.einsum("vij,vj->vi", matrix, rest) + mixed[:, 9:]
    out[:, 3:] = np.einsum("vij,vj->vi", matrix, normals)
    return out.tobytes()


def _sun_matrix(to_light: np.ndarray, middle: np.ndarray, radius: float) -> np.ndarray:
    """(4, 4) parallel projection along the light that covers a sphere."""
    right = unit(np.cross([0.0, 0.0, 1.0], to_light))
    axes = np.stack([right, np.cross(to_light, right), -to_light])
    matrix = np.eye(4)
    matrix[:3, :3] = axes / np.array([[radius], [radius], [radius * 2]])
    matrix[:3, 3] = -matrix[:3, :3] @ middle
    return matrix


def _columns(matrix: np.ndarray) -> bytes:
    """A matrix as OpenGL wants it: column by column, float32."""
    return matrix.T.astype("f4").tobytes()
