"""Every signal reads off a stick figure what the figure was bent to."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.body import Body, other
from formcheck.pose import Landmark
from formcheck.signals import REGISTRY, columns, measure

from .stick import ALL_FOURS, HALF_WIDTH, STANDING, USUAL_HOLLOW, body_of, film, still


def values(posture: dict[str, float], facing: str = "right") -> dict[str, float]:
    """Each signal's value on a figure that stands still."""
    measured = measure(body_of(film(posture, still(1.5), facing=facing)))
    return {name: float(np.median(column)) for name, column in measured.items()}


def bent(posture: dict[str, float], **channels: float) -> dict[str, float]:
    return {**posture, **{name.replace("_of_", "."): value for name, value in channels.items()}}


# What the figure is bent to, and what has to be read off it.
TABLE = {
    "upright": (
        bent(STANDING, lean=0),
        {"hip_extension.left": 0, "hip_extension.right": 0, "trunk_lean": 0, "leg_gap.right": 0},
    ),
    "right leg back": (
        bent(STANDING, thigh_of_right=22),
        {
            "hip_extension.right": 17,
            "hip_extension.left": -5,
            "leg_gap.right": 22,
            "leg_gap.left": -22,
            "thigh_lean.right": 22,
            "thigh_lean.left": 0,
            "trunk_lean": 5,
        },
    ),
    "left leg forward": (
        bent(STANDING, thigh_of_left=-40),
        {"hip_extension.left": -45, "thigh_lean.left": -40, "leg_gap.right": 40},
    ),
    "knees": (
        bent(STANDING, knee_of_left=95, knee_of_right=-8),
        {"knee_flexion.left": 95, "knee_flexion.right": -8},
    ),
    "bowed": (
        bent(STANDING, lean=60),
        {"trunk_lean": 60, "hip_extension.left": -60, "thigh_lean.left": 0},
    ),
    "leaning back": (bent(STANDING, lean=-12), {"trunk_lean": -12, "hip_extension.right": 12}),
    "head lifted": (bent(STANDING, neck=-55), {"neck_extension": -55}),
    "all fours": (
        ALL_FOURS,
        {
            "trunk_lean": 83,
            "hip_extension.left": -83,
            "knee_flexion.right": 90,
            "neck_extension": -90,
            "hand_offset": 0,
            "knee_offset.left": 0,
            "shoulder_height": 1,
        },
    ),
    "all fours, thigh lifted": (
        bent(ALL_FOURS, thigh_of_left=80),
        {"hip_extension.left": -3, "leg_gap.left": 80, "knee_flexion.left": 90},
    ),
    "hands too far forward": (bent(ALL_FOURS, reach=0.3), {"hand_offset": 0.3}),
    "knee too far back": (bent(ALL_FOURS, thigh_of_left=20), {"knee_offset.left": -0.85 * 0.342}),
    "hollow back": (bent(STANDING, hollow=0.05), {"lumbar_hollow": USUAL_HOLLOW + 0.05}),
    "belly forward": (bent(STANDING, belly=0.05), {"belly_depth": 0.65}),
    "round back": (bent(ALL_FOURS, hollow=-0.03), {"lumbar_hollow": USUAL_HOLLOW - 0.03}),
}


@pytest.mark.parametrize("facing", ["right", "left"])
@pytest.mark.parametrize("name", TABLE)
def test_what_the_figure_is_bent_to_is_read(name: str, facing: str) -> None:
    posture, expected = TABLE[name]
    found = values(posture, facing)
    assert {signal: pytest.approx(found[signal], abs=0.02) for signal in expected} == expected


@pytest.mark.parametrize("name", TABLE)
def test_the_side_faced_changes_no_angle(name: str) -> None:
    right, left = (values(TABLE[name][0], facing) for facing in ("right", "left"))
    for signal in right:
        if "_across" not in signal:
            assert left[signal] == pytest.approx(right[signal], abs=0.01, nan_ok=True), signal


@pytest.mark.parametrize("turn", [0.0, 180.0, 150.0])
@pytest.mark.parametrize("name", ["right leg back", "bowed", "left leg forward"])
def test_where_the_side_is_not_seen_depth_tells_the_hip(name: str, turn: float) -> None:
    posture, expected = TABLE[name]
    found = values({**posture, "turn": turn})
    for signal in ("hip_extension.left", "hip_extension.right"):
        if signal in expected:
            assert found[signal] == pytest.approx(expected[signal], abs=0.5)


@pytest.mark.parametrize("turn", [0.0, 180.0])
@pytest.mark.parametrize("roll", [-8.0, 0.0, 8.0])
def test_the_hip_line_shows_a_roll_from_front_and_behind(turn: float, roll: float) -> None:
    found = values({**STANDING, "turn": turn, "roll": roll})
    assert found["hip_line"] == pytest.approx(roll, abs=0.1)


@pytest.mark.parametrize("turn", [0.0, 180.0])
def test_a_hip_that_rolls_up_is_hiked_and_the_other_sinks(turn: float) -> None:
    level, rolled = (values({**STANDING, "turn": turn, "roll": roll}) for roll in (0.0, 8.0))
    raised = HALF_WIDTH["hip"] * np.tan(np.radians(8.0))
    assert rolled["hip_hike.left"] - level["hip_hike.left"] == pytest.approx(3 * raised, abs=0.002)
    assert rolled["hip_hike.right"] < level["hip_hike.right"] - 0.05


def test_obliquely_seen_angles_shrink_no_further_than_promised() -> None:
    for turn in (60.0, 90.0, 120.0):
        found = values({**STANDING, "thigh.right": 22.0, "turn": turn})
        assert found["leg_gap.right"] == pytest.approx(22.0, rel=0.2)


def test_from_behind_the_foot_drops_as_the_leg_goes_back() -> None:
    down, back = (values({**STANDING, "turn": 180, "thigh.right": t}) for t in (0.0, 25.0))
    assert back["foot_drop.right"] > down["foot_drop.right"] + 0.04


def test_a_bent_legs_ankle_is_lifted_above_the_other() -> None:
    found = values({**STANDING, "turn": 180, "knee.right": 90})
    assert found["ankle_lift.right"] > 0.5
    assert found["ankle_lift.left"] == pytest.approx(-found["ankle_lift.right"])


def test_size_and_place_of_the_figure_change_no_form_signal() -> None:
    body = body_of(film(TABLE["right leg back"][0], still(1)))
    near = Body(
        time_s=body.time_s,
        xy=body.xy * 2.3 + 75.0,
        world=body.world,
        visibility=body.visibility,
        outline=body.outline * 2.3,
        on_mask=body.on_mask,
        azimuth_deg=body.azimuth_deg,
        lost_legs=body.lost_legs,
        trunk_px=body.trunk_px * 2.3,
    )
    before, after = measure(body), measure(near)
    for name, column in before.items():
        if not any(way in name for way in ("_across", "_up", "hip_hike")):
            np.testing.assert_allclose(after[name], column, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_unseen_knee_leaves_its_leg_unknown_and_the_rest_known(side: str) -> None:
    body = body_of(film(STANDING, still(1)))
    body.xy[:, Landmark[f"{side}_knee".upper()]] = np.nan
    found = measure(body)
    assert np.isnan(found[f"hip_extension.{side}"]).all()
    assert np.isnan(found[f"knee_flexion.{side}"]).all()
    assert np.isfinite(found[f"hip_extension.{other(side)}"]).all()
    assert np.isfinite(found["trunk_lean"]).all()


def test_a_body_nobody_found_is_unknown_throughout() -> None:
    body = body_of(film(STANDING, still(1)))
    for array in (
        body.xy,
        body.world,
        body.visibility,
        body.outline,
        body.on_mask,
        body.azimuth_deg,
    ):
        array[:] = np.nan
    for name, column in measure(body).items():
        assert np.isnan(column).all(), name


def test_every_column_is_measured_in_every_frame() -> None:
    found = measure(body_of(film(STANDING, still(1))))
    assert list(found) == columns()
    assert {column.shape for column in found.values()} == {(31,)}


def test_every_signal_says_what_it_is_and_how_far_to_trust_it() -> None:
    for entry in REGISTRY.values():
        assert entry.meaning
        assert entry.unit
        assert entry.views
        assert entry.level_error >= 0
        assert entry.change_error >= 0


def test_thighs_further_apart_than_hips_can_go_were_not_found() -> None:
    assert values(bent(STANDING, thigh_of_right=60, thigh_of_left=-70))["leg_gap.right"] == (
        pytest.approx(130.0, abs=0.02)
    )
    assert np.isnan(values(bent(STANDING, thigh_of_right=80, thigh_of_left=-70))["leg_gap.right"])
