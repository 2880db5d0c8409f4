"""Which exercise it was, told on recordings of the library's tuning side."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from benchmarks.accuracy.samples import find_samples

from formcheck.analysis import Analysis, choose, rank
from formcheck.events import Outcome
from formcheck.recording import Recording
from formcheck.report.warn import warnings_about
from formcheck.rulebook import load_rules
from formcheck.session import Session

RULES = load_rules().exercises


def recording_of(clip: str) -> Recording:
    (sample,) = find_samples("tuning", f"tuning-{clip}")
    return sample.recording()


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ("reverse-leg-press-single-set-02", "reverse-leg-press-single"),
        ("reverse-leg-press-smith-set-02", "reverse-leg-press-smith"),
        ("quadruped-kickback-clean-01", "quadruped-kickback"),
        ("lying-leg-curl-clean-01", "lying-leg-curl"),
        ("band-prone-leg-extension-clean-01", "band-prone-leg-extension"),
        ("band-prone-leg-extension-switch-01", "band-prone-leg-extension"),
        ("lying-leg-curl-switch-01", "lying-leg-curl"),
    ],
)
def test_movements_that_several_exercises_count_go_to_the_one_they_are_like(
    clip: str, expected: str
) -> None:
    choice = choose(recording_of(clip), list(RULES.values()))
    assert choice.analysis is not None
    assert choice.analysis.exercise.id == expected


def test_reps_that_are_nothing_like_an_exercise_are_not_recognised_as_it() -> None:
    """A rule book without presses still counts one's reps as kicks."""
    recording, kick = recording_of("reverse-leg-press-smith-clean-01"), RULES["quadruped-kickback"]
    named = choose(recording, [kick], kick).analysis
    assert named is not None
    assert named.outcome.reps
    assert named.is_unlike
    assert choose(recording, [kick]).analysis is None


@pytest.mark.parametrize(
    ("clip", "said"),
    [("band-prone-leg-extension-ladder-03", True), ("quadruped-kickback-clean-01", False)],
)
def test_a_camera_high_above_who_lies_is_said(clip: str, said: bool) -> None:
    """It stands at 1.3 m, close by."""
    recording = recording_of(clip)
    choice = choose(recording, list(RULES.values()))
    told = {w.code: w.message for w in warnings_about(choice, choice.analysis, recording, False)}
    assert ("camera-high" in told) is said
    assert not said or "by about 40 degrees" in told["camera-high"]


class _Positions:
    """A session whose pictures show no exercise's position."""

    def position_share(self) -> float:
        return 0.0


def _found(exercise: str, *likenesses: float) -> Analysis:
    whole = choose(recording_of("quadruped-kickback-clean-01"), [RULES["quadruped-kickback"]])
    assert whole.analysis is not None
    rep = whole.analysis.outcome.reps[0]
    reps = tuple(replace(rep, likeness=likeness) for likeness in likenesses)
    sets = [replace(whole.analysis.outcome.sets[0], reps=reps)]
    session = cast("Session", _Positions())
    return Analysis(RULES[exercise], [], session, Outcome(sets=sets))


def test_one_rep_like_an_exercise_says_more_than_two_that_are_hardly_like_another() -> None:
    kick, press = _found("standing-kickback", 1.0), _found("reverse-leg-press-single", 0.6, 0.4)
    assert [a.exercise.id for a, _ in rank([press, kick])] == [kick.exercise.id, press.exercise.id]
    whole = _found("reverse-leg-press-single", 1.0, 0.9)
    assert rank([whole, kick])[0][0] is whole
