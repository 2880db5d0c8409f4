"""The outline of the trunk on masks whose edges are known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.contour import share_on_mask, trunk_outline
from formcheck.pose import OUTLINE_STATIONS

SIZE = 256
ROWS, COLUMNS = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64)


def soft(distance_inside: np.ndarray) -> np.ndarray:
    """A mask that passes 0.5 at the edge and changes over two pixels, as the network's does."""
    return np.clip(0.5 + distance_inside / 2, 0, 1).astype(np.float32)


def capsule(start: tuple[float, float], end: tuple[float, float], radius: float) -> np.ndarray:
    a, b = np.array(start), np.array(end)
    along = b - a
    share = ((COLUMNS - a[0]) * along[0] + (ROWS - a[1]) * along[1]) / (along @ along)
    share = np.clip(share, 0, 1)
    return radius - np.hypot(COLUMNS - a[0] - share * along[0], ROWS - a[1] - share * along[1])


@pytest.mark.parametrize("angle", [0, 30, 90, 200])
def test_capsule_at_any_angle(angle: float) -> None:
    """A straight trunk of radius 20: every station of it has its edge at 20 on both sides."""
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    hips, shoulders = 128 - 35 * along, 128 + 35 * along
    mask = soft(capsule(tuple(hips - 30 * along), tuple(shoulders + 30 * along), 20))
    outline = trunk_outline(mask, hips, shoulders)
    assert outline.shape == (2, len(OUTLINE_STATIONS))
    assert outline.dtype == np.float32
    np.testing.assert_allclose(outline, 20, atol=0.2)


def test_ellipse() -> None:
    """Half axes 30 and 60, line from below to above through the middle."""
    radius = np.hypot((COLUMNS - 128) / 30, (ROWS - 128) / 60)
    mask = soft((1 - radius) * 30)
    outline = trunk_outline(mask, (128, 168), (128, 88))
    heights = 168 - 80 * OUTLINE_STATIONS - 128
    truth = 30 * np.sqrt(1 - (heights / 60) ** 2)
    np.testing.assert_allclose(outline[0], truth, atol=0.4)
    np.testing.assert_allclose(outline[1], truth, atol=0.4)


def test_row_0_is_clockwise_of_the_way_to_the_shoulders() -> None:
    """A person upright whose line lies 10 left of the middle: right is clockwise of up."""
    mask = soft(capsule((128, 40), (128, 220), 20))
    outline = trunk_outline(mask, (118, 168), (118, 98))
    np.testing.assert_allclose(outline[0], 30, atol=0.2)
    np.testing.assert_allclose(outline[1], 10, atol=0.2)


def test_a_bent_back_goes_out_where_it_is_bent() -> None:
    """A trunk on a circle of radius 150 round (278, 128): the left edge follows radius 168."""
    radius = np.hypot(COLUMNS - 278, ROWS - 128)
    mask = soft(18 - np.abs(radius - 150))
    hips, shoulders = (278 - np.sqrt(150**2 - 30**2), 158), (278 - np.sqrt(150**2 - 30**2), 98)
    outline = trunk_outline(mask, hips, shoulders)
    heights = 30 - 60 * OUTLINE_STATIONS
    truth = np.sqrt(168**2 - heights**2) - (278 - hips[0])
    np.testing.assert_allclose(outline[1], truth, atol=0.2)


def test_an_arm_beside_the_trunk_is_left_aside() -> None:
    trunk, arm = capsule((128, 40), (128, 220), 20), capsule((165, 80), (165, 180), 6)
    outline = trunk_outline(soft(np.maximum(trunk, arm)), (128, 168), (128, 98))
    np.testing.assert_allclose(outline, 20, atol=0.2)


def test_scale_gives_pixels_of_the_picture() -> None:
    mask = soft(capsule((128, 40), (128, 220), 20))
    outline = trunk_outline(mask, (128, 168), (128, 98), scale=2.5)
    np.testing.assert_allclose(outline, 50, atol=0.5)


def test_unknown_is_nan() -> None:
    empty = np.zeros((SIZE, SIZE), np.float32)
    full = np.ones((SIZE, SIZE), np.float32)
    assert np.isnan(trunk_outline(empty, (128, 168), (128, 98))).all()
    assert np.isnan(trunk_outline(full, (128, 168), (128, 98))).all()
    assert np.isnan(trunk_outline(full, (np.nan, 168), (128, 98))).all()
    assert np.isnan(trunk_outline(full, (128, 128), (128, 128))).all()


def test_the_border_of_the_mask_is_not_an_edge() -> None:
    """The trunk is cut off by the right border of the mask: nothing is known there."""
    mask = soft(capsule((245, 40), (245, 220), 20))
    outline = trunk_outline(mask, (245, 168), (245, 98))
    assert np.isnan(outline[0]).all()
    np.testing.assert_allclose(outline[1], 20, atol=0.2)


def test_a_bone_counts_by_how_much_of_it_lies_on_the_mask() -> None:
    mask = np.zeros((100, 100), np.float32)
    mask[:, 40:60] = 1.0
    starts = np.array([[50, 10], [50, 50], [10, 10], [55, 95]], np.float32)
    ends = np.array([[50, 90], [70, 50], [10, 90], [55, 115]], np.float32)
    shares = share_on_mask(mask, starts, ends)
    assert shares[0] == 1.0
    assert 0.4 < shares[1] < 0.6
    assert shares[2] == 0.0
    assert 0.1 < shares[3] < 0.4
