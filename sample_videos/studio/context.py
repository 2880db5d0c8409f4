"""OpenGL without a screen, and the small things that every drawing pass needs."""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import StudioError


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


def set_uniforms(program: Any, **values: Any) -> None:
    """Set the uniforms that the compiler kept."""
    for name, value in values.items():
        if name not in program:
            continue
        if isinstance(value, bytes):
            program[name].write(value)
        else:
            program[name].value = value


def columns(matrix: np.ndarray) -> bytes:
    """A matrix as OpenGL wants it: column by column, float32."""
    return matrix.T.astype("f4").tobytes()
