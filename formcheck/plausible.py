"""Whether the times and the speed of a movement are those of a rep."""

from __future__ import annotations

from formcheck.legtrust import goes_on
from formcheck.reps import LONGEST_REP_S
from formcheck.rule import RepCycle
from formcheck.signals import REGISTRY
from formcheck.tempo import JUMPED
from formcheck.window import RepWindow

FASTEST_DEG_S = 800.0
"""Hips of sprinters and kickers reach about 700 deg/s; nothing in these exercises comes near."""
QUICKEST_OUT_S = 0.09
"""Seconds to the peak, three frames of a usual film; rendered swings take 0.3."""
LONGEST_HOLD_S = 12.0
"""Exercise plans ask for holds of up to 10 s; who stays longer has taken up another position."""


def implausible(cycle: RepCycle, window: RepWindow, ended_s: float, scene_start_s: float) -> str:
    """Why such a movement is no rep; empty where its times and speed are those of one.

    Args:
        ended_s: when the rep before ended, of either leg.
        scene_start_s: when the film, or the scene of it, begins.
    """
    out, back = window.out, window.back
    took_s, held_s = back.end_s - out.start_s, back.start_s - out.end_s
    if not cycle.shortest_s <= took_s <= LONGEST_REP_S:
        return "too quick or too slow to be a rep"
    if held_s > LONGEST_HOLD_S:
        return "held too long to be a rep: another position"
    if out.end_s - ended_s < QUICKEST_OUT_S:
        return "it was up before the rep before had ended"
    if out.start_s <= scene_start_s:
        return "the film begins in the middle of it"
    same_leg = window.side == window.side_before
    if same_leg and goes_on(window.timeline, window.side, ended_s, out.start_s):
        return "the rest of a rep in which the leg was lost for a moment"
    in_degrees = REGISTRY[cycle.signal].unit == "deg"
    fastest = max(out.peak_speed, back.peak_speed) if in_degrees else 0.0
    jumped = fastest > FASTEST_DEG_S or out.duration_s < QUICKEST_OUT_S
    return JUMPED if jumped else ""
