"""Excursions of a plain signal: each counted once, and no dip, jitter or gap counted at all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from formcheck.reps import LONGEST_REP_S, Excursion, ExcursionFinder

from .stick import minimum_jerk

Array = npt.NDArray[np.floating]

FPS = 30
LEAST = 4.0


def path(*points: tuple[float, float], start: float = 0.0) -> Array:
    """A signal that reaches each (seconds from the last, value) smoothly."""
    parts = [np.array([start])]
    for seconds, value in points:
        share = minimum_jerk(np.arange(1, round(seconds * FPS) + 1) / round(seconds * FPS))
        parts.append(parts[-1][-1] + share * (value - parts[-1][-1]))
    return np.concatenate(parts)


def excursions(values: Array, finish: bool = True) -> list[Excursion]:
    finder = ExcursionFinder.of(5 * LEAST, "deg")
    found = [finder.push(i, i / FPS, float(v)) for i, v in enumerate(values)]
    if finish:
        found.append(finder.finish())
    return [one for one in found if one]


def jitter(values: Array, sd: float, seed: int = 0) -> Array:
    return values + np.random.default_rng(seed).normal(0, sd, values.shape)


REP = ((1.0, 20.0), (0.6, 20.0), (1.0, 0.0), (0.8, 0.0))


def test_a_rep_lies_between_two_rests() -> None:
    (found,) = excursions(path((1.0, 0.0), *REP))
    assert 20 <= found.low_before <= 45
    assert 60 <= found.peak <= 78
    assert found.low_after >= 100
    assert found.returned


def test_every_rep_once_without_a_rest_between() -> None:
    assert len(excursions(path((1.0, 0.0), *((0.8, 20.0), (0.8, 0.0)) * 5))) == 5


@pytest.mark.parametrize("peak", [LEAST * f for f in (0.9, 0.97, 1.0, 1.03, 1.2)])
@pytest.mark.parametrize("seed", range(5))
def test_jitter_at_the_threshold_never_counts_twice(peak: float, seed: int) -> None:
    values = path((1.0, 0.0), (1.0, peak), (1.0, peak), (1.0, 0.0), (1.5, 0.0))
    assert len(excursions(jitter(values, 0.15, seed))) <= 1


@pytest.mark.parametrize("dip", [18.0, 14.0, 10.0])
def test_a_dip_in_the_hold_is_one_rep(dip: float) -> None:
    values = path((1.0, 0.0), (0.8, 20.0), (0.4, dip), (0.4, 20.0), (1.0, 0.0), (1.0, 0.0))
    assert len(excursions(jitter(values, 0.3))) == 1


def test_going_back_half_way_and_up_again_are_two() -> None:
    values = path((1.0, 0.0), (0.8, 20.0), (0.8, 3.0), (0.8, 20.0), (1.0, 0.0), (1.0, 0.0))
    assert len(excursions(values)) == 2


def test_a_pause_on_the_way_up_begins_the_rep_anew() -> None:
    values = path((1.0, -10.0), (0.8, 0.0), (1.5, 0.0), *REP, start=-10.0)
    (found,) = excursions(values)
    assert found.low_before / FPS >= 2.5, "the way into the start position is no part of the lift"


def test_a_short_pause_on_the_way_up_belongs_to_the_lift() -> None:
    values = path((1.0, 0.0), (0.5, 8.0), (0.3, 8.0), (0.5, 20.0), (1.0, 0.0), (1.0, 0.0))
    (found,) = excursions(values)
    assert found.low_before / FPS <= 1.3


def test_a_film_that_ends_on_the_way_up_has_not_returned() -> None:
    (found,) = excursions(path((1.0, 0.0), (0.8, 20.0), (0.5, 20.0)))
    assert not found.returned


def test_a_film_that_ends_at_the_bottom_has_returned() -> None:
    (found,) = excursions(path((1.0, 0.0), (0.8, 20.0), (0.8, 0.0)))
    assert found.returned


def test_an_excursion_comes_out_only_when_it_is_settled() -> None:
    values = path((1.0, 0.0), (0.8, 20.0), (0.8, 0.0))
    assert excursions(values, finish=False) == []
    assert len(excursions(np.append(values, np.zeros(FPS)), finish=False)) == 1


@pytest.mark.parametrize("gap", [slice(35, 50), slice(50, 70), slice(80, 95)])
def test_a_gap_within_a_rep_is_passed_over(gap: slice) -> None:
    values = path((1.0, 0.0), *REP)
    values[gap] = np.nan
    assert len(excursions(values)) == 1


def test_nothing_known_finds_nothing() -> None:
    assert excursions(np.full(200, np.nan)) == []


def test_a_slow_drift_is_no_excursion() -> None:
    assert excursions(path((40.0, LEAST * 4))) == []


def test_after_a_reset_nothing_of_before_counts() -> None:
    finder = ExcursionFinder.of(5 * LEAST, "deg")
    values = path((1.0, 0.0), (0.8, 20.0))
    for i, value in enumerate(values):
        finder.push(i, i / FPS, float(value))
    assert finder.rising
    finder.reset()
    assert not finder.rising
    assert finder.finish() is None


def test_an_angle_that_jumps_round_costs_no_rep_after_it() -> None:
    # For three frames the angle lies at the other end of its scale, as of a leg that is lost.
    around = np.array([150.0, -176.0, -175.0, 178.0, 140.0])
    values = np.concatenate([path((1.0, 0.0), *REP), around, path((1.0, 0.0), *REP, *REP)])
    back = len(values) - len(path((1.0, 0.0), *REP, *REP))
    whole = [one for one in excursions(values) if one.low_before >= back]
    assert len(whole) == 2


def test_taking_up_a_start_position_is_no_part_of_kicks_measured_in_lengths_either() -> None:
    kick = ((1.0, 1.28), (0.5, 1.28), (1.0, 0.78), (0.4, 0.78))
    values = jitter(path((1.0, 0.0), (0.8, 0.78), (0.4, 0.78), *kick * 3), 0.02)
    finder = ExcursionFinder.of(0.5, "trunk lengths")
    found = [finder.push(i, i / FPS, float(v)) for i, v in enumerate(values)] + [finder.finish()]
    assert sum(one is not None and one.returned for one in found) == 3


def test_any_unit_has_a_most_rise() -> None:
    assert ExcursionFinder.of(0.4, "hip widths").most_rise == pytest.approx(0.52)


def test_what_does_not_come_back_for_too_long_is_given_up() -> None:
    # From a low that is none, as of a leg that is lost for a moment, no rest counts as back.
    lost = path((0.5, -60.0), (0.5, 15.0), start=0.0)
    values = np.concatenate([lost, *[path(*REP, start=0.0)] * 12])
    found = excursions(values)
    given_up = found[0]
    assert (given_up.low_after - given_up.low_before) / FPS == pytest.approx(LONGEST_REP_S, abs=0.1)
    after = [one for one in found if one.low_before >= given_up.low_after]
    assert len(after) == (len(values) - given_up.low_after) // len(path(*REP))
