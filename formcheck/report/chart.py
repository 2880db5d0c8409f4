"""A rep signal over time, ready to draw: with phases, mistakes and target; as data and as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from formcheck.report import words
from formcheck.report.model import Plot, Rep, Report

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 10, 24, 36


@dataclass(frozen=True)
class Stretch:
    """One phase of one rep, s."""

    rep: int
    phase: str
    from_s: float
    to_s: float


@dataclass(frozen=True)
class Mark:
    """Where mistakes of one rep show: time in s, value in the plot's unit."""

    rep: int
    time_s: float
    value: float
    names: list[str]


@dataclass(frozen=True)
class Chart:
    """Everything that a drawing of one plot shows."""

    plot: Plot
    title: str
    reps: list[Rep]
    phases: list[Stretch]
    marks: list[Mark]
    low: float
    high: float

    def data(self) -> dict[str, Any]:
        """The chart for the interactive plot: plain lists and dictionaries."""
        return {
            "title": self.title,
            "label": self.plot.label or self.plot.signal,
            "unit": "°" if self.plot.unit == "deg" else f" {self.plot.unit}",
            "time": self.plot.time_s,
            "value": self.plot.value,
            "target": self.plot.target.model_dump() if self.plot.target else None,
            "band": self.band,
            "phases": [[each.rep, each.phase, each.from_s, each.to_s] for each in self.phases],
            "reps": [[each.number, each.start_s, each.end_s] for each in self.reps],
            "marks": [[each.rep, each.time_s, each.value, each.names] for each in self.marks],
            "range": [self.low, self.high],
        }

    def x(self, time_s: float) -> float:
        """Seconds to pixels of the SVG."""
        first, last = self.plot.time_s[0], self.plot.time_s[-1]
        share = (time_s - first) / ((last - first) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """The plot's unit to pixels of the SVG, downward."""
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    @property
    def edges(self) -> list[float]:
        """The levels between which a peak should lie: two, one where the band is open, or none."""
        return _edges(self.plot)

    @property
    def band(self) -> tuple[float, float] | None:
        """Where a peak should lie, as drawn: an open end lies at the edge of the drawing."""
        target = self.plot.target
        if target is None or not self.edges:
            return None
        return (
            self.low if target.low is None else target.low,
            self.high if target.high is None else target.high,
        )

    def path(self) -> str:
        """The signal as an SVG path, broken where it was not measured."""
        points = zip(self.plot.time_s, self.plot.value, strict=True)
        runs = groupby(points, key=lambda point: point[1] is None)
        return " ".join(
            "M"
            + " L".join(f"{self.x(at)} {self.y(value)}" for at, value in run if value is not None)
            for unknown, run in runs
            if not unknown
        )

    def labelled(self) -> list[Rep]:
        """The reps whose numbers have room above the drawing."""
        return self.reps[:: 1 + len(self.reps) // 25]

    def times(self) -> list[float]:
        """Round times for the axis, s."""
        return ticks(self.plot.time_s[0], self.plot.time_s[-1], 8)

    def values(self) -> list[float]:
        """Round values for the axis, in the plot's unit."""
        return ticks(self.low, self.high, 5)


def charts(report: Report) -> list[Chart]:
    """One chart for each plot that holds at least one measured value."""
    return [
        _chart(report, plot)
        for plot in report.plots
        if any(value is not None for value in plot.value)
    ]


def _chart(report: Report, plot: Plot) -> Chart:
    reps = [rep for rep in report.reps if plot.set in (None, rep.set)]
    known = [value for value in plot.value if value is not None]
    edges = _edges(plot)
    low, high = min(known + edges), max(known + edges)
    room = 0.08 * ((high - low) or 1)
    return Chart(
        plot=plot,
        title=f"Set {plot.set}" if plot.set and len(report.sets) > 1 else "",
        reps=reps,
        phases=_phases(reps, lowers_first(report.reps)),
        marks=_marks(report, plot, reps),
        low=low - room,
        high=high + room,
    )


def _edges(plot: Plot) -> list[float]:
    """The ends of the target band that are set, from below."""
    ends = (plot.target.low, plot.target.high) if plot.target else ()
    return [end for end in ends if end is not None]


def lowers_first(reps: list[Rep]) -> bool:
    """Whether the movement away from the start is the lowering, as in a Nordic curl."""
    return sum(_reversal(rep) for rep in reps) > 1e-6


def _reversal(rep: Rep) -> float:
    """By how many seconds the phases fit better with the lowering first."""
    lift, lower = rep.phases.lift_s, rep.phases.lower_s
    if lift is None or lower is None or rep.peak_start_s is None or rep.peak_end_s is None:
        return 0.0
    away, back = rep.peak_start_s - rep.start_s, rep.end_s - rep.peak_end_s
    return abs(away - lift) + abs(back - lower) - abs(away - lower) - abs(back - lift)


def _phases(reps: list[Rep], lower_first: bool) -> list[Stretch]:
    order = ("lower", "hold", "lift") if lower_first else ("lift", "hold", "lower")
    stretches = []
    for rep in reps:
        bounds = (rep.start_s, rep.peak_start_s, rep.peak_end_s, rep.end_s)
        for phase, (begin, end) in zip(order, pairwise(bounds), strict=True):
            if begin is not None and end is not None and end > begin:
                stretches.append(Stretch(rep.number, phase, begin, end))
    return stretches


def _marks(report: Report, plot: Plot, reps: list[Rep]) -> list[Mark]:
    times = [at for at, value in zip(plot.time_s, plot.value, strict=True) if value is not None]
    values = [value for value in plot.value if value is not None]
    marks = []
    for rep in reps:
        moments: dict[float, list[str]] = {}
        for each in rep.mistakes:
            if each.verdict == "seen":
                at = _moment(rep, each.frame_s)
                moments.setdefault(at, []).append(words.mistake_name(report, each.id))
        for at, names in moments.items():
            value = float(np.interp(at, times, values))
            marks.append(Mark(rep.number, round(at, 3), round(value, 3), names))
    return marks


def _moment(rep: Rep, frame_s: float | None) -> float:
    """Where to mark a mistake: on its frame, else at the peak, else at the rep's start."""
    for moment in (frame_s, rep.peak_start_s):
        if moment is not None:
            return moment
    return rep.start_s


def ticks(low: float, high: float, wanted: int) -> list[float]:
    """About so many round values from ``low`` to below ``high``."""
    rough = (high - low) / wanted or 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    step = float(next(step * power for step in (1, 2, 5, 10) if step * power >= rough))
    return [float(tick) for tick in np.arange(np.ceil(low / step) * step, high, step)]
