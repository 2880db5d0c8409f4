"""The sample clips, from their recorded landmarks, against what is known of them."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from benchmarks.accuracy.judged import Judged, judge, rules
from benchmarks.accuracy.samples import find_samples
from benchmarks.accuracy.true_sets import true_faults, true_sets
from benchmarks.recordings import (
    CLIPS,
    RECORDINGS,
    clip_names,
    clip_sha256,
    first_frames,
    held_out,
    load,
    read_index,
)

from formcheck.analysis import Choice, choose
from formcheck.landmarker import ENGINE
from formcheck.report.warn import warnings_about
from formcheck.rulebook import load_rules

NAMES = clip_names()
SETS = [name for name in NAMES if name != "decoys"]
HELD_OUT = held_out()
TUNED = [name for name in SETS if name not in HELD_OUT]
LARGEST_BYTES = 10_000_000
MEDIAN_MS, MOST_MS = 50, 150
HELD_OUT_MEDIAN_MS, HELD_OUT_MOST_MS = 75, 250

PEAK_OFF_DEG = {"hip": 6.0, "knee": 7.0}

EACH_CLIP = pytest.mark.parametrize("name", NAMES)
EACH_SET = pytest.mark.parametrize("name", SETS)


@cache
def judged(name: str) -> Judged:
    (sample,) = find_samples(only=name)
    return judge(sample, load(name))


def looks_like(exercise: str) -> set[str]:
    """The exercises that one camera cannot tell from this one, itself included."""
    return {exercise, *rules()[exercise].alike}


# --- the recordings ---


@EACH_CLIP
def test_the_recording_belongs_to_the_clip(name: str) -> None:
    made_from = read_index()[name]
    again = f"record it again: python -m tests.benchmarks.recordings {name}"
    assert made_from["clip_sha256"] == clip_sha256(name), again
    assert made_from["engine"] == ENGINE == load(name).engine, again
    assert made_from["frames"] == len(load(name)) == judged(name).truth["frames"], again


def test_recordings_are_small_and_none_is_left_over() -> None:
    files = sorted(RECORDINGS.glob("*.npz"))
    assert [file.stem for file in files] == NAMES
    assert sum(file.stat().st_size for file in files) < LARGEST_BYTES


# --- reps ---


@EACH_SET
def test_every_rep_is_counted_once(name: str) -> None:
    one = judged(name)
    assert len(one.found) == len(one.truth["reps"]) == len(one.pairs)
    assert not one.missed
    assert not one.false
    assert len(one.found_sets) == len({rep["set"] for rep in one.truth["reps"]})


@EACH_SET
def test_exercise_side_and_view_are_recognised(name: str) -> None:
    one = judged(name)
    assert one.recognised in looks_like(one.truth["exercise"])
    for true, rep in one.pairs:
        assert rep.side == true["side"]
        assert rep.view == one.truth["view"]


# --- the wrong name ---


def test_every_exercise_has_a_clean_clip_and_one_with_mistakes() -> None:
    assert {f"{exercise}-{kind}" for exercise in rules() for kind in ("clean", "mistakes-a")} <= {
        *SETS
    }


@pytest.mark.parametrize("true", sorted(rules()))
def test_every_wrong_name_draws_the_warning_with_the_likelier_exercise(true: str) -> None:
    name = f"{true}-clean"
    for wrong in rules().values():
        choice = Choice(judged(name).analysis, wrong, list(judged(name).candidates))
        named = likelier(choice, name)
        if wrong.id in looks_like(true):
            assert named == [], wrong.id
        else:
            assert len(named) == 1, wrong.id
            assert named[0] in looks_like(true), wrong.id


def test_a_wrong_name_is_taken_all_the_same_and_draws_the_warning() -> None:
    """The pair that lies closest together, from the landmarks on."""
    exercises, name = rules(), "reverse-leg-press-clean"
    choice = choose(load(name), list(exercises.values()), exercises["nordic-curl"])
    assert choice.analysis is not None
    assert choice.analysis.exercise.id == "nordic-curl"
    assert likelier(choice, name) == ["reverse-leg-press"]


def likelier(choice: Choice, name: str) -> list[str]:
    """The exercises that warnings name in place of the user's."""
    told = warnings_about(choice, None, load(name), truncated=False)
    return [w.message.split()[4].rstrip(":") for w in told if w.code == "other-exercise"]


@EACH_SET
def test_the_variant_is_recognised(name: str) -> None:
    if variant := judged(name).truth["variant"]:
        assert {rep.variant for _, rep in judged(name).pairs[1:]} <= {variant, None}


def test_movements_that_are_no_reps_are_not_counted() -> None:
    one = judged("decoys")
    assert one.found == []
    assert one.analysis is None or one.analysis.outcome.sets == []


@EACH_CLIP
def test_nothing_is_counted_before_and_after_the_set(name: str) -> None:
    for rep in judged(name).found:
        for decoy in judged(name).truth["decoys"]:
            assert not decoy["from_s"] < (rep.start_s + rep.end_s) / 2 < decoy["to_s"]


# --- mistakes ---


@pytest.mark.parametrize("name", TUNED)
def test_what_was_planted_is_seen_on_its_reps_and_nothing_else(name: str) -> None:
    one = judged(name)
    assert one.seen == one.planted


@pytest.mark.parametrize("name", HELD_OUT)
def test_on_clips_held_out_nothing_wrong_is_said(name: str) -> None:
    """Nothing is seen that is not there, and nothing called fine that is planted."""
    one = judged(name)
    assert one.seen <= one.planted
    assert len(one.seen) >= 0.8 * len(one.planted)
    assert "not_seen" not in {one.verdicts()[key] for key in one.planted}


@EACH_SET
def test_a_set_says_what_its_reps_say(name: str) -> None:
    analysis = judged(name).analysis
    assert analysis is not None
    of_reps = {check.mistake for check in analysis.exercise.rep_checks}
    for one in analysis.outcome.sets:
        seen = {f.mistake for f in one.findings if f.verdict == "seen"}
        assert seen & of_reps == {mistake for _, mistake in judged(name).seen} & of_reps


@EACH_SET
def test_no_rep_begins_before_the_last_one_has_ended(name: str) -> None:
    analysis = judged(name).analysis
    assert analysis is not None
    for earlier, later in pairwise(analysis.outcome.reps):
        assert earlier.end_s <= later.start_s


@EACH_SET
def test_of_whole_sets_nothing_wrong_is_said(name: str) -> None:
    """``off-plan`` is rightly seen in most: the clips are shorter than the plan's sets."""
    one = judged(name)
    reps, exercise = one.truth["reps"], rules()[one.truth["exercise"]]
    faults = [true_faults(exercise, own, reps) for own in true_sets(reps)]
    there = {mistake for each in faults for mistake in each}
    plain = {mistake for each in faults for mistake, (*_, counts) in each.items() if counts}
    assert plain <= one.seen_of_sets <= there


@EACH_SET
def test_short_reps_are_incomplete_and_only_those(name: str) -> None:
    for true, rep in judged(name).pairs:
        assert rep.complete == true["complete"], true["number"]


# --- times ---


def boundary_errors(names: list[str]) -> np.ndarray:
    return np.abs(np.concatenate([judged(name).boundary_errors_ms.ravel() for name in names]))


def test_side_views_time_the_phases() -> None:
    errors = boundary_errors([name for name in TUNED if judged(name).truth["view"] != "rear"])
    assert np.median(errors) <= MEDIAN_MS
    assert np.percentile(errors, 95) <= MOST_MS


def test_clips_held_out_are_timed_not_much_worse() -> None:
    """A loose shirt and the far leg cost time: the error that is told there is larger, too."""
    errors = boundary_errors(HELD_OUT)
    assert np.median(errors) <= HELD_OUT_MEDIAN_MS
    assert np.percentile(errors, 95) <= HELD_OUT_MOST_MS


@EACH_SET
def test_the_error_that_is_told_covers_the_boundaries(name: str) -> None:
    one = judged(name)
    told = np.array([[rep.time_error_s * 1e3] * 4 for _, rep in one.pairs])
    assert (np.abs(one.boundary_errors_ms) <= told).mean() >= 0.8


@pytest.mark.parametrize("name", TUNED)
def test_peaks_lie_where_they_were_but_for_the_clips_offset(name: str) -> None:
    errors = judged(name).peak_errors
    if len(errors):
        off = np.abs(errors - np.median(errors)).max()
        assert off < PEAK_OFF_DEG[judged(name).truth.get("rep_signal", "hip")]


# --- from the pixels ---

FILM = "reverse-hyper-bench-mistakes-a"
LENGTH_S = 7.6


def cut_film(name: str, length_s: float, target: Path) -> Path:
    """The first seconds of a clip, without coding it anew."""
    with av.open(str(CLIPS / f"{name}.mp4")) as source, av.open(str(target), "w") as film:
        stream = film.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None and float(packet.dts * packet.time_base) < length_s:
                packet.stream = stream
                film.mux(packet)
    return target


def test_a_check_of_the_film_says_what_its_recording_says(formcheck, tmp_path: Path) -> None:
    film = cut_film(FILM, LENGTH_S, tmp_path / "cut.mp4")
    done = formcheck("check", film, "--no-video", "--json", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    recording = first_frames(load(FILM), told["video"]["frames"])
    analysis = choose(recording, list(load_rules().exercises.values())).analysis
    assert analysis is not None
    reps = analysis.outcome.reps
    assert len(told["reps"]) == len(reps) > 0
    for rep, own in zip(told["reps"], reps, strict=True):
        assert rep["start_s"] == pytest.approx(own.start_s, abs=0.05)
        assert rep["end_s"] == pytest.approx(own.end_s, abs=0.05)
        assert rep["side"] == own.side
        verdicts = {m["id"]: m["verdict"] for m in rep["mistakes"]}
        assert verdicts == {f.mistake: f.verdict for f in own.findings}
