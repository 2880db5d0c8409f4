"""Robust least squares within bounds, for the few parameters of one movement.

Levenberg and Marquardt's damped steps (Levenberg 1944, Marquardt 1963), kept within the bounds:
a parameter that lies on a bound and is drawn beyond it takes no part in the step. A general
solver does the same in three times as long, most of it between its calls, and takes half a second
to load; ``tests/core/test_leastsquares.py`` holds this one against scipy's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.geometry import Array

FIRST_DAMPING, MOST_DAMPING = 1e-2, 1e6
LESS, MORE = 1 / 5, 5.0


@dataclass(frozen=True)
class Fitted:
    """Where the cost is least.

    Attributes:
        parameters: (P,).
        residuals: (T,) there.
        cost: the sum of the soft-L1 loss of the residuals over the scale.
    """

    parameters: Array
    residuals: Array
    cost: float


def minimise(
    residuals: Callable[[Array], Array],
    slopes: Callable[[Array], Array],
    guess: Array,
    low: Array,
    high: Array,
    scale: float,
    gain: float = 1e-3,
    most_looks: int = 60,
) -> Fitted:
    """Find the parameters with the least soft-L1 cost, 2 (sqrt(1 + (r / scale)^2) - 1) summed.

    Args:
        residuals: (T,) of (P,) parameters.
        slopes: (T, P) their derivatives.
        guess, low, high: (P,) where to begin, and the bounds.
        scale: residuals well beyond this count by their size, no longer by their square.
        gain: a step that takes off a smaller share of the cost is the last.
        most_looks: at how many places the residuals are computed.
    """
    best = _at(residuals, np.clip(guess, low, high), scale)
    damping, looks = FIRST_DAMPING, 1
    while looks < most_looks:
        step = _Step(best, slopes(best.parameters), low, high, scale)
        found = best
        while looks < most_looks and damping <= MOST_DAMPING and found.cost >= best.cost:
            found = _at(residuals, step.to(damping), scale)
            looks += 1
            damping *= LESS if found.cost < best.cost else MORE
        if found.cost >= best.cost:
            break
        improved, best = best.cost - found.cost, found
        if improved <= gain * (best.cost + improved):
            break
    return best


def _at(residuals: Callable[[Array], Array], parameters: Array, scale: float) -> Fitted:
    found = residuals(parameters)
    return Fitted(parameters, found, float(2 * (np.sqrt(1 + (found / scale) ** 2) - 1).sum()))


class _Step:
    """The normal equations at one place, to be solved with more or less damping."""

    def __init__(self, at: Fitted, slopes: Array, low: Array, high: Array, scale: float) -> None:
        weights = 1 / np.sqrt(1 + (at.residuals / scale) ** 2)
        self._from, self._low, self._high = at.parameters, low, high
        self._downhill = -slopes.T @ (weights * at.residuals)
        self._curvature = slopes.T @ (slopes * weights[:, None])
        outwards = ((self._from <= low) & (self._downhill < 0)) | (
            (self._from >= high) & (self._downhill > 0)
        )
        self._free = np.flatnonzero(~outwards)

    def to(self, damping: float) -> Array:
        """Where the step ends."""
        free = self._free
        curvature = self._curvature[np.ix_(free, free)]
        # The tiny share keeps a parameter solvable that no sample depends on.
        damped = curvature + np.diag(damping * np.diag(curvature) + 1e-12)
        end = self._from.copy()
        end[free] += np.linalg.solve(damped, self._downhill[free])
        return np.clip(end, self._low, self._high)
