"""What the live path sees is what a check sees, picture by picture; so is what it concludes."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.recordings import CLIPS, clip_names, first_frames, load, truth_of

from formcheck.analysis import choose
from formcheck.events import Rep
from formcheck.live import eyes, run
from formcheck.live.camera import source_named
from formcheck.live.options import LiveOptions
from formcheck.live.reader import Reader
from formcheck.recording import Recording
from formcheck.rulebook import load_rules
from formcheck.secondlook import SecondLook
from formcheck.video import VideoFile

from .fakes import Recalled, SeenUntil

COMPARED_PICTURES = 8
BOUNDARY_S = 0.06
FULL = "standing-kickback-mistakes-c"
"""Followed through the pose model, too."""
AFTERWARDS_S = 1.5
"""A clip is followed for so long after the last of the reps that are of interest."""
NOTHING_S = 8.0
"""So long is nothing to be counted in a clip without reps."""
BOUNDARIES = ("start_s", "peak_start_s", "peak_end_s", "end_s")


def test_a_film_played_is_read_to_its_end() -> None:
    with Reader(source_named(str(CLIPS / f"{FULL}.mp4")), drop=False, own_pace=False) as reader:
        times = [shot.time_s for shot in iter(lambda: reader.take(5.0), None)]
    assert reader.dropped == 0
    assert np.abs(np.array(times) - load(FULL).time_s).max() < 1e-5


@pytest.mark.parametrize("name", clip_names())
def test_live_counts_and_concludes_what_a_check_concludes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pictures and their times are the same, and so are their landmarks: the recorded ones
    save minutes, and so does leaving out the report's pictures."""
    monkeypatch.setattr(SecondLook, "evidence", lambda second: {})
    pictures = islice(VideoFile(CLIPS / f"{name}.mp4").frames(), COMPARED_PICTURES)
    monkeypatch.setattr(eyes, "Landmarker", lambda networks: Recalled(load(name), pictures))
    enough_s = end_of(name, 1 if name.endswith("clean") else 2)
    monkeypatch.setattr(run, "Unseen", lambda: SeenUntil(enough_s))
    report = live_report(name, tmp_path / "live")
    checked = reps_of_a_check(name, report["video"]["frames"])
    assert_same_reps(report["reps"], checked)
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    # While it happens the frames to come are not known, by which a check smooths.
    assert_same_reps(list(settled(events).values()), checked, within_s=None)


def test_with_the_pose_model_live_concludes_what_a_check_concludes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "Unseen", lambda: SeenUntil(end_of(FULL, 4)))
    report = live_report(FULL, tmp_path / "live")
    assert len(report["reps"]) == 4
    assert_same_reps(report["reps"], reps_of_a_check(FULL, report["video"]["frames"]))


def end_of(name: str, reps: int) -> float:
    """When so many reps of the clip are over, and a little more."""
    ends = [rep["end_s"] for rep in truth_of(name)["reps"]]
    return ends[reps - 1] + AFTERWARDS_S if ends else NOTHING_S


def live_report(name: str, folder: Path) -> dict[str, Any]:
    """What is reported of a clip that is played to the live loop picture by picture."""
    options = LiveOptions(
        str(CLIPS / f"{name}.mp4"), exercise_of(name), headless=True, own_pace=False, sound="off",
        out=folder,
    )  # fmt: skip
    run.Live(options).run()
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


def exercise_of(name: str) -> str:
    return truth_of(name)["exercise"] or "standing-kickback"


def reps_of_a_check(name: str, frames: int) -> list[Rep]:
    book = load_rules(())
    recording = first_frames(load(name), frames)
    analysis = choose(
        recording, list(book.exercises.values()), book.exercise(exercise_of(name))
    ).analysis
    assert analysis is not None
    return analysis.outcome.reps


def settled(events: list[dict[str, Any]]) -> dict[tuple[int, int], dict[str, Any]]:
    """The last word on each rep, by the numbers of set and rep."""
    reps: dict[tuple[int, int], dict[str, Any]] = {}
    for event in events:
        if event["event"] in ("rep", "rep_settled"):
            reps[event["set"], event["number"]] = event
        elif event["event"] == "rep_withdrawn":
            del reps[event["set"], event["number"]]
    return reps


def assert_same_reps(
    live: list[dict[str, Any]], checked: list[Rep], within_s: float | None = BOUNDARY_S
) -> None:
    """``within_s`` bounds the times apart; None = by the error that is told of each rep."""
    assert [rep["side"] for rep in live] == [rep.side for rep in checked]
    for ours, theirs in zip(live, checked, strict=True):
        apart_s = [abs(ours[at] - getattr(theirs, at)) for at in BOUNDARIES]
        assert max(apart_s) <= (theirs.time_error_s if within_s is None else within_s)
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
