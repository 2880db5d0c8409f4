"""What is usual in a set, and what a rep that stands out from it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest

from formcheck import watch
from formcheck.events import Finding
from formcheck.measured import Reading
from formcheck.rule import Check, Level, Limit, Usual, project_choice
from formcheck.watch import AS_USUAL, EARLIER_REPS, MARGIN, UNUSUAL
from formcheck.window import Baseline

CHOICE = project_choice("for this test")
USUAL = Usual(Limit(-5.0, "below", CHOICE), error=2.0, unlike=("short-range",))
CHECK = Check("locked-knee", Level("knee_flexion"), Limit(0.0, "below", CHOICE), "", usual=USUAL)
ERROR = 6.0

Told = Sequence[Finding]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    """The findings on a set whose reps measure so much."""

    def judge(values: Sequence[float], check: Check = CHECK, **reading: str) -> Told:
        baseline, found = Baseline(), []
        for number, value in enumerate(values):
            at_s = 4.0 * number
            taken = Reading(value, ERROR, at_s, at_s + 1, at_s, **reading)
            monkeypatch.setattr(watch, "read", lambda *_, taken=taken: taken)
            window = SimpleNamespace(
                view="side-left", side="left", out=SimpleNamespace(start_s=at_s), baseline=baseline
            )
            found.append(watch.judge(check, window, None))
        return found

    return judge


def verdicts(found: Told) -> list[str]:
    return [one.verdict for one in found]


def test_the_third_rep_can_stand_out_and_keeps_its_own_figures(told) -> None:
    *_, last = told([12.0, 14.0, 3.0])
    assert (last.verdict, last.value, last.limit, last.error) == ("seen", 3.0, 0.0, ERROR)
    assert last.reason == f"{MARGIN}; -10 deg is judged by {EARLIER_REPS}"


@pytest.mark.parametrize("before", [[], [12.0]])
def test_too_few_reps_before_show_nothing(told, before: list[float]) -> None:
    assert told([*before, 3.0])[-1].verdict == "cannot_be_judged"


def test_a_difference_within_its_error_shows_nothing(told) -> None:
    assert told([9.9, 9.9, 3.0])[-1].verdict == "cannot_be_judged"


def test_beyond_the_margin_the_earlier_reps_take_no_mistake_away(told) -> None:
    assert verdicts(told([-7.0, -7.0, -7.0])) == ["seen"] * 3


def test_inside_the_limit_a_rep_that_stands_out_is_left_open(told) -> None:
    found = told([30.0, 30.0, 7.0, 29.0])
    assert verdicts(found) == ["not_seen", "not_seen", "cannot_be_judged", "not_seen"]
    assert found[2].reason == UNUSUAL


def test_nothing_is_left_open_where_only_what_is_past_the_limit_counts(told) -> None:
    check = replace(CHECK, usual=replace(USUAL, past_limit=True))
    assert verdicts(told([30.0, 30.0, 7.0], check)) == ["not_seen"] * 3


def test_a_value_that_is_doubted_is_not_settled_by_the_others(told) -> None:
    found = told([12.0, 14.0, 3.0], doubted="a fold of the shirt")
    assert (found[-1].verdict, found[-1].reason) == ("cannot_be_judged", "a fold of the shirt")


def test_a_rep_that_could_not_be_measured_is_no_measure(told) -> None:
    assert verdicts(told([12.0, float("nan"), 3.0])) == [
        "not_seen", "cannot_be_judged", "cannot_be_judged",
    ]  # fmt: skip


def test_only_past_the_limit_where_that_is_asked(told) -> None:
    check = replace(CHECK, usual=replace(USUAL, past_limit=True))
    assert verdicts(told([12.0, 12.0, 1.0, -1.0], check))[2:] == ["cannot_be_judged", "seen"]


def test_where_it_has_to_stand_out_it_is_not_seen_else(told) -> None:
    check = replace(CHECK, usual=replace(USUAL, needed=True))
    found = told([-10.0, -10.0, -10.0, -18.0], check)
    assert verdicts(found) == ["cannot_be_judged"] * 3 + ["seen"]
    assert found[0].reason == AS_USUAL


def test_reps_with_the_opposite_mistake_do_not_count() -> None:
    baseline = Baseline(values={"x": {1.0: 40.0, 4.0: 12.0, 7.0: 14.0}})
    baseline.seen["short-range"] = {1.0}
    assert baseline.usual("x", 10.0, unlike=("short-range",)) == 13.0
    assert baseline.usual("x", 10.0, unlike=()) == 14.0


def test_a_rep_is_no_measure_of_itself_nor_are_later_ones() -> None:
    baseline = Baseline(values={"x": {1.0: 10.0, 4.0: 14.0, 7.0: -5.0, 10.0: -9.0}})
    assert baseline.usual("x", 7.0, unlike=()) == 12.0
