"""What is usual in a set: the median of a check's values in the reps before."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from formcheck.window import LEAST_BEFORE, Baseline

VALUES = st.lists(st.floats(-90, 90), min_size=1, max_size=12)


def test_too_few_reps_before_show_nothing() -> None:
    baseline = Baseline()
    told = [baseline.usual("locked-knee.left", start_s, 10.0) for start_s in (1.0, 4.0, 7.0)]
    assert [math.isnan(value) for value in told] == [True] * LEAST_BEFORE + [False]


def test_a_rep_is_no_measure_of_itself_however_often_it_is_looked_at() -> None:
    baseline = Baseline()
    for start_s, value in [(1.0, 10.0), (4.0, 14.0)]:
        baseline.usual("locked-knee.left", start_s, value)
    assert [baseline.usual("locked-knee.left", 7.0, value) for value in (-5.0, -6.0)] == [12.0] * 2


def test_each_leg_and_each_check_has_its_own() -> None:
    baseline = Baseline()
    for start_s in (1.0, 4.0):
        baseline.usual("locked-knee.left", start_s, 10.0)
    assert math.isnan(baseline.usual("locked-knee.right", 7.0, 10.0))
    assert math.isnan(baseline.usual("short-range.left", 7.0, 10.0))


@given(VALUES, st.floats(-90, 90))
def test_reps_that_follow_change_nothing(values: list[float], later: float) -> None:
    once, again = Baseline(), Baseline()
    told = [once.usual("x", float(at), value) for at, value in enumerate(values)]
    again.usual("x", float(len(values)), later)
    same = [again.usual("x", float(at), value) for at, value in enumerate(values)]
    assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(told, same, strict=True))
