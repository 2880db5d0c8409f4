"""The solver against scipy's, which does the same in general."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import least_squares

from formcheck.leastsquares import minimise
from formcheck.phases import _model, _slopes

Array = npt.NDArray[np.floating]

TIME_S = np.arange(72) / 30
LOW = np.array([-0.2, 0.8, -0.3, 0.3, 1.6, 1.6])
HIGH = np.array([0.2, 1.2, 2.4, 3.0, 6.0, 6.0])
SCALE = 0.05


def samples(seed: int) -> Array:
    """A movement with noise, and a joint lost for a moment."""
    rng = np.random.default_rng(seed)
    drawn = np.array([0, 1, rng.uniform(0.2, 0.9), rng.uniform(0.5, 1.4), *rng.uniform(2, 5, 2)])
    values = _model(drawn, TIME_S) + rng.normal(0, 0.02, len(TIME_S))
    values[20:23] += rng.uniform(-0.6, 0.6)
    return values


def soft_l1(residuals: Array) -> float:
    return float(2 * (np.sqrt(1 + (residuals / SCALE) ** 2) - 1).sum())


@pytest.mark.parametrize("seed", range(25))
def test_the_cost_is_as_low_as_scipys(seed: int) -> None:
    values, guess = samples(seed), np.array([0.0, 1.0, 0.5, 1.0, 3.0, 3.0])
    ours = minimise(
        lambda p: _model(p, TIME_S) - values,
        lambda p: _slopes(p, TIME_S),
        guess, LOW, HIGH, SCALE,
    )  # fmt: skip
    theirs = least_squares(
        lambda p: _model(p, TIME_S) - values, guess, jac=lambda p: _slopes(p, TIME_S),
        bounds=(LOW, HIGH), loss="soft_l1", f_scale=SCALE, ftol=1e-10, max_nfev=500,
    )  # fmt: skip
    assert ours.cost == pytest.approx(soft_l1(ours.residuals))
    assert ours.cost <= 1.02 * soft_l1(theirs.fun)
    assert ((ours.parameters >= LOW) & (ours.parameters <= HIGH)).all()


def test_a_bound_holds_a_parameter_and_leaves_the_others_free() -> None:
    at = np.linspace(0, 1, 30)
    found = minimise(
        lambda p: p[0] + p[1] * at - (1 + 2 * at),
        lambda p: np.stack([np.ones_like(at), at], axis=1),
        np.zeros(2), np.array([-5.0, -5.0]), np.array([0.5, 5.0]), 10.0, gain=1e-9,
    )  # fmt: skip
    # With the first held at 0.5, the line that lies nearest has this slope.
    slope = 2 + 0.5 * at.sum() / (at**2).sum()
    np.testing.assert_allclose(found.parameters, [0.5, slope], atol=0.01)


def test_samples_far_off_count_by_their_size_only() -> None:
    values = np.r_[np.zeros(20), 100.0]
    found = minimise(
        lambda p: p[0] - values, lambda p: np.ones((21, 1)),
        np.array([5.0]), np.array([-9.0]), np.array([9.0]), 0.1, gain=1e-9,
    )  # fmt: skip
    assert abs(found.parameters[0]) < 0.02


def test_nothing_to_gain_leaves_the_guess() -> None:
    guess = np.array([0.3, 0.4])
    found = minimise(
        lambda p: np.zeros(5), lambda p: np.zeros((5, 2)), guess, guess - 1, guess + 1, 1.0
    )
    np.testing.assert_array_equal(found.parameters, guess)
