"""Drawing on frames: skeleton, measurements, banner, evidence pictures, hidden faces.

Pictures are (H, W, 3) uint8 BGR and are drawn on in place. Colours come from the palette that the
report uses too; every line has a dark seam, so that it shows on light and dark grounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from formcheck import lettering
from formcheck.lettering import Picture
from formcheck.markings import COLOURS, Kind, Marking, draw_line, draw_marking, stroke
from formcheck.pose import Floats, Landmark, Pose, trunk_ends
from formcheck.report.fields import Side, Verdict
from formcheck.report.palette import ORANGE, SKY, WHITE, YELLOW

__all__ = [
    "COLOURS",
    "Kind",
    "Marking",
    "Status",
    "blur_head",
    "draw_marking",
    "draw_skeleton",
    "draw_status",
    "evidence_picture",
    "head_of",
]

LEAST_VISIBILITY = 0.3
FAR = "#B9C4CC"
LARGEST_PICTURE = 900
_LARGEST_ENLARGEMENT = 2.5
_HEAD = slice(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)
_BLOCKS = 6

Head = tuple[float, float, float]
"""Centre x and y, and radius, pixels."""

_LIMBS = {
    "head": ("EAR", "SHOULDER"),
    "trunk": ("SHOULDER", "HIP"),
    "arm": ("SHOULDER", "ELBOW", "WRIST"),
    "leg": ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX", "ANKLE"),
}
_CHAINS = [
    (part, side, [Landmark[f"{side.upper()}_{joint}"] for joint in joints])
    for side in ("left", "right")
    for part, joints in _LIMBS.items()
]
_ACROSS = [
    [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER],
    [Landmark.LEFT_HIP, Landmark.RIGHT_HIP],
]


@dataclass(frozen=True)
class Status:
    """What the banner of a frame says.

    Attributes:
        time_s: seconds from the first frame shown.
        rep: number of the rep under way, or of the last one; None before the first.
        phase: lift, hold, lower or rest.
        mistakes: the mistakes of this rep, in plain words.
        cue: what to do about it.
    """

    time_s: float
    rep: int | None = None
    phase: str | None = None
    mistakes: Sequence[str] = field(default=())
    cue: str | None = None


def draw_skeleton(image: Picture, pose: Pose, side: Side | None) -> None:
    """Draw the person's lines: the working leg stands out, the far side is thin and pale.

    Args:
        side: the working leg or legs; None where it is not known.

    Landmarks that are NaN or less visible than ``LEAST_VISIBILITY`` are left out, with the lines
    that end in them.
    """
    seen = np.isfinite(pose.xy).all(axis=1) & (pose.visibility >= LEAST_VISIBILITY)
    width, far = stroke(image), _far_side(pose)
    for ends in _ACROSS:
        _chain(image, pose, seen, ends, SKY, width)
    for part, own, joints in sorted(_CHAINS, key=lambda chain: chain[1] != far):
        if part == "leg" and side in (own, "both"):
            _chain(image, pose, seen, joints, YELLOW, width + max(1, width // 2))
        elif own == far:
            _chain(image, pose, seen, joints, FAR, max(1, width - 1))
        else:
            _chain(image, pose, seen, joints, SKY, width)


def _far_side(pose: Pose) -> str | None:
    """The side that is turned away from the camera; None where both are as near."""
    depth = [
        float(pose.world[[Landmark[f"{side}_SHOULDER"], Landmark[f"{side}_HIP"]], 2].mean())
        for side in ("LEFT", "RIGHT")
    ]
    if not np.isfinite(depth).all() or abs(depth[0] - depth[1]) < 0.08:
        return None
    return "left" if depth[0] > depth[1] else "right"


def _chain(
    image: Picture,
    pose: Pose,
    seen: npt.NDArray[np.bool_],
    joints: list[Landmark],
    colour: str,
    width: int,
) -> None:
    """Draw each stretch of a chain of joints of which all joints are seen."""
    run: list[Landmark] = []
    for joint in [*joints, None]:
        if joint is not None and seen[joint]:
            run.append(joint)
            continue
        if len(run) > 1:
            draw_line(image, pose.xy[run].astype(float), colour, width)
        run = []


def draw_status(image: Picture, status: Status) -> None:
    """Lay a banner over the top of the frame: rep, phase, time, the rep's mistakes and the cue."""
    height, width = image.shape[:2]
    size = max(12, round(min(height / 26, width / 20)))
    lines = [(text, WHITE) for text in _wrapped([_heading(status)], size, width)]
    lines += [(text, ORANGE) for text in _wrapped([f"▲ {m}" for m in status.mistakes], size, width)]
    lines += [(text, WHITE) for text in _wrapped([status.cue or ""], size, width)]
    step = round(1.35 * size)
    banner = image[: step * len(lines) + size // 2]
    banner[:] = cv2.convertScaleAbs(banner, alpha=0.3)
    for place, (text, colour) in enumerate(lines):
        lettering.write(
            image, text, (size // 2, place * step + size // 6), size, colour, halo=False
        )


def _heading(status: Status) -> str:
    minutes, seconds = divmod(int(status.time_s * 10) / 10, 60)
    parts = [f"{int(minutes)}:{seconds:04.1f}"]
    if status.rep is not None:
        parts.insert(0, f"Rep {status.rep}")
    if status.phase:
        parts.insert(1, status.phase)
    return "  ·  ".join(parts)


def _wrapped(texts: Iterable[str], size: int, width: int) -> list[str]:
    return [line for text in texts for line in lettering.wrap(text, size, width - size)]


def evidence_picture(
    image: Picture,
    pose: Pose,
    side: Side | None,
    markings: Sequence[Marking],
    caption: str = "",
    box: tuple[float, float, float, float] | None = None,
    severity: Verdict = "seen",
) -> bytes:
    """Make the picture that shows a mistake: the person alone, skeleton, what was measured.

    Args:
        image: the whole frame; it is not changed.
        box: left, top, right, bottom of the part to show, pixels; None: around the person.

    Returns:
        A JPEG, at most ``LARGEST_PICTURE`` pixels wide and high above its caption.
    """
    left, top, right, bottom = _crop(image, pose, box)
    part = image[top:bottom, left:right]
    scale = min(LARGEST_PICTURE / max(part.shape[:2]), _LARGEST_ENLARGEMENT)
    drawn = cv2.resize(
        part, None, fx=scale, fy=scale,
        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC,
    ).astype(np.uint8)  # fmt: skip
    offset = np.array([left, top])
    draw_skeleton(drawn, replace(pose, xy=((pose.xy - offset) * scale).astype(np.float32)), side)
    for marking in markings:
        points = [((x - left) * scale, (y - top) * scale) for x, y in marking.points]
        draw_marking(drawn, replace(marking, points=points), severity)
    return _jpeg(_captioned(drawn, caption))


def _crop(
    image: Picture, pose: Pose, box: tuple[float, float, float, float] | None
) -> tuple[int, int, int, int]:
    """The part of the picture to show: the box, or the person with room around; never empty."""
    height, width = image.shape[:2]
    seen = pose.xy[np.isfinite(pose.xy).all(axis=1) & (pose.visibility >= LEAST_VISIBILITY)]
    if box is None and not len(seen):
        return 0, 0, width, height
    low, high = (seen.min(axis=0), seen.max(axis=0)) if box is None else (box[:2], box[2:])
    room = 0.12 * max(high[0] - low[0], high[1] - low[1]) if box is None else 0
    left, top = (
        int(np.clip(edge - room, 0, size - 2))
        for edge, size in zip(low, (width, height), strict=True)
    )
    right, bottom = (
        int(np.clip(edge + room, 2, size)) for edge, size in zip(high, (width, height), strict=True)
    )
    return left, top, max(right, left + 2), max(bottom, top + 2)


def _captioned(image: Picture, caption: str) -> Picture:
    size = max(13, round(image.shape[1] / 32))
    lines = lettering.wrap(caption, size, image.shape[1] - size)
    if not lines:
        return image
    strip = np.full((round(1.4 * size * len(lines)) + size // 2, image.shape[1], 3), 28, np.uint8)
    for place, line in enumerate(lines):
        lettering.write(strip, line, (size // 2, place * 1.4 * size + size // 8), size, halo=False)
    return np.vstack([image, strip])


def _jpeg(image: Picture) -> bytes:
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 84])[1].tobytes()


def head_of(pose: Pose) -> Head | None:
    """Where the head is; None where it is not found.

    How visible the landmarks are does not matter here: rather a blur too many.
    """
    head = pose.xy[_HEAD]
    head = head[np.isfinite(head).all(axis=1)]
    if not len(head):
        return None
    x, y = (float(each) for each in head.mean(axis=0))
    reach = float(np.hypot(*(head - (x, y)).T).max())
    return x, y, max(1.8 * reach, 0.28 * _trunk(pose.xy), 6.0)


def blur_head(image: Picture, head: Head) -> None:
    """Make a head unrecognisable for good: few large blocks."""
    x, y, radius = head
    height, width = image.shape[:2]
    left, top = int(max(0, x - radius)), int(max(0, y - radius))
    right, bottom = int(min(width, x + radius)), int(min(height, y + radius))
    if left >= right or top >= bottom:
        return
    part = image[top:bottom, left:right]
    blocks = cv2.resize(part, (_BLOCKS, _BLOCKS), interpolation=cv2.INTER_AREA)
    part[:] = cv2.resize(blocks, part.shape[1::-1], interpolation=cv2.INTER_NEAREST)


def _trunk(xy: Floats) -> float:
    """Length from the middle of the hips to the middle of the shoulders, pixels; 0 if unknown."""
    hips, shoulders = trunk_ends(xy)
    length = float(np.hypot(*(shoulders - hips)))
    return length if np.isfinite(length) else 0.0
