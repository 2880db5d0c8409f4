"""Left and right exchanged by the model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from formcheck.legswaps import exchange_legs, find_swaps, name_legs, with_legs_exchanged
from formcheck.pose import LANDMARKS, OUTLINE_STATIONS, Pose

from .stick import ALL_FOURS, STANDING, Film, body_of, film, kick, still
from .test_preparation import walk

Array = npt.NDArray[np.floating]
TRUNK_PX = 150.0

KICKS = pytest.mark.parametrize(
    "figure",
    [
        film(STANDING, still(1) + kick() * 3),
        film(ALL_FOURS, still(1) + kick(peak=80.0) * 3, facing="left"),
    ],
    ids=["kicks", "all fours"],
)


def pixels(figure: Film, noise_px: float = 0.5) -> Array:
    xy = body_of(figure).xy
    return xy + np.random.default_rng(0).normal(0, noise_px, xy.shape)


def legs_apart(raw: Array) -> Array:
    """Mean distance of knees and ankles, trunk lengths."""
    return np.linalg.norm(raw[:, [25, 27]] - raw[:, [26, 28]], axis=2).mean(axis=1) / TRUNK_PX


def swaps(figure: Film, raw: Array) -> npt.NDArray[np.bool_]:
    return find_swaps(body_of(figure).time_s, raw, TRUNK_PX)


@KICKS
def test_none_are_found_where_none_are(figure: Film) -> None:
    assert not swaps(figure, pixels(figure)).any()


def test_walking_legs_keep_their_names() -> None:
    assert not swaps(walk(), pixels(walk())).any()


@KICKS
@pytest.mark.parametrize("frames", [1, 5, 20])
def test_swaps_in_single_stretches_are_found(figure: Film, frames: int) -> None:
    raw = pixels(figure)
    apart = legs_apart(raw) > 0.25
    swapped = np.zeros(len(raw), bool)
    starts = np.flatnonzero(apart)
    swapped[starts[len(starts) // 2] :][:frames] = True
    swapped &= apart
    found = swaps(figure, exchange_legs(raw, swapped))
    np.testing.assert_array_equal(found[apart], swapped[apart])


def test_a_swap_that_the_models_smoothing_blurs_is_found() -> None:
    """The model glides from one naming to the other within a fifth of a second."""
    figure = film(ALL_FOURS, still(1) + kick(peak=80.0) * 3, facing="left")
    raw = pixels(figure)
    apart = np.flatnonzero(legs_apart(raw) > 0.25)
    share = np.zeros(len(raw))
    share[apart[len(apart) // 2] :][:20] = 1.0
    share = np.convolve(share, np.full(5, 0.2), mode="same")
    everywhere = exchange_legs(raw, np.ones(len(raw), bool))
    blurred = raw + share[:, None, None] * (everywhere - raw)
    found = swaps(figure, blurred)
    clear = (legs_apart(raw) > 0.25) & ((share < 0.1) | (share > 0.9))
    np.testing.assert_array_equal(found[clear], share[clear] > 0.5)


@pytest.mark.parametrize("seed", range(8))
def test_a_long_stretch_between_two_glides_is_named_by_its_many_votes(seed: int) -> None:
    """Where the legs glide past each other votes are few and doubtful."""
    rng = np.random.default_rng(seed)
    count, begins, ends = 200, 70, 110
    true = np.ones(count)
    true[begins:ends] = -1
    votes = []
    for lag in (1, 3, 6, 12, 18):
        frame = np.arange(count - lag)
        weight = true[frame] * true[frame + lag] * rng.uniform(0.05, 0.5, len(frame))
        both = np.stack([frame, frame + lag])
        gliding = (np.abs(both[:, None] - np.array([begins, ends])[:, None]) < 6).any(axis=(0, 1))
        weight[gliding] = rng.normal(0, 0.05, gliding.sum())
        votes.append((*both, weight / (1 + lag / 10)))
    first, second, weight = (np.concatenate(part) for part in zip(*votes, strict=True))
    clear = np.ones(count, bool)
    clear[begins - 8 : begins + 8] = clear[ends - 8 : ends + 8] = False
    named = name_legs(count, first, second, weight, longest=count)
    np.testing.assert_array_equal(named[clear], true[clear])


def test_mending_gives_the_true_legs_back() -> None:
    figure = film(STANDING, still(1) + kick() * 3)
    raw = pixels(figure)
    swapped = np.zeros(len(raw), bool)
    swapped[np.flatnonzero(legs_apart(raw) > 0.25)[3:6]] = True
    exchanged = exchange_legs(raw, swapped)
    np.testing.assert_array_equal(exchange_legs(exchanged, swaps(figure, exchanged)), raw)


def test_nobody_and_nothing_to_vote_on() -> None:
    nobody = np.full((10, 33, 2), np.nan)
    time_s = np.arange(10) / 30
    assert not find_swaps(time_s, nobody, TRUNK_PX).any()
    assert not find_swaps(time_s, nobody, float("nan")).any()
    assert not find_swaps(time_s[:2], nobody[:2], TRUNK_PX).any()


def test_exchanging_legs_leaves_the_rest() -> None:
    raw = pixels(walk())
    both = exchange_legs(raw, np.ones(len(raw), bool))
    np.testing.assert_array_equal(both[:, :25], raw[:, :25])
    np.testing.assert_array_equal(both[:, 25], raw[:, 26])
    np.testing.assert_array_equal(both[:, 32], raw[:, 31])


def test_exchanged_legs_take_along_how_much_of_them_lies_on_the_body() -> None:
    pose = Pose(
        xy=np.zeros((LANDMARKS, 2), np.float32),
        world=np.zeros((LANDMARKS, 3), np.float32),
        visibility=np.ones(LANDMARKS, np.float32),
        outline=np.zeros((2, len(OUTLINE_STATIONS)), np.float32),
        on_mask=np.array([1.0, 0.9, 0.3, 0.2], np.float32),
    )
    np.testing.assert_allclose(with_legs_exchanged(pose).on_mask, [0.3, 0.2, 1.0, 0.9])
