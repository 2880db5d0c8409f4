"""Whether a leg was where the model says in a part of a rep."""

from __future__ import annotations

from formcheck.measures import Leg
from formcheck.order import median, percentiles
from formcheck.window import RepWindow

LEAST_VISIBILITY = 0.3
LEAST_ON_BODY, ASTRAY_PERCENT = 0.6, 25.0
"""A leg whose bones lie less on the person's mask than this is not where the model says; where it
is so for this share of the time, its speed and its spread may be a jump."""


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
