"""A person's landmarks over time, with the view resolved and left told from right."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

import numpy as np

from formcheck.geometry import Array
from formcheck.pose import Landmark

SIDES = ("left", "right")
SIDE_VIEW_TOLERANCE_DEG = 35.0
"""A camera this far from a true side view still shows the sagittal plane: its angles shrink by
the cosine, so by less than a fifth."""

LEAST_ON_MASK = 0.5
"""A leg of which less lies on the person's mask was laid beside the body."""


def other(side: str) -> str:
    """The opposite side of the body; "both" legs have none but themselves."""
    return {"left": "right", "right": "left"}.get(side, side)


def is_far(side: str, view: str | None) -> bool:
    """Whether a leg is the one away from the camera in a side view; of both together none is."""
    return view == f"side-{other(side)}"


@lru_cache(maxsize=128)
def _landmark(name: str, side: str) -> Landmark:
    return Landmark[f"{side}_{name}".upper()]


@dataclass(frozen=True)
class Body:
    """T frames of one person in one scene.

    Attributes:
        time_s: (T,) seconds from the first frame shown, rising.
        xy: (T, 33, 2) pixels, x to the right, y down; NaN = not found.
        world: (T, 33, 3) metres, x to the right of the picture, y down, z away from the camera.
        visibility: (T, 33) 0..1 as the model gives it.
        outline: (T, 2, S) pixels, see :class:`formcheck.pose.Pose`.
        on_mask: (T, 4), see :class:`formcheck.pose.Pose`.
        azimuth_deg: (T,) where the person faces: 0 = the camera, 90 = picture right (so the
            right side is near), -90 = picture left, 180 = away. NaN = unknown.
        lost_legs: (T, 2) 1 where the landmarks of the left, of the right leg have lain beside the
            body for a while and the other one's on it, else 0.
        trunk_px: the trunk's usual length in the scene, pixels; the unit of lengths.
    """

    time_s: Array
    xy: Array
    world: Array
    visibility: Array
    outline: Array
    on_mask: Array
    azimuth_deg: Array
    lost_legs: Array
    trunk_px: float

    def __len__(self) -> int:
        return len(self.time_s)

    def __getitem__(self, part: slice) -> Body:
        arrays = {f.name: getattr(self, f.name)[part] for f in fields(self) if f.name != "trunk_px"}
        return Body(**arrays, trunk_px=self.trunk_px)

    def joint(self, name: str, side: str) -> Array:
        """(T, 2) pixels of one side's joint, for example ``joint("knee", "left")``."""
        return self.xy[:, _landmark(name, side)]

    def middle(self, name: str) -> Array:
        """(T, 2) pixels, halfway between the left and the right joint."""
        if name not in self._middles:
            self._middles[name] = (self.joint(name, "left") + self.joint(name, "right")) / 2
        return self._middles[name]

    @cached_property
    def _middles(self) -> dict[str, Array]:
        """Those asked for before: most signals are measured from the trunk."""
        return {}

    def world_joint(self, name: str, side: str) -> Array:
        """(T, 3) metres of one side's joint."""
        return self.world[:, _landmark(name, side)]

    def world_middle(self, name: str) -> Array:
        """(T, 3) metres, halfway between the left and the right joint."""
        return (self.world_joint(name, "left") + self.world_joint(name, "right")) / 2

    def seen(self, name: str, side: str) -> Array:
        """(T,) visibility of one joint."""
        return self.visibility[:, _landmark(name, side)]

    @cached_property
    def facing(self) -> Array:
        """(T,) +1 where the person faces picture right, -1 where left, NaN where neither."""
        sine = np.sin(np.radians(self.azimuth_deg))
        limit = np.cos(np.radians(SIDE_VIEW_TOLERANCE_DEG + 20.0))
        return np.where(np.abs(sine) >= limit, np.sign(sine), np.nan)


@lru_cache(maxsize=16)
def view_name(azimuth_deg: float) -> str:
    """The camera view's name in the report for the direction in which a person faces."""
    if not math.isfinite(azimuth_deg):
        return "oblique"
    if abs(abs(azimuth_deg) - 90.0) <= SIDE_VIEW_TOLERANCE_DEG:
        return "side-right" if azimuth_deg > 0 else "side-left"
    if abs(azimuth_deg) <= 90.0 - SIDE_VIEW_TOLERANCE_DEG - 20.0:
        return "front"
    if abs(azimuth_deg) >= 90.0 + SIDE_VIEW_TOLERANCE_DEG + 20.0:
        return "rear"
    return "oblique"
