"""Keeps the region in which a person is looked for from trembling."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from formcheck.landmarker.region import Region

_CUTOFF_HZ = 0.01
_CUTOFF_PER_SPEED = 3.0
_SPEED_CUTOFF_HZ = 1.0

_Vector = npt.NDArray[np.float64]


class SteadyRegion:
    """A One-Euro filter (Casiez et al., CHI 2012) over a region's place, size and turn.

    A landmark shifts a little with the piece of the picture that the network is shown; a region
    that follows each landmark's noise doubles it. MediaPipe filters its region too, even with
    ``smooth_landmarks=False``. The landmarks themselves are left as they are.
    """

    def __init__(self, first: Region, time_s: float) -> None:
        self._raw = self._smooth = _vector(first)
        self._speed = np.zeros(4)
        self._time_s = time_s

    def follow(self, region: Region, time_s: float) -> Region:
        """The steady region after the region found in the frame of this time."""
        step_s = max(time_s - self._time_s, 1e-3)
        raw = _vector(region)
        speed = (raw - self._raw) / step_s / max(region.side, 1.0)
        self._speed += _share(_SPEED_CUTOFF_HZ, step_s) * (speed - self._speed)
        cutoff = _CUTOFF_HZ + _CUTOFF_PER_SPEED * np.abs(self._speed)
        self._smooth = self._smooth + _share(cutoff, step_s) * (raw - self._smooth)
        self._raw, self._time_s = raw, time_s
        return _region(self._smooth).on_grid()


def _share(cutoff_hz: float | _Vector, step_s: float) -> _Vector:
    """Weight of the newest value in a low pass of the first order."""
    turn = 2 * math.pi * np.asarray(cutoff_hz) * step_s
    return np.asarray(turn / (turn + 1))


def _vector(region: Region) -> _Vector:
    up = (region.side * math.sin(region.angle), -region.side * math.cos(region.angle))
    return np.array([region.x, region.y, *up])


def _region(vector: _Vector) -> Region:
    x, y, up_x, up_y = (float(v) for v in vector)
    return Region(x, y, max(1.0, math.hypot(up_x, up_y)), math.atan2(up_x, -up_y))
