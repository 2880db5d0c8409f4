"""Taking the measures that tell how a rep runs in time: how long, how fast, how evenly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.geometry import bearings
from formcheck.legtrust import LOST_SHARE, astray, hidden, to_and_fro
from formcheck.measured import Reading, blind, timed
from formcheck.measures import Duration, Pace, Rebound, SpeedDip
from formcheck.order import median
from formcheck.steadiness import lingering_s, speed_dip, turn_acceleration
from formcheck.window import RepWindow

PACE_ERROR_SHARE = 0.15
FASTEST_RANGES_S = 8.0
"""Of rendered movements that take 0.3 s none seems faster than 7.4, and no leg gets there in less
than a quarter of a second."""
JUMPED = "the landmarks jumped: no leg moves that fast"
DIP_ERROR = 0.04
WHIP_DEG_S = 200.0
"""Of 56 uneven ways down in clips of reverse hypers that rules were set on none bends the knee so
fast; of 7 reps that were called uneven wrongly 3 do."""
TURN_S = 0.4
"""The turn at the start position is looked at for this long before and after."""
TURN_ERROR_SHARE = 0.2
TURN_SHARE = 0.2
"""Of the range: rendered rebounds are this near to the start position for 0.6 s at most."""
NO_REP_BEFORE = "no rep before it to rebound from"
HOLD_ERROR_S = 0.1
"""Measured on rendered clips seen from the side."""


def _of_leg(window: RepWindow, part: slice, value: float, error: float) -> Reading:
    """What the working leg's speed tells; a leg that jumps off the body for a while is fast."""
    reading = timed(window, part, value, error, (part.start + part.stop) // 2)
    doubted = to_and_fro(window, LOST_SHARE) or astray(window, "working", part)
    return replace(reading, veiled=to_and_fro(window), doubted=doubted)


def read_duration(measure: Duration, window: RepWindow) -> Reading:
    """How long a phase lasts, seconds."""
    part = window.span(measure.phase)
    out, back = window.out, window.back
    value = {
        "lift": window.lift.duration_s,
        "hold": back.start_s - out.end_s,
        "lower": window.lower.duration_s,
    }[measure.phase]
    least = HOLD_ERROR_S * window.coarseness
    error = max(least, float(np.hypot(out.error_s, back.error_s)))
    if problem := hidden(window, "working", part):
        return blind(window, part, problem)
    return _of_leg(window, part, value, error)


def read_pace(measure: Pace, window: RepWindow) -> Reading:
    """The peak speed of a phase, ranges a second."""
    part = window.span(measure.phase)
    if problem := hidden(window, "working", part):
        return blind(window, part, problem)
    value = (window.lift if measure.phase == "lift" else window.lower).pace
    reading = _of_leg(window, part, value, PACE_ERROR_SHARE * value * window.coarseness)
    return replace(reading, doubted=JUMPED) if value > FASTEST_RANGES_S else reading


def read_speed_dip(measure: SpeedDip, window: RepWindow) -> Reading:
    """How far the leg's speed falls and rises again within a phase, share of its peak.

    The heel tells it, as the farthest from the hip, and the knee or the ankle has to show it, too,
    where it is known: one joint that is lost for a moment seems to halt.
    """
    part = window.span(measure.phase)
    if problem := hidden(window, "working", part):
        return blind(window, part, problem)
    time_s = window.timeline.time_s[part]
    hip, *joints = (
        window.timeline.place(joint, window.side, part)
        for joint in ("hip", "heel", "ankle", "knee")
    )
    heel, ankle, knee = (speed_dip(time_s, bearings(joint - hip)) for joint in joints)
    value = float(np.fmin(heel, np.fmax(ankle, knee)))
    reading = _of_leg(window, part, value, DIP_ERROR * window.coarseness)
    return replace(reading, doubted=reading.doubted or _shin_whips(window, part))


def _shin_whips(window: RepWindow, part: slice) -> str:
    """Why a dip of the speed may be the shin's alone, where the knee is not what moves the leg."""
    if window.signal == "knee_flexion":
        return ""
    time_s, bend = window.timeline.time_s[part], window.column("knee_flexion", "working", part)
    fastest = np.nanmax(np.abs(bend[2:] - bend[:-2]) / (time_s[2:] - time_s[:-2]), initial=0.0)
    return "the shin seems to whip about, as a lost one does" if fastest > WHIP_DEG_S else ""


def read_rebound(measure: Rebound, window: RepWindow) -> Reading:
    """How hard the leg turns round at the start position, ranges a second squared."""
    turn = window.out.start_s
    part = window.timeline.between(turn - TURN_S, turn + TURN_S)
    if window.moved_before_s is None:
        return blind(window, part, NO_REP_BEFORE)
    if problem := hidden(window, "working", part):
        return blind(window, part, problem)
    if _halts(measure, window):
        return timed(window, part, 0.0, 0.0, (part.start + part.stop) // 2)
    time_s = window.timeline.time_s[part]
    hard = [turn_acceleration(time_s, shares) for shares in window.ways(part)]
    value = median(np.array(hard))
    reading = _of_leg(window, part, value, TURN_ERROR_SHARE * value * window.coarseness)
    before_s = window.rep_before_s
    rebounds = before_s is not None and turn - before_s < measure.rest_s
    return reading if rebounds else replace(reading, doubted=NO_REP_BEFORE)


def _halts(measure: Rebound, window: RepWindow) -> bool:
    """Whether the leg came to rest at the turn, or another one worked before."""
    turn = window.out.start_s
    if window.side_before not in (None, window.side):
        return True
    if turn - (window.moved_before_s or 0.0) >= measure.rest_s:
        return True
    around = window.timeline.between(turn - TURN_S - measure.near_s, turn + TURN_S)
    time_s = window.timeline.time_s[around]
    near_s = [lingering_s(time_s, shares, TURN_SHARE) for shares in window.ways(around)]
    return median(np.array(near_s)) >= measure.near_s
