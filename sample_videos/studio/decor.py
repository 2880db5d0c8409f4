"""Decoration along the far wall, made of boxes, and the frame of the mirror on it."""

from __future__ import annotations

import numpy as np

from .scene import Box, Colour


def _against_wall(right: float, size: tuple[float, float, float], colour: Colour, z: float = -1,
                  gap: float = 0.0) -> Box:
    return Box((right, gap + size[1] / 2, size[2] / 2 if z < 0 else z), size, colour)


BOOKS: list[Colour] = [(0.55, 0.18, 0.16), (0.20, 0.30, 0.45), (0.75, 0.68, 0.50),
                       (0.22, 0.40, 0.28), (0.30, 0.28, 0.32), (0.80, 0.78, 0.74)]

PROPS: dict[str, list[Box]] = {
    "picture": [_against_wall(1.1, (0.9, 0.04, 0.65), (0.16, 0.15, 0.15), 1.55),
                _against_wall(1.1, (0.8, 0.05, 0.55), (0.62, 0.55, 0.38), 1.55)],
    "shelf": [_against_wall(-1.5, (0.9, 0.32, 0.9), (0.60, 0.48, 0.36)),
              _against_wall(-1.7, (0.25, 0.22, 0.28), (0.55, 0.20, 0.18), 1.04),
              _against_wall(-1.3, (0.18, 0.20, 0.20), (0.20, 0.30, 0.42), 1.00)],
    "window": [_against_wall(-0.9, (1.3, 0.03, 1.3), (0.93, 0.93, 0.93), 1.6),
               _against_wall(-0.9, (1.18, 0.04, 1.18), (0.72, 0.84, 0.96), 1.6),
               _against_wall(-0.9, (0.05, 0.06, 1.18), (0.93, 0.93, 0.93), 1.6)],
    "door": [_against_wall(1.7, (0.95, 0.05, 2.05), (0.45, 0.32, 0.22)),
             _against_wall(1.35, (0.04, 0.10, 0.12), (0.75, 0.72, 0.62), 1.02)],
    "rack": [_against_wall(1.6, (1.2, 0.45, 0.12), (0.15, 0.15, 0.16), 0.75),
             _against_wall(1.6, (1.2, 0.45, 0.12), (0.15, 0.15, 0.16), 0.35),
             *[_against_wall(1.15 + 0.22 * i, (0.12, 0.30, 0.12), (0.32, 0.32, 0.35), 0.87)
               for i in range(5)],
             _against_wall(1.05, (0.06, 0.45, 0.8), (0.15, 0.15, 0.16)),
             _against_wall(2.15, (0.06, 0.45, 0.8), (0.15, 0.15, 0.16))],
    "plant": [_against_wall(-2.0, (0.32, 0.32, 0.35), (0.62, 0.58, 0.52), gap=0.1),
              *[Box((-2.0 + 0.13 * np.cos(k), 0.28 + 0.13 * np.sin(k), 0.6 + 0.09 * k),
                    (0.22, 0.05, 0.30), (0.16, 0.34, 0.15), 57 * k) for k in range(5)]],
    "sofa": [_against_wall(-1.2, (1.9, 0.80, 0.42), (0.42, 0.44, 0.48), gap=0.1),
             _against_wall(-1.2, (1.9, 0.22, 0.85), (0.40, 0.42, 0.46), gap=0.05),
             *[_against_wall(x, (0.22, 0.85, 0.62), (0.38, 0.40, 0.44), gap=0.1)
               for x in (-2.2, -0.2)]],
    "lamp": [_against_wall(0.55, (0.03, 0.03, 1.55), (0.2, 0.2, 0.2), gap=0.25),
             _against_wall(0.55, (0.30, 0.30, 0.02), (0.2, 0.2, 0.2), gap=0.12),
             _against_wall(0.55, (0.34, 0.34, 0.30), (0.95, 0.90, 0.75), 1.65, gap=0.10)],
    "boxes": [_against_wall(1.9, (0.60, 0.45, 0.42), (0.66, 0.51, 0.34)),
              _against_wall(1.85, (0.48, 0.40, 0.34), (0.70, 0.55, 0.38), 0.59),
              _against_wall(1.3, (0.42, 0.38, 0.30), (0.62, 0.47, 0.31), gap=0.05)],
    "bookcase": [_against_wall(-2.0, (0.9, 0.30, 1.9), (0.35, 0.24, 0.16)),
                 *[_against_wall(-2.38 + 0.085 * i, (0.06, 0.31, 0.24 + 0.03 * (i * 7 % 4)),
                                 BOOKS[(i + 2 * k) % len(BOOKS)], 0.40 + 0.42 * k)
                   for i in range(10) for k in range(4)]],
    "curtain": [_against_wall(-0.55 + 0.11 * i, (0.11, 0.05 + 0.03 * (i % 2), 2.3),
                              ((0.58, 0.30, 0.28), (0.50, 0.25, 0.24))[i % 2]) for i in range(11)],
    "weights": [*[_against_wall(0.9 + 0.26 * i, (0.20, 0.20, 0.20), (0.16, 0.16, 0.18), gap=0.3)
                  for i in range(4)],
                *[_against_wall(0.9 + 0.26 * i, (0.06, 0.06, 0.12), (0.5, 0.5, 0.52), 0.26,
                                gap=0.37) for i in range(4)]],
    "bench": [_against_wall(-1.3, (1.3, 0.32, 0.08), (0.20, 0.20, 0.22), 0.44, gap=0.3),
              _against_wall(-1.75, (0.08, 0.30, 0.40), (0.35, 0.35, 0.36), gap=0.3),
              _against_wall(-0.85, (0.08, 0.30, 0.40), (0.35, 0.35, 0.36), gap=0.3)],
}
"""Decoration along the far wall: x runs to the right in the picture, y from the wall inwards."""

HANGING = ("picture", "window", "curtain")
"""Decoration that hangs where a mirror would."""

MIRROR_FRAME = [_against_wall(0.0, (2.40, 0.04, 0.05), (0.20, 0.20, 0.21), 0.15),
                _against_wall(0.0, (2.40, 0.04, 0.05), (0.20, 0.20, 0.21), 2.10),
                _against_wall(-1.175, (0.05, 0.04, 1.95), (0.20, 0.20, 0.21), 1.125),
                _against_wall(1.175, (0.05, 0.04, 1.95), (0.20, 0.20, 0.21), 1.125)]
MIRROR = (1.15, 0.175, 2.075)
"""Half the mirror's width, its lower and its upper edge, metres."""
