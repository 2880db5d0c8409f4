"""Taking the measures of one rep: which frames, which value, which error, which evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.geometry import Array
from formcheck.legtrust import astray, hidden
from formcheck.measured import Reading, blind, timed
from formcheck.measures import (
    AllOf,
    AnyOf,
    Calibrated,
    Change,
    Displacement,
    Duration,
    ForwardShare,
    Leg,
    Level,
    Measure,
    Pace,
    Rebound,
    SpeedDip,
    Spread,
    Sway,
)
from formcheck.order import median, percentiles
from formcheck.signals import REGISTRY
from formcheck.tempo import read_duration, read_pace, read_rebound, read_speed_dip
from formcheck.window import RepWindow

LEAST_KNOWN_SHARE = 0.6
A_WHILE_S = 0.3
"""A landmark that is lost for a moment is back sooner."""
LEG_UNNEEDED = ("leg_seen", "leg_on_body", "leg_lost", "hip_hike")
"""Signals that are read of a leg whether it is seen or not: how far it is, and where its hip is."""
NO_BODYS = "no body changes so far there: something else was taken for its edge"
NOT_NEUTRAL = "the start position is not neutral, so there is no baseline to compare with"


# --- taking a measure ---


def read(measure: Measure, window: RepWindow) -> Reading:
    """Take one measure on one rep."""
    return _READERS[type(measure)](measure, window)


def _problem(window: RepWindow, signal: str, leg: Leg, part: slice) -> str:
    """Why a signal cannot be read in a part of the rep; empty if it can."""
    values = window.column(signal, leg, part)
    if np.isfinite(values).mean() < LEAST_KNOWN_SHARE:
        return "the body part was not found for most of this time"
    judged = REGISTRY[signal].sided and signal not in LEG_UNNEEDED
    return hidden(window, leg, part) if judged else ""


def _read_level(measure: Level, window: RepWindow) -> Reading:
    part = window.span(measure.span)
    problem = _problem(window, measure.signal, measure.leg, part)
    if problem:
        return blind(window, part, problem)
    values = window.column(measure.signal, measure.leg, part)
    value, at = _pick(values, measure.pick, window.timeline.time_s[part])
    return timed(window, part, value, REGISTRY[measure.signal].level_error, part.start + at)


def _pick(values: Array, pick: str, time_s: Array) -> tuple[float, int]:
    """The value asked for, robust against single frames, and the frame nearest to it."""
    if pick == "lowest for a while":
        value = _kept_below(values, time_s)
    else:
        share = {"median": 50.0, "highest": 95.0, "lowest": 5.0}[pick]
        (value,) = percentiles(values, share)
    return value, int(np.nanargmin(np.abs(values - value)))


def _kept_below(values: Array, time_s: Array) -> float:
    """The lowest value below which the others stay for ``A_WHILE_S`` at a stretch."""
    known = np.isfinite(values)
    values, time_s = values[known], time_s[known]
    ends = np.searchsorted(time_s, time_s + A_WHILE_S)
    whole = [values[i : end + 1].max() for i, end in enumerate(ends) if end < len(values)]
    return float(min(whole, default=np.max(values)))


def _read_change(measure: Change, window: RepWindow) -> Reading:
    level = _read_level(measure, window)
    if not _starts_neutral(measure, window):
        return replace(level, value=np.nan, problem=NOT_NEUTRAL)
    if measure.covered and _is_covered(measure.covered, window, window.span(measure.span)):
        return replace(level, value=np.nan, problem=measure.covered[2])
    neutral = _at_start(measure, window)
    change = level.value - neutral - measure.expected
    if abs(level.value - neutral) > REGISTRY[measure.signal].most_change:
        return replace(level, value=np.nan, problem=NO_BODYS)
    value = abs(change) if measure.magnitude else change
    error = REGISTRY[measure.signal].change_error
    veiled, doubted = (
        bound[1] if bound and neutral < bound[0] else ""
        for bound in (measure.shows_from, measure.holds_from)
    )
    return replace(level, value=value, error=error, veiled=veiled, doubted=doubted)


def _read_calibrated(measure: Calibrated, window: RepWindow) -> Reading:
    level = _read_level(measure, window)
    off = offset_of(measure, window)
    if off == 0.0:
        return level
    error = REGISTRY[measure.signal].change_error
    return replace(level, value=level.value - off, error=error)


def offset_of(measure: Calibrated, window: RepWindow) -> float:
    """What the signal is off by at the start position; 0 where the person starts elsewhere."""
    off = _at_start(measure, window) - measure.at_start
    return off if abs(off) <= measure.tolerance else 0.0


def _at_start(measure: Level, window: RepWindow) -> float:
    """The person's own level of a signal at the start position, over the reps so far."""
    own = window.column(measure.signal, measure.leg, window.span("start"))
    key = f"{measure.signal}.{measure.leg}"
    return window.baseline.add(key, window.out.start_s, median(own))


def _starts_neutral(measure: Change, window: RepWindow) -> bool:
    if measure.neutral is None:
        return True
    signal, low, high = measure.neutral
    return bool(low <= _at_start(Level(signal), window) <= high)


def _is_covered(covered: tuple[str, float, str], window: RepWindow, part: slice) -> bool:
    signal, highest, _ = covered
    return median(window.column(signal, "working", part)) > highest


def _read_spread(measure: Spread, window: RepWindow) -> Reading:
    part = window.span(measure.span)
    problem = _problem(window, measure.signal, measure.leg, part)
    if problem:
        return blind(window, part, problem)
    values = window.column(measure.signal, measure.leg, part)
    at = part.start + int(np.nanargmax(np.abs(values - median(values))))
    error = REGISTRY[measure.signal].change_error
    reading = timed(window, part, _travelled(values), error, at)
    of_leg = REGISTRY[measure.signal].sided and measure.signal not in LEG_UNNEEDED
    return replace(reading, doubted=astray(window, measure.leg, part)) if of_leg else reading


def _read_forward_share(measure: ForwardShare, window: RepWindow) -> Reading:
    part = slice(window.span("start").start, window.span("hold").stop)
    values = window.column(measure.signal, measure.leg, part)
    if not np.isfinite(values).any():
        return blind(window, part, "the body part was not found")
    # Before its lowest the leg was on another way: a step, or the rep before.
    low, high = percentiles(values[int(np.nanargmin(values)) :], 2.0, 98.0)
    value = float(np.clip(-low / max(high - low, 1e-6), 0.0, 1.0))
    return timed(window, part, value, 0.05, part.start)


def _read_displacement(measure: Displacement, window: RepWindow) -> Reading:
    part = window.span("rep")
    values = window.column(measure.signal, measure.leg, part)
    known = values[np.isfinite(values)]
    if not len(known):
        return blind(window, part, "the body part was not found")
    ways = [window.column(name, measure.leg, part) for name in measure.per]
    covered = max(float(np.nanmax(way) - np.nanmin(way)) for way in ways)
    value = float(abs(known[-1] - known[0]) / max(covered, 1e-6))
    return timed(window, part, value, 0.05, part.stop - 1)


def _read_sway(measure: Sway, window: RepWindow) -> Reading:
    part = window.span("rep")
    values = window.column(measure.signal, measure.leg, part)
    if not np.isfinite(values).any():
        return blind(window, part, "the body part was not found")
    covered = max(_travelled(window.column(name, measure.leg, part)) for name in measure.per)
    at = part.start + int(np.nanargmax(np.abs(values - median(values))))
    return timed(window, part, _travelled(values) / max(covered, 1e-6), 0.05, at)


def _travelled(values: Array) -> float:
    """From the 5th to the 95th percentile."""
    low, high = percentiles(values, 5.0, 95.0)
    return high - low


def _read_any(measure: AnyOf, window: RepWindow) -> Reading:
    readings = [_as_share(read(part, window), limit) for part, limit in measure.measures]
    known = [replace(r, value=abs(r.value)) for r in readings if not r.problem]
    return max(known, key=lambda r: r.value) if known else readings[0]


def _read_all(measure: AllOf, window: RepWindow) -> Reading:
    readings = [_as_share(read(part, window), limit) for part, limit in measure.measures]
    unknown = [r for r in readings if r.problem or not np.isfinite(r.value)]
    return unknown[0] if unknown else min(readings, key=lambda r: r.value)


def _as_share(reading: Reading, limit: float) -> Reading:
    return replace(reading, value=reading.value / limit, error=reading.error / limit)


_READERS: dict[type, Callable[..., Reading]] = {
    Level: _read_level,
    Change: _read_change,
    Calibrated: _read_calibrated,
    Spread: _read_spread,
    Displacement: _read_displacement,
    Sway: _read_sway,
    ForwardShare: _read_forward_share,
    Duration: read_duration,
    Pace: read_pace,
    SpeedDip: read_speed_dip,
    Rebound: read_rebound,
    AnyOf: _read_any,
    AllOf: _read_all,
}
