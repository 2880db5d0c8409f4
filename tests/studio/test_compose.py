"""The composer: the same words again, what the library needs, and no mistake that hides another."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from sample_videos.studio.compose import compose, compose_decoys, compose_exercise, written
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.library import Entry, read_file, read_library
from sample_videos.studio.palettes import COURSES, PALETTES
from sample_videos.studio.programme import compatible, lasting, magnitude, programme_of, steps
from sample_videos.studio.spec import Clip, tomllib

KINDS = [(exercise, course) for exercise in EXERCISES for course in COURSES]
EACH = pytest.mark.parametrize(("exercise", "course"), KINDS)


@cache
def composed(exercise: str, course: str) -> list[tuple[str, Clip]]:
    """The clips of an exercise with their kinds, written as TOML, read again and checked."""
    tables = compose_exercise(EXERCISES[exercise], course)
    read = tomllib.loads("\n".join(map(written, tables)))["clip"]
    return [(table["kind"], Entry(each.pop("name"), COURSES[course], each, "file", Path()).clip())
            for table, each in zip(tables, read, strict=True)]


@EACH
def test_every_mistake_is_there_often_enough_on_enough_bodies(exercise: str, course: str) -> None:
    reps, bodies = defaultdict(int), defaultdict(set)
    for kind, clip in composed(exercise, course):
        for planted in clip.mistakes if kind != "blind" else ():
            counting = sum(map(EXERCISES[exercise].mistakes[planted.id].counts, planted.magnitudes))
            reps[planted.id] += counting
            bodies[planted.id] |= {clip.shape} if counting else set()
    amount = programme_of(EXERCISES[exercise]).amounts[course]
    once = {"side-switch", *lasting(EXERCISES[exercise])}
    least = {name: 3 if name in once and COURSES[course] == "tuning" else amount.positives
             for name in EXERCISES[exercise].mistakes}
    assert {name: count for name, count in least.items() if reps[name] < count} == {}
    if course == "test":
        assert min(len(found) for found in bodies.values()) >= 4


@EACH
def test_no_rep_has_mistakes_that_disturb_each_other(exercise: str, course: str) -> None:
    amount = programme_of(EXERCISES[exercise]).amounts[course]
    for kind, clip in composed(exercise, course):
        for rep in range(1, len(clip.sides) + 1):
            names = [planted.id for planted in clip.mistakes if rep in planted.reps]
            assert len(names) <= (amount.on_ladder if kind == "ladder" else 2)
            assert all(compatible(one, other) for one, other in combinations(names, 2))


@EACH
def test_a_good_part_of_the_reps_is_clean(exercise: str, course: str) -> None:
    clips = [clip for kind, clip in composed(exercise, course) if kind != "ladder"]
    faulty = sum(len({rep for planted in clip.mistakes for rep in planted.reps})
                 for clip in clips)
    assert faulty / sum(len(clip.sides) for clip in clips) < 0.82


@EACH
def test_a_ladder_climbs_from_absent_to_gross(exercise: str, course: str) -> None:
    for kind, clip in composed(exercise, course):
        for planted in clip.mistakes if kind == "ladder" else ():
            mistake = EXERCISES[exercise].mistakes[planted.id]
            counts = [mistake.counts(size) for size in planted.magnitudes]
            assert counts == sorted(counts)
            assert {False, True} == set(counts)
            assert planted.magnitudes == tuple(steps(EXERCISES[exercise], planted.id, len(counts)))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_magnitudes_that_are_drawn_count(exercise: str) -> None:
    rng = np.random.default_rng(1)
    for name, mistake in EXERCISES[exercise].mistakes.items():
        drawn = [magnitude(EXERCISES[exercise], name, rng) for _ in range(50)]
        assert all(mistake.counts(size) and mistake.low <= size <= mistake.high for size in drawn)


def test_decoys_hold_no_rep_and_differ() -> None:
    clips = {course: compose_decoys(course) for course in COURSES}
    assert len(clips["test"]) >= 12
    assert len(clips["tuning"]) >= 4
    done = {name for clip in clips["test"] for name in clip["decoys"]}
    assert done >= {"squats", "leg-swings", "tie-shoe", "sit-bench", "lie-bench", "walk-off"}


def test_the_same_words_come_out_again(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        written = list(compose("standing-kickback", folder=tmp_path / folder))
        assert len(written) == len(COURSES) == 4
    for file in ("tuning/{}", "tuning/wider-{}", "tuning/further-{}", "test/{}"):
        one, other = (tmp_path / folder / file.format("standing-kickback.toml")
                      for folder in ("one", "other"))
        assert one.read_text() == other.read_text()


def test_what_was_changed_by_hand_stays_unless_asked(tmp_path: Path) -> None:
    first, *_ = compose("decoys", folder=tmp_path)
    first.write_text("")
    assert list(compose("decoys", folder=tmp_path)) == []
    assert first.read_text() == ""
    assert first in compose("decoys", again=True, folder=tmp_path)
    assert len(list(read_file(first, "tuning"))) == len(compose_decoys("tuning"))


def test_names_are_given_once(tmp_path: Path) -> None:
    list(compose(folder=tmp_path))
    assert len(read_library(tmp_path)) > 200


@pytest.mark.parametrize("course", [name for name in COURSES if COURSES[name] == "tuning"])
def test_palettes_of_the_two_sides_share_nothing(course: str) -> None:
    tuning, test = PALETTES[course], PALETTES["test"]
    for field in ("bodies", "tops", "bottoms", "shoes", "floors", "walls", "heights", "lenses",
                  "lights"):
        assert not set(getattr(tuning, field)) & set(getattr(test, field)), field
    assert not set(tuning.degrees_off()) & set(test.degrees_off())
    assert abs(tuning.seeds - test.seeds) >= 10000
