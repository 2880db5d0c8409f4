"""Which frames show the mistakes, and what is drawn into them."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.analysis import Analysis
from formcheck.events import Finding, Rep
from formcheck.report import model, words
from formcheck.rule import AnyOf, Change, Check, Duration, Level, Pace, Spread
from formcheck.signals import REGISTRY


def choose_evidence(analysis: Analysis) -> list[model.Evidence]:
    """For each mistake seen the first rep that shows it and the one that shows it worst."""
    chosen: list[model.Evidence] = []
    for check in analysis.exercise.rep_checks:
        seen = [
            (rep, finding)
            for rep in analysis.outcome.reps
            for finding in rep.findings
            if finding.mistake == check.mistake and finding.verdict == "seen"
        ]
        chosen += [_evidence(check, rep, finding) for rep, finding in _first_and_worst(seen)]
    return chosen


def _first_and_worst(seen: Sequence[tuple[Rep, Finding]]) -> list[tuple[Rep, Finding]]:
    if not seen:
        return []
    worst = max(seen, key=lambda pair: abs((pair[1].value or 0.0) - pair[1].limit))
    return [seen[0]] if worst is seen[0] else [seen[0], worst]


def _evidence(check: Check, rep: Rep, finding: Finding) -> model.Evidence:
    return model.Evidence(
        rep=rep.number,
        mistake=check.mistake,
        frame_s=finding.frame_s,
        caption=f"Rep {rep.number}: {in_words(check, finding)}",
        picture=f"rep-{rep.number:02d}-{check.mistake}.jpg",
    )


def in_words(check: Check, finding: Finding) -> str:
    """What was measured, against what limit, with what error."""
    sense = "at most" if check.limit.bad == "above" else "at least"
    value = words.number(finding.value, finding.unit)
    limit = words.number(finding.limit, finding.unit)
    error = words.number(finding.error, finding.unit)
    return f"{measured(check)} {value}; limit {sense} {limit}, measuring error ±{error}"


def measured(check: Check) -> str:
    """The measure's name in plain words."""
    measure = check.measure
    if isinstance(measure, Duration):
        return {"hold": "time held at the peak", "lift": "lift", "lower": "return"}[measure.phase]
    if isinstance(measure, Pace):
        way = "lifting" if measure.phase == "lift" else "returning"
        return f"peak speed while {way}, in ranges of the rep a second,"
    if isinstance(measure, AnyOf):
        return "offset of hands or knees, as a share of what is allowed,"
    if isinstance(measure, Level | Spread):
        name = REGISTRY[measure.signal].name.replace("_", " ")
        whose = "supporting leg: " if measure.leg == "support" else ""
        if isinstance(measure, Spread):
            return f"{whose}{name} travels"
        return f"{whose}{name} changes by" if isinstance(measure, Change) else f"{whose}{name}"
    return check.mistake


def drawing(check: Check) -> tuple[str, str, tuple[str, ...]] | None:
    """What to draw for a check: kind, leg, names of the points; None where nothing is."""
    measure = check.measure
    if isinstance(measure, AnyOf):
        measure = measure.measures[0][0]
    if not isinstance(measure, Level | Spread):
        return None
    kind, *points = REGISTRY[measure.signal].drawing or ("",)
    return (kind, measure.leg, tuple(points)) if kind else None
