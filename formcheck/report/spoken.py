"""The report's sentences: headline, advice on filming, plan and balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from formcheck.analysis import Analysis
from formcheck.events import SetResult
from formcheck.legbalance import DIFFERENCE_ERRORS, QUANTITIES
from formcheck.report import model, words
from formcheck.setplan import rest_remark, rounds
from formcheck.signals import REGISTRY
from formcheck.standard_checks import BETWEEN_SETS_S, MOST_SETS

REMINDERS = (
    "Glutes: tighten the buttock at the top; no camera can judge it.",
    "Breathing: out while lifting, in while lowering; not judged.",
    "Pain: stop at sharp or lasting pain; not judged.",
)


def signal_label(signal: str) -> str:
    """A signal and its sign in plain words."""
    return REGISTRY[signal].meaning


def headline(report: model.Report, analysis: Analysis | None) -> list[str]:
    """What was seen, in the order in which a person wants to know it."""
    if analysis is None:
        return [_nothing(report)]
    reps = analysis.outcome.reps
    if not reps:
        return [f"No {analysis.exercise.name} was counted.", *_refused(report)]
    clean = sum(rep.clean for rep in reps)
    lines = [
        f"{words.count(len(reps), 'rep')} of {analysis.exercise.name} in "
        f"{words.count(len(report.sets), 'set')}; {clean} clean."
    ]
    if report.exercise.others:
        lines.append(_besides(report.exercise.others))
    lines += [_seen(summary) for summary in report.mistakes if summary.verdict == "seen"]
    unclear = [s.name or s.id for s in report.mistakes if s.verdict == "cannot_be_judged"]
    if unclear:
        lines.append(f"Could not be judged: {', '.join(unclear)}.")
    return lines


def _besides(others: Sequence[model.OtherSet]) -> str:
    reps: Counter[str] = Counter()
    for each in others:
        reps[each.id] += each.reps
    shown = " and ".join(f"{words.count(n, 'rep')} of {name}" for name, n in reps.items())
    return f"The film also shows {shown}, which this report does not judge."


def _nothing(report: model.Report) -> str:
    if any(w.code == "no-person" for w in report.warnings):
        return "Nobody was found in the picture."
    return "No exercise was recognised."


def _refused(report: model.Report) -> list[str]:
    if not report.not_counted:
        return []
    reasons = list(dict.fromkeys(one.reason for one in report.not_counted))
    return [f"Movements were seen but not counted: {'; '.join(reasons[:3])}."]


def _seen(summary: model.MistakeSummary) -> str:
    name = (summary.name or summary.id).capitalize()
    where = f" on {words.reps(summary.reps)}" if summary.reps else ""
    return f"{name}{where}: {summary.cue}"


def advice(report: model.Report, analysis: Analysis | None) -> list[str]:
    """How to film so that more can be judged."""
    if analysis is None:
        return ["Film from the side, the whole body in the picture, in good light."]
    reasons = [s.reason or "" for s in report.mistakes if s.verdict == "cannot_be_judged"]
    lines = list(analysis.exercise.advice.filming) if any(reasons) else []
    if any("no baseline" in r for r in reasons):
        lines.append("Stand still in the start position for two seconds before the first rep.")
    if any("loose clothes" in r for r in reasons):
        lines.append("Tuck the shirt in or wear a tight one: hanging, it hides the lower back.")
    if any("hidden" in r or "not found" in r for r in reasons):
        lines.append("Let nothing stand between the camera and the legs; wear fitting clothes.")
    if any(w.code == "low-light" for w in report.warnings):
        lines.append("Film in more light.")
    return lines


def plan(analysis: Analysis) -> model.Plan:
    """The seeds' set plan against what this film shows."""
    low, high = analysis.exercise.target_reps
    sets = analysis.outcome.sets
    rests = [one.rest_after_s for one in sets if one.rest_after_s is not None]
    target = model.Target(low=low, high=high)
    asked = model.PlanAsked(reps=target, rest_s=BETWEEN_SETS_S, sets_at_most=MOST_SETS)
    done = model.PlanDone(sets=len(sets), reps=[len(one.reps) for one in sets], rests_s=rests)
    return model.Plan(asked=asked, done=done, remarks=list(_plan_remarks(target, sets)))


def _plan_remarks(target: model.Target, sets: Sequence[SetResult]) -> Iterator[str]:
    for number, reps in enumerate([len(one.reps) for one in sets], 1):
        if not target.low <= reps <= (target.high or reps):
            asked = words.target(target)
            yield f"Set {number}: {words.count(reps, 'rep')}, the plan asks for {asked}."
    if rounds(sets) > MOST_SETS:
        yield f"{rounds(sets)} sets; the plan asks for at most {MOST_SETS}."
    if remark := rest_remark(sets):
        yield remark


def symmetry_remarks(differences: Mapping[str, float]) -> list[str]:
    """Each difference between the legs that is larger than its error, in words."""
    return [
        f"The {QUANTITIES[name]} differs by {share:.0%}."
        for name, share in differences.items()
        if share >= DIFFERENCE_ERRORS[name]
    ]
