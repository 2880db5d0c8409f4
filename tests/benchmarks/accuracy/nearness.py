"""What it costs when the leg that works is the one away from the camera."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formcheck.rule import Exercise

from .cells import Case, case_of_rep
from .records import ClipRecord, RepRecord
from .statistics import Figures, share, spread
from .views import can_show
from .wording import counted, pair, percent, table

LEGS = {"near": True, "far": False}
Part = tuple[ClipRecord, RepRecord]


def nearness_figures(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Figures:
    """By exercise, then by leg: reps found, phase boundaries in ms, planted mistakes seen.

    Only of true reps of one leg alone that are filmed from the side, and of exercises in which a
    far leg worked.
    """
    own = {name: list(_reps(clips, name)) for name in exercises}
    one_leg = {
        n: parts for n, parts in own.items() if any(not rep.working_near for _, rep in parts)
    }
    if one_leg:
        one_leg["all"] = [part for parts in one_leg.values() for part in parts]
    return {
        name: {
            leg: _figures([part for part in parts if part[1].working_near is near], exercises)
            for leg, near in LEGS.items()
        }
        for name, parts in one_leg.items()
    }


def _reps(clips: Sequence[ClipRecord], exercise: str) -> Iterator[Part]:
    for clip in clips:
        if clip.exercise == exercise:
            yield from (
                (clip, rep)
                for rep in clip.reps
                if rep.number is not None and rep.one_leg and rep.working_near is not None
            )


def _figures(parts: Sequence[Part], exercises: dict[str, Exercise]) -> Figures:
    verdicts = [
        case.verdict
        for clip, rep in parts
        for case in _cases(clip, rep, exercises)
        if case.positive
    ]
    return {
        "found": share(sum(rep.found for _, rep in parts), len(parts)),
        "boundaries": spread(ms for _, rep in parts for ms in rep.boundary_ms),
        "seen": share(verdicts.count("seen"), len(verdicts)),
    }


def _cases(clip: ClipRecord, rep: RepRecord, exercises: dict[str, Exercise]) -> Iterator[Case]:
    exercise = exercises[str(clip.exercise)]
    for check in exercise.rep_checks:
        yield case_of_rep(clip, can_show(clip, exercise, check), check, rep)


# --- in words ---


def nearness_table(results: Figures) -> str:
    """Near and far leg beside each other."""
    rows = [
        [name, leg, counted(own["found"]), pair(own["boundaries"]), counted(own["seen"])]
        for name, legs in results["nearness"].items()
        for leg, own in legs.items()
    ]
    return table(["exercise", "leg", "reps found", "boundaries ms", "planted mistakes seen"], rows)


def in_a_line(nearness: Figures) -> str:
    """The same over all exercises, in a sentence."""
    if not nearness:
        return "No leg worked alone."
    near, far = (nearness["all"][leg] for leg in LEGS)
    return (
        "Where one leg works alone and is the one nearer to the camera, "
        f"{_said(near, 'its reps')}; where it is the far one, {_said(far, 'them')}."
    )


def _said(own: Figures, reps: str) -> str:
    found, seen = (percent(own[name]["value"]) for name in ("found", "seen"))
    return (
        f"{found} of {reps} are found, their phase boundaries are off by "
        f"{pair(own['boundaries'])} ms, and {seen} of the mistakes planted in them are seen"
    )
