"""Which sets of a film belong to another exercise, told by reps that were put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.bouts import Bout, bouts_of_others
from formcheck.events import Rep, SetResult

from .stick import kick, outcome, standing_set

COUNTED = outcome(standing_set(kick())).reps[0]


def reps(*begins: float, scene: int = 0, likeness: float = 1.0) -> list[Rep]:
    """Reps of two seconds each."""
    return [
        replace(COUNTED, start_s=at, end_s=at + 2.0, scene=scene, likeness=likeness)
        for at in begins
    ]


def others(own: Sequence[Rep], *theirs: Rep) -> list[Bout]:
    done = SetResult(1, theirs[0].scene, tuple(theirs), ())
    return bouts_of_others(own, {"nordic-curl": [done]})


def test_a_set_that_nobody_else_counts_is_the_others() -> None:
    (bout,) = others(reps(0, 3, 6), *reps(20, 23, 26))
    assert (bout.exercise, bout.from_s, bout.to_s, bout.reps) == ("nordic-curl", 20, 28, 3)


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (reps(20, 23), "two movements are no set"),
        (reps(20, 23, 26, likeness=0.4), "hardly like the exercise that counts them"),
        (reps(1, 4, 7), "the way back of the same movements"),
        (reps(10, 13, 16), "the exercise does not change within two seconds"),
    ],
)
def test_what_is_no_set_of_another_exercise(theirs: list[Rep], why: str) -> None:
    assert others(reps(0, 3, 6), *theirs) == [], why


def test_after_a_cut_the_next_exercise_may_begin_at_once() -> None:
    assert len(others(reps(0, 3, 6), *reps(10, 13, 16, scene=1))) == 1


@pytest.mark.parametrize(("likeness", "bouts"), [(0.7, 1), (1.0, 0)])
def test_reps_that_both_count_go_to_whom_they_are_more_like(likeness: float, bouts: int) -> None:
    both = reps(20, 23, 26, likeness=likeness)
    assert len(others([*reps(0, 3, 6), *both], *reps(20, 23, 26))) == bouts


def test_a_film_of_the_other_exercise_alone_has_no_bouts() -> None:
    assert others(reps(0, 3, 6, likeness=0.4), *reps(0, 3, 6)) == []
