"""What is drawn by its distance alone: it casts a shadow, or hides what is behind it."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import shaders
from .context import columns, set_uniforms


class Depth:
    """Triangles without colours."""

    def __init__(self, gl: Any, corners: Any, layout: str, index: Any = None) -> None:
        """``corners`` is a buffer and ``layout`` its format, in which the first is the position."""
        self.program = gl.program(vertex_shader=shaders.DEPTH_VERTEX,
                                  fragment_shader=shaders.DEPTH_FRAGMENT)
        self.triangles = gl.vertex_array(self.program, [(corners, layout, "position")], index)

    def draw(self, matrix: np.ndarray) -> None:
        """Draw the distance as seen through a (4, 4) clip-space matrix."""
        set_uniforms(self.program, matrix=columns(matrix))
        self.triangles.render()
