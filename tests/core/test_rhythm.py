"""A movement that comes when the next rep is due is a rep more readily than another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import Rep
from formcheck.rhythm import BORDER_SHARE, border_share, keeps_rhythm

from .stick import kick, outcome, standing_set

COUNTED = outcome(standing_set(kick())).reps[0]


def reps(count: int, every_s: float = 4.0, lasts_s: float = 2.5) -> list[Rep]:
    starts = [every_s * n for n in range(count)]
    return [replace(COUNTED, start_s=start, end_s=start + lasts_s) for start in starts]


@pytest.mark.parametrize(
    ("start_s", "lasts_s", "expected"),
    [
        (12.0, 2.5, True),
        (13.5, 2.0, True),
        (9.0, 2.5, False),  # too soon
        (15.0, 2.5, False),  # too late
        (12.0, 1.0, False),  # too quick
        (12.0, 5.0, False),  # too slow
    ],
)
def test_a_rep_that_is_due_keeps_the_rhythm(start_s: float, lasts_s: float, expected: bool) -> None:
    assert keeps_rhythm(reps(3), start_s, start_s + lasts_s) is expected


def test_a_single_rep_has_no_rhythm() -> None:
    assert not keeps_rhythm(reps(1), 4.0, 6.5)
    assert border_share(reps(1), 4.0, 6.5) == BORDER_SHARE


SMALL = kick(peak=4.0)
"""Where 6 deg are a rep, and they are measured to within 3.4."""


def test_a_kick_that_seems_too_small_counts_where_one_is_due() -> None:
    counted = outcome(standing_set(kick(), kick(), SMALL, kick())).reps
    assert [rep.complete for rep in counted] == [True, True, False, True]


def test_the_same_kick_before_the_set_has_a_rhythm_is_a_try() -> None:
    found = outcome(standing_set(SMALL, kick(), kick()))
    assert len(found.reps) == 2
    assert [one.reason for one in found.refusals] == ["too small to be a rep"]


def test_what_is_smaller_than_the_measuring_error_allows_counts_nowhere() -> None:
    assert len(outcome(standing_set(kick(), kick(), kick(peak=1.5), kick())).reps) == 3
