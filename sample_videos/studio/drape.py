"""A hanging shirt: cloth that bridges the hollows between shoulder blade and buttock.

The shirt is a grid of lines that run up the trunk from the hem. On each line the cloth is drawn
tight from one high place of the skin to the next, as a real shirt lies, and a little slack is let
in; what faces the floor hangs. The mesh follows the grid.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .mesh import HEM_DRAPED, Mesh
from .rotation import unit

LINES, STATIONS = 20, 13
TOP_BACK, TOP_SIDE = 0.52, 0.35
"""Heights, in base coordinates, at which the cloth meets the skin again."""
TAUT_BACK, TAUT_FRONT = 0.93, 0.75
"""Share of a hollow that the cloth bridges."""
BACK = np.arange(-4, 5)
"""The lines of the back from one side to the other; line 0 runs up the spine."""
HANGS_M = 0.035
"""How far cloth hangs below a body that faces the floor."""


class Shirt:
    """Where the cloth of one mesh lies; built once and laid anew over each posed mesh."""

    def __init__(self, mesh: Mesh) -> None:
        around, up, covered = _place(mesh.base)
        self.vertices = np.flatnonzero(covered)
        self.spread = _bilinear(around[covered], up[covered])
        self.gather = _averages(self.spread, around[covered], up[covered])
        self.fade = np.sin(np.pi * np.linspace(0, 1, STATIONS))[:, None]
        back = np.cos(2 * np.pi * np.arange(LINES) / LINES) / 2 + 0.5
        self.taut = (TAUT_FRONT + (TAUT_BACK - TAUT_FRONT) * back)[:, None]
        self.touching = mesh.faces[covered[mesh.faces].any(axis=1)]
        corners, count = self.touching.ravel(), len(self.touching)
        self.rim = np.unique(corners)
        self.corners = sparse.csr_matrix((
            np.ones(3 * count), (np.searchsorted(self.rim, corners), np.repeat(range(count), 3))))

    def lay(self, posed: np.ndarray) -> None:
        """Move the covered vertices of (V, 6) positions and normals, in place."""
        skin = (self.gather @ posed[self.vertices]).reshape(LINES, STATIONS, 6)
        posed[self.vertices, :3] += self.spread @ self._lift(skin).reshape(-1, 3)
        a, b, c = (posed[self.touching[:, k], :3] for k in range(3))
        normals = self.corners @ np.cross(b - a, c - a)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        posed[self.rim, 3:] = normals

    def _lift(self, skin: np.ndarray) -> np.ndarray:
        """(LINES, STATIONS, 3) from the skin, positions and normals (..., 6), to the cloth."""
        points = skin[..., :3]
        chord = unit(points[:, -1] - points[:, 0])
        outwards = skin[..., 3:].mean(axis=1)
        outwards = unit(outwards - (outwards * chord).sum(axis=1, keepdims=True) * chord)
        relative = points - points[:, :1]
        along, height = (np.einsum("lsk,lk->ls", relative, v) for v in (chord, outwards))
        rise = (tight(along, height) - height) * self.taut
        cloth = points + rise[..., None] * outwards[:, None]
        _bridge_spine(cloth, chord[0], outwards[0])
        down = np.maximum(0.0, -outwards[:, 2])[:, None, None] * self.fade
        return cloth - points - HANGS_M * down * np.array([0.0, 0.0, 1.0])


def _bridge_spine(cloth: np.ndarray, up: np.ndarray, back: np.ndarray) -> None:
    """Draw the grid (LINES, STATIONS, 3) tight across the back too, in place."""
    points = cloth[BACK]
    across, height = (points @ v for v in (np.cross(up, back), back))
    rise = tight(across.T, height.T).T - height
    cloth[BACK] = points + TAUT_BACK * rise[..., None] * back


def tight(along: np.ndarray, height: np.ndarray) -> np.ndarray:
    """(L, S) heights of threads drawn tight over (L, S) points: their upper convex hulls."""
    result = height.copy()
    count = along.shape[1]
    for i in range(count - 2):
        for j in range(i + 2, count):
            inside = slice(i + 1, j)
            length = np.maximum(along[:, j] - along[:, i], 1e-6)[:, None]
            share = np.clip((along[:, inside] - along[:, i:i + 1]) / length, 0, 1)
            line = height[:, i:i + 1] * (1 - share) + height[:, j:j + 1] * share
            result[:, inside] = np.maximum(result[:, inside], line)
    return result


def _place(base: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where vertices lie on the shirt: around it (0 = back, 0.5 = front) and up it (0 to 1)."""
    x, y, z = base.T
    angle = np.arctan2(x, y + 0.045)
    top = TOP_BACK + (TOP_SIDE - TOP_BACK) * np.sin(angle) ** 8
    up = (z - HEM_DRAPED) / (top - HEM_DRAPED)
    arm = (np.abs(x) > 0.255) & (z > 0)
    return angle / (2 * np.pi) % 1.0, up, ~arm & (up >= 0) & (up <= 1)


def _bilinear(around: np.ndarray, up: np.ndarray) -> sparse.csr_matrix:
    """(N, LINES * STATIONS) weights of the grid's corners at places on the shirt."""
    line, station = around * LINES, up * (STATIONS - 1)
    first = np.minimum(station.astype(int), STATIONS - 2)
    left, rows = line.astype(int), np.arange(len(line))
    values, columns = [], []
    for i, x in ((left % LINES, 1 - line % 1), ((left + 1) % LINES, line % 1)):
        for j, y in ((first, 1 - (station - first)), (first + 1, station - first)):
            values.append(x * y)
            columns.append(i * STATIONS + j)
    return sparse.csr_matrix((np.concatenate(values), (np.tile(rows, 4), np.concatenate(columns))),
                             shape=(len(line), LINES * STATIONS))


def _averages(spread: sparse.csr_matrix, around: np.ndarray, up: np.ndarray) -> sparse.csr_matrix:
    """(LINES * STATIONS, N) weights that read the grid off the vertices around each corner."""
    total = np.asarray(spread.sum(axis=0)).ravel()
    rows, columns = [], []
    for corner in np.flatnonzero(total < 0.05):
        i, j = divmod(corner, STATIONS)
        off = (around - i / LINES + 0.5) % 1 - 0.5
        rows.append(corner)
        columns.append(int(np.argmin(off ** 2 + (up - j / (STATIONS - 1)) ** 2)))
    nearest = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=spread.T.shape)
    kept = sparse.diags(np.where(total < 0.05, 0, 1 / np.maximum(total, 1e-9)))
    return (kept @ spread.T + nearest).tocsr()
