"""Boundaries of movements whose profile is known to the formula."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import betainc

from formcheck.phases import Move, _model, _slopes, begun_after, beside, fit_move

Array = npt.NDArray[np.floating]

BEGINS, TAKES = 1.1, 1.2
# Speed of a minimum-jerk movement: 30 s^2 (1-s)^2, at most 30/16. A tenth of that is where
# s (1-s) = sqrt(0.1) / 4.
EDGE = (1 - np.sqrt(1 - np.sqrt(0.1))) / 2


def frames(fps: float, length_s: float = 3.4) -> Array:
    return np.arange(int(length_s * fps)) / fps


def movement(time_s: Array, low: float = 2.0, high: float = 22.0, shape: float = 3.0) -> Array:
    share = np.clip((time_s - BEGINS) / TAKES, 0, 1)
    return low + (high - low) * np.asarray(betainc(shape, shape, share))


def noisy(values: Array, sd: float, seed: int = 0) -> Array:
    return values + np.random.default_rng(seed).normal(0, sd, values.shape)


@pytest.mark.parametrize("fps", [15, 24, 29.97, 60, 120])
@pytest.mark.parametrize(("low", "high"), [(2.0, 22.0), (-5.0, -85.0)])
def test_a_smooth_movement_is_found_between_frames(fps: float, low: float, high: float) -> None:
    time_s = frames(fps)
    move = fit_move(time_s, noisy(movement(time_s, low, high), 0.01 * abs(high - low)))
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + EDGE * TAKES, abs=0.03)
    assert move.end_s == pytest.approx(BEGINS + (1 - EDGE) * TAKES, abs=0.03)
    assert move.level_from == pytest.approx(low, abs=0.02 * abs(high - low))
    assert move.level_to == pytest.approx(high, abs=0.02 * abs(high - low))
    assert move.peak_speed == pytest.approx(1.875 * abs(high - low) / TAKES, rel=0.1)


@pytest.mark.parametrize("fps", [15, 24, 29.97, 60, 120])
def test_without_noise_the_frame_rate_hardly_matters(fps: float) -> None:
    move = fit_move(frames(fps), movement(frames(fps)))
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + EDGE * TAKES, abs=0.005)
    assert move.end_s == pytest.approx(BEGINS + (1 - EDGE) * TAKES, abs=0.005)


@pytest.mark.parametrize("shape", [2.0, 3.0, 4.5])
def test_sharp_and_flat_profiles_keep_the_tenth_of_the_peak_speed(shape: float) -> None:
    fine = np.linspace(0, 1, 200_001)
    speed = np.diff(np.asarray(betainc(shape, shape, fine)))
    moving = np.flatnonzero(speed >= 0.1 * speed.max()) / 200_000
    move = fit_move(frames(30), movement(frames(30), shape=shape))
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + moving[0] * TAKES, abs=0.01)
    assert move.end_s == pytest.approx(BEGINS + moving[-1] * TAKES, abs=0.01)


def test_jitter_does_not_shape_the_movement() -> None:
    """With its shape left free, the root of the mean square is 62 ms."""
    time_s = frames(30, 2.5)
    moves = [fit_move(time_s, noisy(movement(time_s, 0.0, 1.0), 0.05, seed)) for seed in range(100)]
    starts = np.array([move.start_s for move in moves if move])
    assert len(starts) == len(moves)
    errors = starts - (BEGINS + EDGE * TAKES)
    assert np.sqrt(np.mean(errors**2)) < 0.04
    assert abs(np.median(errors)) < 0.012


def test_what_moves_beside_the_other_leg_belongs_to_the_movement() -> None:
    out, back = Move(1.0, 2.0, 0.1, 0.0, 1.0, 1.0), Move(3.0, 4.0, 0.1, 1.0, 0.0, 1.0)
    wider = beside(0.045, out, back)
    assert wider == (replace(out, start_s=0.955), replace(back, end_s=4.045))


def test_times_may_be_uneven() -> None:
    steps = np.random.default_rng(3).uniform(0.01, 0.07, 90)
    time_s = np.cumsum(steps)
    move = fit_move(time_s, noisy(movement(time_s), 0.2))
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + EDGE * TAKES, abs=0.03)
    assert move.end_s == pytest.approx(BEGINS + (1 - EDGE) * TAKES, abs=0.03)


def test_unknown_samples_are_passed_over() -> None:
    time_s = frames(30)
    values = movement(time_s)
    values[::3] = np.nan
    move = fit_move(time_s, values)
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + EDGE * TAKES, abs=0.01)


def test_single_wild_samples_do_not_carry_the_fit_away() -> None:
    time_s = frames(30)
    values = movement(time_s)
    values[[20, 51, 80]] += (15.0, -15.0, 15.0)
    move = fit_move(time_s, values)
    assert move is not None
    assert move.start_s == pytest.approx(BEGINS + EDGE * TAKES, abs=0.03)
    assert move.end_s == pytest.approx(BEGINS + (1 - EDGE) * TAKES, abs=0.03)


@pytest.mark.parametrize("samples", [0, 1, 5])
def test_too_few_samples_are_no_movement(samples: int) -> None:
    time_s = frames(30)[:samples]
    assert fit_move(time_s, movement(time_s)) is None


def test_too_short_a_time_is_no_movement() -> None:
    time_s = np.linspace(0, 0.1, 20)
    assert fit_move(time_s, time_s) is None


def test_nothing_known_is_no_movement() -> None:
    assert fit_move(frames(30), np.full(len(frames(30)), np.nan)) is None


def test_the_error_covers_what_the_noise_does() -> None:
    within = []
    for seed in range(60):
        time_s = frames(30)
        move = fit_move(time_s, noisy(movement(time_s), 0.6, seed))
        assert move is not None
        within.append(abs(move.start_s - BEGINS - EDGE * TAKES) <= move.error_s)
        within.append(abs(move.end_s - BEGINS - (1 - EDGE) * TAKES) <= move.error_s)
    assert np.mean(within) >= 0.9


def test_noise_makes_the_error_larger() -> None:
    time_s = frames(30)
    errors = [fit_move(time_s, noisy(movement(time_s), sd)) for sd in (0.05, 0.5, 2.0)]
    sizes = [move.error_s for move in errors if move]
    assert len(sizes) == 3
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("shapes", [(3.0, 3.0), (1.7, 5.5), (5.9, 1.6)])
def test_the_written_out_derivatives_are_those_of_the_model(shapes: tuple[float, float]) -> None:
    time_s = frames(30) + 0.011  # no sample on the kink at the movement's very end
    at = np.array([4.0, 31.0, BEGINS, TAKES, *shapes])
    step = 1e-5
    for number, slope in enumerate(_slopes(at, time_s).T):
        ahead, behind = at.copy(), at.copy()
        ahead[number] += step
        behind[number] -= step
        expected = (_model(ahead, time_s) - _model(behind, time_s)) / (2 * step)
        assert slope == pytest.approx(expected, abs=2e-3 * np.abs(expected).max())


@pytest.mark.parametrize(("ended_s", "begins_s"), [(0.5, 1.0), (1.2, 1.2), (2.5, 1.0)])
def test_a_movement_begins_after_the_rep_before_it(ended_s: float, begins_s: float) -> None:
    """Unless it lies within that rep as a whole, and so is no movement after it."""
    move = Move(1.0, 2.0, 0.05, 0.0, 20.0, 40.0)
    assert begun_after(ended_s, move) == replace(move, start_s=begins_s)
