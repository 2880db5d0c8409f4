"""Which frames show the mistakes, and what is drawn into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.analysis import Analysis
from formcheck.events import Finding, Rep
from formcheck.measures import Several
from formcheck.report import model
from formcheck.rule import AnyOf, Change, Check, Duration, Level, Pace, Spread
from formcheck.signals import REGISTRY
from formcheck.watch import EARLIER_REPS


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
        caption=caption_of(check, finding),
        picture=f"rep-{rep.number:02d}-{check.mistake}.jpg",
    )


def caption_of(check: Check, finding: Finding) -> str:
    """What was measured, in plain words: by the check, its sign, or against the earlier reps."""
    if check.sign and finding.reason.endswith(check.sign.name):
        return measured(replace(check, measure=check.sign.measure))
    if finding.reason.endswith(EARLIER_REPS):
        return f"{measured(check)}, against the set's earlier reps"
    return measured(check)


SPOKEN = {
    "hip_extension": "thigh against the line of the trunk",
    "lumbar_hollow": "hollow of the lower back",
    "belly_depth": "edge of the belly before the line of the back",
    "trunk_lean": "lean of the trunk",
    "knee_flexion": "bend of the knee",
    "neck_extension": "head against the line of the trunk",
    "hip_line": "line of the hips",
    "hips_up": "height of the hips",
    "hand_offset": "place of the hands",
    "elbow_offset": "place of the elbows",
    "knee_offset": "place of the knee",
}


def measured(check: Check) -> str:
    """The measure's name in plain words."""
    measure = check.measure
    if isinstance(measure, Duration):
        phase = {"hold": "time held at the peak", "lift": "time of the lift"}
        return phase.get(measure.phase, "time of the return")
    if isinstance(measure, Pace):
        way = "lift" if measure.phase == "lift" else "return"
        return f"peak speed of the {way}, in ranges of this rep a second"
    if isinstance(measure, Several):
        names = (_signal_words(part) for part, _ in measure.measures)
        which = " or ".join(names) if isinstance(measure, AnyOf) else " and ".join(names)
        return f"{which}, as a multiple of what is allowed"
    if isinstance(measure, Level | Spread):
        return _signal_words(measure)
    return check.mistake


def _signal_words(measure: Level | Spread) -> str:
    name = SPOKEN.get(measure.signal, measure.signal.replace("_", " "))
    if measure.leg == "support":
        name += " of the supporting leg"
    if isinstance(measure, Spread):
        return f"travel of the {name}"
    return f"change of the {name}" if isinstance(measure, Change) else name


def drawing(check: Check) -> tuple[str, str, tuple[str, ...]] | None:
    """What to draw for a check: kind, leg, names of the points; None where nothing is."""
    measure = check.measure
    if isinstance(measure, Several):
        measure = measure.measures[0][0]
    if not isinstance(measure, Level | Spread):
        return None
    kind, *points = REGISTRY[measure.signal].drawing or ("",)
    return (kind, measure.leg, tuple(points)) if kind else None
