"""Planting one mistake in one rep, by a size in the unit of its measure.

Sizes come from the rule's own limit and error, so a limit may be moved without touching a test.
What has to move for a size follows from the measure, not from the mistake or the exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from formcheck.measures import (
    SET_MEASURES,
    AllOf,
    AnyOf,
    Calibrated,
    Change,
    Duration,
    Level,
    Pace,
    Rebound,
    RestAfter,
    SpeedDip,
    Spread,
)
from formcheck.rule import Check
from formcheck.signals import REGISTRY
from formcheck.steadiness import speed_dip, turn_acceleration
from formcheck.tempo import DIP_ERROR, HOLD_ERROR_S, PACE_ERROR_SHARE, TURN_ERROR_SHARE, TURN_S
from formcheck.window import LEAST_BEFORE

from .exercises_as_sticks import RepPlan, Stick
from .stick import HALF_WIDTH, THIGH, minimum_jerk

BEYOND, INSIDE = 1.6, -1.5
"""How many measuring errors past its limit a mistake is planted, and how many short of it."""
PEAK_SPEED = 1.875
"""Of a minimum-jerk movement, over its mean speed."""
SLOW_ENDS = 0.0865
"""This share of it, at either end, is slower than a tenth of its peak speed: it counts as still."""
STROKE_S = 0.8
AT_START = {"hand_offset", "elbow_offset", "knee_offset"}
"""What is in its place, or is not, before the leg moves."""

Plans = list[RepPlan]


@dataclass(frozen=True)
class Plant:
    """One way to make one mistake: a check's measure, or one of those that any may strike."""

    stick: Stick
    check: Check
    measure: Any
    limit: float

    def __str__(self) -> str:
        way = [self.measure.signal] if self._one_of_several else []
        return "-".join([self.stick.exercise.id, self.check.mistake, *way])

    @property
    def _one_of_several(self) -> bool:
        return self.measure is not self.check.measure

    def size(self, errors: float) -> float:
        """The measure's value so many errors past the limit, on its bad side."""
        way = errors if self.check.limit.bad == "above" else -errors
        share = {Pace: PACE_ERROR_SHARE, Rebound: TURN_ERROR_SHARE}.get(type(self.measure))
        if share is not None:
            return self.limit / (1 - way * share)  # their error grows with the value
        return self.limit + way * self._error()

    def _error(self) -> float:
        measure, own = self.measure, self.check.error
        if own is not None:  # of several measures' shares of their limits, or in the one's unit
            return own * self.limit / self.check.limit.value if self._one_of_several else own
        if isinstance(measure, Change | Calibrated | Spread):
            return REGISTRY[measure.signal].change_error
        if isinstance(measure, Level):
            return REGISTRY[measure.signal].level_error
        return {
            Duration: HOLD_ERROR_S,
            SpeedDip: DIP_ERROR,
            RestAfter: self.stick.exercise.cycle.time_error_s,
        }[type(measure)]

    @property
    def clean_before(self) -> int:
        """Clean reps before the mistake: where it has to stand out, enough to do so."""
        usual = self.check.usual
        return LEAST_BEFORE if usual and usual.needed else 1

    def whole_set(self, errors: float, before: int | None = None) -> Plans:
        """Clean reps, one with the mistake, and another clean one."""
        clean = self.stick.clean
        first = [clean] * ((self.clean_before if before is None else before) - 1)
        return [*first, *_PLANTERS[type(self.measure)](self, self.size(errors)), clean]


def plants(stick: Stick) -> Iterator[Plant]:
    """Every mistake of the exercise that a single rep can have, in every way it can be made."""
    for check in stick.exercise.checks:
        if isinstance(check.measure, AnyOf):
            for measure, limit in check.measure.measures:
                yield Plant(stick, check, measure, limit)
        elif isinstance(check.measure, RestAfter) or not isinstance(check.measure, SET_MEASURES):
            yield Plant(stick, check, check.measure, check.limit.value)


# --- when things move ---


def _pace(plant: Plant, size: float) -> Plans:
    clean, seconds = plant.stick.clean, PEAK_SPEED / size
    if plant.measure.phase == "lower":
        return [clean, replace(clean, lower=seconds)]
    # After a short rest the core may take a quick lift for a rebound as well.
    return [replace(clean, rest=1.6), replace(clean, lift=seconds)]


def _hold(plant: Plant, size: float) -> Plans:
    clean = plant.stick.clean
    return [clean, replace(clean, hold=max(0.0, size - _still_anyway(clean)))]


def _rest(plant: Plant, size: float) -> Plans:
    clean = plant.stick.clean
    return [clean, replace(clean, rest=size - _still_anyway(clean))]


def _still_anyway(plan: RepPlan) -> float:
    return SLOW_ENDS * (plan.lift + plan.lower)


def _dip(plant: Plant, size: float) -> Plans:
    clean = plant.stick.clean
    overlap = _solved(_dip_of, size, -0.4, 0.6)
    return [clean, replace(clean, lower=STROKE_S, overlap=overlap)]


def _dip_of(overlap: float) -> float:
    """How far the speed falls between two strokes that overlap by so many seconds, or pause."""
    time_s = np.arange(0, 2 * STROKE_S - overlap, 0.01)
    second = minimum_jerk((time_s - STROKE_S + overlap) / STROKE_S)
    return speed_dip(time_s, minimum_jerk(time_s / STROKE_S) + second)


def _rebound(plant: Plant, size: float) -> Plans:
    clean = plant.stick.clean
    seconds = _solved(_rebound_of, size, 0.3, 1.5)
    return [replace(clean, lower=seconds, rest=0.0), replace(clean, lift=seconds)]


def _rebound_of(seconds: float) -> float:
    """How hard a way back turns into the next lift, where each takes so many seconds."""
    time_s = SLOW_ENDS * seconds + np.arange(-TURN_S, TURN_S, 0.01)
    return turn_acceleration(time_s, minimum_jerk(np.abs(time_s) / seconds))


def _solved(falling: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a falling function has the wanted value."""
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return (low + high) / 2


# --- where things are ---


def _placed(plant: Plant, size: float) -> Plans:
    clean, signal = plant.stick.clean, getattr(plant.measure, "signal", "")
    if signal in AT_START:
        return [clean, replace(clean, start=_out_of_place(signal, size))]
    moves = _at_peak(plant, size)
    if isinstance(plant.measure, Spread) and plant.measure.span == "hold":
        return [clean, replace(clean, hold=1.0, sway=moves)]
    return [clean, replace(clean, peak={**clean.peak, **moves})]


def _out_of_place(signal: str, size: float) -> dict[str, float]:
    if signal == "knee_offset":
        return {"thigh.support": -float(np.degrees(np.arcsin(size / THIGH)))}
    return {"reach" if signal == "hand_offset" else "elbows": size}


def _at_peak(plant: Plant, size: float) -> dict[str, float]:
    """What moves, and to where, for the measure to have this value."""
    stick, measure = plant.stick, plant.measure
    if isinstance(measure, AllOf):
        moves: dict[str, float] = {}
        for part, limit in measure.measures:
            moves |= _at_peak(replace(plant, measure=part), size * limit)
        return moves
    if isinstance(measure, Spread):
        return _SWAYS[measure.signal](stick, size)
    if isinstance(measure, Change):
        return _moved_by(stick, measure.signal, size + measure.expected)
    if isinstance(measure, Calibrated):
        return dict(stick.pose(size + stick.at_start("thigh") - stick.at_start("lean")))
    if measure.signal == stick.exercise.cycle.signal:
        return dict(stick.pose(size))
    if measure.signal == "knee_flexion":
        return {"knee.support" if measure.leg == "support" else "knee": size}
    return {"apart": size}


def _moved_by(stick: Stick, signal: str, way: float) -> dict[str, float]:
    """A channel that leaves its place at the start by this much."""
    if signal == "hip_extension":
        return {"lean": stick.clean.peak["lean"] - way}
    if signal == "trunk_lean":
        return _with_thigh(stick, way)
    if signal == "hip_hike":  # once by where the hip is, once by where it is above the other
        return {"roll": float(np.degrees(np.arctan(way / (3 * HALF_WIDTH["hip"]))))}
    names = {
        "lumbar_hollow": "hollow",
        "neck_extension": "neck",
        "hip_line": "roll",
        "knee_flexion": "knee",
    }
    name = names.get(signal, signal)
    return {name: stick.at_start(name) + way}


def _knee_drifts(stick: Stick, way: float) -> dict[str, float]:
    start = stick.at_start("knee")
    return {"knee": start + way if start < 45 else start - way}


def _trunk_sways(stick: Stick, way: float) -> dict[str, float]:
    """The trunk leans forward; where it is held up by hands or a bench, the hips sink instead."""
    lean = stick.at_start("lean")
    if lean < 45:
        return _with_thigh(stick, way)
    sunk = np.cos(np.radians(lean)) - np.cos(np.radians(lean - way))
    return {**_with_thigh(stick, -way), "hips_up": stick.at_start("hips_up") + float(sunk)}


def _shoulders_sway(stick: Stick, way: float) -> dict[str, float]:
    lean = stick.at_start("lean")
    higher = np.degrees(np.arccos(np.cos(np.radians(lean)) + way))
    return _with_thigh(stick, float(higher) - lean)


def _with_thigh(stick: Stick, way: float) -> dict[str, float]:
    """The trunk turns by this much and the thigh with it, so that the hip stays as it is."""
    thigh = stick.clean.peak.get("thigh", stick.at_start("thigh"))
    return {"lean": stick.at_start("lean") + way, "thigh": thigh + way}


_SWAYS: dict[str, Callable[[Stick, float], dict[str, float]]] = {
    "knee_flexion": _knee_drifts,
    "trunk_lean": _trunk_sways,
    "shoulder_up": _shoulders_sway,
}
_PLANTERS: dict[type, Callable[[Plant, float], Plans]] = {
    Pace: _pace,
    Duration: _hold,
    RestAfter: _rest,
    SpeedDip: _dip,
    Rebound: _rebound,
    Level: _placed,
    Change: _placed,
    Calibrated: _placed,
    Spread: _placed,
    AllOf: _placed,
}
