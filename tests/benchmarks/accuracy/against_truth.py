"""The program's landmarks and signals of one clip against the true ones, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from formcheck.analysis import Analysis
from formcheck.body import SIDES, other
from formcheck.geometry import wrap
from formcheck.order import median, percentiles
from formcheck.signals import REGISTRY
from formcheck.timeline import Timeline

from .judged import BOUNDARIES, Judged
from .samples import Array

START_S = 1.0
SHORTEST_SPAN_S = 0.2
"""As the core looks at the start position, and widens spans that are too short to measure in."""


@dataclass(frozen=True)
class FrameTruth:
    """What is true in each frame of the program's timeline.

    Attributes:
        arrays: (T,) by name, as in ``NAME.truth.npz``.
        trunk_px: usual length of the true trunk.
        facing: +1 where the person faces picture right, -1 where left.
    """

    arrays: dict[str, Array]
    trunk_px: float
    facing: float

    @classmethod
    def on(cls, analysis: Analysis, truth: dict[str, Any], frames: dict[str, Array]) -> FrameTruth:
        """The truth at the moments of an analysis."""
        at, time_s = analysis.session.timeline.time_s, frames["time_s"]
        arrays = {name: np.interp(at, time_s, values) for name, values in frames.items()}
        across, up = (
            _middle(arrays, "shoulder", axis) - _middle(arrays, "hip", axis) for axis in "xy"
        )
        facing = -np.sign(np.sin(np.radians(truth["azimuth_deg"])))
        return cls(arrays, float(np.median(np.hypot(across, up))), float(facing))

    def joint(self, name: str, side: str) -> tuple[Array, Array]:
        """(T,) x and y of a joint's centre, pixels."""
        return self.arrays[f"{name}_{side}_x"], self.arrays[f"{name}_{side}_y"]


def _middle(arrays: dict[str, Array], joint: str, axis: str) -> Array:
    return (arrays[f"{joint}_left_{axis}"] + arrays[f"{joint}_right_{axis}"]) / 2


# --- true signals ---


TrueSignal = Callable[[FrameTruth, str], Array]


def _knee_offset(true: FrameTruth, side: str) -> Array:
    knee, hip = true.joint("knee", side)[0], true.joint("hip", side)[0]
    return true.facing * (knee - hip) / true.trunk_px


def _hip_hike(true: FrameTruth, side: str) -> Array:
    own, support = (true.joint("hip", each)[1] for each in (side, other(side)))
    return -(2 * own - support) / true.trunk_px


TRUE_SIGNALS: dict[str, TrueSignal] = {
    "hip_extension": lambda true, side: true.arrays[f"hip_{side}"],
    "knee_flexion": lambda true, side: true.arrays[f"knee_{side}"],
    "leg_gap": lambda true, side: true.arrays[f"hip_{side}"] - true.arrays[f"hip_{other(side)}"],
    "thigh_lean": lambda true, side: wrap(true.arrays[f"hip_{side}"] + true.arrays["trunk_lean"]),
    "trunk_lean": lambda true, _: true.arrays["trunk_lean"],
    "neck_extension": lambda true, _: true.arrays["neck"],
    "hip_line": lambda true, _: -true.arrays["pelvis_roll"],
    "hip_hike": _hip_hike,
    "hips_up": lambda true, _: -_middle(true.arrays, "hip", "y") / true.trunk_px,
    "hips_across": lambda true, _: _middle(true.arrays, "hip", "x") / true.trunk_px,
    "knee_offset": _knee_offset,
}
"""The signals whose true value follows from the truth, with the program's sign and unit."""
CHANGE_ONLY = frozenset({"neck_extension", "hip_hike", "hips_up", "hips_across", "lumbar_hollow"})
"""Signals whose level has another origin than the true one."""


class SignalError(NamedTuple):
    """How far one signal was off on one rep.

    Attributes:
        leg: "working" or "support"; "" for a signal of the whole body.
        near: "near" or "far" side of the body; "" for the whole body and seen from an end.
        span: of the rep: "start", "hold" or "rep".
        kind: "level", "change" (against the person's own start), "spread" (5th to 95th
            percentile), or "clean change": the change itself, on reps without any mistake.
    """

    signal: str
    leg: str
    near: str
    span: str
    kind: str
    error: float


def signal_errors(judged: Judged, true: FrameTruth) -> Iterator[SignalError]:
    """The errors of every comparable signal on every rep."""
    assert judged.analysis is not None
    timeline = judged.analysis.session.timeline
    view = judged.truth["view"]
    for name, true_signal in TRUE_SIGNALS.items():
        if name not in REGISTRY or view not in REGISTRY[name].views:
            continue
        for side in SIDES if REGISTRY[name].sided else ("",):
            found, right = timeline.column(name, side), true_signal(true, side)
            for leg, measured in _each_rep(judged, timeline, found, right, side):
                for span, kind, error in measured:
                    if name not in CHANGE_ONLY or kind != "level":
                        yield SignalError(name, leg, nearness(view, side), span, kind, error)
    yield from _hollow_changes(judged, timeline)


def nearness(view: str, side: str) -> str:
    """Whether a leg is the "near" or the "far" one; "" where there is no such thing."""
    if not side or not view.startswith("side-"):
        return ""
    return "near" if view == f"side-{side}" else "far"


Measured = list[tuple[str, str, float]]


def _each_rep(
    judged: Judged, timeline: Timeline, found: Array, right: Array, side: str
) -> Iterator[tuple[str, Measured]]:
    """The leg's part in each rep, with (span, kind, error) of one signal of that leg."""
    found_starts: list[float] = []
    right_starts: list[float] = []
    before_s = 0.0
    for true_rep, rep in judged.pairs:
        own = _levels(timeline, found, [getattr(rep, b) for b in BOUNDARIES], before_s)
        real = _levels(timeline, right, [true_rep[b] for b in BOUNDARIES], before_s)
        found_starts.append(own["start"])
        right_starts.append(real["start"])
        before_s = rep.end_s
        leg = _role(true_rep["side"], side)
        yield leg, _differences(own, real, _base(found_starts), _base(right_starts))


def _base(starts: list[float]) -> float:
    return median(np.array(starts))


def _role(working: str, side: str) -> str:
    if not side:
        return ""
    return "working" if working in (side, "both") else "support"


def _levels(
    timeline: Timeline, values: Array, times: list[float], before_s: float
) -> dict[str, float]:
    start, peak_start, peak_end, end = times
    spans = {
        "start": (max(before_s, start - START_S), start),
        "hold": (peak_start, peak_end),
        "rep": (start, end),
    }
    part = {name: values[_frames(timeline, *span)] for name, span in spans.items()}
    low, high = percentiles(part["rep"], 5.0, 95.0)
    levels = {name: median(part[name]) for name in ("start", "hold")}
    return levels | {"lowest of rep": low, "highest of rep": high}


def _frames(timeline: Timeline, from_s: float, to_s: float) -> slice:
    short = max(0.0, SHORTEST_SPAN_S - (to_s - from_s)) / 2
    return timeline.between(from_s - short, to_s + short)


def _differences(
    own: dict[str, float], real: dict[str, float], own_base: float, real_base: float
) -> Measured:
    result: Measured = []
    for span in own:
        off = own[span] - real[span]
        result.append((span, "level", off))
        if span != "start":
            result.append((span, "change", off - (own_base - real_base)))
    wide, true_wide = (v["highest of rep"] - v["lowest of rep"] for v in (own, real))
    result.append(("rep", "spread", wide - true_wide))
    return result


def _hollow_changes(judged: Judged, timeline: Timeline) -> Iterator[SignalError]:
    """The back's curve has no true value in its unit: how it changes on clean reps."""
    values, starts, before_s = timeline["lumbar_hollow"], [], 0.0
    for true_rep, rep in judged.pairs:
        own = _levels(timeline, values, [getattr(rep, b) for b in BOUNDARIES], before_s)
        starts.append(own["start"])
        before_s = rep.end_s
        if not true_rep["mistakes"]:
            change = own["hold"] - _base(starts)
            yield SignalError("lumbar_hollow", "", "", "hold", "clean change", change)


# --- angles in every frame ---


def measured_legs(working: str, view: str) -> tuple[str, ...]:
    """The legs whose truth a rep is held against: of both together the nearer one."""
    if working != "both":
        return (working,)
    return (view.removeprefix("side-"),) if view.startswith("side-") else SIDES


def angle_errors(judged: Judged, true: FrameTruth) -> dict[str, list[float]]:
    """Degrees off in each frame of the reps, of the working leg, as the program corrects it."""
    assert judged.analysis is not None
    timeline = judged.analysis.session.timeline
    errors: dict[str, list[float]] = {"hip": [], "knee": []}
    for true_rep, rep in judged.pairs:
        part = timeline.between(rep.start_s, rep.end_s)
        legs = measured_legs(true_rep["side"], judged.truth["view"])
        for side in legs:
            read = true_rep["side"] if len(legs) == 1 else side
            for name, signal in (("hip", "hip_extension"), ("knee", "knee_flexion")):
                offset = rep.offset if rep.signal == signal else 0.0
                right = TRUE_SIGNALS[signal](true, side)[part]
                off = timeline.column(signal, read)[part] - offset - right
                errors[name] += [float(e) for e in off if np.isfinite(e)]
    return errors
