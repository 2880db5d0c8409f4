"""What is kept of a judged clip: plain data that a process can hand over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from formcheck.events import Finding, Rep, SetFinding, SetResult

from .against_truth import FrameTruth, SignalError, angle_errors, signal_errors
from .judged import BOUNDARIES, SHOWN_BY_NEXT, Judged, rules
from .landmarks import LegFrame, leg_frames
from .margins import MarginError, margin_errors
from .samples import Sample
from .true_sets import TrueRep, true_faults, true_sets

SET_MISTAKES = frozenset({"side-switch", "side-imbalance", "too-heavy", "off-plan"})
"""Judged on whole sets."""


@dataclass(frozen=True)
class Planted:
    """A mistake put into a rep or a set.

    Attributes:
        counts: whether it is as large as what the rule's text calls a mistake.
        shown: False on a rep in which it is begun, but on which it cannot be seen yet.
    """

    magnitude: float
    unit: str
    counts: bool
    shown: bool = True


@dataclass(frozen=True)
class Said:
    """The program's verdict on one mistake."""

    verdict: str
    reason: str
    value: float | None
    limit: float | None


@dataclass(frozen=True)
class RepRecord:
    """A true rep, or a counted rep that is none.

    Attributes:
        number: of the true rep; None where there is none.
        working_near: whether the working leg is the one near the camera; None seen from an end.
        said: by mistake; empty where the rep was not counted.
        one_leg: whether one leg worked alone.
        boundary_ms: found minus true, start, start and end of the peak, end.
        wrong_share: share of the rep's frames in which the working leg is measured wrongly.
        first, last: of its set.
    """

    number: int | None
    planted: dict[str, Planted]
    said: dict[str, Said]
    found: bool
    working_near: bool | None = None
    one_leg: bool = True
    boundary_ms: tuple[float, ...] = ()
    peak_error_deg: float | None = None
    wrong_share: float = 0.0
    first: bool = False
    last: bool = False

    @property
    def clean(self) -> bool:
        """A true rep without any mistake of any size."""
        return self.number is not None and not self.planted


@dataclass(frozen=True)
class SetRecord:
    """A true set: reps done and counted, what was planted in it and what was said of it."""

    true_reps: int
    counted: int
    planted: dict[str, Planted]
    said: dict[str, Said]
    sides: int


@dataclass(frozen=True)
class ClipRecord:
    """One judged clip.

    Attributes:
        exercise: None for a clip of movements that are no reps.
        view, azimuth_deg: the camera, as the studio placed it.
        body: distinguishes the people.
        bridged: a shirt hangs over the hollow of the back.
        recognised_reps, recognised_sets: counted by the exercise that was recognised.
        found_sets: counted by the rules of the true exercise.
        angles: degrees off in every frame of the reps, of hip and knee of the working leg.
        legs: how many frames of the legs were measured how.
        margins: how far each check's measure was off on each rep.
    """

    name: str
    exercise: str | None
    registered: bool
    variant: str | None
    view: str
    azimuth_deg: float
    fps: float
    body: str
    bridged: bool
    duration_s: float
    recognised: str | None
    recognised_reps: int
    recognised_sets: int
    found_sets: int
    reps: tuple[RepRecord, ...]
    sets: tuple[SetRecord, ...]
    angles: dict[str, list[float]] = field(default_factory=dict)
    signals: tuple[SignalError, ...] = ()
    legs: Counter[LegFrame] = field(default_factory=Counter)
    margins: tuple[MarginError, ...] = ()

    @property
    def false_reps(self) -> int:
        """Reps counted where there is none."""
        return sum(rep.number is None for rep in self.reps)


def record_of(judged: Judged, sample: Sample) -> ClipRecord:
    """Everything that the figures are made of."""
    truth, known = judged.truth, rules()
    measured: dict[str, Any] = {}
    wrong: dict[int, float] = {}
    if judged.analysis is not None and truth["exercise"] in known and judged.pairs:
        frames = FrameTruth.on(judged.analysis, truth, sample.frames())
        legs, wrong = leg_frames(judged, frames)
        measured = {
            "angles": angle_errors(judged, frames),
            "signals": tuple(signal_errors(judged, frames)),
            "legs": legs,
            "margins": tuple(margin_errors(judged, frames)),
        }
    return ClipRecord(
        name=judged.name,
        exercise=truth["exercise"],
        registered=truth["exercise"] in known,
        variant=truth["variant"],
        view=truth["view"],
        azimuth_deg=truth["azimuth_deg"],
        fps=truth["fps"],
        body=repr(sorted(truth["body"].items())),
        bridged=truth["clothes"]["fit"] == "draped",
        duration_s=truth["duration_s"],
        recognised=judged.recognised,
        recognised_reps=judged.recognised_reps,
        recognised_sets=judged.recognised_sets,
        found_sets=len(judged.found_sets),
        reps=tuple(_reps(judged, wrong)),
        sets=tuple(_sets(judged)),
        **measured,
    )


# --- reps ---


def _reps(judged: Judged, wrong: dict[int, float]) -> Iterable[RepRecord]:
    found = {true["number"]: rep for true, rep in judged.pairs}
    ends = {(s[0]["number"], s[-1]["number"]) for s in true_sets(judged.truth["reps"])}
    firsts, lasts = ({pair[place] for pair in ends} for place in (0, 1))
    for before, true in zip([None, *judged.truth["reps"]], judged.truth["reps"], strict=False):
        rep = found.get(true["number"])
        yield RepRecord(
            number=true["number"],
            planted=_planted_in_rep(before, true),
            said=_said(rep.findings) if rep else {},
            found=rep is not None,
            working_near=_near(judged.truth["view"], true["side"]),
            one_leg=true["side"] != "both",
            boundary_ms=_boundaries(true, rep) if rep else (),
            peak_error_deg=_peak_error(true, rep) if rep else None,
            wrong_share=wrong.get(true["number"], 0.0),
            first=true["number"] in firsts,
            last=true["number"] in lasts,
        )
    for rep in judged.false:
        yield RepRecord(None, {}, _said(rep.findings), found=True)


def _planted_in_rep(before: dict[str, Any] | None, true: dict[str, Any]) -> dict[str, Planted]:
    own = [m for m in true["mistakes"] if m["id"] not in SET_MISTAKES]
    begun = {m["id"]: replace(_as_planted(m), shown=m["id"] not in SHOWN_BY_NEXT) for m in own}
    earlier = before["mistakes"] if before else []
    return begun | {m["id"]: _as_planted(m) for m in earlier if m["id"] in SHOWN_BY_NEXT}


def _as_planted(mistake: dict[str, Any]) -> Planted:
    counts = bool(mistake.get("counts", True))
    return Planted(float(mistake["magnitude"]), mistake.get("unit", ""), counts)


def _said(findings: Iterable[Finding | SetFinding]) -> dict[str, Said]:
    return {f.mistake: Said(f.verdict, f.reason, f.value, f.limit) for f in findings}


def _near(view: str, side: str) -> bool | None:
    if not view.startswith("side-"):
        return None
    return side == "both" or view == f"side-{side}"


def _boundaries(true: dict[str, Any], rep: Rep) -> tuple[float, ...]:
    return tuple(1e3 * (getattr(rep, name) - true[name]) for name in BOUNDARIES)


def _peak_error(true: dict[str, Any], rep: Rep) -> float | None:
    in_degrees = rep.unit == true["range"]["unit"] == "deg"
    return rep.peak_level - true["range"]["peak"] if in_degrees else None


# --- sets ---


def _sets(judged: Judged) -> Iterable[SetRecord]:
    """Each counted rep belongs to the true set that is nearest in time."""
    every = judged.truth["reps"]
    sets = true_sets(every)
    owner = {rep.number: _nearest(rep, sets) for rep in judged.found} if sets else {}
    for number, own in enumerate(sets):
        yield SetRecord(
            true_reps=len(own),
            counted=sum(of == number for of in owner.values()),
            planted=_planted_in_set(judged.truth["exercise"], own, every),
            said=_said_of_set(judged.found_sets, owner, number),
            sides=len({rep["side"] for rep in every}),
        )


def _nearest(rep: Rep, sets: list[list[TrueRep]]) -> int:
    middle = (rep.start_s + rep.end_s) / 2

    def distance(number: int) -> float:
        first, last = sets[number][0], sets[number][-1]
        return max(first["start_s"] - middle, middle - last["end_s"], 0.0)

    return min(range(len(sets)), key=distance)


def _planted_in_set(
    exercise_id: str, own: list[TrueRep], every: list[TrueRep]
) -> dict[str, Planted]:
    exercise = rules().get(exercise_id)
    faults = true_faults(exercise, own, every) if exercise else {}
    return {mistake: Planted(*found) for mistake, found in faults.items()}


def _said_of_set(sets: list[SetResult], owner: dict[int, int], number: int) -> dict[str, Said]:
    """What was said of the found set that holds most of the true set's reps."""
    shared = {s.number: sum(owner.get(r.number) == number for r in s.reps) for s in sets}
    best = max(sets, key=lambda s: shared[s.number], default=None)
    if best is None or not shared[best.number]:
        return {}
    return _said(f for f in best.findings if f.mistake in SET_MISTAKES)
