"""Measuring one rep against the checks of its exercise: seen, not seen, cannot be judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.events import Finding, Verdict
from formcheck.readings import read
from formcheck.rule import Check, Limit, Usual
from formcheck.window import RepWindow

MARGIN = "the margin is smaller than the measuring error"
EARLIER_REPS = "the difference from the set's earlier reps"
AS_USUAL = "no two earlier reps of the set show that it is not the build or the clothes"


def judge(check: Check, window: RepWindow, variant: str | None) -> Finding:
    """The verdict on one mistake in one rep."""
    if variant is not None and variant in check.variant_limits:
        limit, error = check.variant_limits[variant]
        check = replace(check, limit=limit, error=error)
    finding, sign = _judge(check, window, variant), check.sign
    if check.usual and finding.value is not None:
        finding = _against_usual(check, check.usual, finding, finding.value, window)
    if sign is None or finding.verdict != "cannot_be_judged" or finding.reason == MARGIN:
        return finding
    by_sign = replace(check, measure=sign.measure, limit=sign.limit, error=sign.error)
    told = _judge(by_sign, window, variant)
    if told.verdict != "seen":
        return finding
    return replace(told, reason=f"{finding.reason}; judged by {sign.name}")


def _against_usual(
    check: Check, usual: Usual, finding: Finding, value: float, window: RepWindow
) -> Finding:
    """The finding, settled by how the rep stands out from the set's earlier ones."""
    name = f"{check.mistake}.{window.side}"
    beyond = value - window.baseline.usual(name, window.out.start_s, value)
    stands_out = compare(beyond, usual.limit, usual.error) == "seen"
    past = not usual.past_limit or compare(value, check.limit, 0.0) == "seen"
    if finding.reason == MARGIN and stands_out and past:
        return replace(
            finding,
            verdict="seen",
            value=beyond,
            limit=usual.limit.value,
            error=usual.error,
            reason=f"{MARGIN}; judged by {EARLIER_REPS}",
        )
    if usual.needed and finding.verdict == "seen" and not stands_out:
        return replace(finding, verdict="cannot_be_judged", reason=AS_USUAL)
    return finding


def _judge(check: Check, window: RepWindow, variant: str | None) -> Finding:
    """The same by the check's own measure alone."""
    reading = read(check.measure, window)
    error = reading.error if check.error is None else check.error
    reason = _cannot(check, window, variant) or reading.problem
    if not reason and not np.isfinite(reading.value):
        reason = "it could not be measured"
    verdict: Verdict = "cannot_be_judged"
    if not reason:
        verdict = compare(reading.value, check.limit, error)
    if not reason and verdict == "cannot_be_judged":
        reason = MARGIN
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
    if window.view not in check.views:
        wanted = " or ".join(sorted({v.split("-")[0] for v in check.views}))
        return f"wrong view: filmed from {spoken_view(window.view)}, shown only from the {wanted}"
    if check.variants and variant not in check.variants:
        wanted = " or ".join(check.variants)
        return f"asked only of the {wanted} variant; this rep is {variant or 'neither'}"
    return ""


def spoken_view(view: str) -> str:
    """A camera view as it reads after "filmed from"."""
    return {"front": "the front", "rear": "behind", "oblique": "an angle"}.get(view, "the side")
