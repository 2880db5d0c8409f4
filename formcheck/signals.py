"""Named measurements of a body, one value a frame.

Angles are in degrees and signed, 0 = straight or neutral: knee flexion +, hip extension + (the
thigh behind the trunk's line), trunk lean forward +, lumbar hollow +. Lengths are in trunk
lengths. NaN = cannot be measured in this frame. A sided signal exists once for each leg.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.body import SIDES, Body, other
from formcheck.geometry import clockwise_angle, length, wrap
from formcheck.pose import OUTLINE_STATIONS, Landmark

Array = npt.NDArray[np.floating[Any]]

UP = np.array([0.0, -1.0])
DOWN = np.array([0.0, 1.0])
SIDE_VIEW = frozenset({"side-left", "side-right"})
END_VIEW = frozenset({"front", "rear"})
ANY_VIEW = SIDE_VIEW | END_VIEW | {"oblique"}


@dataclass(frozen=True)
class Signal:
    """One measurement: how it is taken, and how far it may be trusted.

    Attributes:
        unit: "deg" or "trunk lengths".
        level_error: half-width of the 95% interval of the value itself.
        change_error: the same for its change against the person's own baseline.
        views: the camera views that show it.
        drawing: how evidence is drawn, and on which points (see ``overlay.Marking``).
    """

    name: str
    unit: str
    meaning: str
    level_error: float
    change_error: float
    views: frozenset[str]
    sided: bool
    drawing: tuple[str, ...]
    measure: Callable[..., Array]


REGISTRY: dict[str, Signal] = {}


def signal(
    unit: str,
    meaning: str,
    errors: tuple[float, float],
    views: frozenset[str] = SIDE_VIEW,
    sided: bool = False,
    drawing: tuple[str, ...] = (),
) -> Callable[[Callable[..., Array]], Callable[..., Array]]:
    """Register the decorated function as the signal of its own name."""

    def register(measure: Callable[..., Array]) -> Callable[..., Array]:
        name = measure.__name__
        REGISTRY[name] = Signal(name, unit, meaning, *errors, views, sided, drawing, measure)
        return measure

    return register


def columns() -> list[str]:
    """The names of all columns that :func:`measure` gives, sided ones as ``name.left``."""
    return [
        f"{s.name}.{side}" if side else s.name
        for s in REGISTRY.values()
        for side in (SIDES if s.sided else ("",))
    ]


def measure(body: Body) -> dict[str, Array]:
    """All signals of a body: column name to (T,) values."""
    values: dict[str, Array] = {}
    for entry in REGISTRY.values():
        if entry.sided:
            for side in SIDES:
                values[f"{entry.name}.{side}"] = entry.measure(body, side)
        else:
            values[entry.name] = entry.measure(body)
    return values


def trunk_vector(body: Body) -> Array:
    """(T, 2) from the middle of the hips to the middle of the shoulders, pixels."""
    return body.middle("shoulder") - body.middle("hip")


# --- angles in the sagittal plane: from the picture where it shows that plane, else in depth ---


def _sagittal(body: Body, picture: Array, depth: Array) -> Array:
    """``picture`` (clockwise angle) where the camera sees the side, ``depth`` elsewhere."""
    return np.where(np.isfinite(body.facing), body.facing * picture, depth)


def _axes(body: Body) -> tuple[Array, Array, Array]:
    """Unit vectors (T, 3) of the trunk: to the person's left, up the trunk, and forward."""
    left = body.world_joint("hip", "left") - body.world_joint("hip", "right")
    up = body.world_middle("shoulder") - body.world_middle("hip")
    forward = np.cross(left, up)
    unit = [v / np.linalg.norm(v, axis=-1, keepdims=True) for v in (forward, up)]
    return np.cross(unit[1], unit[0]), unit[1], unit[0]


def _world_thigh(body: Body, side: str) -> Array:
    return body.world_joint("knee", side) - body.world_joint("hip", side)


def _dot(a: Array, b: Array) -> Array:
    return np.einsum("...i,...i->...", a, b)


def _depth_hip_extension(body: Body, side: str) -> Array:
    _, up, forward = _axes(body)
    thigh = _world_thigh(body, side)
    return np.degrees(np.arctan2(_dot(thigh, -forward), _dot(thigh, -up)))


def _depth_knee_flexion(body: Body, side: str) -> Array:
    """Unsigned: the model's depth does not tell hyperextension from flexion."""
    thigh = _world_thigh(body, side)
    shin = body.world_joint("ankle", side) - body.world_joint("knee", side)
    cosine = _dot(thigh, shin) / (np.linalg.norm(thigh, axis=-1) * np.linalg.norm(shin, axis=-1))
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def _thigh(body: Body, side: str) -> Array:
    return body.joint("knee", side) - body.joint("hip", side)


@signal(
    "deg",
    "thigh against the line of the trunk; 0 = in line, + = behind it (extension)",
    errors=(6.0, 3.5),
    sided=True,
    drawing=("angle", "shoulder", "hip", "knee"),
)
def hip_extension(body: Body, side: str) -> Array:
    picture = clockwise_angle(-trunk_vector(body), _thigh(body, side))
    return _sagittal(body, picture, _depth_hip_extension(body, side))


@signal(
    "deg",
    "one thigh against the other; + = further back",
    errors=(6.0, 4.0),
    sided=True,
    drawing=("gap", "knee", "hip", "other knee"),
)
def leg_gap(body: Body, side: str) -> Array:
    return wrap(hip_extension(body, side) - hip_extension(body, other(side)))


@signal(
    "deg",
    "thigh against the vertical; 0 = hanging down, + = behind",
    errors=(5.0, 3.0),
    sided=True,
    drawing=("lean", "knee", "hip"),
)
def thigh_lean(body: Body, side: str) -> Array:
    thigh = _thigh(body, side)
    depth = _world_thigh(body, side)
    picture = clockwise_angle(np.broadcast_to(DOWN, thigh.shape), thigh)
    upright = np.degrees(np.arctan2(length(depth[:, [0, 2]]), depth[:, 1]))
    return _sagittal(body, picture, upright)


@signal(
    "deg",
    "shin against the line of the thigh; 0 = straight, + = flexed, - = hyperextended",
    errors=(6.4, 4.0),
    sided=True,
    drawing=("angle", "hip", "knee", "ankle"),
)
def knee_flexion(body: Body, side: str) -> Array:
    shin = body.joint("ankle", side) - body.joint("knee", side)
    picture = clockwise_angle(_thigh(body, side), shin)
    return _sagittal(body, picture, _depth_knee_flexion(body, side))


@signal(
    "deg",
    "thigh away from the trunk's line in the picture, whichever way",
    errors=(6.0, 4.0),
    views=END_VIEW,
    sided=True,
)
def hip_abduction(body: Body, side: str) -> Array:
    return np.abs(clockwise_angle(-trunk_vector(body), _thigh(body, side)))


@signal(
    "deg",
    "trunk against the vertical; 0 = upright, + = forward, about 90 on all fours",
    errors=(4.0, 3.0),
    drawing=("lean", "shoulder", "hip"),
)
def trunk_lean(body: Body) -> Array:
    trunk = trunk_vector(body)
    picture = clockwise_angle(np.broadcast_to(UP, trunk.shape), trunk)
    depth = body.world_middle("shoulder") - body.world_middle("hip")
    leaning = np.degrees(np.arctan2(length(depth[:, [0, 2]]), -depth[:, 1]))
    return _sagittal(body, picture, leaning)


@signal(
    "deg",
    "line from ear to nose against the line of the trunk; about -90 with the neck in line,"
    " + = head lifted (extension)",
    errors=(12.0, 5.0),
    drawing=("angle", "nose", "ear", "shoulder"),
)
def neck_extension(body: Body) -> Array:
    # The ear lies near the axis about which the head nods: it hardly moves, the nose does.
    gaze = body.xy[:, Landmark.NOSE] - body.middle("ear")
    return -body.facing * clockwise_angle(trunk_vector(body), gaze)


@signal(
    "deg",
    "line through both hips against the horizontal; + = the person's left side higher",
    errors=(3.0, 1.2),
    views=END_VIEW,
    drawing=("line", "left hip", "right hip"),
)
def hip_line(body: Body) -> Array:
    line = body.joint("hip", "left") - body.joint("hip", "right")
    toward = np.where(line[:, 0] >= 0, 1.0, -1.0)
    return np.degrees(np.arctan2(-line[:, 1], line[:, 0] * toward))


# --- places ---


@signal("trunk lengths", "place of the hips in the picture, sideways", (0.1, 0.05), ANY_VIEW)
def hips_across(body: Body) -> Array:
    return body.middle("hip")[:, 0] / body.trunk_px


@signal("trunk lengths", "place of the hips in the picture, upwards", (0.1, 0.05), ANY_VIEW)
def hips_up(body: Body) -> Array:
    return -body.middle("hip")[:, 1] / body.trunk_px


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
    lengths = length(_thigh(body, side))
    known = lengths[np.isfinite(lengths)]
    return lengths / (np.percentile(known, 95) if len(known) else np.nan)


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


@signal("share", "how well the model says it sees this leg", (0.0, 0.0), ANY_VIEW, sided=True)
def leg_seen(body: Body, side: str) -> Array:
    return np.min([body.seen(joint, side) for joint in ("hip", "knee", "ankle")], axis=0)


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


for _joint in ("hip", "knee", "ankle", "heel", "foot_index"):
    _place_signals(_joint)


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
    "one foot's drop against the other's",
    errors=(0.05, 0.03),
    views=END_VIEW,
    sided=True,
)
def foot_gap(body: Body, side: str) -> Array:
    return foot_drop(body, side) - foot_drop(body, other(side))


# --- the lower back ---

CHORD_LOW = (OUTLINE_STATIONS >= -0.02) & (OUTLINE_STATIONS <= 0.08)
CHORD_HIGH = (OUTLINE_STATIONS >= 0.7) & (OUTLINE_STATIONS <= 0.8)
LUMBAR = (OUTLINE_STATIONS >= 0.25) & (OUTLINE_STATIONS <= 0.45)


@signal(
    "trunk lengths",
    "depth of the lower back's hollow below the chord from buttock to shoulder blade; + = hollow",
    errors=(0.05, 0.01),
    drawing=("outline",),
)
def lumbar_hollow(body: Body) -> Array:
    # Facing picture right, the back is the anticlockwise side of the hip-shoulder line.
    row = np.where(np.nan_to_num(body.facing) > 0, 1, 0)
    back = body.outline[np.arange(len(body)), row] / length(trunk_vector(body))[:, None]
    low, high = back[:, CHORD_LOW].mean(axis=1), back[:, CHORD_HIGH].mean(axis=1)
    share = _chord_share(LUMBAR)
    chord = low[:, None] + share * (high - low)[:, None]
    hollow = (chord - back[:, LUMBAR]).mean(axis=1)
    return np.where(np.isfinite(body.facing), hollow, np.nan)


def _chord_share(stations: npt.NDArray[np.bool_]) -> Array:
    """How far along the chord each of the chosen stations lies, 0..1."""
    start, end = OUTLINE_STATIONS[CHORD_LOW].mean(), OUTLINE_STATIONS[CHORD_HIGH].mean()
    return (OUTLINE_STATIONS[stations] - start) / (end - start)


def sided(columns_of: Iterable[str], name: str, side: str) -> str:
    """The column of a signal for one leg; the name itself where the signal is not sided."""
    column = f"{name}.{side}"
    return column if column in columns_of else name
