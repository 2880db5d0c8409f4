"""A camera that is slow, black or gone for a while in the middle of a set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.recordings import CLIPS, truth_of

from formcheck.live import reader, run
from formcheck.live.camera import Image
from formcheck.live.options import LiveOptions
from formcheck.video import VideoFile

from .fakes import Clock, FilmedCamera, SeenUntil

CLIP = "standing-kickback-mistakes-a"
LASTS_S = 21.5
"""Four reps; the second and the fourth have a mistake."""
CLOSED_S, OPENED_S = 14.0, 18.0
"""The lid: closed in the middle of the third rep."""
REP_OFF_S = 0.15

Pictures = Iterator[tuple[float, Image | None]]


def filmed(rate: float) -> Pictures:
    """The clip at so many pictures a second."""
    due_s = 0.0
    for frame in VideoFile(CLIPS / f"{CLIP}.mp4").frames():
        if frame.time_s >= due_s:
            yield frame.time_s, frame.image
            due_s += 1 / rate


def with_the_lid_closed(pictures: Pictures, meanwhile: Pictures) -> Pictures:
    """What comes ``meanwhile`` comes in the middle of the film, which then goes on."""
    lid_s = 0.0
    for time_s, image in pictures:
        if time_s >= CLOSED_S and not lid_s:
            yield from meanwhile
            lid_s = OPENED_S - CLOSED_S
        yield time_s + lid_s, image


def live(
    pictures: Pictures, folder: Path, monkeypatch: pytest.MonkeyPatch, lasts_s: float
) -> dict[str, Any]:
    """The report of a set in front of a camera that gives these pictures."""
    clock = Clock()
    monkeypatch.setattr(reader, "now_s", clock)
    monkeypatch.setattr(run, "Unseen", lambda: SeenUntil(lasts_s))
    camera = FilmedCamera(clock, pictures)
    options = LiveOptions(
        exercise="standing-kickback", headless=True, own_pace=False, sound="off", out=folder
    )
    run.Live(options, lambda source: camera).run()
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


def events(printed: str, kind: str) -> list[dict[str, Any]]:
    return [event for line in printed.splitlines() if (event := json.loads(line))["event"] == kind]


def reps_of(report: dict[str, Any]) -> list[tuple[float, set[str]]]:
    """Ends of the reps, and the mistakes that were seen on each."""
    return [
        (rep["end_s"], {m["id"] for m in rep["mistakes"] if m["verdict"] == "seen"})
        for rep in report["reps"]
    ]


def true_reps(*numbers: int, later_s: float = 0.0) -> list[tuple[Any, set[str]]]:
    """The same as they truly are; those after the lid was closed come later."""
    reps = [rep for rep in truth_of(CLIP)["reps"] if rep["number"] in numbers]
    return [
        (
            pytest.approx(rep["end_s"] + later_s * (rep["start_s"] > CLOSED_S), abs=REP_OFF_S),
            {mistake["id"] for mistake in rep["mistakes"]},
        )
        for rep in reps
    ]


def test_five_pictures_a_second_are_counted_and_called_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = live(filmed(5.0), tmp_path / "out", monkeypatch, LASTS_S)
    assert report["video"]["mean_fps"] == pytest.approx(5.0, abs=0.1)
    assert "low-frame-rate" in {warning["code"] for warning in report["warnings"]}
    assert reps_of(report) == true_reps(1, 2, 3, 4)
    counted = events(capsys.readouterr().out, "rep")
    assert [rep["number"] for rep in counted] == [1, 2, 3, 4]


def test_a_lid_closed_in_mid_rep_costs_that_rep_and_the_set_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing: Pictures = ((time_s, None) for time_s in np.arange(CLOSED_S, OPENED_S, 0.8))
    lid_s = OPENED_S - CLOSED_S
    pictures = with_the_lid_closed(filmed(10.0), nothing)
    report = live(pictures, tmp_path / "out", monkeypatch, LASTS_S + lid_s)
    assert reps_of(report) == true_reps(1, 2, 4, later_s=lid_s)
    assert {rep["set"] for rep in report["reps"]} == {1}
    assert "camera-gap" in {warning["code"] for warning in report["warnings"]}
    printed = capsys.readouterr().out
    assert [event["state"] for event in events(printed, "camera")] == ["away", "back"]
    assert [event["reps"] for event in events(printed, "set_ended")] == [3]


def test_a_picture_that_is_black_in_mid_rep_costs_that_rep_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    black: Image = np.zeros((720, 1280, 3), np.uint8)
    dark: Pictures = ((time_s, black) for time_s in np.arange(CLOSED_S, OPENED_S, 0.1))
    lid_s = OPENED_S - CLOSED_S
    pictures = with_the_lid_closed(filmed(10.0), dark)
    report = live(pictures, tmp_path / "out", monkeypatch, LASTS_S + lid_s)
    assert reps_of(report) == true_reps(1, 2, 4, later_s=lid_s)
    guided = events(capsys.readouterr().out, "guide")
    assert ["black"] in [[advice["code"] for advice in event["advice"]] for event in guided]
