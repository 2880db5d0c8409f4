"""The margins against the truth: what is taken for the error, and what counts as covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from statistics import median

import numpy as np
import pytest
from benchmarks.accuracy import readme
from benchmarks.accuracy.against_truth import FrameTruth, SignalError
from benchmarks.accuracy.honesty import in_a_line, margin_figures, margin_table
from benchmarks.accuracy.judged import Judged, judge, rules
from benchmarks.accuracy.margins import MarginError, margin_errors, windows
from benchmarks.accuracy.measuring import signal_figures
from benchmarks.accuracy.records import ClipRecord
from benchmarks.accuracy.results import read_stored, stored_path
from benchmarks.accuracy.samples import Array, Sample, find_samples

from formcheck.readings import read
from formcheck.rule import AllOf, Change, Check, Limit, project_choice

NAME = "standing-kickback-mistakes-a"
HIP = "calibrated of hip_extension, median of hold"


def sample() -> Sample:
    (found,) = find_samples(only=NAME)
    return found


@cache
def judged() -> Judged:
    return judge(sample(), sample().recording(), named=True)


def truth(frames: dict[str, Array]) -> FrameTruth:
    one = judged()
    assert one.analysis is not None
    return FrameTruth.on(one.analysis, one.truth, frames)


# --- the errors of a clip ---


def test_what_is_held_against_the_truth_is_what_the_verdict_rests_on() -> None:
    compared = 0
    checks = {check.mistake: check for check in rules()["standing-kickback"].rep_checks}
    for _, rep, own, _ in windows(judged(), truth(sample().frames())):
        for finding in rep.findings:
            if finding.mistake in ("over-range", "torso-rocking", "locked-knee", "lumbar-arch"):
                value = read(checks[finding.mistake].measure, own).value
                # The end of the movement before, from which on a start is looked at, is a guess.
                said, margin = finding.value or np.nan, finding.error or 0.0
                assert value == pytest.approx(said, abs=margin / 10, nan_ok=True), finding.mistake
                compared += 1
    assert compared == 4 * len(judged().pairs)


def errors(frames: dict[str, Array], mistake: str) -> list[MarginError]:
    return [e for e in margin_errors(judged(), truth(frames)) if e.mistake == mistake]


@pytest.mark.parametrize(("mistake", "less"), [("over-range", 5.0), ("torso-rocking", 0.0)])
def test_a_level_shifts_with_the_truth_and_a_spread_does_not(mistake: str, less: float) -> None:
    frames = sample().frames()
    shifted = {
        name: values + 5.0 if name.startswith(("hip_left", "hip_right", "trunk_lean")) else values
        for name, values in frames.items()
    }
    assert len(errors(frames, mistake)) == len(judged().pairs)
    before, after = (median(e.error for e in errors(f, mistake)) for f in (frames, shifted))
    assert before - after == pytest.approx(less, abs=0.01)


def test_the_margin_is_that_of_the_check_or_else_of_its_signal() -> None:
    frames = sample().frames()
    assert {e.margin for e in errors(frames, "torso-rocking")} == {2.0}
    assert {(e.measure, e.near) for e in errors(frames, "over-range")} == {(HIP, "near")}
    assert {e.near for e in errors(frames, "locked-knee")} == {"far"}


def test_the_back_is_held_against_no_change_on_reps_without_mistakes() -> None:
    clean = sum(not true_rep["mistakes"] for true_rep, _ in judged().pairs)
    assert 0 < len(errors(sample().frames(), "lumbar-arch")) == clean < len(judged().pairs)


def test_a_check_of_several_measures_is_held_against_the_truth_as_a_whole_and_in_parts() -> None:
    """Of a made-up check: each part's margin is that of the check, in the part's own unit."""
    measures = (Change("hips_up", pick="highest"), 0.1), (Change("trunk_lean"), 5.0)
    limit = Limit(1.0, "above", project_choice(""))
    check = Check("hip-lift", AllOf(measures), limit, cue="", error=0.2)
    analysis = judged().analysis
    assert analysis is not None
    made_up = replace(analysis, exercise=replace(analysis.exercise, checks=(check,)))
    one = replace(judged(), analysis=made_up)
    found = list(margin_errors(one, truth(sample().frames())))
    margins = {e.measure: e.margin for e in found}
    assert margins == pytest.approx(
        {
            "all together": 0.2,
            "change of hips_up, highest of hold": 0.02,
            "change of trunk_lean, median of hold": 1.0,
        }
    )
    whole, up, lean = (np.array([e.error for e in found if e.measure == m]) for m in margins)
    assert len(whole) == len(judged().pairs)
    assert (np.abs(whole) <= np.maximum(np.abs(up / 0.1), np.abs(lean / 5.0)) + 1e-6).all()


# --- what they come to ---


def off(error: float, near: str = "near") -> MarginError:
    return MarginError("over-range", HIP, near, "deg", error, 2.0)


def clip(view: str, margins: Sequence[MarginError]) -> ClipRecord:
    azimuth_deg = 90.0 if view.startswith("side") else 0.0
    return ClipRecord(
        *("clip", "standing-kickback", True, "straight", view, azimuth_deg, 30.0, "a", False, 10.0),
        *("standing-kickback", 0, 0, 0, (), ()),
        margins=tuple(margins),
    )


def test_a_margin_covers_what_lies_within_it_around_the_median_error() -> None:
    near = [off(error) for error in (8.0, 9.0, 10.0, 11.0, 13.0)]
    far = [off(error, "far") for error in (0.0, 0.0, 0.0, 0.0, 2.0)]
    found = margin_figures([clip("side-left", [*near, *far])], rules())
    assert [one["near"] for one in found] == ["far", "near"]
    assert (found[1]["bias"], found[1]["stated"], found[1]["bodies"]) == (10.0, 2.0, 1)
    assert (found[1]["covered"]["hits"], found[1]["covered"]["of"]) == (4, 5)
    assert found[1]["needed"] == pytest.approx(np.percentile([0.0, 1.0, 1.0, 2.0, 3.0], 95))
    assert found[0]["covered"]["value"] == 1.0


def test_a_view_that_does_not_show_the_mistake_and_a_few_reps_say_nothing() -> None:
    assert margin_figures([clip("front", [off(0.0)] * 9)], rules()) == []
    assert margin_figures([clip("side-left", [off(0.0)] * 4)], rules()) == []


def test_the_worst_is_named() -> None:
    reps = [*[off(0.0)] * 5, *[off(error, "far") for error in (-9.0, 0.0, 0.0, 9.0)]]
    found = margin_figures([clip("side-left", [*reps, off(1.0, "far")])], rules())
    assert "80% of reps (median of 2 measures; fewest: `standing-kickback` over-range" in (
        in_a_line(found)
    )
    assert "far leg, 60%" in in_a_line(found)
    assert f"| standing-kickback | over-range | {HIP} | far | deg | 2 |" in (
        margin_table({"margins": found})
    )
    assert in_a_line([]) == "No margin was tested."


def test_the_readme_says_how_often_the_margins_hold() -> None:
    stored = read_stored(stored_path("test"))
    found = margin_figures([clip("side-left", [off(0.0)] * 5)], rules())
    assert in_a_line(found) in readme.section({**stored, "margins": found})


def test_a_signal_tells_its_interval_around_the_bias_too() -> None:
    signals = [SignalError("trunk_lean", "", "", "hold", "level", e) for e in (4.0, *[5.0] * 5)]
    found = signal_figures([replace(clip("side-left", []), signals=tuple(signals))])[0]
    assert (found["bias"], found["half_width"]) == (5.0, 5.0)
    assert found["around_bias"] == pytest.approx(np.percentile([1.0, *[0.0] * 5], 95))
