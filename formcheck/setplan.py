"""The trainers' set plan over several sets: how many of one exercise, and the rest between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from formcheck.events import SetFinding, SetResult
from formcheck.standard_checks import BETWEEN_SETS_S, MOST_SETS

MISTAKE = "off-plan"
RESTS_S = (BETWEEN_SETS_S - 15, BETWEEN_SETS_S + 15)
"""What still counts as about 30 s: the project's own choice."""


class Done(Protocol):
    """A set, as far as the plan looks at it."""

    @property
    def side(self) -> str | None:
        """left, right or both; None = not known."""

    @property
    def rest_after_s(self) -> float | None:
        """Until the next set; None = not known."""


def with_pauses(sets: Sequence[SetResult]) -> list[SetResult]:
    """The sets with the rest from each to the next; unknown for the last."""
    return [
        replace(one, rest_after_s=after.reps[0].start_s - one.reps[-1].end_s if after else None)
        for one, after in zip(sets, [*sets[1:], None], strict=False)
    ]


def rounds(sets: Iterable[Done]) -> int:
    """Sets of one exercise, a set of the left and one of the right leg counted as one."""
    sides = Counter(each.side for each in sets)
    return max(sides["left"], sides["right"]) + sides["both"] + sides[None]


def rest_remark(sets: Sequence[Done]) -> str:
    """Which rests differ from the plan, in plain words; empty where none does."""
    odd = [rest for rest in map(_rest, sets, [*sets[1:], None]) if _is_odd(rest)]
    done = ", ".join(f"{rest:.0f} s" for rest in odd)
    return f"Rest of {done}; the plan asks for about {BETWEEN_SETS_S:.0f} s." if odd else ""


def against_plan(sets: Sequence[SetResult]) -> list[SetResult]:
    """The sets with ``off-plan`` seen, too, where there are too many or the rest is another."""
    so_far: Counter[str] = Counter()
    judged = []
    for one, after in zip(sets, [*sets[1:], None], strict=False):
        so_far[one.side] += 1
        said = "; ".join(_remarks(so_far[one.side], _rest(one, after)))
        findings = tuple(_off_plan(f, said) if f.mistake == MISTAKE else f for f in one.findings)
        judged.append(replace(one, findings=findings))
    return judged


def _rest(one: Done, after: Done | None) -> float:
    """The rest that the plan asks for, as it was taken; NaN where it asks for none, as while the
    other leg works, or where it is not known."""
    same = after is not None and after.side == one.side
    return one.rest_after_s if same and one.rest_after_s is not None else float("nan")


def _is_odd(rest_s: float) -> bool:
    return rest_s < RESTS_S[0] or rest_s > RESTS_S[1]


def _remarks(number: int, rest_s: float) -> Iterator[str]:
    if number > MOST_SETS:
        yield f"set {number} of the exercise, the plan asks for at most {MOST_SETS}"
    if _is_odd(rest_s):
        yield f"a rest of {rest_s:.0f} s after it, the plan asks for about {BETWEEN_SETS_S:.0f} s"


def _off_plan(finding: SetFinding, said: str) -> SetFinding:
    return replace(finding, verdict="seen", reason=said) if said else finding
