"""What a measure gave on one rep: value, error, the moment that shows it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.window import RepWindow


@dataclass(frozen=True)
class Reading:
    """What a measure gave on one rep.

    Attributes:
        value: in the measure's unit; NaN where it could not be taken, with ``problem``.
        error: measuring error.
        frame_s: the moment that shows it best.
        problem: why it could not be taken.
        veiled: why a mistake may be there all the same where the value shows none.
        doubted: why the value may show a mistake where there is none.
    """

    value: float
    error: float
    from_s: float
    to_s: float
    frame_s: float
    problem: str = ""
    veiled: str = ""
    doubted: str = ""


def timed(window: RepWindow, part: slice, value: float, error: float, at: int) -> Reading:
    """A value that was taken in a part of the film; frame ``at`` shows it best."""
    time_s = window.timeline.time_s
    last = min(part.stop, len(time_s)) - 1
    frame_s = float(time_s[min(at, last)])
    return Reading(value, error, float(time_s[part.start]), float(time_s[last]), frame_s)


def blind(window: RepWindow, part: slice, problem: str) -> Reading:
    """Why there is no value in a part of the film."""
    time_s = window.timeline.time_s
    last = min(part.stop, len(time_s)) - 1
    middle = float(time_s[(part.start + last) // 2])
    return Reading(np.nan, np.nan, float(time_s[part.start]), float(time_s[last]), middle, problem)
