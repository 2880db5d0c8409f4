"""Small line charts over the weeks, ready to draw as SVG: no script, so they print as they are."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.history.course import short_day
from formcheck.report.chart import ticks

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 12, 30
X_LABELS = 7


@dataclass(frozen=True)
class Point:
    """One week of one line.

    Attributes:
        text: what the point says when it is pointed at.
        error: measuring error, in the chart's unit; None where it is not known.
    """

    week: datetime.date
    value: float
    text: str
    error: float | None = None


@dataclass(frozen=True)
class Line:
    """One line of a chart; mark: circle, square or diamond, so that colour is not needed."""

    name: str
    mark: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class LineChart:
    """Everything that a drawing of one chart shows; at least one line with a point.

    Attributes:
        unit: "%", "s", "kg", "deg", ...
        from_zero: the axis begins at 0.
        top: the axis ends here; None = above the highest point.
    """

    title: str
    unit: str
    lines: tuple[Line, ...]
    from_zero: bool = True
    top: float | None = None

    @property
    def weeks(self) -> list[datetime.date]:
        """Every week with a point, in order."""
        return sorted({point.week for line in self.lines for point in line.points})

    @property
    def bounds(self) -> tuple[float, float]:
        """The two ends of the axis, in unit."""
        edges = [
            point.value + sign * (point.error or 0.0)
            for line in self.lines
            for point in line.points
            for sign in (-1, 1)
        ]
        low, high = min(edges), max(edges)
        room = 0.08 * ((high - low) or abs(high) or 1.0)
        low = min(0.0, low) if self.from_zero else low - room
        return low, high + room if self.top is None else self.top

    def x(self, week: datetime.date) -> float:
        """A week to pixels."""
        first, last = self.weeks[0], self.weeks[-1]
        days = (last - first).days
        share = (week - first).days / days if days else 0.5
        return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def y(self, value: float) -> float:
        """A value to pixels, downward."""
        low, high = self.bounds
        share = (value - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def path(self, line: Line) -> str:
        """The line as an SVG path."""
        return "M" + " L".join(f"{self.x(each.week)} {self.y(each.value)}" for each in line.points)

    def values(self) -> list[float]:
        """Round values for the axis, in unit."""
        low, high = self.bounds
        return ticks(low, high * (1 + 1e-9), 4)

    def label(self, week: datetime.date) -> str:
        """A week's date below the drawing."""
        return short_day(week, self.weeks)

    def labelled(self) -> list[datetime.date]:
        """The weeks whose dates have room below the drawing."""
        return thinned(self.weeks, X_LABELS)


def thinned(weeks: Sequence[datetime.date], most: int) -> list[datetime.date]:
    """At most so many of them, evenly, the first and the last among them."""
    if len(weeks) <= most:
        return list(weeks)
    step = (len(weeks) - 1) / (most - 1)
    return [weeks[round(place * step)] for place in range(most)]
