"""Timing one movement by several joints at once.

One joint angle from one camera is noisy, and bends where the leg nears the picture's plane. The
knee, the ankle and the heel tell the same story with larger ways; each one's way is brought to
0..1 from start to peak, and their median is fitted, so that one joint that is lost for a moment
does not count. On rendered clips this halves the error of a
boundary against the angle alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body import view_name
from formcheck.geometry import Array, bearings, circular_mean
from formcheck.order import median
from formcheck.phases import Move, fit_move
from formcheck.rule import RepCycle
from formcheck.steadiness import last_halt
from formcheck.timeline import Timeline

LEAST_WAY_TRUNKS = 0.04
LEAST_TURN_RAD = 0.05
"""A joint that hardly moves in the picture says nothing about when."""
MOST_DISAGREEMENT = 0.15
CAMERA_MOVES = 0.08
"""Share of the way by which places differ from the angle, root of the mean square: from here on it
is asked whether the camera moved. Project choice: about half of the most disagreement."""
LONG_ARC_DEG = 45.0
"""A shorter arc is as good as its chord, and the chord is free of the pivot's jitter."""


@dataclass(frozen=True)
class Stretch:
    """The frames of one movement, from one place of rest to another.

    Attributes:
        frames: all of them.
        before, after: those at the place of rest at either end.
        rests_before: whether the start position is the one before, not the one after.
    """

    frames: slice
    before: slice
    after: slice
    rests_before: bool

    @property
    def bounds(self) -> tuple[int, ...]:
        """First and last frame of each, as a key: slices cannot be hashed."""
        parts = (self.frames, self.before, self.after)
        return tuple(bound for part in parts for bound in (part.start, part.stop))

    @property
    def ends(self) -> tuple[slice, slice]:
        """``before`` and ``after`` counted from the first of ``frames``."""
        first = self.frames.start
        return (
            slice(max(0, self.before.start - first), self.before.stop - first),
            slice(max(0, self.after.start - first), self.after.stop - first),
        )


def time_move(
    timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch, by: str
) -> Move | None:
    """Fit one movement of one leg to its joints and to the signal ``by``.

    Levels and speed come back in the rep signal's unit. Exercises that look alike time the same
    movement by the same joints: it is fitted once.
    """
    key = (cycle.signal, by, cycle.legs, cycle.timed_by, cycle.pivot, side, stretch.bounds)
    return timeline.once(key, lambda: _time_move(timeline, cycle, side, stretch, by))


def _time_move(
    timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch, by: str
) -> Move | None:
    share = _way(timeline, cycle, side, stretch, by)
    if share is not None and cycle.legs == "one" and _sideways(timeline, stretch):
        kick = _without_step(timeline.time_s[stretch.frames], share, stretch)
        if kick is not stretch:
            stretch, share = kick, _way(timeline, cycle, side, kick, by)
    if share is None:
        return None
    move = fit_move(timeline.time_s[stretch.frames], share)
    if move is None:
        return None
    level_from, level_to = _levels(timeline.column(cycle.signal, side, stretch.frames), stretch)
    return replace(
        move,
        level_from=level_from,
        level_to=level_to,
        peak_speed=move.pace * abs(level_to - level_from),
    )


def _without_step(time_s: Array, share: Array, stretch: Stretch) -> Stretch:
    """The movement without the step that brings the leg to its start position, or takes it away.

    Who changes legs halts between that step and the movement itself.
    """
    start = stretch.frames.start
    if stretch.rests_before:
        halt = last_halt(time_s, share)
        if halt is None:
            return stretch
        rest = slice(start + halt[0], start + halt[1] + 1)
        return replace(stretch, frames=slice(rest.start, stretch.frames.stop), before=rest)
    halt = last_halt(-time_s[::-1], 1.0 - share[::-1])
    if halt is None:
        return stretch
    stop = stretch.frames.stop
    rest = slice(stop - 1 - halt[1], stop - halt[0])
    return replace(stretch, frames=slice(start, rest.stop), after=rest)


def _levels(values: Array, stretch: Stretch) -> tuple[float, float]:
    """Where a (T,) signal rests before and after."""
    before, after = stretch.ends
    return median(values[before]), median(values[after])


def _way(timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch, by: str) -> Array | None:
    """(T,) how far along the way the leg is, by the median of its joints; None = no way."""
    angle = timeline.column(by, side, stretch.frames)
    turn = _share(angle[:, None], stretch)
    level_from, level_to = _levels(angle, stretch)
    turned = abs(level_to - level_from)
    ways = _bearings if turned > LONG_ARC_DEG and _sideways(timeline, stretch) else _places
    joints = _shares(ways(timeline, cycle, side, stretch), stretch)
    if turn is not None and ways is _places:
        joints = _steadied(timeline, cycle, side, stretch, joints, turn)
    known = joints if turn is None else [turn, *joints]
    if not known:
        return None
    known = [share for share in known if _agrees(share, known[0])]
    return np.asarray(np.median(known, axis=0))


def _steadied(
    timeline: Timeline,
    cycle: RepCycle,
    side: str,
    stretch: Stretch,
    joints: list[Array],
    turn: Array,
) -> list[Array]:
    """The joints' shares, by their places against the pivot where the camera moves.

    A camera in somebody's hand moves the picture, but turns no joint: then places differ from the
    angle's share of its way, and places against the pivot do not.
    """
    if not joints or (apart := _apart(joints, turn)) <= CAMERA_MOVES:
        return joints
    pivot = timeline.place(cycle.pivot, side, stretch.frames)
    arms = ((place - pivot, least) for place, least in _places(timeline, cycle, side, stretch))
    steady = _shares(arms, stretch)
    return steady if steady and _apart(steady, turn) < apart / 2 else joints


def _apart(shares: Sequence[Array], turn: Array) -> float:
    """How far joints are from the rep signal's way, the middle one of them."""
    return float(np.median([_disagreement(share, turn) for share in shares]))


def _agrees(share: Array, turn: Array) -> bool:
    """Whether a joint moves as the rep signal does; a knee bending by itself takes it elsewhere."""
    return _disagreement(share, turn) <= MOST_DISAGREEMENT


def _disagreement(share: Array, turn: Array) -> float:
    """Root of the mean square of what two shares of the way differ by."""
    return float(np.sqrt(np.nanmean((share - turn) ** 2)))


def _sideways(timeline: Timeline, stretch: Stretch) -> bool:
    azimuth = timeline["azimuth"][stretch.frames]
    return view_name(circular_mean(azimuth)).startswith("side")


def _bearings(
    timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch
) -> Iterator[tuple[Array, float]]:
    """The direction of each joint from the pivot: follows the way round its bend."""
    pivot = timeline.place(cycle.pivot, side, stretch.frames)
    for joint in cycle.timed_by:
        arm = timeline.place(joint, side, stretch.frames) - pivot
        yield bearings(arm)[:, None], LEAST_TURN_RAD


def _places(
    timeline: Timeline, cycle: RepCycle, side: str, stretch: Stretch
) -> Iterator[tuple[Array, float]]:
    """The place of each joint, where its way hardly bends or the bend cannot be seen."""
    for joint in cycle.timed_by:
        yield timeline.place(joint, side, stretch.frames), LEAST_WAY_TRUNKS


def _shares(ways: Iterable[tuple[Array, float]], stretch: Stretch) -> list[Array]:
    """Each way as a share, where there is one."""
    shares = [_share(way, stretch, least) for way, least in ways]
    return [share for share in shares if share is not None]


def _share(places: Array, stretch: Stretch, least: float = 1e-6) -> Array | None:
    """How far along its way a point is, 0 before and 1 after; None where there is no way."""
    before, after = stretch.ends
    return along(places, middle(places[before]), middle(places[after]), least)


def middle(places: Array) -> Array:
    """(N,) the middle of (T, N) places; NaN where none is known."""
    return np.array([median(column) for column in places.T])


def along(places: Array, start: Array, end: Array, least: float) -> Array | None:
    """(T,) how far from ``start`` (0) to ``end`` (1) each of (T, N) places lies.

    None where these are not known, or less than ``least`` apart.
    """
    way = end - start
    size = float(way @ way)
    if not np.isfinite(size) or np.sqrt(size) < least:
        return None
    return np.asarray((places - start) @ way / size)
