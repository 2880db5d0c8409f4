"""One sample clip through the whole benchmark: its errors, tables, files and picture."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from benchmarks.accuracy.__main__ import write_all
from benchmarks.accuracy.against_truth import FrameTruth, SignalError, signal_errors
from benchmarks.accuracy.judged import Judged, judge, rules
from benchmarks.accuracy.records import ClipRecord, record_of
from benchmarks.accuracy.results import figures_of
from benchmarks.accuracy.running import judge_all
from benchmarks.accuracy.samples import Array, Sample, find_samples
from benchmarks.accuracy.tables import markdown, short

NAME = "standing-kickback-mistakes-a"


def sample() -> Sample:
    (found,) = find_samples(only=NAME)
    return found


@cache
def judged() -> Judged:
    return judge(sample(), sample().recording())


@cache
def record() -> ClipRecord:
    return record_of(judged(), sample())


@cache
def figures() -> dict[str, Any]:
    return figures_of([record()], rules(), "all")


def errors(frames: dict[str, Array], kind: str, span: str = "hold") -> list[float]:
    """Of the working leg's hip in each rep."""
    one = judged()
    assert one.analysis is not None
    found: list[SignalError] = [*signal_errors(one, FrameTruth.on(one.analysis, one.truth, frames))]
    return [
        e.error
        for e in found
        if (e.signal, e.leg, e.span, e.kind) == ("hip_extension", "working", span, kind)
    ]


def test_a_level_is_held_against_the_true_angle_and_a_change_against_the_true_change() -> None:
    frames = sample().frames()
    assert len(errors(frames, "level")) == len(judged().pairs)
    side = judged().truth["side"]
    shifted = {**frames, f"hip_{side}": frames[f"hip_{side}"] + 5.0}
    for span in ("start", "hold"):
        before, after = (
            median(errors(frames, "level", span)),
            median(errors(shifted, "level", span)),
        )
        assert after - before == pytest.approx(-5.0, abs=0.01)
    assert errors(shifted, "change") == pytest.approx(errors(frames, "change"), abs=0.01)


def test_every_planted_mistake_is_a_positive_of_its_cell() -> None:
    cells = figures()["cells"]["standing-kickback"]
    positives = {name: cell["positives"] for name, cell in cells.items() if cell["positives"]}
    planted = ("lumbar-arch", "over-range", "short-range", "swinging", "off-plan")
    assert positives == dict.fromkeys(planted, 1)


def test_processes_find_what_one_finds() -> None:
    both = [sample(), *find_samples(only="decoys")]
    alone, together = judge_all(both, jobs=1), judge_all(both, jobs=2)
    assert [c.name for c in together] == [c.name for c in alone] == [NAME, "decoys"]
    assert [c.reps for c in together] == [c.reps for c in alone]


def test_all_files_are_written(tmp_path: Path) -> None:
    write_all(figures(), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"all.json", "all-signals.json", "all.md", "all.png"}
    assert (tmp_path / "all.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((tmp_path / "all.json").read_text())["clips"] == 1
    signals = json.loads((tmp_path / "all-signals.json").read_text())
    assert {"signal", "exercise", "view", "leg", "near", "span", "kind", "half_width"} <= set(
        signals[0]
    )


def test_the_tables_say_what_is_reached_and_leave_nothing_blank() -> None:
    text = markdown(figures()) + short(figures())
    assert "- NOT REACHED: at least 200 sets (1)" in text
    assert "- reached: reps never off by more than one" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert not [row for row in rows if "|  |" in row]
    assert short(figures()).count("\n") == 3
