"""The coach on sample clips: what it says, and when, against what is known of them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from benchmarks.recordings import load, truth_of

from formcheck.live import messages as say
from formcheck.live.coach import Coach, Plan
from formcheck.live.cues import REPS_APART
from formcheck.rulebook import load_rules

FAULTY = "standing-kickback-mistakes-c"
SWITCH = "standing-kickback-bent-side-switch"
COUNTED_WITHIN_S = 0.15
KNOWN_BY_THE_TURN = {"swinging", "lumbar-arch", "no-hold", "torso-rocking", "over-range"}


@cache
def said_of(name: str) -> list[say.Message]:
    """Everything that the coach says of a clip."""
    recording = load(name)
    exercise = load_rules(()).exercise(truth_of(name)["exercise"])
    coach = Coach(Plan(exercise), [exercise], recording.width, recording.height)
    said = [message for each in recording.observations() for message in coach.see(each)]
    return said + coach.finish()


def of_kind(name: str, kind: type[say.Message]) -> list[Any]:
    return [message for message in said_of(name) if isinstance(message, kind)]


def test_reps_are_counted_as_they_end() -> None:
    true = truth_of(FAULTY)["reps"]
    counted = of_kind(FAULTY, say.RepCounted)
    assert [rep.number for rep in counted] == [rep["number"] for rep in true]
    for rep, truth in zip(counted, true, strict=True):
        assert rep.provisional
        assert abs(rep.time_s - truth["end_s"]) <= COUNTED_WITHIN_S


def test_every_rep_is_settled_afterwards() -> None:
    counted, settled = (of_kind(FAULTY, kind) for kind in (say.RepCounted, say.RepSettled))
    assert [rep.number for rep in settled] == [rep.number for rep in counted]
    assert not any(rep.provisional for rep in settled)
    assert not of_kind(FAULTY, say.RepWithdrawn)


def test_what_can_be_known_during_a_rep_is_cued_before_it_ends() -> None:
    cues = {cue.rep: cue for cue in of_kind(FAULTY, say.CueGiven)}
    early = 0
    for rep in truth_of(FAULTY)["reps"]:
        for mistake in rep["mistakes"]:
            cue = cues[rep["number"]]
            assert cue.mistake == mistake["id"]
            if mistake["id"] in KNOWN_BY_THE_TURN:
                assert cue.about == "this rep"
                assert cue.time_s < rep["end_s"]
                early += 1
    assert early == 4


def test_no_cue_comes_twice_within_three_reps() -> None:
    told: dict[str, list[int]] = {}
    for cue in of_kind(FAULTY, say.CueGiven):
        told.setdefault(cue.mistake, []).append(cue.rep)
    assert all(b - a >= REPS_APART for reps in told.values() for a, b in pairwise(reps))


def test_the_workout_goes_from_place_to_set_to_rest_without_hands() -> None:
    stages = [message.stage for message in of_kind(FAULTY, say.Stage)]
    assert stages[0] == "ready"
    assert "set" in stages
    assert stages[-1] == "done"
    (ended,) = of_kind(FAULTY, say.SetEnded)
    assert ended.reps == len(truth_of(FAULTY)["reps"])


def test_phases_follow_one_another() -> None:
    phases = [message.phase for message in of_kind(FAULTY, say.Phase)]
    after = {"lift": {"hold", "lower"}, "hold": {"lower", "lift"}, "lower": {"rest", "lift"},
             "rest": {"lift", "hold", "lower"}}  # fmt: skip
    assert all(b in after[a] for a, b in pairwise(phases))
    assert phases.count("lower") >= len(truth_of(FAULTY)["reps"])


def test_a_switch_of_legs_is_noticed() -> None:
    switches = of_kind(SWITCH, say.LegSwitched)
    true = truth_of(SWITCH)["reps"]
    at = next(b["start_s"] for a, b in pairwise(true) if a["side"] != b["side"])
    assert [one.side for one in switches] == [true[-1]["side"]]
    assert switches[0].within_set
    assert 0 < switches[0].time_s - at < 8


@pytest.mark.parametrize("name", [FAULTY, SWITCH])
def test_every_event_is_a_line_that_fits_the_schema(name: str) -> None:
    for message in said_of(name):
        assert say.LINE.validate_json(say.line_of(message)) == say.LINE.validate_python(
            message.model_dump(mode="json")
        )
