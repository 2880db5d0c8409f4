"""One set of colours for page, plots and pictures.

The hues are those of Okabe and Ito (2008), which stay apart for every kind of colour vision;
nothing in the report is told by colour alone.
"""

from __future__ import annotations

from typing import Final

ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
YELLOW: Final = "#F0E442"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
BLACK: Final = "#000000"
WHITE: Final = "#FFFFFF"

PHASES: Final = {"lift": BLUE, "hold": ORANGE, "lower": GREEN}


def bgr(colour: str) -> tuple[int, int, int]:
    """``#RRGGBB`` as OpenCV wants it: blue, green, red, 0..255."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return blue, green, red
