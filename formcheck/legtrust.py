"""Whether a leg was where the model says in a part of a rep."""

from __future__ import annotations

from formcheck.body import SIDES
from formcheck.measures import Leg
from formcheck.order import median, percentiles
from formcheck.timeline import Timeline
from formcheck.window import RepWindow

LEAST_VISIBILITY = 0.3
LEAST_ON_BODY, ASTRAY_PERCENT = 0.6, 25.0
"""A leg whose bones lie less on the person's mask than this is not where the model says; where it
is so for this share of the time, its speed and its spread may be a jump."""
TO_AND_FRO_SHARE, LOST_SHARE, TO_AND_FRO_ERROR_S = 0.1, 0.2, 0.4
"""Of 1,683 reps of rendered clips 38 go back by so much of their range on the way. Three in ten of
their boundaries are off by more than 0.2 s, of the others 3 in 100, and nine in ten by less than
the error. What seems too fast all the same is so, but where the way back is twice as far."""
SEAM_S, AROUND_SEAM_S, LOST_ON_BODY = 0.25, 0.25, 0.3
"""Of 135 reps of rendered clips that began within 0.4 s of the end of the one before, none was
lost so far at so short a seam; a rep that a lost leg cuts in two is."""


def hidden(window: RepWindow, leg: Leg, part: slice) -> str:
    """Why a leg cannot be followed in a part of the rep; empty if it can."""
    if window.trusting:
        return ""
    if not median(window.column("leg_seen", leg, part)) >= LEAST_VISIBILITY:
        return f"the {leg} leg is hidden"
    if median(window.column("leg_on_body", leg, part)) < LEAST_ON_BODY:
        return f"the {leg} leg was laid beside the body: something is taken for it"
    return ""


def astray(window: RepWindow, leg: Leg, part: slice) -> str:
    """Why a leg's speed and spread may be too large in a part of the rep; empty if they are not."""
    on_body = window.column("leg_on_body", leg, part)
    if percentiles(on_body, ASTRAY_PERCENT)[0] < LEAST_ON_BODY:
        return f"for a part of this time something else is taken for the {leg} leg"
    return ""


def to_and_fro(window: RepWindow, share: float = TO_AND_FRO_SHARE) -> str:
    """Why times and speeds of a rep tell little that goes back so far; empty if it does not."""
    if window.turned_back > share:
        return "the working leg seems to go to and fro on its way, as one lost for a moment does"
    return ""


def goes_on(timeline: Timeline, side: str, ended_s: float, begins_s: float) -> bool:
    """Whether a movement is the rest of the one that ended before it: the leg was lost between."""
    if side not in SIDES or begins_s - ended_s > SEAM_S:
        return False
    seam = timeline.between(begins_s - AROUND_SEAM_S, begins_s + AROUND_SEAM_S)
    return median(timeline.column("leg_on_body", side, seam)) < LOST_ON_BODY
