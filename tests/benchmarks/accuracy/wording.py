"""Figures in words: what the Markdown tables are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .statistics import Figures

NONE = "none"


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; "" where there are no rows."""
    lines = [heading, ["---"] * len(heading), *rows]
    if len(lines) == 2:
        return "(none)"
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def percent(value: float | None) -> str:
    """A share as it is read."""
    return NONE if value is None else f"{100 * value:.0f}%"


def counted(figures: Figures) -> str:
    """A share with its interval and its counts."""
    if not figures["of"]:
        return NONE
    low, high = (f"{100 * figures[end]:.0f}" for end in ("low", "high"))
    return f"{percent(figures['value'])} ({low}-{high}; {figures['hits']}/{figures['of']})"


def number(value: float | None, digits: int = 1) -> str:
    """A figure, or none."""
    return NONE if value is None else f"{value:.{digits}f}"


def pair(figures: Figures, digits: int = 0) -> str:
    """Median / 95th percentile."""
    if not figures["n"]:
        return NONE
    return f"{number(figures['median'], digits)} / {number(figures['p95'], digits)}"


def counts(of: dict[str, int]) -> str:
    """Reasons with how often each was given."""
    return "; ".join(f"{reason} ({n})" for reason, n in of.items()) or "-"
