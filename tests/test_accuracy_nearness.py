"""Near and far leg apart: which reps are told of, and what is counted of them."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.accuracy import readme
from benchmarks.accuracy.judged import rules
from benchmarks.accuracy.nearness import in_a_line, nearness_figures, nearness_table
from benchmarks.accuracy.records import ClipRecord, Planted, RepRecord, Said
from benchmarks.accuracy.results import read_stored, stored_path

KICK, CURL = "standing-kickback", "nordic-curl"
THERE, TOO_SMALL = Planted(40.0, "deg", counts=True), Planted(2.0, "deg", counts=False)


def rep(near: bool | None, verdict: str = "", planted: Planted = THERE) -> RepRecord:
    """A rep with a mistake planted; one on which nothing was said was not found."""
    said = {"over-range": Said(verdict, "", 40.0, 35.0)} if verdict else {}
    ms = (10.0, -20.0) if near else (300.0, 300.0)
    return RepRecord(
        number=1,
        planted={"over-range": planted},
        said=said,
        found=bool(said),
        working_near=near,
        boundary_ms=ms if said else (),
    )


def clip(*reps: RepRecord, exercise: str = KICK) -> ClipRecord:
    return ClipRecord(
        *("clip", exercise, True, "straight", "side-left", 90.0, 30.0, "a", False, 10.0),
        *(exercise, 0, 0, 0, reps, ()),
    )


def test_near_and_far_leg_are_told_apart() -> None:
    near, far = [rep(True, "seen")] * 3, [rep(False, "seen"), rep(False, "not_seen"), rep(False)]
    found = nearness_figures([clip(*near), clip(*far)], rules())
    assert list(found) == [KICK, "all"]
    assert found["all"] == found[KICK]
    of_near, of_far = found[KICK]["near"], found[KICK]["far"]
    assert (of_near["found"]["value"], of_near["seen"]["value"]) == (1.0, 1.0)
    assert (of_far["found"]["hits"], of_far["found"]["of"]) == (2, 3)
    assert (of_far["seen"]["hits"], of_far["seen"]["of"]) == (1, 3)
    assert (of_near["boundaries"]["median"], of_far["boundaries"]["median"]) == (15.0, 300.0)


def test_what_is_seen_from_an_end_and_what_is_too_small_counts_for_nothing() -> None:
    other = [rep(None, "seen"), rep(False, "not_seen", TOO_SMALL)]
    found = nearness_figures([clip(*other)], rules())
    assert found[KICK]["near"]["found"]["of"] == 0
    assert (found[KICK]["far"]["found"]["of"], found[KICK]["far"]["seen"]["of"]) == (1, 0)


def test_reps_of_both_legs_are_neither() -> None:
    both = replace(rep(True, "seen"), one_leg=False)
    found = nearness_figures([clip(both, both, rep(True), rep(False))], rules())
    assert [found[KICK][leg]["found"]["of"] for leg in ("near", "far")] == [1, 1]


def test_exercises_of_both_legs_have_no_far_one() -> None:
    found = nearness_figures([clip(rep(True), exercise=CURL)], rules())
    assert found == {}
    assert in_a_line(found) == "No leg worked alone."


def test_the_readme_says_what_the_far_leg_costs() -> None:
    found = nearness_figures([clip(rep(True, "seen"), rep(False))], rules())
    line = in_a_line(found)
    assert "100% of its reps are found" in line
    assert "where it is the far one, 0% of them are found" in line
    assert f"| {KICK} | far | 0% " in nearness_table({"nearness": found})
    stored = read_stored(stored_path("test"))
    assert line in readme.section({**stored, "nearness": found})
