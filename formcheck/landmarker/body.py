"""One person's pose out of one region of the picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.contour import share_on_mask, trunk_outline
from formcheck.landmarker.mediapipe_engine import LANDMARK_CROP, LandmarkNetwork, NetworkOutput
from formcheck.landmarker.region import Region
from formcheck.pose import LANDMARKS, LEG_BONES, OUTLINE_STATIONS, Landmark, Pose

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

MIN_PRESENCE = 0.5
"""Below it the network itself doubts that the region shows a person; MediaPipe's own limit."""

_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_BODY_MIDDLE, _BODY_REACH = LANDMARKS, LANDMARKS + 1
_BORDER_PX = 2.0
_BONE_STARTS, _BONE_ENDS = (list(ends) for ends in zip(*LEG_BONES, strict=True))


def pose_in(network: LandmarkNetwork, image: Image, region: Region) -> tuple[Pose, Region] | None:
    """The pose of the person in the region and the region for the next frame, or None."""
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
        outline=_outline(out, region, points, image.shape),
        on_mask=share_on_mask(out.mask, out.points[_BONE_STARTS], out.points[_BONE_ENDS]),
    )
    return pose, following


def _outline(out: NetworkOutput, region: Region, points: Floats, shape: tuple[int, ...]) -> Floats:
    hips, shoulders = out.points[_HIPS].mean(axis=0), out.points[_SHOULDERS].mean(axis=0)
    outline = trunk_outline(out.mask, hips, shoulders, region.side / LANDMARK_CROP)
    edges = _edge_points(outline, points[_HIPS].mean(axis=0), points[_SHOULDERS].mean(axis=0))
    height, width = shape[:2]
    inside = (edges > _BORDER_PX) & (edges < np.array([width, height]) - _BORDER_PX)
    outline[~inside.all(axis=-1)] = np.nan
    return outline


def _edge_points(outline: Floats, hips: Floats, shoulders: Floats) -> Floats:
    """(2, stations, 2) places in the picture of the outline's edges."""
    trunk = shoulders - hips
    outwards = np.array([-trunk[1], trunk[0]]) / max(float(np.hypot(*trunk)), 1e-6)
    starts = hips + OUTLINE_STATIONS[:, None] * trunk
    reach = outline * np.array([[1.0], [-1.0]], np.float32)
    return np.asarray(starts + reach[..., None] * outwards, np.float32)
