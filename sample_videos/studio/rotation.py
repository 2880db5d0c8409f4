"""Rotations as stacks of 3x3 matrices; angles in degrees; right-handed world axes."""

from __future__ import annotations

import numpy as np


def about_x(degrees: np.ndarray | float) -> np.ndarray:
    """(..., 3, 3) rotation about x; positive leans the trunk forward and takes a leg back."""
    c, s, one, nil = _terms(degrees)
    return _stack([[one, nil, nil], [nil, c, -s], [nil, s, c]])


def about_y(degrees: np.ndarray | float) -> np.ndarray:
    """(..., 3, 3) rotation about y (the person's back-to-front axis)."""
    c, s, one, nil = _terms(degrees)
    return _stack([[c, nil, s], [nil, one, nil], [-s, nil, c]])


def about_z(degrees: np.ndarray | float) -> np.ndarray:
    """(..., 3, 3) rotation about the vertical, anticlockwise seen from above."""
    c, s, one, nil = _terms(degrees)
    return _stack([[c, -s, nil], [s, c, nil], [nil, nil, one]])


def _terms(degrees: np.ndarray | float) -> tuple[np.ndarray, ...]:
    angle = np.radians(np.asarray(degrees, dtype=float))
    return np.cos(angle), np.sin(angle), np.ones_like(angle), np.zeros_like(angle)


def _stack(rows: list[list[np.ndarray]]) -> np.ndarray:
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def unit(vector: np.ndarray) -> np.ndarray:
    """Vectors of length 1 along the last axis."""
    return vector / np.maximum(np.linalg.norm(vector, axis=-1, keepdims=True), 1e-9)


def frame(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(..., 3, 3) orthonormal frames: columns along ``first``, towards ``second``, and across."""
    x = unit(first)
    z = unit(np.cross(x, second))
    return np.stack([x, np.cross(z, x), z], axis=-1)


def align(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """(3, 3) the shortest rotation taking one direction to another (not opposite) one."""
    a, b = unit(source), unit(target)
    v, c = np.cross(a, b), float(a @ b)
    k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.eye(3) + k + k @ k / (1 + c)
