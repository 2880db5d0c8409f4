"""Dips of the speed within a movement, and how hard it turns round."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.steadiness import lingering_s, speed_dip, turn_acceleration

from .stick import minimum_jerk

TIME = np.arange(61) / 30.0


def test_one_smooth_movement_has_no_dip() -> None:
    assert speed_dip(TIME, 70 * minimum_jerk(TIME / 2.0)) == pytest.approx(0.0, abs=0.02)


def test_the_way_down_counts_like_the_way_up() -> None:
    assert speed_dip(TIME, -70 * minimum_jerk(TIME / 2.0)) == pytest.approx(0.0, abs=0.02)


def test_a_stop_halfway_is_nearly_a_whole_dip() -> None:
    halves = 35 * minimum_jerk(TIME / 0.8) + 35 * minimum_jerk((TIME - 1.2) / 0.8)
    assert speed_dip(TIME, halves) > 0.8


def test_landmark_jitter_is_no_dip() -> None:
    noise = np.random.default_rng(3).normal(0, 0.7, len(TIME))
    assert speed_dip(TIME, 70 * minimum_jerk(TIME / 2.0) + noise) < 0.25


def test_frame_rate_does_not_matter() -> None:
    halves = {}
    for fps in (15, 60):
        time_s = np.arange(2 * fps + 1) / fps
        both = 35 * minimum_jerk(time_s / 0.9) + 35 * minimum_jerk((time_s - 1.1) / 0.9)
        halves[fps] = speed_dip(time_s, both)
    assert halves[15] == pytest.approx(halves[60], abs=0.1)


def test_frames_at_uneven_times_do_not_make_a_movement_uneven() -> None:
    steps = np.random.default_rng(7).choice([1 / 60, 1 / 30, 1 / 24, 1 / 15], 80)
    time_s = np.cumsum(steps)
    assert speed_dip(time_s, 70 * minimum_jerk((time_s - 0.2) / 1.6)) < 0.05


def test_how_long_a_turn_stays_near_its_bottom() -> None:
    values = np.clip(np.abs(TIME - 1.0) - 0.3, 0.0, None)  # rests from 0.7 to 1.3 s
    assert lingering_s(TIME, values, share=0.2) == pytest.approx(1.0, abs=0.07)
    assert lingering_s(TIME, np.abs(TIME - 1.0), share=0.2) == pytest.approx(0.4, abs=0.07)
    values[25:30] = np.nan
    assert lingering_s(TIME, values, share=0.2) == pytest.approx(1.0, abs=0.07)
    assert np.isnan(lingering_s(TIME, np.full(len(TIME), np.nan), share=0.2))


def test_too_few_or_unmoving_samples_say_nothing() -> None:
    assert np.isnan(speed_dip(TIME[:5], np.arange(5.0)))
    assert np.isnan(speed_dip(TIME, np.zeros(len(TIME))))
    assert np.isnan(turn_acceleration(TIME[:4], np.arange(4.0)))


def test_a_rebound_turns_harder_than_a_smooth_change_of_direction() -> None:
    around = np.linspace(-0.4, 0.4, 25)
    smooth = 1 - minimum_jerk((around + 1.5) / 1.5) + minimum_jerk(around / 1.5)
    rebound = np.abs(around) / 0.6
    assert turn_acceleration(around, rebound) > 3 * turn_acceleration(around, smooth)
