"""Per exercise: reps counted, exercise recognised, phases timed, angles measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from formcheck.rule import Exercise

from .judged import BOUNDARIES
from .records import ClipRecord, RepRecord
from .statistics import Figures, share, spread
from .views import can_count

FILM_RATE = 30.0
"""The rate at which the timing of phases is demanded."""


def exercise_figures(
    clips: Sequence[ClipRecord], exercises: dict[str, Exercise]
) -> dict[str, Figures]:
    """The figures of every exercise that clips show, by its id, and of "all" together."""
    known = [clip for clip in clips if clip.registered]
    ids = sorted({clip.exercise for clip in known if clip.exercise})
    by_id = {name: [clip for clip in known if clip.exercise == name] for name in ids}
    return {name: _figures(own, exercises) for name, own in {**by_id, "all": known}.items()}


def _figures(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Figures:
    countable = [c for c in clips if can_count(c, exercises[str(c.exercise)])]
    side = [clip for clip in countable if clip.view.startswith("side-")]
    return {
        "clips": len(clips),
        "from_other_views": len(clips) - len(countable),
        "counting": _counting(countable),
        "recognised": recognition(countable, exercises),
        "timing": {
            "all rates": timing(side),
            "30 fps": timing(c for c in side if c.fps == FILM_RATE),
        },
        "angles": {
            "peak": spread(
                rep.peak_error_deg
                for clip in side
                for rep in clip.reps
                if rep.peak_error_deg is not None
            ),
            **{name: spread(_angles(side, name)) for name in ("hip", "knee")},
        },
    }


def _angles(clips: Sequence[ClipRecord], name: str) -> Iterable[float]:
    return chain.from_iterable(clip.angles.get(name, []) for clip in clips)


# --- counting ---


def _counting(clips: Sequence[ClipRecord]) -> Figures:
    sets = [(clip.name, one) for clip in clips for one in clip.sets]
    off = [one.counted - one.true_reps for _, one in sets]
    worst = max(sets, key=lambda each: abs(each[1].counted - each[1].true_reps), default=None)
    return {
        "sets": len(sets),
        "reps": sum(one.true_reps for _, one in sets),
        "exact": share(sum(each == 0 for each in off), len(off)),
        "off_by_one": sum(abs(each) == 1 for each in off),
        "off_by_more": sum(abs(each) > 1 for each in off),
        "mae": sum(map(abs, off)) / len(off) if off else None,
        "missed": sum(not rep.found for clip in clips for rep in clip.reps),
        "false": sum(clip.false_reps for clip in clips),
        "wrongly_parted": [c.name for c in clips if c.found_sets != len(c.sets)],
        "wrong": [
            f"{name}: {one.counted} of {one.true_reps}"
            for name, one in sets
            if one.counted != one.true_reps
        ],
        "worst": worst[1].counted - worst[1].true_reps if worst and any(off) else 0,
    }


# --- recognising ---


def recognition(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Figures:
    """How often ``auto`` names the exercise, or one that looks the same on video.

    ``reps_exact`` counts the clips whose reps are right by the rules of what was recognised.
    """
    right = [clip for clip in clips if clip.recognised == clip.exercise]
    alike = [clip for clip in clips if clip not in right and _alike(clip, exercises)]
    exact = sum(clip.recognised_reps == sum(s.true_reps for s in clip.sets) for clip in clips)
    return {
        "reps_exact": share(exact, len(clips)),
        "right": len(right),
        "alike": len(alike),
        "accepted": share(len(right) + len(alike), len(clips)),
        "wrong": [
            f"{clip.name}: {clip.recognised}"
            for clip in clips
            if clip not in right and clip not in alike
        ],
    }


def _alike(clip: ClipRecord, exercises: dict[str, Exercise]) -> bool:
    def group(name: str | None) -> tuple[str, ...]:
        return exercises[name].alike if name in exercises else ()

    return clip.recognised in group(clip.exercise) or clip.exercise in group(clip.recognised)


# --- timing ---


def timing(clips: Iterable[ClipRecord]) -> Figures:
    """Errors of the phase boundaries in ms: all, by the leg's side, and each boundary's own."""
    reps = [rep for clip in clips for rep in clip.reps if rep.boundary_ms]
    return {
        "all": spread(_boundaries(reps)),
        "near leg": spread(_boundaries(r for r in reps if r.working_near)),
        "far leg": spread(_boundaries(r for r in reps if r.working_near is False)),
        **{
            name: spread(rep.boundary_ms[place] for rep in reps)
            for place, name in enumerate(BOUNDARIES)
        },
    }


def _boundaries(reps: Iterable[RepRecord]) -> Iterable[float]:
    return chain.from_iterable(rep.boundary_ms for rep in reps)


# --- what is no rep ---


def decoy_figures(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Figures:
    """Movements that are no reps, as ``auto`` judges them; exercises without a rule; false reps."""
    decoys = [clip for clip in clips if clip.exercise is None]
    strange = [clip for clip in clips if clip.exercise and not clip.registered]
    known = [clip for clip in clips if clip.registered]
    return {
        "clips": len(decoys),
        "minutes": sum(clip.duration_s for clip in decoys) / 60,
        "reps": sum(clip.recognised_reps for clip in decoys),
        "sets": sum(clip.recognised_sets for clip in decoys),
        "counted": {c.name: c.recognised_reps for c in decoys if c.recognised_reps},
        "in_sets": {
            "minutes": sum(clip.duration_s for clip in known) / 60,
            "reps": sum(clip.false_reps for clip in known),
            "counted": {c.name: c.false_reps for c in known if c.false_reps},
        },
        "without_a_rule": {
            "clips": len(strange),
            "counted": {
                clip.name: f"{clip.recognised_reps} of {clip.recognised}"
                for clip in strange
                if clip.recognised_reps and not _alike(clip, exercises)
            },
        },
    }
