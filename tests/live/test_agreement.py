"""What the live path sees is what a check sees, picture by picture; so is what it concludes."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.recordings import CLIPS, clip_names, load, truth_of

from formcheck.analysis import choose
from formcheck.live.camera import source_named
from formcheck.live.options import LiveOptions
from formcheck.live.reader import Reader
from formcheck.live.run import Live
from formcheck.recording import Recording
from formcheck.rulebook import load_rules
from formcheck.video import VideoFile

COMPARED_PICTURES = 8
BOUNDARY_S = 0.06
FULL = "standing-kickback-mistakes-c"
"""Followed through the pose model, too; all are with FORMCHECK_ALL_CLIPS=1, in a quarter hour."""
FOLLOWED = clip_names() if os.environ.get("FORMCHECK_ALL_CLIPS") else [FULL]
BOUNDARIES = ("start_s", "peak_start_s", "peak_end_s", "end_s")


@pytest.mark.parametrize("name", clip_names())
def test_a_film_played_gives_the_pictures_and_times_that_a_check_reads(name: str) -> None:
    film = CLIPS / f"{name}.mp4"
    expected = islice(VideoFile(film).frames(), COMPARED_PICTURES)
    times = []
    with Reader(source_named(str(film)), drop=False, own_pace=False) as reader:
        while (shot := reader.take(5.0)) is not None:
            if (frame := next(expected, None)) is not None:
                assert np.array_equal(shot.image, frame.image)
            times.append(shot.time_s)
    assert reader.dropped == 0
    assert np.abs(np.array(times) - load(name).time_s).max() < 1e-5


@pytest.mark.parametrize("name", FOLLOWED)
def test_live_concludes_what_a_check_concludes(name: str, tmp_path: Path) -> None:
    exercise = truth_of(name)["exercise"] or "standing-kickback"
    options = LiveOptions(
        str(CLIPS / f"{name}.mp4"), exercise, headless=True, own_pace=False, sound="off",
        out=tmp_path / "live",
    )  # fmt: skip
    Live(options).run()
    report = json.loads((tmp_path / "live" / "report.json").read_text(encoding="utf-8"))
    book = load_rules(())
    wanted = book.exercise(exercise)
    checked = choose(load(name), list(book.exercises.values()), wanted).analysis
    assert checked is not None
    reps = checked.outcome.reps
    assert [rep["side"] for rep in report["reps"]] == [rep.side for rep in reps]
    for ours, theirs in zip(report["reps"], reps, strict=True):
        assert all(abs(ours[at] - getattr(theirs, at)) <= BOUNDARY_S for at in BOUNDARIES)
        verdicts = {f.mistake: f.verdict for f in theirs.findings}
        assert not turned({m["id"]: m["verdict"] for m in ours["mistakes"]}, verdicts)


def turned(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """The mistakes that are seen in the one and not seen in the other."""
    sides = {"seen", "not_seen"}
    return [m for m in ours if {ours[m], theirs.get(m)} == sides]


@pytest.mark.parametrize("name", ["nordic-curl-clean", "standing-kickback-mistakes-b", FULL])
def test_with_pictures_dropped_at_random_the_reps_stay(name: str) -> None:
    exercise = load_rules(()).exercise(truth_of(name)["exercise"])
    whole = load(name)
    few = Recording(whole.width, whole.height, whole.engine)
    chance = np.random.default_rng(1)
    kept = 10 * (whole.time_s[-1] / len(whole))
    for observation in whole.observations():
        if chance.random() < kept:
            few.append(observation)
    analysis = choose(few, [exercise], exercise).analysis
    assert analysis is not None
    assert len(analysis.outcome.reps) == len(truth_of(name)["reps"])
