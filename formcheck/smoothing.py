"""Zero-phase smoothing of landmarks with uneven timestamps."""

from __future__ import annotations

import importlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import scipy

from formcheck.geometry import Array

CUTOFF_HZ = 5.0
"""Human limb movement in these exercises lies below; Winter, Biomechanics and Motor Control of
Human Movement, gives 4-6 Hz for gait."""
LONGEST_GAP_S = 0.3
"""A longer time without a landmark is left unknown instead of bridged."""
FILTER_NAME = f"zero-phase Butterworth, 4th order, {CUTOFF_HZ:g} Hz"
RINGS_CYCLES = 5.0
"""So many periods of the cut-off frequency away, a sample no longer counts (1e-10 of it)."""
RESPONSE_SAMPLES = 8192


def get_ready() -> None:
    """Load scipy's parts now, which takes a moment, instead of when they are first used."""
    for part in ("special", "ndimage"):
        importlib.import_module(f"scipy.{part}")


def unbroken_runs(known: npt.NDArray[np.bool_], time_s: Array, gap_s: float) -> list[slice]:
    """Slices of frames between the first and the last known one without a gap over ``gap_s``."""
    indices = np.flatnonzero(known)
    if not len(indices):
        return []
    breaks = np.flatnonzero(np.diff(time_s[indices]) > gap_s)
    starts = indices[np.concatenate([[0], breaks + 1])]
    ends = indices[np.concatenate([breaks, [len(indices) - 1]])]
    return [slice(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]


def runs(frames: npt.NDArray[np.bool_]) -> list[slice]:
    """Each run of (T,) such frames."""
    return unbroken_runs(frames, np.arange(len(frames), dtype=float), 1.5)


def low_pass(time_s: Array, values: Array, cutoff_hz: float = CUTOFF_HZ) -> Array:
    """Smooth without delay; short gaps are bridged, long ones stay NaN.

    Args:
        time_s: (T,) seconds, rising, spacing may vary.
        values: (T, ...) with whole frames NaN where nothing was found.

    Returns:
        An array of the shape of ``values``.
    """
    flat = values.reshape(len(values), -1).astype(float)
    smooth = np.full_like(flat, np.nan)
    known = np.isfinite(flat).all(axis=1)
    for run in unbroken_runs(known, time_s, LONGEST_GAP_S):
        smooth[run] = _smooth_run(time_s[run], flat[run], known[run], cutoff_hz)
    return smooth.reshape(values.shape)


def _smooth_run(
    time_s: Array, values: Array, known: npt.NDArray[np.bool_], cutoff_hz: float
) -> Array:
    """Filter on an even grid, because the filter knows no timestamps, and read back."""
    step = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0
    if step <= 0 or cutoff_hz >= 0.45 / step:
        return interpolate(time_s, time_s[known], values[known])
    grid = np.arange(time_s[0], time_s[-1] + step / 2, step)
    pad = min(len(grid) - 1, int(1.0 / step))
    even = interpolate(grid, time_s[known], values[known])
    if pad < 3:
        return interpolate(time_s, grid, even)
    return interpolate(time_s, grid, _filtered(even, pad, _kernel(cutoff_hz, round(step, 4))))


@lru_cache(maxsize=64)
def _kernel(cutoff_hz: float, step: float) -> Array:
    """What a single sample becomes by the filter, for samples ``step`` seconds apart.

    Run there and back, a Butterworth filter of order two has the gain 1 / (1 + r^4), r being the
    frequency over the cut-off, both warped by the bilinear transform; its phase is zero, so that
    the response is the gain's Fourier transform. ``scipy.signal`` filters alike, and takes over
    a second to load.
    """
    warped = np.tan(np.pi * np.fft.rfftfreq(RESPONSE_SAMPLES))
    gain = 1 / (1 + (warped / np.tan(np.pi * cutoff_hz * step)) ** 4)
    response = np.fft.irfft(gain, RESPONSE_SAMPLES)
    reach = min(int(RINGS_CYCLES / (cutoff_hz * step)) + 1, RESPONSE_SAMPLES // 2 - 1)
    return np.concatenate([response[-reach:], response[: reach + 1]])


def _filtered(values: Array, pad: int, kernel: Array) -> Array:
    """Every column smoothed.

    Args:
        pad: by how many samples both ends are drawn on, turned about the first and last sample.
    """
    before = 2 * values[0] - values[pad:0:-1]
    after = 2 * values[-1] - values[-2 : -pad - 2 : -1]
    drawn_on = np.concatenate([before, values, after])
    smooth = scipy.ndimage.correlate1d(drawn_on, kernel, axis=0, mode="nearest")
    return np.asarray(smooth[pad : len(smooth) - pad])


def interpolate(at: Array, time_s: Array, values: Array) -> Array:
    """Linear interpolation of (T, K) columns; before the first and after the last it stays."""
    if len(time_s) < 2:
        return np.repeat(values, len(at), axis=0)
    before = np.clip(np.searchsorted(time_s, at, side="right") - 1, 0, len(time_s) - 2)
    step = np.maximum(time_s[before + 1] - time_s[before], 1e-9)
    share = np.clip((at - time_s[before]) / step, 0.0, 1.0)[:, None]
    return np.asarray(values[before] * (1 - share) + values[before + 1] * share)
