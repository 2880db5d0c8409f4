"""Moved cameras, the view, and legs that the model loses for a moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from formcheck.body import view_name
from formcheck.pose import Landmark
from formcheck.preparation import find_breaks, prepare, resolve_azimuth
from formcheck.signals import measure

from .stick import STANDING, Film, body_of, film, kick, still, world_of

Array = npt.NDArray[np.floating]


def walk(steps: int = 6) -> Film:
    """Walks across the picture, legs passing each other at every step."""
    table = []
    for n in range(steps):
        ahead, behind = ("left", "right") if n % 2 else ("right", "left")
        there = {f"thigh.{ahead}": -25.0, f"thigh.{behind}": 25.0}
        table.append((0.6, {**there, "hips_forward": 0.6 * (n + 1) - 1.8}))
    return film({**STANDING, "hips_forward": -1.8}, table)


# --- breaks ---


def breaks_of(figure: Film) -> list[int]:
    body = body_of(figure)
    return find_breaks(body.time_s, body.xy, body.world)


def test_walking_kicking_and_kneeling_down_are_no_breaks() -> None:
    kneel = [(1.0, {"lean": 83.0, "knee.left": 90.0, "knee.right": 90.0, "hips_up": -0.8})]
    assert breaks_of(walk()) == []
    assert breaks_of(film(STANDING, still(1) + kick(lift=0.3, lower=0.3) * 2 + kneel)) == []


def test_a_body_that_faces_elsewhere_at_once_is_a_break() -> None:
    figure = film(STANDING, still(4))
    turn = np.where(figure.time_s < 2.0, 90.0, 180.0)
    (found,) = breaks_of(figure.with_channel("turn", turn))
    assert figure.time_s[found] == pytest.approx(2.0, abs=0.1)


def test_a_body_that_stands_elsewhere_at_once_is_a_break() -> None:
    figure = film(STANDING, still(4))
    place = np.where(figure.time_s < 2.0, 0.0, 1.5)
    (found,) = breaks_of(figure.with_channel("hips_forward", place))
    assert figure.time_s[found] == pytest.approx(2.0, abs=0.05)


def test_a_person_who_turns_round_in_a_second_is_no_break() -> None:
    assert breaks_of(film(STANDING, [*still(1), (1.5, {"turn": 180.0}), *still(1)])) == []


def test_somebody_lost_and_found_elsewhere_later_is_no_break() -> None:
    body = body_of(film(STANDING, still(4)))
    xy = body.xy.copy()
    xy[60:] += 300.0
    xy[30:60] = np.nan
    assert find_breaks(body.time_s, xy, body.world) == []


def test_nobody_has_no_breaks() -> None:
    nobody = np.full((20, 33, 3), np.nan)
    assert find_breaks(np.arange(20.0), nobody[..., :2], nobody) == []


# --- the view ---


@pytest.mark.parametrize(
    ("turn", "view"),
    [
        (90, "side-right"),
        (-90, "side-left"),
        (70, "side-right"),
        (-110, "side-left"),
        (0, "front"),
        (20, "front"),
        (180, "rear"),
        (-165, "rear"),
        (45, "oblique"),
        (-140, "oblique"),
    ],
)
def test_the_view_is_told_from_hips_and_shoulders(turn: float, view: str) -> None:
    world = world_of(film({**STANDING, "turn": turn}, still(2)))
    noise = np.random.default_rng(0).normal(0, 0.03, world.shape)
    azimuth = resolve_azimuth(np.arange(len(world)) / 30, world + noise)
    assert {view_name(a) for a in azimuth} == {view}
    assert np.cos(np.radians(azimuth - turn)).min() > 0.98


def test_an_unknown_direction_is_oblique() -> None:
    assert view_name(float("nan")) == "oblique"
    unknown = np.full((5, 33, 3), np.nan)
    assert np.isnan(resolve_azimuth(np.arange(5.0), unknown)).all()


# --- legs lost for a moment ---


def test_a_thigh_that_points_elsewhere_for_a_moment_is_drawn_straight_through() -> None:
    body = body_of(film(STANDING, [*still(1), *kick(), *still(1)]))
    hip, knee = body.joint("hip", "right"), body.joint("knee", "right")
    lost = (body.time_s > 1.5) & (body.time_s < 1.7)
    xy = body.xy.copy()
    xy[lost, Landmark.RIGHT_KNEE] = (2 * hip - knee)[lost]
    mended, _ = prepare(replace(body, xy=xy))
    whole, _ = prepare(body)
    found, true = (measure(each)["thigh_lean.right"] for each in (mended, whole))
    assert np.abs(found - true).max() < 5.0


def test_a_quick_kick_is_no_leg_that_was_lost() -> None:
    body = body_of(film(STANDING, [*still(1), *kick(lift=0.3, hold=0.0, lower=0.3), *still(1)]))
    lean = measure(prepare(body)[0])["thigh_lean.right"]
    raw = measure(body)["thigh_lean.right"]
    assert lean.max() == pytest.approx(raw.max(), abs=3.0)


@pytest.mark.parametrize(
    ("for_s", "other_too", "lost"), [(1.0, False, True), (0.1, False, False), (1.0, True, False)]
)
def test_a_leg_is_lost_that_lies_beside_the_body_for_a_while_and_the_other_does_not(
    for_s: float, other_too: bool, lost: bool
) -> None:
    body = body_of(film(STANDING, still(3)))
    away = np.abs(body.time_s - 1.5) <= for_s / 2
    body.on_mask[away, 3] = 0.3  # the right shin
    if other_too:
        body.on_mask[away, 1] = 0.3
    found = measure(prepare(body)[0])
    assert not found["leg_lost.left"].any()
    inside = found["leg_lost.right"][np.abs(body.time_s - 1.5) < 0.3]
    assert inside.all() if lost else not inside.any()
    assert not found["leg_lost.right"][np.abs(body.time_s - 1.5) > 0.7].any()


@pytest.mark.parametrize("at", [0, -1])
def test_one_picture_at_an_end_loses_no_leg(at: int) -> None:
    """Live, the newest picture is always the last one."""
    body = body_of(film(STANDING, still(1)))
    body.on_mask[at, 3] = 0.0
    assert not measure(prepare(body)[0])["leg_lost.right"].any()


def test_a_scene_of_one_frame_is_prepared() -> None:
    body, swapped = prepare(body_of(film(STANDING, still(1)))[:1])
    assert len(body) == len(swapped) == 1
