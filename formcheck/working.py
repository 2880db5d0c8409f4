"""Which leg makes a movement: the left, the right, or both together."""

from __future__ import annotations

import numpy as np

from formcheck.body import SIDES, other
from formcheck.legtrust import LEAST_ON_BODY
from formcheck.order import median, percentiles
from formcheck.rule import RepCycle
from formcheck.timeline import Timeline

TOGETHER_SHARE = 0.5
"""Who goes along with the other leg for this share of its way works with it."""
MOMENTS_LEFT_OUT = (5.0, 95.0)


def works(timeline: Timeline, cycle: RepCycle, side: str, part: slice) -> bool:
    """Whether this leg, or both together for "both", made the movement of these frames."""
    if cycle.legs == "both":
        return True
    # A thigh is found well where its shin is not; what tells a kick is the thigh.
    seen_by = "leg_on_body" if "knee_flexion" in cycle.moved else "thigh_on_body"
    found = {one: _median(timeline, seen_by, one, part) for one in SIDES}
    travel = {one: _travelled(timeline, cycle, one, part) for one in SIDES}
    if cycle.legs == "one":
        return found[side] >= LEAST_ON_BODY and travel[side] >= travel[other(side)]
    return side in _workers(timeline, cycle, part, found, travel)


def _workers(
    timeline: Timeline,
    cycle: RepCycle,
    part: slice,
    found: dict[str, float],
    travel: dict[str, float],
) -> set[str]:
    """Who works where it may be either leg or both."""
    main = max(SIDES, key=lambda one: travel[one])
    resting = other(main)
    together = _together(timeline, cycle, main, part)
    if min(found.values()) >= LEAST_ON_BODY:
        return {"both"} if together else {one for one in SIDES if travel[one] >= travel[main]}
    apart = not together and travel[resting] < TOGETHER_SHARE * travel[main]
    # A mask often lacks the shin of the far leg that is up, while its landmarks are right.
    if apart and found[resting] >= LEAST_ON_BODY:
        return {main}
    return {"both"}  # what the other leg does cannot be told


def _together(timeline: Timeline, cycle: RepCycle, main: str, part: slice) -> bool:
    """Whether the other leg went along with the main one, by regression on it.

    How far it went tells less: a moment of exchanged landmarks goes as far as a movement.
    """
    with_it = of_it = 0.0
    for name in cycle.moved:
        lead, led = (timeline.column(name, side, part) for side in (main, other(main)))
        known = np.isfinite(lead) & np.isfinite(led)
        if known.any():
            lead = lead[known] - lead[known].mean()
            with_it += float(lead @ led[known])
            of_it += float(lead @ lead)
    return with_it >= TOGETHER_SHARE * of_it


def _travelled(timeline: Timeline, cycle: RepCycle, side: str, part: slice) -> float:
    """How far a leg went, summed over the signals that tell it; a moment's jump goes nowhere."""
    columns = [timeline.column(name, side, part) for name in cycle.moved]
    ends = [percentiles(column, *MOMENTS_LEFT_OUT) for column in columns]
    return sum(high - low for low, high in ends if high >= low)


def _median(timeline: Timeline, signal: str, side: str, part: slice) -> float:
    """How much of a leg lies on the person; what lies elsewhere belongs to something else."""
    share = median(timeline.column(signal, side, part))
    return share if np.isfinite(share) else 1.0
