"""Places in the picture and lengths, in trunk lengths: what holds still and what travels."""

from __future__ import annotations

import numpy as np

from formcheck.body import SIDES, Body, other
from formcheck.geometry import Array, length
from formcheck.order import percentiles
from formcheck.signals.registry import (
    ANY_VIEW,
    END_VIEW,
    SIDE_VIEW,
    signal,
    trunk_vector,
)

HIP_WIDTH_TRUNKS = 0.35
"""Usual distance of the model's hips; from half of it on, a hip line is too short to divide by."""


@signal("trunk lengths", "place of the hips in the picture, sideways", (0.1, 0.05), ANY_VIEW)
def hips_across(body: Body) -> Array:
    return body.middle("hip")[:, 0] / body.trunk_px


@signal(
    "trunk lengths",
    "place of the hips against this foot, sideways: a camera that shakes moves both",
    (0.1, 0.05),
    ANY_VIEW,
    sided=True,
)
def hips_across_foot(body: Body, side: str) -> Array:
    foot = np.stack([body.joint(part, side)[:, 0] for part in ("ankle", "heel", "foot_index")])
    return (body.middle("hip")[:, 0] - np.median(foot, axis=0)) / body.trunk_px


@signal("trunk lengths", "place of the hips in the picture, upwards", (0.1, 0.05), ANY_VIEW)
def hips_up(body: Body) -> Array:
    return -body.middle("hip")[:, 1] / body.trunk_px


@signal("deg", "how far the camera looks down on the shoulders' line", (10.0, 10.0), SIDE_VIEW)
def camera_above(body: Body) -> Array:
    """From above, the shoulder on the far side stands higher in the picture than the near one."""
    across = body.world_joint("shoulder", "left") - body.world_joint("shoulder", "right")
    nearer = np.where(across[:, 2] < 0, 1.0, -1.0)
    return np.degrees(np.arctan2(nearer * across[:, 1], np.abs(across[:, 2])))


@signal("share", "size of the trunk in the picture against its usual one", (0.1, 0.1), ANY_VIEW)
def body_size(body: Body) -> Array:
    return length(trunk_vector(body)) / body.trunk_px


@signal(
    "share",
    "length of the thigh in the picture against its longest; less where it leaves the picture's"
    " plane or the landmarks are wrong",
    errors=(0.1, 0.1),
    sided=True,
)
def thigh_length(body: Body, side: str) -> Array:
    lengths = length(body.joint("knee", side) - body.joint("hip", side))
    (longest,) = percentiles(lengths, 95)
    return lengths / longest


@signal(
    "trunk lengths",
    "hands ahead of the shoulders, along the floor; + = towards the head",
    errors=(0.07, 0.06),
    drawing=("offset", "wrist", "shoulder"),
)
def hand_offset(body: Body) -> Array:
    ahead = body.middle("wrist") - body.middle("shoulder")
    return body.facing * ahead[:, 0] / body.trunk_px


@signal(
    "trunk lengths",
    "elbows ahead of the shoulders, along the floor; + = towards the head",
    errors=(0.07, 0.06),
    drawing=("offset", "elbow", "shoulder"),
)
def elbow_offset(body: Body) -> Array:
    ahead = body.middle("elbow") - body.middle("shoulder")
    return body.facing * ahead[:, 0] / body.trunk_px


@signal(
    "trunk lengths",
    "knee ahead of its hip, along the floor; + = towards the head",
    errors=(0.07, 0.06),
    sided=True,
    drawing=("offset", "knee", "hip"),
)
def knee_offset(body: Body, side: str) -> Array:
    ahead = body.joint("knee", side) - body.joint("hip", side)
    return body.facing * ahead[:, 0] / body.trunk_px


@signal(
    "trunk lengths",
    "shoulders above the wrists; about 1 on all fours",
    errors=(0.1, 0.06),
    views=ANY_VIEW,
)
def shoulder_height(body: Body) -> Array:
    above = body.middle("wrist") - body.middle("shoulder")
    return above[:, 1] / body.trunk_px


@signal(
    "trunk lengths",
    "one wrist above the other, whichever is higher",
    errors=(0.1, 0.1),
)
def hands_uneven(body: Body) -> Array:
    apart = body.joint("wrist", "left") - body.joint("wrist", "right")
    return np.asarray(np.abs(apart[:, 1]) / body.trunk_px)


@signal("share", "how well the model says it sees this leg", (0.0, 0.0), ANY_VIEW, sided=True)
def leg_seen(body: Body, side: str) -> Array:
    return np.min([body.seen(joint, side) for joint in ("hip", "knee", "ankle")], axis=0)


@signal(
    "share", "how much of this leg's bones lies on the person's mask", (0.0, 0.0), ANY_VIEW, True
)
def leg_on_body(body: Body, side: str) -> Array:
    return _on_body(body, side, _bones_on_mask(body, side).min(axis=1))


@signal(
    "share", "1 where this leg is lost beside the body, else 0", (0.0, 0.0), ANY_VIEW, sided=True
)
def leg_lost(body: Body, side: str) -> Array:
    found = np.isfinite(body.joint("hip", side)).all(axis=1)
    return np.where(found, body.lost_legs[:, SIDES.index(side)], np.nan)


@signal(
    "share", "how much of this leg's thigh lies on the person's mask", (0.0, 0.0), ANY_VIEW, True
)
def thigh_on_body(body: Body, side: str) -> Array:
    return _on_body(body, side, _bones_on_mask(body, side)[:, 0])


def _bones_on_mask(body: Body, side: str) -> Array:
    """(T, 2) how much of the thigh and of the shin lies on the person's mask."""
    return body.on_mask[:, :2] if side == "left" else body.on_mask[:, 2:]


def _on_body(body: Body, side: str, share: Array) -> Array:
    """(T,) the share; 1 where the mask was not looked at: nothing speaks against the leg."""
    found = np.isfinite(body.joint("hip", side)).all(axis=1)
    return np.where(np.isnan(share) & found, 1.0, share)


def _place_signals(joint: str) -> None:
    """Register where a joint is in the picture: what movements are timed by."""

    def across(body: Body, side: str) -> Array:
        return body.joint(joint, side)[:, 0] / body.trunk_px

    def up(body: Body, side: str) -> Array:
        return -body.joint(joint, side)[:, 1] / body.trunk_px

    for way, measure_place in (("across", across), ("up", up)):
        measure_place.__name__ = f"{joint}_{way}"
        meaning = f"place of the {joint} in the picture, {way}"
        signal("trunk lengths", meaning, (0.1, 0.05), ANY_VIEW, sided=True)(measure_place)


for _joint in ("shoulder", "hip", "knee", "ankle", "heel", "foot_index"):
    _place_signals(_joint)


@signal(
    "trunk lengths",
    "place of this hip in the picture, upwards, and once more as far as it lies above the other"
    " one: a pelvis that rolls carries it up, by more than the line through both hips shows",
    errors=(0.1, 0.009),
    views=END_VIEW,
    sided=True,
    drawing=("line", "left hip", "right hip"),
)
def hip_hike(body: Body, side: str) -> Array:
    own, support = (-body.joint("hip", each)[:, 1] for each in (side, other(side)))
    return (2 * own - support) / body.trunk_px


@signal(
    "trunk lengths",
    "toes below the ankle in the picture; from behind, grows as the leg goes back and the sole"
    " turns to the camera",
    errors=(0.05, 0.03),
    views=END_VIEW,
    sided=True,
)
def foot_drop(body: Body, side: str) -> Array:
    down = body.joint("foot_index", side) - body.joint("ankle", side)
    return down[:, 1] / body.trunk_px


@signal(
    "trunk lengths",
    "this ankle above the other one in the picture",
    errors=(0.1, 0.05),
    views=ANY_VIEW,
    sided=True,
)
def ankle_lift(body: Body, side: str) -> Array:
    above = body.joint("ankle", other(side)) - body.joint("ankle", side)
    return above[:, 1] / body.trunk_px


@signal(
    "hip widths",
    "distance between the ankles in the picture, sideways",
    errors=(0.5, 0.3),
    views=END_VIEW,
    drawing=("line", "left ankle", "right ankle"),
)
def feet_apart(body: Body) -> Array:
    apart = np.abs(body.joint("ankle", "left") - body.joint("ankle", "right"))[:, 0]
    hips = np.abs(body.joint("hip", "left") - body.joint("hip", "right"))[:, 0]
    return apart / np.maximum(hips, HIP_WIDTH_TRUNKS * body.trunk_px / 2)
