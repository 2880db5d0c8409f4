"""Text on pictures.

OpenCV's own fonts know neither ° nor umlauts, so Pillow writes with DejaVu Sans, the font that
comes with matplotlib; both are there because mediapipe needs them. A text that was written once is
kept as a mask, since most of a banner stays the same from frame to frame.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from formcheck.report.palette import BLACK, WHITE, bgr

Picture = npt.NDArray[np.uint8]


def write(
    image: Picture,
    text: str,
    at: tuple[float, float],
    size: int,
    colour: str = WHITE,
    halo: bool = True,
) -> None:
    """Write one line into the picture, its top left corner at ``at``; what lies outside is cut.

    Args:
        image: (H, W, 3) BGR, written in place.
        at: x, y in pixels.
        size: height of the font in pixels.
        colour: ``#RRGGBB``.
        halo: whether a dark seam keeps the text readable on any ground.
    """
    x, y = round(at[0]), round(at[1])
    if halo:
        _lay(image, _stencil(text, size, BLACK, True), x, y)
    _lay(image, _stencil(text, size, colour, False), x, y)


@lru_cache(maxsize=2048)
def width(text: str, size: int) -> int:
    """How wide the line gets, in pixels."""
    return round(_font(size).getlength(text))


def wrap(text: str, size: int, room: int) -> list[str]:
    """Break the text between words into lines of at most ``room`` pixels where that can be."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # find_spec tells where matplotlib lies without the cost of importing it.
    home = find_spec("matplotlib")
    if home is None or home.origin is None:
        raise ModuleNotFoundError("matplotlib, which brings the font, is not installed")
    fonts = Path(home.origin).parent / "mpl-data" / "fonts" / "ttf"
    return ImageFont.truetype(str(fonts / "DejaVuSans.ttf"), size)


@lru_cache(maxsize=512)
def _stencil(text: str, size: int, colour: str, seam: bool) -> tuple[Picture, Picture]:
    """What of the ground stays, 0..255, and the colour to add, both (h, w, 3).

    Text and seam have the same size: there is room for the seam around both.
    """
    edge = max(1, size // 9)
    font = _font(size)
    ascent, descent = font.getmetrics()
    canvas = Image.new("L", (width(text, size) + 2 * edge + 2, ascent + descent + 2 * edge))
    ImageDraw.Draw(canvas).text((edge, edge), text, fill=255, font=font)
    mask = np.array(canvas)
    if seam:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * edge + 1, 2 * edge + 1))
        mask = cv2.dilate(mask, kernel).astype(np.uint8)
    whole = np.repeat(mask[:, :, None], 3, axis=2)
    ink = (whole * (np.array(bgr(colour)) / 255)).round().astype(np.uint8)
    return np.invert(whole), ink


def _lay(image: Picture, stencil: tuple[Picture, Picture], x: int, y: int) -> None:
    """Lay a stencil over the picture, its top left corner at x, y."""
    left, top = max(x, 0), max(y, 0)
    right = min(x + stencil[0].shape[1], image.shape[1])
    bottom = min(y + stencil[0].shape[0], image.shape[0])
    if left >= right or top >= bottom:
        return
    stays, ink = (part[top - y : bottom - y, left - x : right - x] for part in stencil)
    ground = image[top:bottom, left:right]
    ground[:] = cv2.add(cv2.multiply(ground, stays, scale=1 / 255), ink)
