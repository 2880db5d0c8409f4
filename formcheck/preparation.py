"""From raw landmarks to a :class:`Body`: swaps mended, jitter smoothed, the view resolved."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy

from formcheck.body import LEAST_ON_MASK, SIDES, Body
from formcheck.geometry import Array, length
from formcheck.legswaps import (
    HIPS,
    LEFT_LEG,
    RIGHT_LEG,
    exchange_bones,
    exchange_legs,
    find_swaps,
)
from formcheck.pose import Landmark
from formcheck.smoothing import interpolate, low_pass, runs

VIEW_WINDOW_S = 1.0

LEFT_CHAIN = [Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE]
RIGHT_CHAIN = [Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]


def usual_trunk(xy: Array) -> float:
    """Median length of the trunk in (T, 33, 2) pixels; NaN when nobody was found."""
    lengths = length(xy[:, SHOULDERS].mean(axis=1) - xy[:, HIPS].mean(axis=1))
    known = lengths[np.isfinite(lengths)]
    return float(np.median(known)) if len(known) else float("nan")


LONGEST_STRAY_S = 0.35
"""For no longer than this a leg's way is drawn straight from where it was found to where it is."""
STRAY_THIGH_DEG, STRAY_SHIN_DEG = 60.0, 80.0
"""A bone that for a moment points so far from where it points before and after was lost: within
this time no exercise turns it as far and back."""
LOST_WINDOW_S = 0.3
"""A leg is lost where it is in most pictures of a time as long as this."""
LOST_BELOW, FOUND_ABOVE = 0.65, 0.8
"""Shares of a leg on the person's mask. Rendered clips: of legs that move together, the nearer
one's landmarks stay behind for up to seconds, while those named the other's lie on it."""
TURN_DEG = 60.0
TURN_S = 0.25
JUMP_TRUNKS = 0.8


def find_breaks(time_s: Array, xy: Array, world: Array) -> list[int]:
    """Frames at which a new scene begins although the picture showed no hard cut.

    A cross-fade or a moved camera shows in the body: it faces elsewhere within a quarter of a
    second, faster than a person turns, or it stands elsewhere from one frame to the next.
    """
    found = np.flatnonzero(np.isfinite(xy[:, 0, 0]) & np.isfinite(world[:, 0, 0]))
    if len(found) < 2:
        return []
    times, hips = time_s[found], xy[found][:, HIPS].mean(axis=1)
    trunk = length(xy[found][:, SHOULDERS].mean(axis=1) - hips)
    jumped = np.flatnonzero(
        (length(np.diff(hips, axis=0)) > JUMP_TRUNKS * np.median(trunk)) & (np.diff(times) < TURN_S)
    )
    turned = _turns(times, world[found])
    breaks: list[int] = []
    for index in sorted([*(int(i) + 1 for i in jumped), *turned]):
        if not breaks or times[index] - time_s[breaks[-1]] > 2 * TURN_S:
            breaks.append(int(found[index]))
    return breaks


def _turns(times: Array, world: Array) -> list[int]:
    """Frames around which the facing before and after differ too much; the worst of each group."""
    facing = np.exp(1j * np.radians(_azimuth(world)))
    sums = np.concatenate([[0], np.cumsum(facing)])
    here = np.arange(len(times))
    before = sums[here] - sums[np.searchsorted(times, times - TURN_S)]
    after = sums[np.searchsorted(times, times + TURN_S)] - sums[here]
    difference = np.abs(np.degrees(np.angle(after * np.conj(before))))
    # Next to a time without pictures there is nothing to compare: the angle of zero means nothing.
    difference[(before == 0) | (after == 0)] = 0.0
    return [run.start + int(np.argmax(difference[run])) for run in runs(difference > TURN_DEG)]


def _azimuth(world: Array) -> Array:
    """(T,) the direction faced, frame by frame, from the axis through hips and shoulders."""
    axis = _left_axis(world)
    return np.degrees(np.arctan2(axis[:, 1], axis[:, 0]))


def _left_axis(world: Array) -> Array:
    """(T, 2) towards the person's left, across the picture and into it, summed over two joints."""
    left = world[:, [Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER]]
    right = world[:, [Landmark.RIGHT_HIP, Landmark.RIGHT_SHOULDER]]
    return np.asarray((left - right).sum(axis=1)[:, [0, 2]], dtype=float)


def _strays(time_s: Array, on_leg: Array, leg: Array) -> npt.NDArray[np.bool_]:
    """(T,) moments in which the model lays a leg elsewhere, between times when it does not.

    Args:
        on_leg: (T,) how much of the leg lies on the person's mask.
        leg: (T, 3, 2) pixels of hip, knee and ankle.
    """
    off = on_leg < LEAST_ON_MASK
    off |= _points_elsewhere(time_s, leg[:, 1] - leg[:, 0], STRAY_THIGH_DEG)
    off |= _points_elsewhere(time_s, leg[:, 2] - leg[:, 1], STRAY_SHIN_DEG)
    stray = np.zeros(len(off), dtype=bool)
    for run in runs(off):
        inside = run.start > 0 and run.stop < len(off)
        if inside and time_s[run.stop] - time_s[run.start - 1] <= LONGEST_STRAY_S:
            stray[run] = True
    return stray


def _points_elsewhere(time_s: Array, bone: Array, most_deg: float) -> npt.NDArray[np.bool_]:
    """(T,) where a bone points far from where it points for most of the time around."""
    if len(time_s) < 2:
        return np.zeros(len(time_s), dtype=bool)
    unit = bone / np.maximum(length(bone), 1e-6)[:, None]
    mean = unit.mean(axis=0)
    if (unit @ mean >= np.hypot(*mean) * np.cos(np.radians(most_deg / 3))).all():
        return np.zeros(len(time_s), dtype=bool)  # the median lies among them
    window = (2 * max(1, _frames_in(time_s, LONGEST_STRAY_S)) + 1, 1)
    usual = scipy.ndimage.median_filter(np.nan_to_num(unit), size=window, mode="nearest")
    cosine = np.sum(unit * usual, axis=1) / np.maximum(length(usual), 1e-6)
    return np.asarray(cosine < np.cos(np.radians(most_deg)))


def _frames_in(time_s: Array, seconds: float) -> int:
    """How many of at least two frames so many seconds are, as far as that is usual."""
    return round(seconds / max(float(np.median(np.diff(time_s))), 1e-3))


def _lost_legs(time_s: Array, on_leg: Array) -> Array:
    """(T, 2), see :class:`formcheck.body.Body`."""
    if len(time_s) > 1 and on_leg.min() < LOST_BELOW:
        window = (2 * _frames_in(time_s, LOST_WINDOW_S / 2) + 1, 1)
        # At the end as in the middle, one picture does not tell.
        on_leg = scipy.ndimage.median_filter(on_leg, size=window, mode="reflect")
    return _lost(on_leg).astype(float)


def lost_leg(on_mask: Array) -> str | None:
    """The leg that lies beside the body in one picture while the other does not; None = neither.

    Args:
        on_mask: (4,), see :class:`formcheck.pose.Pose`.
    """
    lost = _lost(_on_leg(on_mask[None]))[0]
    return next((side for side, is_lost in zip(SIDES, lost, strict=True) if is_lost), None)


def _on_leg(on_mask: Array) -> Array:
    """(T, 2) how much of the left, of the right leg lies on the mask; 1 where nobody looked."""
    return np.nan_to_num(on_mask.reshape(-1, 2, 2).min(axis=2), nan=1.0)


def _lost(on_leg: Array) -> npt.NDArray[np.bool_]:
    return np.asarray((on_leg < LOST_BELOW) & (on_leg[:, ::-1] > FOUND_ABOVE))


def _without_strays(time_s: Array, values: Array, stray: Sequence[npt.NDArray[np.bool_]]) -> Array:
    """Draw (T, 33, ...) ``values`` of each leg straight through its stray moments."""
    mended = values.copy()
    for joints, frames in zip((LEFT_LEG, RIGHT_LEG), stray, strict=True):
        known = ~frames & np.isfinite(values[:, joints[0], 0])
        if not frames.any() or not known.any():
            continue
        leg = values[:, joints]
        drawn = interpolate(time_s[frames], time_s[known], leg[known].reshape(known.sum(), -1))
        mended[np.ix_(frames, np.array(joints))] = drawn.reshape(-1, *leg.shape[1:])
    return mended


def resolve_azimuth(time_s: Array, world: Array) -> Array:
    """(T,) the direction faced, from the axis through both hips and both shoulders.

    Averaged over one second, since the model's depth is noisy and people turn slowly.
    """
    unit = _left_axis(world)
    known = np.isfinite(unit).all(axis=1)
    if not known.any():
        return np.full(len(time_s), np.nan)
    sums = np.cumsum(np.vstack([np.zeros(2), np.where(known[:, None], unit, 0.0)]), axis=0)
    first = np.searchsorted(time_s, time_s - VIEW_WINDOW_S / 2)
    last = np.searchsorted(time_s, time_s + VIEW_WINDOW_S / 2, side="right")
    mean = sums[last] - sums[first]
    azimuth = np.degrees(np.arctan2(mean[:, 1], mean[:, 0]))
    return np.where(known, azimuth, np.nan)


def prepare(raw: Body) -> tuple[Body, npt.NDArray[np.bool_]]:
    """Make frames of one scene ready to be measured.

    Args:
        raw: one person, landmarks as the model gave them; ``azimuth_deg`` and ``lost_legs`` are
            not read.

    Returns:
        The same frames, and (T,) in which of them the legs were exchanged back.
    """
    swapped = find_swaps(raw.time_s, raw.xy, raw.trunk_px)
    on_mask = exchange_bones(raw.on_mask, swapped)
    on_leg = _on_leg(on_mask)
    named, named_world = (exchange_legs(values, swapped) for values in (raw.xy, raw.world))
    stray = [
        _strays(raw.time_s, on_leg[:, leg], named[:, joints])
        for leg, joints in enumerate((LEFT_CHAIN, RIGHT_CHAIN))
    ]
    places = [_without_strays(raw.time_s, values, stray) for values in (named, named_world)]
    smooth = low_pass(raw.time_s, np.concatenate(places, axis=2))
    xy, world = smooth[..., :2], smooth[..., 2:]
    body = Body(
        time_s=raw.time_s,
        xy=xy,
        world=world,
        visibility=exchange_legs(raw.visibility, swapped),
        outline=raw.outline,
        on_mask=on_mask,
        azimuth_deg=resolve_azimuth(raw.time_s, world),
        lost_legs=_lost_legs(raw.time_s, on_leg),
        trunk_px=raw.trunk_px,
    )
    return body, swapped
