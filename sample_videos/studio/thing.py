"""A part of the equipment that moves, drawn like a person: anew for each frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import shaders
from .context import columns, set_uniforms
from .depth import Depth
from .equipment import Moving, triangles


class Thing:
    """The triangles of one moving part, ready to be drawn."""

    def __init__(self, gl: Any, moving: Moving) -> None:
        self.moving, self.rows = moving, triangles(moving.shapes)
        self.buffer = gl.buffer(reserve=self.rows.nbytes, dynamic=True)
        self.program = gl.program(vertex_shader=shaders.ROOM_VERTEX,
                                  fragment_shader=shaders.THING_FRAGMENT)
        self.shown = gl.vertex_array(self.program, [
            (self.buffer, "3f 3f 3f 4x", "position", "normal", "albedo")])
        self.shadow = Depth(gl, self.buffer, "3f 28x")

    def pose(self, sample: int) -> np.ndarray:
        """Bring it to where it is at one sample; returns its (V, 3) corners, metres."""
        rows = self.moving.at(self.rows, sample)
        self.buffer.write(rows.tobytes())
        return rows[:, :3]

    def draw(self, matrix: np.ndarray, eye: np.ndarray, tint: float) -> None:
        """Draw it as seen through a (4, 4) clip-space matrix; no part of it shines."""
        set_uniforms(self.program, matrix=columns(matrix), tint=tint)
        self.shown.render()
