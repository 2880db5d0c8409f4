"""Measuring one rep against the checks of its exercise: seen, not seen, cannot be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.body import SIDES
from formcheck.events import Finding, Verdict
from formcheck.measured import Reading
from formcheck.order import median
from formcheck.readings import read
from formcheck.rule import Check, Exercise, Limit, RepCycle, Sign, Typical, Usual
from formcheck.timeline import Timeline
from formcheck.window import RepWindow

NO_VIEW = "no single camera shows it where reps of this exercise are counted"
MARGIN = "the margin is smaller than the measuring error"
EARLIER_REPS = "the difference from the set's earlier reps"
AS_USUAL = (
    "it may be the build or the clothes: the rep stands out from no two earlier ones of this leg"
)
UNUSUAL = "it is within the limit, but unlike what the set's earlier reps show"


def judge(check: Check, window: RepWindow, variant: str | None) -> Finding:
    """The verdict on one mistake in one rep."""
    reading = read(check.measure, window)
    finding = _judge(check, reading, window, variant)
    if check.usual:
        finding = _against_usual(check, check.usual, finding, reading, window)
    if check.sign:
        finding = _by_sign(check, check.sign, finding, window, variant)
    if finding.verdict == "seen":
        window.baseline.seen.setdefault(check.mistake, set()).add(window.out.start_s)
    return finding


def _by_sign(
    check: Check, sign: Sign, finding: Finding, window: RepWindow, variant: str | None
) -> Finding:
    """The finding, by what may show the mistake all the same."""
    unmeasured = finding.verdict == "cannot_be_judged" and finding.reason != MARGIN
    if finding.verdict == "seen" or not (unmeasured or sign.always):
        return finding
    by_sign = replace(check, measure=sign.measure, limit=sign.limit, error=sign.error)
    told = _judge(by_sign, read(sign.measure, window), window, variant)
    if told.verdict != "seen":
        return finding
    judged_by = f"judged by {sign.name}"
    return replace(told, reason=f"{finding.reason}; {judged_by}" if unmeasured else judged_by)


def _against_usual(
    check: Check, usual: Usual, finding: Finding, reading: Reading, window: RepWindow
) -> Finding:
    """The finding, settled by how the rep stands out from the set's earlier ones."""
    if finding.verdict == "cannot_be_judged" and finding.reason != MARGIN:
        return finding
    name, start_s = f"{check.mistake}.{window.side}", window.out.start_s
    beyond = reading.value - window.baseline.usual(name, start_s, usual.unlike)
    window.baseline.values.setdefault(name, {})[start_s] = reading.value
    stands_out = compare(beyond, usual.limit, usual.error) == "seen"
    past = not usual.past_limit or compare(reading.value, check.limit, 0.0) == "seen"
    if finding.verdict == "cannot_be_judged" and stands_out and past:
        told = f"{MARGIN}; {beyond:+.3g} {check.measure.unit} is judged by {EARLIER_REPS}"
        return replace(finding, verdict="seen", reason=told)
    if usual.needed and finding.verdict == "seen" and not stands_out:
        return replace(finding, verdict="cannot_be_judged", reason=AS_USUAL)
    if finding.verdict == "not_seen" and stands_out and not usual.past_limit:
        return replace(finding, verdict="cannot_be_judged", reason=UNUSUAL)
    return finding


def _judge(check: Check, reading: Reading, window: RepWindow, variant: str | None) -> Finding:
    """The verdict by one measure alone."""
    error = reading.error if check.error is None else check.error
    reason = _cannot(check, window, variant) or reading.problem
    if not reason and not np.isfinite(reading.value):
        reason = "it could not be measured"
    verdict: Verdict = "cannot_be_judged"
    if not reason:
        verdict = compare(reading.value, check.limit, error)
    if not reason and verdict == "cannot_be_judged":
        reason = reading.doubted or MARGIN
    if open_to := {"seen": reading.doubted, "not_seen": reading.veiled}.get(verdict):
        verdict, reason = "cannot_be_judged", open_to
    known = np.isfinite(reading.value)
    return Finding(
        mistake=check.mistake,
        verdict=verdict,
        value=reading.value if known else None,
        limit=check.limit.value,
        error=error if known else None,
        unit=check.measure.unit,
        reason=reason,
        from_s=reading.from_s,
        to_s=reading.to_s,
        frame_s=reading.frame_s,
    )


def compare(value: float, limit: Limit, error: float) -> Verdict:
    """Three verdicts: beyond the limit by more than the error, inside by more, or neither."""
    beyond = value - limit.value if limit.bad == "above" else limit.value - value
    if beyond > error:
        return "seen"
    return "not_seen" if beyond < -error else "cannot_be_judged"


def _cannot(check: Check, window: RepWindow, variant: str | None) -> str:
    if not check.views:
        return NO_VIEW
    if window.view not in check.views:
        wanted = " or ".join(sorted({v.split("-")[0] for v in check.views}))
        return f"wrong view: filmed from {spoken_view(window.view)}, shown only from the {wanted}"
    if check.variants and variant not in check.variants:
        wanted = " or ".join(check.variants)
        return f"asked only of the {wanted} variant; this rep is {variant or 'neither'}"
    steepest = check.steepest_deg
    if np.isfinite(steepest) and looks_down_deg(window.timeline, window.span("rep")) > steepest:
        return f"the camera looks down on the body by more than {steepest:g} degrees"
    return ""


def looks_down_deg(timeline: Timeline, part: slice) -> float:
    """How far the camera looks down on the body; NaN where that is not known."""
    return median(timeline["camera_above"][part])


def spoken_view(view: str) -> str:
    """A camera view as it reads after "filmed from"."""
    return {"front": "the front", "rear": "behind", "oblique": "an angle"}.get(view, "the side")


def peak_band(exercise: Exercise, cycle: RepCycle) -> tuple[float | None, float | None]:
    """Between which levels of the rep signal a peak should lie; None = open or not known.

    Where the signal falls to its peak, as in a press, the target is the upper end.
    """
    if cycle.target is None:
        return None, None
    over = next((c.limit.value for c in exercise.checks if c.mistake == "over-range"), None)
    target = cycle.target
    return (target.value, over) if target.bad == "below" else (over, target.value)


def likeness(exercise: Exercise, window: RepWindow) -> float:
    """How much the rep is like a usual one of the exercise, 0..1.

    The share of what is typical that holds, of what can be measured; 1 where nothing can, and 0
    of one leg's rep where something decisive does not hold.
    """
    if window.side in SIDES and not all(_holding(exercise.decisive, window)):
        return 0.0
    holds = _holding(exercise.typical, window)
    return sum(holds) / len(holds) if holds else 1.0


def _holding(typical: Sequence[Typical], window: RepWindow) -> list[bool]:
    """Whether each of those that can be measured holds."""
    found = [(read(measure, window).value, low, high) for measure, low, high in typical]
    return [low <= value <= high for value, low, high in found if np.isfinite(value)]
