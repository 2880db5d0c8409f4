"""Fold what the core concluded into the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck import events
from formcheck.analysis import Analysis, Choice
from formcheck.body import view_name
from formcheck.geometry import circular_mean
from formcheck.legbalance import leg_differences
from formcheck.mistakes import MISTAKES
from formcheck.recording import Recording
from formcheck.report import model, spoken
from formcheck.report.evidence import choose_evidence
from formcheck.report.fields import known
from formcheck.report.warn import warnings_about
from formcheck.rule import Check, Exercise
from formcheck.setwatch import leg_work, over_reps
from formcheck.watch import peak_band

PLOT_POINTS = 700
PLOT_MARGIN_S = 2.0
LEAST_POSITION_SHARE = 0.3


@dataclass(frozen=True)
class Source:
    """What the outside world knows about the film and the run."""

    program: model.Program
    video: model.Video
    timing: model.Timing
    truncated: bool = False
    described: model.Described | None = None
    replaced_rules: Sequence[str] = field(default_factory=tuple)
    refused_rules: Sequence[str] = field(default_factory=tuple)


def build(choice: Choice, recording: Recording, source: Source) -> model.Report:
    """The whole report but its pictures."""
    analysis = choice.analysis
    if analysis is not None and _unrecognised(choice, analysis):
        analysis = None
    reps = [_rep(rep) for rep in analysis.outcome.reps] if analysis else []
    report = model.Report(
        program=source.program,
        video=source.video,
        exercise=_exercise(choice, analysis),
        scenes=_scenes(analysis) if analysis else [],
        reps=reps,
        not_counted=_not_counted(analysis) if analysis else [],
        mistakes=_overall(analysis) if analysis else [],
        sets=[_set(analysis.exercise, one) for one in analysis.outcome.sets] if analysis else [],
        plan=spoken.plan(analysis) if analysis else None,
        symmetry=_symmetry(analysis) if analysis else None,
        warnings=[
            *warnings_about(choice, analysis, recording, source.truncated),
            *_own_rules(source.replaced_rules),
            *_refused_rules(source.refused_rules),
        ],
        timing=source.timing,
        described=source.described,
        reminders=list(spoken.REMINDERS),
        plots=[_plot(analysis, one) for one in analysis.outcome.sets] if analysis else [],
        evidence=choose_evidence(analysis) if analysis else [],
    )
    report.headline = spoken.headline(report, analysis)
    report.advice = spoken.advice(report, analysis)
    return report


def _own_rules(replaced: Sequence[str]) -> list[model.ReportWarning]:
    if not replaced:
        return []
    message = f"Judged by rules of your own in place of the built-in ones: {', '.join(replaced)}."
    return [model.ReportWarning(code="own-rules", message=message)]


def _refused_rules(refused: Sequence[str]) -> list[model.ReportWarning]:
    return [
        model.ReportWarning(code="rule-refused", message=f"Not used: {each.rstrip('.')}.")
        for each in refused
    ]


def _unrecognised(choice: Choice, analysis: Analysis) -> bool:
    """Nothing counted and hardly ever in position: then no exercise has been recognised."""
    share = analysis.session.position_share()
    return choice.recognised and not analysis.outcome.reps and share < LEAST_POSITION_SHARE


def _exercise(choice: Choice, analysis: Analysis | None) -> model.Exercise:
    candidates = [model.Candidate(id=i, confidence=c) for i, c in choice.candidates]
    exercise = analysis.exercise if analysis else choice.wanted
    confidence = dict(choice.candidates).get(exercise.id) if exercise else None
    variant = _variant(analysis)
    return model.Exercise(
        id=exercise.id if exercise else None,
        name=exercise.name if exercise else None,
        alike=list(exercise.alike) if exercise else [],
        chosen_by="recognised" if choice.recognised else "user",
        confidence=confidence if choice.recognised else None,
        candidates=candidates,
        variant=variant,
        variant_chosen_by=("user" if variant == choice.variant else "recognised")
        if variant
        else None,
        others=[
            model.OtherSet(id=b.exercise, from_s=b.from_s, to_s=b.to_s, reps=b.reps)
            for b in choice.bouts
        ],
    )


def _variant(analysis: Analysis | None) -> str | None:
    """The variant by which most reps were judged."""
    known_ones = [rep.variant for rep in analysis.outcome.reps if rep.variant] if analysis else []
    return Counter(known_ones).most_common(1)[0][0] if known_ones else None


def _scenes(analysis: Analysis) -> list[model.Scene]:
    timeline = analysis.session.timeline
    numbers = timeline["scene"]
    found = []
    for number in np.unique(numbers):
        frames = np.flatnonzero(numbers == number)
        azimuth = timeline["azimuth"][frames]
        facing = circular_mean(azimuth)
        sighted = np.isfinite(timeline["trunk_lean"][frames])
        judgable = sighted & np.array([view_name(a).startswith("side") for a in azimuth])
        view = model.View(
            name=view_name(facing) if np.isfinite(facing) else None,  # type: ignore[arg-type]
            azimuth_deg=known(-facing),
            share_of_frames_judgable=float(judgable.mean()),
        )
        from_s, to_s = timeline.time_s[frames[[0, -1]]]
        found.append(model.Scene(from_s=from_s, to_s=to_s, view=view))
    return found


def _rep(rep: events.Rep) -> model.Rep:
    return model.Rep(
        number=rep.number,
        set=rep.set,
        view=rep.view,  # type: ignore[arg-type]
        side=rep.side,
        start_s=rep.start_s,
        peak_start_s=rep.peak_start_s,
        peak_end_s=rep.peak_end_s,
        end_s=rep.end_s,
        phases=model.Phases(
            lift_s=rep.lift_s,
            hold_s=rep.hold_s,
            lower_s=rep.lower_s,
            rest_s=None if rep.rest_s is None else max(rep.rest_s, 0.0),
        ),
        time_error_s=known(rep.time_error_s),
        range=model.RepRange(start=rep.start_level, peak=rep.peak_level, unit=rep.unit),
        complete=rep.complete,
        mistakes=[_verdict(finding) for finding in rep.findings],
    )


def _verdict(finding: events.Finding) -> model.MistakeVerdict:
    return model.MistakeVerdict(
        id=finding.mistake,
        verdict=finding.verdict,
        value=known(finding.value),
        limit=finding.limit,
        error=known(finding.error),
        unit=finding.unit,
        reason=finding.reason or None,
        from_s=finding.from_s,
        to_s=finding.to_s,
        frame_s=finding.frame_s,
    )


def _summary(check: Check, found: events.SetFinding) -> model.MistakeSummary:
    return model.MistakeSummary(
        id=check.mistake,
        verdict=found.verdict,
        reps=list(found.reps),
        reason=found.reason or None,
        cue=check.cue,
        first_frame_s=found.first_frame_s,
        name=MISTAKES[check.mistake].name,
        limit_is="at_most" if check.limit.bad == "above" else "at_least",
        origin=str(check.limit.origin),
    )


def _overall(analysis: Analysis) -> list[model.MistakeSummary]:
    """Every mistake of the exercise once, over all sets of the film."""
    exercise, sets = analysis.exercise, analysis.outcome.sets
    over_all = [
        _summary(check, over_reps(check.mistake, analysis.outcome.reps))
        for check in exercise.rep_checks
    ]
    return over_all + [
        _summary(check, _worst(check.mistake, sets)) for check in exercise.set_checks
    ]


def _worst(mistake: str, sets: Sequence[events.SetResult]) -> events.SetFinding:
    """Of the sets' verdicts on one mistake the gravest; seen in one set is seen."""
    found = [f for one in sets for f in one.findings if f.mistake == mistake]
    if not found:
        return events.SetFinding(mistake, "cannot_be_judged", (), "no set was counted", None)
    worst = min(found, key=lambda f: events.WORST_FIRST.index(f.verdict))
    reps = tuple(number for f in found if f.verdict == "seen" for number in f.reps)
    return replace(worst, reps=reps)


def _set(exercise: Exercise, one: events.SetResult) -> model.SetResult:
    checks = {check.mistake: check for check in exercise.checks}
    low, high = exercise.target_reps
    return model.SetResult(
        number=one.number,
        from_s=one.reps[0].start_s,
        to_s=one.reps[-1].end_s,
        side=one.side,
        reps=len(one.reps),
        clean_reps=sum(rep.clean for rep in one.reps),
        target=model.Target(low=low, high=high),
        rest_after_s=one.rest_after_s,
        tempo=_tempo(one.reps),
        mistakes=[_summary(checks[f.mistake], f) for f in one.findings],
    )


def _tempo(reps: Sequence[events.Rep]) -> model.Tempo:
    rests = [rep.rest_s for rep in reps if rep.rest_s is not None]
    return model.Tempo(
        lift_s=float(np.median([rep.lift_s for rep in reps])),
        hold_s=float(np.median([rep.hold_s for rep in reps])),
        lower_s=float(np.median([rep.lower_s for rep in reps])),
        rest_s=max(float(np.median(rests)), 0.0) if rests else None,
        rep_s=float(np.median([rep.end_s - rep.start_s for rep in reps])),
    )


def _not_counted(analysis: Analysis) -> list[model.NotCounted]:
    return [
        model.NotCounted(from_s=r.from_s, to_s=r.to_s, reason=r.reason)
        for r in analysis.outcome.refusals
    ]


def _symmetry(analysis: Analysis) -> model.Symmetry | None:
    left, right = (
        [rep for rep in analysis.outcome.reps if rep.side == side] for side in ("left", "right")
    )
    if not left or not right:
        return None
    remarks = spoken.symmetry_remarks(leg_differences(leg_work(left), leg_work(right)))
    return model.Symmetry(left=_side(left), right=_side(right), remarks=remarks)


def _side(reps: Sequence[events.Rep]) -> model.SideSummary:
    return model.SideSummary(
        reps=len(reps),
        clean_reps=sum(rep.clean for rep in reps),
        peak=float(np.median([rep.peak_level for rep in reps])),
        unit=reps[0].unit,
        lift_s=float(np.median([rep.lift_s for rep in reps])),
        lower_s=float(np.median([rep.lower_s for rep in reps])),
    )


def _plot(analysis: Analysis, one: events.SetResult) -> model.Plot:
    timeline, signal = analysis.session.timeline, one.reps[0].signal
    part = timeline.between(one.reps[0].start_s - PLOT_MARGIN_S, one.reps[-1].end_s + PLOT_MARGIN_S)
    step = max(1, (part.stop - part.start) // PLOT_POINTS)
    times = timeline.time_s[part][::step]
    offset = float(np.median([rep.offset for rep in one.reps]))
    values = timeline.column(signal, one.side, part)[::step] - offset
    return model.Plot(
        set=one.number,
        signal=signal,
        unit=one.reps[0].unit,
        time_s=[float(t) for t in times],
        value=[known(float(v)) for v in values],
        target=_target_band(analysis.exercise, signal),
        label=spoken.signal_label(signal),
    )


def _target_band(exercise: Exercise, signal: str) -> model.Band | None:
    """Where the peaks of the rep signal should lie; None where it has no target."""
    low, high = peak_band(exercise, next(c for c in exercise.cycles if c.signal == signal))
    return None if low is None and high is None else model.Band(low=low, high=high)
