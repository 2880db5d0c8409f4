"""The signals known to the program, by name, and how all of them are taken at once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from formcheck.body import SIDES, Body
from formcheck.geometry import Array

SIDE_VIEW = frozenset({"side-left", "side-right"})
END_VIEW = frozenset({"front", "rear"})
ANY_VIEW = SIDE_VIEW | END_VIEW | {"oblique"}


@dataclass(frozen=True)
class Signal:
    """One measurement: how it is taken, and how far it may be trusted.

    Attributes:
        unit: "deg" or "trunk lengths".
        level_error: measuring error of the value itself.
        change_error: the same for its change against the person's own baseline.
        views: the camera views that show it.
        drawing: how evidence is drawn, and on which points (see ``overlay.Marking``).
        most_change: a larger change than a body can bring about is something else's.
    """

    name: str
    unit: str
    meaning: str
    level_error: float
    change_error: float
    views: frozenset[str]
    sided: bool
    drawing: tuple[str, ...]
    measure: Callable[..., Array]
    most_change: float


REGISTRY: dict[str, Signal] = {}


def signal(
    unit: str,
    meaning: str,
    errors: tuple[float, float],
    views: frozenset[str] = SIDE_VIEW,
    sided: bool = False,
    drawing: tuple[str, ...] = (),
    most_change: float = math.inf,
) -> Callable[[Callable[..., Array]], Callable[..., Array]]:
    """Register the decorated function as the signal of its own name."""

    def register(measure: Callable[..., Array]) -> Callable[..., Array]:
        name = measure.__name__
        REGISTRY[name] = Signal(
            name, unit, meaning, *errors, views, sided, drawing, measure, most_change
        )
        return measure

    return register


def columns() -> list[str]:
    """The names of all columns that :func:`measure` gives, sided ones as ``name.left``."""
    return [
        f"{s.name}.{side}" if side else s.name
        for s in REGISTRY.values()
        for side in (SIDES if s.sided else ("",))
    ]


def measure(body: Body) -> dict[str, Array]:
    """All signals of a body: column name to (T,) values."""
    values: dict[str, Array] = {}
    for entry in REGISTRY.values():
        if entry.sided:
            for side in SIDES:
                values[f"{entry.name}.{side}"] = entry.measure(body, side)
        else:
            values[entry.name] = entry.measure(body)
    return values


def trunk_vector(body: Body) -> Array:
    """(T, 2) from the middle of the hips to the middle of the shoulders, pixels."""
    return body.middle("shoulder") - body.middle("hip")
