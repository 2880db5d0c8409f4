"""Which frames have the left and the right leg exchanged by the pose model.

Every two frames up to half a second or so apart vote: do the legs lie where they lay, or on each
other's place? No single jump decides, so a moment in which one leg hides the other, or in which
the model glides from one naming to the other, is bridged by the frames around it. All votes are
settled together: beginning with the model's own naming, the stretch that agrees with more votes
the other way round is turned, the best one first. Who walks does put each leg where the other was,
so frames in which the hips travel have no vote.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.geometry import Array, length
from formcheck.pose import Landmark, Pose

Ints = npt.NDArray[np.integer[Any]]

LEFT_LEG = [i for i in Landmark if i.name.startswith("LEFT_") and i >= Landmark.LEFT_KNEE]
RIGHT_LEG = [Landmark[i.name.replace("LEFT", "RIGHT")] for i in LEFT_LEG]
LEFT_ENDS = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE]
RIGHT_ENDS = [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]

# The figures below gave the fewest wrongly named frames on the tuning side of the rendered
# library: 610 of some 87,000, where the model's own naming has 2,247 (of films that are named the
# other way round as a whole, the frames that differ from that).
LAGS_S = (0.0, 0.1, 0.2, 0.4, 0.6)
"""How far apart frames that vote lie; 0 = neighbours."""
FADE_S = 0.35
"""The weight of a vote over this time is half of a neighbour's."""
LEAST_VOTE, MOST_VOTE = 0.04, 0.5
"""Trunk lengths by which the one naming has to fit better than the other; no vote counts more."""
MODEL_VOTE = 0.03
"""What the model's own naming weighs in each frame: it holds where nothing else tells."""
TRAVEL_WINDOW_S = 0.6
FASTEST_HIPS = 0.5
"""Trunk lengths a second: from here on the hips travel, in walking or crawling."""
LONGEST_TURN_S = 10.0
"""Stretches up to this long are tried with the opposite naming."""
MOST_TURNS = 100


def find_swaps(time_s: Array, xy: Array, trunk_px: float) -> npt.NDArray[np.bool_]:
    """(T,) frames in which the model exchanged the left and the right leg.

    Args:
        time_s: (T,) seconds, rising.
        xy: (T, 33, 2) pixels as the model gave them; NaN = not found.
        trunk_px: the trunk's usual length, pixels.
    """
    count = len(time_s)
    if count < 3 or not np.isfinite(trunk_px):
        return np.zeros(count, dtype=bool)
    hips = xy[:, HIPS].mean(axis=1)
    legs = np.stack([xy[:, LEFT_ENDS], xy[:, RIGHT_ENDS]], axis=1) - hips[:, None, None]
    legs[_travels(time_s, hips, trunk_px)] = np.nan
    step = float(np.median(np.diff(time_s)))
    lags = sorted({max(1, round(lag / step)) for lag in LAGS_S})
    votes = [
        _votes(legs / trunk_px, lag, 1 / (1 + lag * step / FADE_S)) for lag in lags if lag < count
    ]
    first, second, weight = (np.concatenate(part) for part in zip(*votes, strict=True))
    if not (weight < 0).any():
        return np.zeros(count, dtype=bool)
    longest = min(count, round(LONGEST_TURN_S / step))
    return name_legs(count, first, second, weight, longest) < 0


def name_legs(count: int, first: Ints, second: Ints, weight: Array, longest: int) -> Array:
    """The naming that agrees best with all votes.

    Args:
        first, second: (V,) the two frames of each vote.
        weight: (V,) positive where both name the legs alike, negative where not.
        longest: stretches of up to so many frames are tried with the opposite naming.

    Returns:
        (count,) 1 where the legs are named as by the model, else -1.
    """
    naming = np.ones(count)
    for _ in range(MOST_TURNS):
        gain, start, stop = _best_turn(naming, first, second, weight, longest)
        if gain <= 1e-9:
            break
        naming[start:stop] *= -1
    return naming


def _travels(time_s: Array, hips: Array, trunk_px: float) -> npt.NDArray[np.bool_]:
    """(T,) where the hips are on their way."""
    before = np.searchsorted(time_s, time_s - TRAVEL_WINDOW_S / 2)
    after = np.searchsorted(time_s, time_s + TRAVEL_WINDOW_S / 2, side="right") - 1
    way = length(hips[after] - hips[before]) / trunk_px
    return np.asarray(way > FASTEST_HIPS * np.maximum(time_s[after] - time_s[before], 1e-3))


def _votes(legs: Array, lag: int, fade: float) -> tuple[Ints, Ints, Array]:
    """Pairs of frames (indices) and how much better it fits that both name the legs alike."""
    ends = legs.shape[1] * legs.shape[2]
    same = length(legs[lag:] - legs[:-lag]).reshape(-1, ends).sum(axis=1)
    other = length(legs[lag:] - legs[:-lag, ::-1]).reshape(-1, ends).sum(axis=1)
    better = (other - same) / ends
    known = np.flatnonzero(np.abs(better) >= LEAST_VOTE)
    return known, known + lag, np.clip(better[known], -MOST_VOTE, MOST_VOTE) * fade


def _best_turn(
    naming: Array, first: Ints, second: Ints, weight: Array, longest: int
) -> tuple[float, int, int]:
    """How many votes more a stretch agrees with when turned round, its first frame, its end."""
    count = len(naming)
    agreed = weight * naming[first] * naming[second]
    lags = second - first
    to_earlier = {
        lag: np.bincount(second[lags == lag], agreed[lags == lag], count) for lag in np.unique(lags)
    }
    each = (
        MODEL_VOTE * naming + np.bincount(first, agreed, count) + np.bincount(second, agreed, count)
    )
    until = np.concatenate([[0.0], np.cumsum(each)])
    within, of_last = np.zeros(count), np.zeros(count)
    best = (0.0, 0, 0)
    for long in range(1, longest + 1):
        # Stretches [i, i + long): what their last frame adds are its votes with those before it.
        if long - 1 in to_earlier:
            of_last = of_last + to_earlier[long - 1]
        within = within[: count - long + 1] + of_last[long - 1 :]
        gains = 2 * (2 * within - (until[long:] - until[: count - long + 1]))
        at = int(np.argmax(gains))
        if gains[at] > best[0]:
            best = (float(gains[at]), at, at + long)
    return best


def exchange_legs(values: Array, frames: npt.NDArray[np.bool_]) -> Array:
    """Exchange the left and the right leg of (T, 33, ...) ``values`` in the given frames.

    Without such frames these are the very values, not a copy.
    """
    if not frames.any():
        return values
    mended = values.copy()
    mended[np.ix_(frames, np.array(LEFT_LEG))] = values[np.ix_(frames, np.array(RIGHT_LEG))]
    mended[np.ix_(frames, np.array(RIGHT_LEG))] = values[np.ix_(frames, np.array(LEFT_LEG))]
    return mended


def exchange_bones(on_mask: Array, frames: npt.NDArray[np.bool_]) -> Array:
    """(T, 4) shares of ``LEG_BONES`` on the mask with those of both legs exchanged in the frames
    that ``frames`` (T,) marks."""
    return np.where(frames[:, None], on_mask[:, [2, 3, 0, 1]], on_mask)


def with_legs_exchanged(pose: Pose) -> Pose:
    """The pose of one frame with its left and its right leg exchanged."""
    here = np.array([True])
    exchanged = {
        name: exchange_legs(getattr(pose, name)[None], here)[0].astype(np.float32)
        for name in ("xy", "world", "visibility")
    }
    return replace(pose, on_mask=exchange_bones(pose.on_mask[None], here)[0], **exchanged)
