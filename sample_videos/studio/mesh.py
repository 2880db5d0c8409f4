"""Meshes for the renderer: the dressed body and boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from .body import EYES, Body
from .rotation import about_z
from .scene import Box, Clothes

WAIST = 0.12
LEG_HEM = {"shorts": -0.20, "leggings": -0.70}
SLEEVE_END = {"none": 0.165, "short": 0.275, "long": 0.445}
HEM_DRAPED = 0.0
PUSH = {"tight": 0.003, "loose": 0.018, "draped": 0.010}
FACES = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4],
                  [1, 5, 7, 3]])


FINEST_M, COARSEST_M = 0.006, 0.02


@dataclass(frozen=True)
class Mesh:
    """What is drawn of a body: (V, 3) rest vertices and normals, base as in ``Body``, (F, 3) faces.

    ``weights`` are (V, B) skinning weights; ``eye`` (V,) is 1 on the eyes and 0 on the skin.
    """

    vertices: np.ndarray
    normals: np.ndarray
    base: np.ndarray
    faces: np.ndarray
    weights: sparse.csr_matrix
    eye: np.ndarray


def body_mesh(body: Body, cell_m: float = 0.0) -> Mesh:
    """The body's mesh, its vertices merged within cells of about ``cell_m`` metres.

    Only neighbours that face the same way are merged, so that thin parts keep their thickness.
    """
    eye = np.zeros(len(body.vertices))
    eye[-(EYES.stop - EYES.start):] = 1
    if cell_m < FINEST_M:
        return Mesh(body.vertices, body.normals, body.base, body.faces, body.weights, eye)
    place = np.floor(body.base / min(cell_m, COARSEST_M))
    key = np.column_stack([place, body.normals > 0, eye])
    _, merged = np.unique(key, axis=0, return_inverse=True)
    merged = merged.ravel()
    share = 1 / np.bincount(merged)[merged]
    mean = sparse.csr_matrix((share, (merged, np.arange(len(merged)))))
    faces = merged[body.faces]
    a, b, c = faces.T
    faces = faces[(a != b) & (b != c) & (c != a)]
    return Mesh(mean @ body.vertices, mean @ body.normals, mean @ body.base, faces,
                (mean @ body.weights).tocsr().astype(np.float32), mean @ eye)


def linear(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    """A colour as shown on a screen made linear."""
    r, g, b = (float(v) ** 2.2 for v in colour)
    return (r, g, b)


def waist(clothes: Clothes) -> float:
    """Height of the border between shirt and trousers; a draped shirt hangs over the trousers."""
    return HEM_DRAPED if clothes.fit == "draped" else WAIST


def dressed(body: Mesh, clothes: Clothes) -> Mesh:
    """The mesh with its vertices pushed outwards where garments, shoes and hair lie, float32."""
    x, y, z = np.abs(body.base[:, 0]), body.base[:, 1], body.base[:, 2]
    push = np.zeros(len(x))
    arm = (x > 0.255) & (z > 0)
    border = waist(clothes)
    push[~arm & (z < border) & (z > LEG_HEM[clothes.legs])] = PUSH[clothes.fit] * 0.7
    trunk = ~arm & ((x < SLEEVE_END[clothes.sleeves]) | (z < 0.36))
    covered = (z >= border) & (z < 0.56) & (trunk | (arm & (x < SLEEVE_END[clothes.sleeves])))
    push[covered] = PUSH[clothes.fit]
    push[z < -0.745] = 0.011
    ear = (x > 0.078) & (z < 0.748) & (y < -0.005)
    hairline = -0.040 - 0.95 * np.maximum(0.0, z - 0.742)
    push[~ear & ((z > 0.80) | ((z > 0.655) & (y > hairline)))] = 0.014
    push[body.eye > 0] = 0.0
    vertices = body.vertices + body.normals * push[:, None]
    return replace(body, vertices=vertices.astype("f4"), normals=body.normals.astype("f4"))


def box_triangles(boxes: list[Box]) -> np.ndarray:
    """(N, 10) rows of position, normal, colour, pattern 0 for boxes; three rows a triangle."""
    rows = [np.zeros((0, 10))]
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) / 2
    for box in boxes:
        turn = about_z(box.turn_deg)
        points = (corners * box.size) @ turn.T + box.middle
        for face in FACES:
            rows.append(quad(points[face], linear(box.colour), 0))
    return np.concatenate(rows).astype("f4")


def quad(corner: np.ndarray, colour: tuple[float, float, float], pattern: int) -> np.ndarray:
    """(6, 10) rows of one rectangle with corners (4, 3) in order around it."""
    normal = np.cross(corner[1] - corner[0], corner[2] - corner[0])
    normal = normal / np.linalg.norm(normal)
    rest = np.concatenate([normal, colour, [pattern]])
    return np.array([np.concatenate([corner[i], rest]) for i in (0, 1, 2, 0, 2, 3)])
