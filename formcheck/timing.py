"""Timing one movement by several joints at once.

One joint angle from one camera is noisy, and bends where the leg nears the picture's plane. The
knee, the ankle and the heel tell the same story with larger ways; each one's way from start to
peak is brought to 0..1 and their mean is fitted. On rendered clips this halves the error of a
boundary against the angle alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from formcheck.phases import Move, fit_move
from formcheck.rule import RepCycle
from formcheck.timeline import Timeline

Array = npt.NDArray[np.floating]

LEAST_WAY_TRUNKS = 0.04
"""A joint that hardly moves in the picture says nothing about when."""


@dataclass(frozen=True)
class Stretch:
    """The frames of one movement, from one place of rest to another.

    Attributes:
        frames: all of them.
        before, after: those at the place of rest at either end.
    """

    frames: slice
    before: slice
    after: slice


def time_move(timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch) -> Move | None:
    """Fit one movement of one leg; levels and speed come back in the rep signal's unit."""
    angle = timeline.column(cycle.signal, side)
    level_from, level_to = (_level(angle[part]) for part in (stretch.before, stretch.after))
    shares = [_share(angle[:, None], stretch)]
    for joint in cycle.timed_by:
        place = [timeline.column(f"{joint}_{way}", side) for way in ("across", "up")]
        way = _share(np.stack(place, axis=1), stretch, LEAST_WAY_TRUNKS)
        shares.append(way)
    known = [share for share in shares if share is not None]
    if not known:
        return None
    move = fit_move(timeline.time_s[stretch.frames], np.mean(known, axis=0))
    if move is None:
        return None
    travelled = level_to - level_from
    return replace(
        move,
        level_from=level_from,
        level_to=level_to,
        peak_speed=move.pace * abs(travelled),
    )


def _level(values: Array) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")


def _share(places: Array, stretch: Stretch, least: float = 1e-6) -> Array | None:
    """How far along its way a point is, 0 before and 1 after; None where there is no way."""
    with np.errstate(all="ignore"):
        start = np.array([_level(column[stretch.before]) for column in places.T])
        end = np.array([_level(column[stretch.after]) for column in places.T])
    way = end - start
    size = float(way @ way)
    if not np.isfinite(size) or np.sqrt(size) < least:
        return None
    return np.asarray((places[stretch.frames] - start) @ way / size)
