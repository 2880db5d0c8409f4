"""One person's pose out of one region of the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from formcheck.contour import EDGE, share_on_mask, trunk_outline
from formcheck.landmarker.cover import Silhouette
from formcheck.landmarker.networks import LANDMARK_CROP, LandmarkNetwork, NetworkOutput
from formcheck.landmarker.region import Region
from formcheck.pose import LANDMARKS, LEG_BONES, OUTLINE_STATIONS, Pose, trunk_ends

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

MIN_PRESENCE = 0.5
"""Below it the network itself doubts that the region shows a person; MediaPipe's own limit."""

_BODY_MIDDLE, _BODY_REACH = LANDMARKS, LANDMARKS + 1
_BORDER_PX = 2.0
_SILHOUETTE_SIZE = 160
_BONE_STARTS, _BONE_ENDS = (list(ends) for ends in zip(*LEG_BONES, strict=True))
_NO_OUTLINE = np.full((2, len(OUTLINE_STATIONS)), np.nan, np.float32)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a region showed.

    Attributes:
        pose: without what comes from the mask, which following a person does not need.
        following: where to look in the next frame.
    """

    pose: Pose
    following: Region
    _out: NetworkOutput
    _region: Region
    _picture_size: tuple[int, int]

    def whole_pose(self) -> Pose:
        """The pose with what comes from the mask; may be asked for in another thread."""
        mask, points = self._out.mask(), self._out.points
        return replace(
            self.pose,
            outline=self._outline(mask),
            on_mask=share_on_mask(mask, points[_BONE_STARTS], points[_BONE_ENDS]),
        )

    def silhouette(self) -> Silhouette:
        """Where the person is in the picture, by the mask."""
        width, height = self._picture_size
        step = max(1, max(width, height) // _SILHOUETTE_SIZE)
        places = np.indices((height // step, width // step), np.float32)[::-1] * step
        spots = self._region.from_picture(np.moveaxis(places, 0, -1), LANDMARK_CROP)
        x, y = np.moveaxis(spots.round().astype(int), -1, 0)
        there = (x >= 0) & (x < LANDMARK_CROP) & (y >= 0) & (y < LANDMARK_CROP)
        there[there] = self._out.mask()[y[there], x[there]] > EDGE
        return Silhouette(there, step)

    def _outline(self, mask: Floats) -> Floats:
        hips, shoulders = trunk_ends(self._out.points)
        outline = trunk_outline(mask, hips, shoulders, self._region.side / LANDMARK_CROP)
        edges = _edge_points(outline, *trunk_ends(self.pose.xy))
        inside = (edges > _BORDER_PX) & (edges < np.array(self._picture_size) - _BORDER_PX)
        outline[~inside.all(axis=-1)] = np.nan
        return outline


def pose_in(network: LandmarkNetwork, image: Image, region: Region) -> Look | None:
    """A look at the person in the region, or None where nobody is."""
    out = network(region.cut(image, LANDMARK_CROP))
    if out.presence < MIN_PRESENCE:
        return None
    points = region.to_picture(out.points, LANDMARK_CROP)
    following = Region.of_body(points[_BODY_MIDDLE], points[_BODY_REACH])
    if following.side < 1:
        return None
    pose = Pose(
        xy=points[:LANDMARKS],
        world=region.turned(out.world),
        visibility=out.visibility,
        outline=_NO_OUTLINE,
    )
    return Look(pose, following, out, region, (image.shape[1], image.shape[0]))


def _edge_points(outline: Floats, hips: Floats, shoulders: Floats) -> Floats:
    """(2, stations, 2) places in the picture of the outline's edges."""
    trunk = shoulders - hips
    outwards = np.array([-trunk[1], trunk[0]]) / max(float(np.hypot(*trunk)), 1e-6)
    starts = hips + OUTLINE_STATIONS[:, None] * trunk
    reach = outline * np.array([[1.0], [-1.0]], np.float32)
    return np.asarray(starts + reach[..., None] * outwards, np.float32)
