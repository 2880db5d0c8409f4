"""The rep signal, ready to draw."""

from __future__ import annotations

import pytest

from formcheck.report.build import _target_band
from formcheck.report.chart import charts, lowers_first
from formcheck.report.model import Band
from formcheck.rulebook import load_rules

from .examples import many_reps, nobody, seven_reps, two_sets


def test_phases_follow_the_boundaries_of_the_reps() -> None:
    report = seven_reps()
    chart = charts(report)[0]
    first = [each for each in chart.phases if each.rep == 1]
    rep = report.reps[0]
    assert [(each.phase, each.from_s, each.to_s) for each in first] == [
        ("lift", rep.start_s, rep.peak_start_s),
        ("hold", rep.peak_start_s, rep.peak_end_s),
        ("lower", rep.peak_end_s, rep.end_s),
    ]


def test_a_movement_that_lowers_first_is_named_so() -> None:
    report = seven_reps()
    assert not lowers_first(report.reps)
    for rep in report.reps:
        rep.phases.lift_s, rep.phases.lower_s = rep.phases.lower_s, rep.phases.lift_s
    assert lowers_first(report.reps)
    assert charts(report)[0].phases[0].phase == "lower"


def test_mistakes_on_one_frame_share_a_mark() -> None:
    marks = {mark.rep: mark for mark in charts(seven_reps())[0].marks}
    assert marks[3].names == ["Lower back arches", "Leg lifted too high"]
    assert marks[3].value == 41.2
    assert sorted(marks) == [3, 5, 6, 7]


def test_each_set_has_a_chart_with_its_own_reps() -> None:
    first, second = charts(two_sets())
    assert (first.title, second.title) == ("Set 1", "Set 2")
    assert [rep.number for rep in second.reps] == [6, 7, 8, 9, 10]


def test_a_gap_in_the_signal_is_a_gap_in_the_line() -> None:
    chart = charts(seven_reps())[0]
    assert None in chart.plot.value
    assert chart.path().count("M") == 2


def test_a_signal_that_was_never_measured_is_not_drawn() -> None:
    report = seven_reps()
    report.plots[0].value = [None] * len(report.plots[0].time_s)
    assert charts(report) == []
    assert charts(nobody()) == []


def test_a_flat_signal_can_be_drawn() -> None:
    report = seven_reps()
    report.plots[0].target = None
    report.plots[0].value = [5.0] * len(report.plots[0].time_s)
    chart = charts(report)[0]
    assert chart.low < 5 < chart.high
    assert chart.values()


def test_axes_show_few_round_numbers() -> None:
    chart = charts(many_reps())[0]
    assert 3 <= len(chart.times()) <= 10
    assert all(time % 5 == 0 for time in chart.times())
    assert 3 <= len(chart.values()) <= 8


@pytest.mark.parametrize(
    ("exercise_id", "band"),
    [
        ("reverse-leg-press", Band(low=None, high=26.0)),
        ("reverse-leg-press-smith", Band(low=None, high=26.0)),
        ("band-prone-leg-extension", Band(low=None, high=26.0)),
        ("nordic-curl", Band(low=None, high=45.0)),
        ("lying-leg-curl", Band(low=80.0, high=None)),
        ("machine-kickback", Band(low=0.0, high=33.0)),
    ],
)
def test_a_peak_should_lie_on_the_good_side_of_its_target(exercise_id: str, band: Band) -> None:
    exercise = load_rules().exercise(exercise_id)
    assert _target_band(exercise, exercise.cycle.signal) == band


def test_every_target_lies_at_the_end_that_the_signal_comes_from() -> None:
    book = load_rules()
    for exercise in map(book.exercise, book.ids):
        for cycle in exercise.cycles:
            band = _target_band(exercise, cycle.signal)
            if cycle.target is None:
                assert band is None
            else:
                assert band is not None
                assert (band.high if cycle.falls else band.low) == cycle.target.value


@pytest.mark.parametrize(("low", "high"), [(15.0, 30.0), (None, 26.0), (15.0, None)])
def test_an_open_band_reaches_the_edge_of_the_drawing(
    low: float | None, high: float | None
) -> None:
    report = seven_reps()
    report.plots[0].target = Band(low=low, high=high)
    chart = charts(report)[0]
    assert chart.band == (chart.low if low is None else low, chart.high if high is None else high)
    assert chart.edges == [end for end in (low, high) if end is not None]
    assert chart.data()["band"] == chart.band


def test_a_signal_without_a_target_has_no_band() -> None:
    report = seven_reps()
    for target in (None, Band(low=None, high=None)):
        report.plots[0].target = target
        assert charts(report)[0].band is None
