"""A dressed person for the renderer: the mesh once, its posed vertices for each frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import mesh, shaders
from .body import Body, BodyShape
from .context import columns, set_uniforms
from .depth import Depth
from .drape import Shirt
from .scene import Clothes
from .skeleton import Figure


class Actor:
    """One person's mesh, colours and movement, ready to be drawn."""

    def __init__(self, gl: Any, body: Body, shape: BodyShape, clothes: Clothes, figure: Figure,
                 cell_m: float, every: int = 1) -> None:
        self.every = every
        self.figure, self.mesh = figure, mesh.dressed(mesh.body_mesh(body, cell_m), clothes)
        self.shirt = Shirt(self.mesh) if clothes.fit == "draped" else None
        self.heads = np.array([bone.head for bone in body.bones])
        self.program = gl.program(vertex_shader=shaders.PERSON_VERTEX,
                                  fragment_shader=shaders.PERSON_FRAGMENT)
        self._colours(shape, clothes)
        self._buffers(gl)

    def _colours(self, shape: BodyShape, clothes: Clothes) -> None:
        eye = np.abs(self.mesh.base[self.mesh.eye > 0]).mean(axis=0)
        set_uniforms(
            self.program, skin=mesh.linear(shape.skin), hair=mesh.linear(shape.hair),
            top=mesh.linear(clothes.top), bottom=mesh.linear(clothes.bottom),
            shoes=mesh.linear(clothes.shoes), eye_pos=tuple(eye), waist=mesh.waist(clothes),
            leg_hem=mesh.LEG_HEM[clothes.legs], sleeve_end=mesh.SLEEVE_END[clothes.sleeves])

    def _buffers(self, gl: Any) -> None:
        fixed = gl.buffer(np.column_stack([self.mesh.base, self.mesh.eye]).astype("f4").tobytes())
        self.moving = gl.buffer(reserve=len(self.mesh.vertices) * 24, dynamic=True)
        index = gl.buffer(self.mesh.faces.astype("i4").tobytes())
        self.shown = gl.vertex_array(self.program, [
            (self.moving, "3f 3f", "position", "normal"), (fixed, "3f 1f", "base", "eye")], index)
        self.shadow = Depth(gl, self.moving, "3f 12x", index)

    def pose(self, sample: int) -> np.ndarray:
        """Send the posed mesh of one sample to be drawn; returns a third of its (V, 3) vertices."""
        at = sample // self.every
        posed = skinned(self.mesh, self.heads, self.figure.turn[at], self.figure.head[at])
        if self.shirt:
            self.shirt.lay(posed)
        self.moving.write(posed.tobytes())
        return posed[::3, :3]

    def draw(self, matrix: np.ndarray, eye: np.ndarray, tint: float) -> None:
        """Draw the person as seen through a (4, 4) clip-space matrix from a point."""
        set_uniforms(self.program, matrix=columns(matrix), camera=tuple(eye), tint=tint)
        self.shown.render()


def skinned(body: mesh.Mesh, heads: np.ndarray, turn: np.ndarray, head: np.ndarray) -> np.ndarray:
    """(V, 6) float32 positions and normals of a mesh whose (B, 3) rest bone heads have moved.

    ``turn`` (B, 3, 3) and ``head`` (B, 3), metres, are the bones of one sample of a figure.
    """
    shift = head - np.einsum("bij,bj->bi", turn, heads)
    mixed = body.weights @ np.concatenate([turn.reshape(-1, 9), shift], axis=1).astype("f4")
    matrix = mixed[:, :9].reshape(-1, 3, 3)
    out = np.empty((len(body.vertices), 6), "f4")
    out[:, :3] = np.einsum("vij,vj->vi", matrix, body.vertices) + mixed[:, 9:]
    out[:, 3:] = np.einsum("vij,vj->vi", matrix, body.normals)
    return out
