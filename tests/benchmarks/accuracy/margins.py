"""How far each check's measure is off on each rep, beside the margin that the program states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from formcheck.body import SIDES, other
from formcheck.events import Rep
from formcheck.measures import AllOf, Change, Level, Measure, Several, Spread
from formcheck.phases import Move
from formcheck.readings import read
from formcheck.rule import Check, RepCycle
from formcheck.signals import REGISTRY
from formcheck.timeline import Timeline
from formcheck.window import Baseline, RepWindow

from .against_truth import CHANGE_ONLY, START_S, TRUE_SIGNALS, FrameTruth, nearness
from .judged import BOUNDARIES, Judged
from .true_sets import TrueRep

Known = Level | Spread | Several
HOLLOW = "lumbar_hollow"
"""It has no true value in its unit, but on reps without any mistake it should not change."""


class MarginError(NamedTuple):
    """One measure of one check on one rep.

    Attributes:
        near: "near" or "far" side of the body; "" where the measure looks at no single leg.
        error: measured minus true, in ``unit``.
        margin: the measuring error that the program states.
    """

    mistake: str
    measure: str
    near: str
    unit: str
    error: float
    margin: float


def margin_errors(judged: Judged, true: FrameTruth) -> Iterator[MarginError]:
    """Of every measure with a known truth, on every rep on which the program takes it."""
    assert judged.analysis is not None
    for true_rep, rep, own, real in windows(judged, true):
        for check in judged.analysis.exercise.rep_checks:
            if own.view in check.views and rep.variant in (check.variants or (rep.variant,)):
                for measure, limit in _parts(check):
                    if _is_known(measure, true_rep):
                        yield from _error(check, measure, limit, own, real)


def _parts(check: Check) -> Iterator[tuple[Known, float]]:
    """The measures that a check rests on, each with how much of it is one of the check's unit."""
    measure: Measure = check.measure
    if isinstance(measure, Known):
        yield measure, 1.0
    if isinstance(measure, Several):
        yield from measure.measures


def _is_known(measure: Known, true_rep: TrueRep) -> bool:
    if isinstance(measure, Several):
        return all(_is_known(part, true_rep) for part, _ in measure.measures)
    if measure.signal == HOLLOW:
        return not true_rep["mistakes"]
    relative = isinstance(measure, Change | Spread)
    return measure.signal in TRUE_SIGNALS and (relative or measure.signal not in CHANGE_ONLY)


def _error(
    check: Check, measure: Known, limit: float, own: RepWindow, real: RepWindow
) -> Iterator[MarginError]:
    found = read(_signed(measure), own)
    error = found.value - read(_true(measure), real).value
    # What is doubted convicts nobody, whatever the margin.
    if np.isfinite(error) and not found.doubted:
        yield MarginError(
            check.mistake,
            told(measure),
            _near(measure, own),
            measure.unit,
            error,
            found.error if check.error is None else check.error * limit,
        )


def _signed(measure: Known) -> Known:
    """A change with its direction: near the limit, that is what its size is off by."""
    return replace(measure, magnitude=False) if isinstance(measure, Change) else measure


def _true(measure: Known) -> Known:
    """What is true needs no condition, and no offset taken off."""
    if isinstance(measure, Several):
        return type(measure)(tuple((_true(part), limit) for part, limit in measure.measures))
    if isinstance(measure, Spread):
        return measure
    plain = Change if isinstance(measure, Change) else Level
    return plain(measure.signal, measure.leg, measure.span, measure.pick)


def _near(measure: Known, window: RepWindow) -> str:
    if isinstance(measure, Several):
        return ""
    leg = window.side if measure.leg == "working" else other(window.side)
    one_leg = REGISTRY[measure.signal].sided and leg != "both"
    return nearness(window.view, leg) if one_leg else ""


def told(measure: Known) -> str:
    """A measure in a few words."""
    if isinstance(measure, Several):
        return "all together" if isinstance(measure, AllOf) else "any of them"
    where = f"{measure.pick} of {measure.span}" if isinstance(measure, Level) else measure.span
    leg = ", support leg" if measure.leg == "support" else ""
    return f"{type(measure).__name__.lower()} of {measure.signal}, {where}{leg}"


# --- the same rep, as it was measured and as it was ---


def windows(
    judged: Judged, true: FrameTruth
) -> Iterator[tuple[TrueRep, Rep, RepWindow, RepWindow]]:
    """Each true rep with the one found: as the program measures it, and as it was."""
    assert judged.analysis is not None
    timeline, cycle = judged.analysis.session.timeline, judged.analysis.exercise.cycle
    own = _windows(
        timeline,
        cycle,
        ((rep, [getattr(rep, b) for b in BOUNDARIES]) for _, rep in judged.pairs),
    )
    real = _windows(
        _true_timeline(timeline, true),
        cycle,
        ((rep, [true_rep[b] for b in BOUNDARIES]) for true_rep, rep in judged.pairs),
    )
    for (true_rep, rep), as_found, as_was in zip(judged.pairs, own, real, strict=True):
        yield true_rep, rep, as_found, replace(as_was, trusting=True)


def _windows(
    timeline: Timeline, cycle: RepCycle, reps: Iterable[tuple[Rep, list[float]]]
) -> Iterator[RepWindow]:
    baselines: dict[int, Baseline] = defaultdict(Baseline)
    before_s: float | None = None
    for rep, (start_s, peak_start_s, peak_end_s, end_s) in reps:
        yield RepWindow(
            timeline=timeline,
            signal=rep.signal,
            joints=cycle.timed_by,
            side=rep.side,
            out=_move(start_s, peak_start_s, rep.start_level, rep.peak_level),
            back=_move(peak_end_s, end_s, rep.peak_level, rep.start_level),
            lowers_first=rep.lowers_first,
            still_from_s=max(start_s - START_S, before_s or 0.0),
            moved_before_s=before_s,
            rep_before_s=before_s,
            side_before=None,
            baseline=baselines[rep.set],
            full_range=cycle.full_range,
        )
        before_s = end_s


def _move(from_s: float, to_s: float, level_from: float, level_to: float) -> Move:
    """Its times and levels: speeds are no matter of the measures that are looked at."""
    return Move(from_s, to_s, 0.0, level_from, level_to, peak_speed=1.0)


def _true_timeline(timeline: Timeline, true: FrameTruth) -> Timeline:
    """The timeline with the true signals in place of the measured ones."""
    columns = dict(timeline.as_columns())
    columns[HOLLOW] = np.zeros(len(timeline))
    for name, true_signal in TRUE_SIGNALS.items():
        for side in SIDES if REGISTRY[name].sided else ("",):
            columns[f"{name}.{side}" if side else name] = true_signal(true, side)
    result = Timeline(timeline.columns)
    for time_s, row in zip(
        timeline.time_s, np.stack([columns[n] for n in timeline.columns], axis=1), strict=True
    ):
        result.append(float(time_s), row)
    return result
