"""Smoothing without delay, whatever the spacing of the frames."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal

from formcheck.smoothing import CUTOFF_HZ, LONGEST_GAP_S, low_pass, unbroken_runs


def uneven(seconds: float, seed: int = 0) -> np.ndarray:
    """A phone's frames: 24 to 60 a second, as the light allows."""
    steps = np.random.default_rng(seed).uniform(1 / 60, 1 / 24, int(seconds * 60))
    return np.cumsum(steps)[np.cumsum(steps) < seconds]


@pytest.mark.parametrize("time_s", [np.arange(0, 6, 1 / f) for f in (15, 30, 120)] + [uneven(6)])
def test_a_slow_wave_passes_without_delay(time_s: np.ndarray) -> None:
    wave = np.sin(2 * np.pi * 0.8 * time_s)[:, None]
    middle = (time_s > 0.5) & (time_s < 5.5)
    np.testing.assert_allclose(low_pass(time_s, wave)[middle], wave[middle], atol=0.03)


def test_jitter_is_taken_off() -> None:
    time_s = uneven(8)
    noise = np.random.default_rng(1).normal(0, 1, (len(time_s), 3, 2))
    assert low_pass(time_s, noise).std() < 0.65
    assert low_pass(time_s, noise).shape == noise.shape


def test_short_gaps_are_bridged_and_long_ones_stay_unknown() -> None:
    time_s = np.arange(0, 6, 1 / 30)
    values = np.column_stack([time_s, time_s])
    short = (time_s > 1.0) & (time_s < 1.0 + LONGEST_GAP_S - 0.05)
    long = (time_s > 3.0) & (time_s < 3.6)
    values[short | long] = np.nan
    smooth = low_pass(time_s, values)
    np.testing.assert_allclose(smooth[short, 0], time_s[short], atol=0.02)
    assert np.isnan(smooth[long]).all()
    assert np.isfinite(smooth[~long]).all()


def test_nothing_leaks_across_a_long_gap() -> None:
    time_s = np.arange(0, 4, 1 / 30)
    values = np.where(time_s < 2.0, 0.0, 100.0)[:, None]
    values[(time_s >= 1.6) & (time_s < 2.2)] = np.nan
    smooth = low_pass(time_s, values)
    assert np.nanmax(np.abs(smooth[time_s < 1.6])) < 1e-6
    assert np.nanmax(np.abs(smooth[time_s > 2.2] - 100.0)) < 1e-6


@pytest.mark.parametrize("frames", [1, 2, 4])
def test_a_handful_of_frames_comes_back(frames: int) -> None:
    time_s = np.arange(frames) / 30
    values = np.arange(frames, dtype=float)[:, None]
    np.testing.assert_allclose(low_pass(time_s, values), values, atol=0.5)


def test_runs_end_at_long_gaps() -> None:
    known = np.array([0, 1, 1, 0, 1, 0, 0, 0, 1, 1], bool)
    assert unbroken_runs(known, np.arange(10) * 0.1, 0.25) == [slice(1, 5), slice(8, 10)]
    assert unbroken_runs(np.zeros(4, bool), np.arange(4.0), 1.0) == []


def test_the_filter_is_that_of_scipy() -> None:
    values = np.random.default_rng(2).normal(0, 1, (90, 6)).cumsum(axis=0)
    sections = scipy.signal.butter(2, CUTOFF_HZ, fs=25, output="sos")
    theirs = scipy.signal.sosfiltfilt(sections, values, axis=0, padlen=25)
    np.testing.assert_allclose(low_pass(np.arange(90) / 25, values), theirs, atol=1e-9)
