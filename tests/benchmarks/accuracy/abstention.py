"""How often "cannot be judged" is said, and whether rightly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from formcheck.rule import Check, Exercise
from formcheck.watch import MARGIN

from .records import SET_MISTAKES, ClipRecord, RepRecord, Said
from .statistics import Figures, share
from .views import Showing, can_show

WRONG_REP = 0.5
"""A rep with wrong landmarks in this share of its frames cannot be measured."""


def abstention_figures(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Figures:
    """Of all verdicts on counted true reps: the abstentions, by cause, and those that are right.

    Rightly abstained is where the view does not show the mistake; where the margin was too
    small and the bare measurement would have said the wrong thing; where the landmarks of the
    working leg were wrong in half of the rep.
    """
    said, causes, right = 0, Counter[str](), Counter[str]()
    for clip, exercise, check, rep, verdict in _verdicts(clips, exercises):
        said += 1
        if verdict.verdict != "cannot_be_judged":
            continue
        showing = can_show(clip, exercise, check)
        cause = _cause(showing, verdict)
        causes[cause] += 1
        right[cause] += rightly(cause, check, rep, verdict)
    return {
        "verdicts": said,
        "abstained": share(causes.total(), said),
        "rightly": share(right.total(), causes.total()),
        "causes": {c: share(right[c], n) for c, n in causes.most_common()},
    }


def _verdicts(
    clips: Sequence[ClipRecord], exercises: dict[str, Exercise]
) -> Iterator[tuple[ClipRecord, Exercise, Check, RepRecord, Said]]:
    for clip in clips:
        if not clip.registered:
            continue
        exercise = exercises[str(clip.exercise)]
        for check in exercise.checks:
            for rep in clip.reps if check.mistake not in SET_MISTAKES else ():
                if rep.number is not None and check.mistake in rep.said:
                    yield clip, exercise, check, rep, rep.said[check.mistake]


def _cause(showing: Showing, said: Said) -> str:
    if showing != "yes":
        return "the view or variant does not show it"
    if said.reason == MARGIN:
        return "the margin is too small"
    return "not found, hidden or without baseline"


def rightly(cause: str, check: Check, rep: RepRecord, said: Said) -> bool:
    """Whether an abstention was better than the verdict that the bare measurement gives."""
    if cause.startswith("the view"):
        return True
    if cause.startswith("the margin"):
        planted = rep.planted.get(check.mistake)
        return _beyond(check, said) != bool(planted and planted.counts)
    return rep.wrong_share >= WRONG_REP


def _beyond(check: Check, said: Said) -> bool:
    value, limit = said.value, check.limit.value
    assert value is not None
    return value > limit if check.limit.bad == "above" else value < limit
