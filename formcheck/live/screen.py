"""What the window shows: the mirrored picture, the count, the phase, the curve and the cue.

Everything that matters during a set is readable from three metres; nothing is told by colour
alone. The picture is mirrored for the eye only: landmarks and verdicts never are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from formcheck import lettering
from formcheck.lettering import Picture
from formcheck.live.coach import Coach
from formcheck.live.curve import draw_curve
from formcheck.live.texts import Texts, texts_of
from formcheck.overlay import draw_skeleton
from formcheck.pose import Landmark, Pose
from formcheck.report.palette import BLACK, ORANGE, SKY, WHITE, YELLOW, bgr

WIDTH, HEIGHT = 1280, 720
PANEL_X, STRIP_Y = 870, 490
EDGE = 22
GROUND = (30, 26, 24)
GREY = "#B9C4CC"


@dataclass(frozen=True)
class Box:
    """A part of the canvas, pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


FILM = Box(0, 0, PANEL_X, STRIP_Y)
NUMBER = Box(PANEL_X + EDGE, 0, WIDTH - EDGE, 226)
UNDER = Box(PANEL_X + EDGE, 226, WIDTH - EDGE, 290)
PHASE = Box(PANEL_X + EDGE, 286, WIDTH - EDGE, 370)
CURVE = Box(PANEL_X + EDGE, 376, WIDTH - EDGE, STRIP_Y - 2)
CUE = Box(EDGE, STRIP_Y + 8, WIDTH - EDGE, HEIGHT - 46)
FOOT = Box(EDGE, HEIGHT - 44, WIDTH - EDGE, HEIGHT - 6)


class Screen:
    """Draws one canvas after the other."""

    def __init__(self, mirrored: bool = True) -> None:
        self._mirrored = mirrored
        self._ground = np.full((HEIGHT, WIDTH, 3), GROUND, np.uint8)  # slow, so made once

    def draw(
        self, image: Picture, poses: Mapping[int, Pose], coach: Coach, away_s: float = 0.0
    ) -> Picture:
        """The canvas (HEIGHT, WIDTH, 3) for the newest frame.

        Args:
            image: (H, W, 3) BGR as the camera gave it; it is not changed.
            poses: of everybody in it, by their numbers.
            coach: who may have judged this frame already, or only those before it.
            away_s: for how long the camera has given no picture.
        """
        canvas = self._ground.copy()
        self._film(canvas, image, coach.crowd.pose_in(poses), coach)
        texts = texts_of(coach, away_s)
        _number(canvas, texts)
        _phase(canvas, texts)
        if coach.stage in ("set", "ready"):
            draw_curve(canvas[CURVE.top : CURVE.bottom, CURVE.left : CURVE.right], coach.watched)
        _cue(canvas, texts)
        _line(canvas, FOOT, texts.foot, 27, GREY)
        return canvas

    def _film(self, canvas: Picture, image: Picture, pose: Pose | None, coach: Coach) -> None:
        height, width = image.shape[:2]
        scale = min(FILM.width / width, FILM.height / height)
        size = (round(width * scale), round(height * scale))
        left = (FILM.width - size[0]) // 2
        top = (FILM.height - size[1]) // 2
        place = canvas[top : top + size[1], left : left + size[0]]
        cv2.resize(image, size, dst=place, interpolation=cv2.INTER_LINEAR)
        if self._mirrored:
            cv2.flip(place, 1, dst=place)
        if pose is not None:
            self._skeleton(place, self._placed(pose, scale, size[0]), coach)

    def _placed(self, pose: Pose, scale: float, width: int) -> Pose:
        """The pose where the shown picture has it."""
        xy = pose.xy * np.float32(scale)
        if self._mirrored:
            xy[:, 0] = width - 1 - xy[:, 0]
        return replace(pose, xy=xy)

    def _skeleton(self, place: Picture, pose: Pose, coach: Coach) -> None:
        side = coach.watched.side if coach.stage == "set" else None
        draw_skeleton(place, pose, side)  # type: ignore[arg-type]
        angle = coach.watched.angle
        if side is None or angle is None:
            return
        pivot, degrees = angle
        joint = pose.xy[Landmark[pivot.upper()]]
        if np.isfinite(joint).all():
            at = (float(joint[0]) + 16, float(joint[1]) - 44)
            lettering.write(place, f"{degrees:.0f}°", at, 34, YELLOW)


def _number(canvas: Picture, texts: Texts) -> None:
    """The largest thing on the screen: reps, seconds of rest, or the countdown."""
    size = 210 if len(texts.number) < 3 else 140
    wide = lettering.width(texts.number, size)
    left = NUMBER.left + (NUMBER.width - wide) // 2
    _write(canvas, texts.number, left, NUMBER.top - 14, size, WHITE)
    _line(canvas, UNDER, texts.under, 48, SKY, centred=True)


def _phase(canvas: Picture, texts: Texts) -> None:
    if texts.phase:
        _line(canvas, PHASE, texts.phase, 66, ORANGE, centred=True)


def _cue(canvas: Picture, texts: Texts) -> None:
    """The one thing to change, or what comes next, as large as it fits."""
    if not texts.cue:
        return
    top = CUE.top
    if texts.tag:
        wide = lettering.width(texts.tag, 30) + 24
        cv2.rectangle(canvas, (CUE.left, top), (CUE.left + wide, top + 42), bgr(ORANGE), -1)
        _write(canvas, texts.tag, CUE.left + 12, top + 3, 30, BLACK)
        top += 44
    room = Box(CUE.left, top, CUE.right, CUE.bottom)
    size = next((s for s in (62, 56, 50, 44, 38) if _fits(texts.cue, s, room)), 34)
    for number, line in enumerate(lettering.wrap(texts.cue, size, room.width)):
        _write(canvas, line, room.left, room.top + round(1.12 * size * number), size, WHITE)


def _fits(text: str, size: int, room: Box) -> bool:
    lines = lettering.wrap(text, size, room.width)
    tall = round(1.12 * size * len(lines)) + size // 4
    return tall <= room.height and all(lettering.width(x, size) <= room.width for x in lines)


def _line(
    canvas: Picture, box: Box, text: str, size: int, colour: str, centred: bool = False
) -> None:
    """One line, made smaller until it fits."""
    while size > 16 and lettering.width(text, size) > box.width:
        size -= 2
    spare = box.width - lettering.width(text, size)
    _write(canvas, text, box.left + (spare // 2 if centred else 0), box.top, size, colour)


def _write(canvas: Picture, text: str, x: int, y: int, size: int, colour: str) -> None:
    lettering.write(canvas, text, (x, y), size, colour, halo=False)
