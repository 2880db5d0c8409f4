"""A camera that looks down on somebody on all fours: what it says, and what it leaves open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck import signals
from formcheck.body import Body

from .stick import RULES, all_fours_set, body_of, donkey_kick, reps_of

SEEN_LEVEL_ONLY = {"knee-drift", "hand-placement", "neck-out-of-line"}


def seen_from_above(by_deg: float, facing: str) -> Body:
    """Three kicks, in the model's space turned as a camera that looks down shows them."""
    body = body_of(all_fours_set(*(donkey_kick() for _ in range(3)), facing=facing))
    turn = np.radians(by_deg)
    across, down, away = np.moveaxis(body.world, 2, 0)
    turned = down * np.cos(turn) - away * np.sin(turn), away * np.cos(turn) + down * np.sin(turn)
    return replace(body, world=np.stack([across, *turned], axis=2))


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("by_deg", [-15.0, 0.0, 20.0, 45.0])
def test_the_shoulders_tell_how_far_the_camera_looks_down(by_deg: float, facing: str) -> None:
    above = signals.measure(seen_from_above(by_deg, facing))["camera_above"]
    np.testing.assert_allclose(above, by_deg, atol=1.0)


@pytest.mark.parametrize(("by_deg", "judged"), [(20.0, True), (45.0, False)])
def test_what_only_a_level_camera_shows_is_left_open_from_above(
    by_deg: float, judged: bool
) -> None:
    reps = reps_of(seen_from_above(by_deg, "right"), RULES.exercise("quadruped-kickback"))
    assert len(reps) == 3
    for rep in reps:
        steep = {f.mistake for f in rep.findings if "the camera looks down" in f.reason}
        assert steep == (set() if judged else SEEN_LEVEL_ONLY)
