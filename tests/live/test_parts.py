"""Cues, tally, guide and screen, each by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice

import jsonschema
import numpy as np
import pytest
from benchmarks.recordings import load

from formcheck.events import Refusal, Rep
from formcheck.live import messages as say
from formcheck.live.coach import Coach, Plan
from formcheck.live.cues import MOST_HARMFUL_FIRST, CueChooser
from formcheck.live.guide import Guide, Shown, advice_on
from formcheck.live.screen import HEIGHT, WIDTH, Screen
from formcheck.live.tally import SETTLES_WITHIN_S, Tally
from formcheck.live.watched import Watched
from formcheck.mistakes import MISTAKES
from formcheck.pose import Landmark, Pose
from formcheck.rulebook import load_rules
from formcheck.session import Session

CLIP = "standing-kickback-mistakes-c"
KICK = load_rules(()).exercise("standing-kickback")
SIDE = frozenset({"side-left", "side-right"})


def rep_at(start_s: float, end_s: float) -> Rep:
    return Rep(
        number=0, set=0, scene=0, side="left", view="side-left", azimuth_deg=-90.0,
        start_s=start_s, peak_start_s=start_s + 1, peak_end_s=end_s - 1, end_s=end_s, rest_s=None,
        time_error_s=0.1, signal="hip_extension", start_level=0.0, peak_level=20.0, unit="deg",
        offset=0.0, complete=True, variant=None,
    )  # fmt: skip


# --- cues ---


def test_the_most_harmful_mistake_is_told() -> None:
    cue = CueChooser().choose(KICK, ["no-hold", "lumbar-arch", "short-range"], 1, "last rep")
    assert cue is not None
    assert cue.mistake == "lumbar-arch"


def test_a_cue_is_not_told_again_within_three_reps() -> None:
    chooser = CueChooser()
    told = [chooser.choose(KICK, ["swinging"], rep, "last rep") for rep in range(1, 8)]
    assert [cue.rep for cue in told if cue] == [1, 4, 7]


def test_a_rep_that_had_a_cue_gets_another_only_for_something_graver() -> None:
    chooser = CueChooser()
    assert chooser.choose(KICK, ["swinging"], 1, "this rep")
    assert chooser.choose(KICK, ["swinging", "no-hold"], 1, "last rep") is None
    graver = chooser.choose(KICK, ["lumbar-arch"], 1, "last rep")
    assert graver is not None
    assert graver.about == "last rep"


def test_every_mistake_of_reps_has_its_place_in_the_order_of_harm() -> None:
    of_reps = {c.mistake for e in load_rules(()).exercises.values() for c in e.rep_checks}
    assert of_reps <= set(MOST_HARMFUL_FIRST) <= set(MISTAKES)


# --- tally ---


def test_a_rep_is_counted_once_however_often_it_is_told() -> None:
    tally = Tally()
    assert tally.expect(rep_at(1, 4), 4.0)
    assert tally.expect(rep_at(1.1, 4.1), 4.1) is None
    counted, is_new = tally.settle(rep_at(1.0, 4.05), 5.0)
    assert counted is tally.reps[0]
    assert not is_new
    assert counted.settled


def test_a_rep_that_was_none_is_taken_back_and_the_others_move_up() -> None:
    tally = Tally()
    tally.expect(rep_at(1, 4), 4.0)
    tally.expect(rep_at(5, 8), 8.0)
    gone = tally.refuse(Refusal(0.9, 4.1, "a step"))
    assert gone is not None
    assert [counted.number for counted in tally.reps] == [1]
    assert tally.overdue(8.0 + SETTLES_WITHIN_S + 0.1) is not None
    assert tally.total == 0


def test_reps_that_are_hardly_like_the_exercise_speak_little_for_it() -> None:
    tally = Tally()
    for start_s, likeness in ((1, 1.0), (5, 0.3), (9, 0.65)):
        tally.expect(replace(rep_at(start_s, start_s + 3), likeness=likeness), start_s + 3.0)
    assert (tally.total, tally.likely) == (3, pytest.approx(1.5))
    tally.end_set()
    assert (tally.total, tally.likely) == (3, pytest.approx(1.5))


# --- guide ---


def pose(left: float, top: float, right: float, bottom: float) -> Pose:
    """Somebody who fills this box: the head on top, the feet at the bottom."""
    some = replace(next(iter(next(islice(load(CLIP).observations(), 60, None)).people.values())))
    xy = np.tile(np.array([(left + right) / 2, (top + bottom) / 2], np.float32), (33, 1))
    xy[Landmark.NOSE] = left, top
    xy[Landmark.LEFT_HEEL] = right, bottom
    return replace(some, xy=xy)


def shown(pose: Pose | None, azimuth_deg: float = 90.0, brightness: float = 120.0) -> Shown:
    return Shown(0.0, brightness, pose, azimuth_deg, 1280, 720)


@pytest.mark.parametrize(
    ("picture", "code", "words"),
    [
        (shown(None), "nobody", "Step into the picture"),
        (shown(None, brightness=2.0), "black", "cover"),
        (shown(pose(400, 100, 600, 700), brightness=30.0), "dark", "more light"),
        (shown(pose(600, 300, 660, 420)), "too-far", "nearer"),
        (shown(pose(400, 100, 600, 760)), "cut-off", "Tilt the camera down"),
        (shown(pose(-30, 100, 600, 700)), "cut-off", "middle"),
        (shown(pose(-30, -10, 600, 760)), "cut-off", "Move the camera back"),
        (shown(pose(400, 100, 600, 700), azimuth_deg=5.0), "turn", "from the side"),
    ],
)
def test_the_guide_says_what_to_change(picture: Shown, code: str, words: str) -> None:
    (advice,) = [each for each in advice_on(picture, SIDE) if each.code == code]
    assert words in advice.text


def test_a_good_place_needs_no_advice_and_a_flicker_gives_none() -> None:
    good = shown(pose(400, 100, 600, 700))
    assert advice_on(good, SIDE) == []
    guide = Guide([KICK])
    for number in range(20):
        one_bad = shown(None) if number == 10 else good
        assert guide.look(replace(one_bad, time_s=number / 20)) == []


# --- what is not judged from here ---


@pytest.mark.parametrize("azimuth_deg", [0.0, 180.0])
def test_from_where_no_rep_is_counted_nothing_counts_as_judged(azimuth_deg: float) -> None:
    exercise = load_rules(()).exercise("quadruped-kickback")
    unjudged = Watched(Session(exercise)).unjudged(azimuth_deg)
    assert unjudged == list(dict.fromkeys(check.mistake for check in exercise.rep_checks))
    assert "hip-tilt" in unjudged


def test_level_hips_are_not_judged_from_the_side_and_are_from_behind() -> None:
    watched = Watched(Session(KICK))
    assert watched.unjudged(90.0) == ["hip-tilt"]
    assert "hip-tilt" not in watched.unjudged(180.0)


# --- screen and schema ---


def test_the_picture_is_mirrored_for_the_eye_and_never_for_the_verdict() -> None:
    image = np.zeros((720, 1280, 3), np.uint8)
    image[:, :640] = 200
    coach = Coach(Plan(KICK), [KICK], 1280, 720)
    before = image.copy()
    as_mirror, as_others = (Screen(mirrored).draw(image, {}, coach) for mirrored in (True, False))
    assert as_mirror.shape == (HEIGHT, WIDTH, 3)
    assert as_mirror[200, 700].tolist() == as_others[200, 100].tolist() == [200, 200, 200]
    assert np.array_equal(image, before)


def test_the_schema_in_the_package_is_that_of_the_events() -> None:
    assert say.PATH.read_text(encoding="utf-8") == say.schema_text()
    line = say.line_of(say.Countdown(time_s=1.0, seconds=3))
    schema = json.loads(say.schema_text())
    jsonschema.validate(json.loads(line), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"event": "countdown", "time_s": "soon"}, schema)
