"""Who, where and how the library films: the palettes of the two sides share nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Table = dict[str, Any]
Colour = tuple[float, float, float]
Bands = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Palette:
    """What the composer draws from.

    Attributes:
        bodies: sex, age, height cm, muscle, weight, face, skin, hair.
        tops, bottoms, shoes: colours.
        floors, walls: floor and its colour; wall colour. Each is in one palette only.
        off_axis: whole degrees that a camera may stand off the exact side, end or diagonal.
        heights, lenses: of the camera, m and mm.
        lights: azimuth, height, brightness, warmth.
        rates: frames a second with their share of the clips.
        seeds: first seed; the following numbers are the palette's own.
    """

    bodies: tuple[tuple[str, int, int, float, float, str, str, str], ...]
    tops: tuple[Colour, ...]
    bottoms: tuple[Colour, ...]
    shoes: tuple[Colour, ...]
    floors: tuple[tuple[str, Colour], ...]
    walls: tuple[Colour, ...]
    off_axis: Bands
    heights: tuple[float, ...]
    lenses: tuple[int, ...]
    lights: tuple[tuple[int, int, float, float], ...]
    rates: dict[int, float]
    seeds: int

    def degrees_off(self) -> Iterator[int]:
        """Every whole number of degrees off axis that is allowed."""
        for low, high in self.off_axis:
            yield from range(low, high + 1)


def body_table(body: tuple[str, int, int, float, float, str, str, str]) -> Table:
    """A palette's body as a table of a clip description."""
    names = ("sex", "age", "height_cm", "muscle", "weight", "face", "skin", "hair")
    return dict(zip(names, body, strict=True))


PALETTES: dict[str, Palette] = {
    "tuning": Palette(
        bodies=(
            ("female", 26, 166, 0.55, 0.45, "caucasian", "light", "brown"),
            ("male", 34, 180, 0.65, 0.50, "asian", "medium", "black"),
            ("female", 47, 172, 0.40, 0.65, "african", "dark", "black"),
            ("male", 22, 174, 0.80, 0.40, "caucasian", "olive", "blond"),
            ("female", 61, 158, 0.35, 0.60, "asian", "light", "grey"),
            ("male", 52, 186, 0.45, 0.75, "african", "brown", "black"),
            ("female", 31, 178, 0.70, 0.35, "caucasian", "medium", "red"),
            ("male", 66, 170, 0.40, 0.55, "caucasian", "light", "grey"),
        ),
        tops=((0.25, 0.35, 0.60), (0.62, 0.22, 0.24), (0.20, 0.46, 0.36), (0.75, 0.73, 0.70),
              (0.14, 0.14, 0.16)),
        bottoms=((0.12, 0.12, 0.14), (0.22, 0.26, 0.38), (0.36, 0.34, 0.33)),
        shoes=((0.85, 0.85, 0.85), (0.20, 0.22, 0.26), (0.70, 0.30, 0.28)),
        floors=(("wood", (0.55, 0.42, 0.30)), ("rubber", (0.30, 0.31, 0.33)),
                ("tiles", (0.66, 0.64, 0.60)), ("carpet", (0.42, 0.38, 0.36))),
        walls=((0.78, 0.77, 0.74), (0.62, 0.68, 0.70), (0.70, 0.62, 0.54), (0.46, 0.50, 0.56)),
        off_axis=((4, 6), (11, 13), (18, 20)),
        heights=(0.7, 1.0, 1.3),
        lenses=(28, 40),
        lights=((40, 55, 1.0, 0.0), (-50, 50, 0.9, 0.2), (110, 65, 1.1, -0.2)),
        rates={30: 0.64, 20: 0.34, 60: 0.02},
        seeds=10000,
    ),
    "wider": Palette(
        bodies=(
            ("female", 29, 170, 0.50, 0.50, "african", "brown", "black"),
            ("male", 41, 175, 0.60, 0.65, "caucasian", "medium", "brown"),
            ("female", 53, 164, 0.45, 0.70, "caucasian", "light", "blond"),
            ("male", 25, 184, 0.75, 0.40, "african", "dark", "black"),
            ("female", 36, 160, 0.65, 0.40, "asian", "medium", "black"),
            ("male", 57, 178, 0.40, 0.65, "asian", "olive", "grey"),
            ("female", 64, 167, 0.40, 0.45, "african", "dark", "grey"),
            ("male", 31, 169, 0.70, 0.60, "caucasian", "olive", "red"),
            ("female", 21, 173, 0.55, 0.35, "asian", "light", "brown"),
            ("male", 70, 174, 0.35, 0.60, "caucasian", "light", "grey"),
            ("female", 45, 176, 0.60, 0.55, "caucasian", "olive", "black"),
            ("male", 48, 190, 0.50, 0.60, "african", "brown", "black"),
        ),
        tops=((0.35, 0.28, 0.52), (0.68, 0.38, 0.20), (0.16, 0.34, 0.30), (0.58, 0.60, 0.62),
              (0.10, 0.12, 0.20), (0.80, 0.66, 0.64)),
        bottoms=((0.15, 0.15, 0.17), (0.28, 0.30, 0.30), (0.20, 0.18, 0.32), (0.44, 0.40, 0.36)),
        shoes=((0.78, 0.80, 0.84), (0.16, 0.18, 0.20), (0.42, 0.40, 0.30)),
        floors=(("wood", (0.50, 0.40, 0.32)), ("rubber", (0.25, 0.27, 0.26)),
                ("tiles", (0.60, 0.58, 0.56)), ("carpet", (0.34, 0.36, 0.42)),
                ("wood", (0.60, 0.48, 0.36))),
        walls=((0.66, 0.70, 0.74), (0.80, 0.76, 0.70), (0.56, 0.52, 0.50), (0.42, 0.46, 0.42),
               (0.74, 0.70, 0.60)),
        off_axis=((4, 6), (11, 13), (18, 20), (25, 27)),
        heights=(0.5, 0.75, 0.95, 1.2, 1.5),
        lenses=(24, 31, 38, 45),
        lights=((55, 50, 1.0, 0.1), (-40, 60, 0.95, -0.1), (130, 60, 1.1, 0.2),
                (0, 45, 0.9, 0.0), (-100, 40, 0.85, 0.3)),
        rates={30: 0.60, 20: 0.15, 24: 0.20, 60: 0.05},
        seeds=40000,
    ),
    "further": Palette(
        bodies=(
            ("female", 23, 158, 0.45, 0.60, "caucasian", "light", "red"),
            ("male", 38, 187, 0.55, 0.55, "asian", "olive", "black"),
            ("female", 58, 171, 0.50, 0.50, "asian", "medium", "grey"),
            ("male", 27, 172, 0.60, 0.35, "african", "brown", "black"),
            ("female", 40, 184, 0.55, 0.60, "caucasian", "medium", "brown"),
            ("male", 63, 182, 0.50, 0.50, "african", "dark", "grey"),
            ("female", 34, 165, 0.80, 0.45, "african", "dark", "black"),
            ("male", 19, 178, 0.45, 0.30, "caucasian", "light", "blond"),
            ("female", 50, 168, 0.35, 0.80, "asian", "olive", "black"),
            ("male", 46, 176, 0.85, 0.65, "caucasian", "olive", "brown"),
            ("female", 71, 162, 0.30, 0.55, "caucasian", "medium", "grey"),
            ("male", 55, 166, 0.50, 0.70, "asian", "light", "black"),
        ),
        tops=((0.28, 0.44, 0.50), (0.60, 0.30, 0.42), (0.40, 0.42, 0.22), (0.70, 0.70, 0.74),
              (0.22, 0.16, 0.14), (0.84, 0.74, 0.58)),
        bottoms=((0.13, 0.14, 0.18), (0.32, 0.26, 0.24), (0.22, 0.30, 0.40), (0.40, 0.42, 0.42)),
        shoes=((0.82, 0.76, 0.72), (0.18, 0.16, 0.16), (0.52, 0.34, 0.44)),
        floors=(("wood", (0.52, 0.38, 0.24)), ("rubber", (0.34, 0.32, 0.30)),
                ("tiles", (0.70, 0.66, 0.60)), ("carpet", (0.38, 0.42, 0.36)),
                ("wood", (0.40, 0.32, 0.26))),
        walls=((0.72, 0.74, 0.70), (0.64, 0.58, 0.60), (0.82, 0.80, 0.72), (0.40, 0.42, 0.48),
               (0.58, 0.64, 0.56)),
        off_axis=((4, 6), (11, 13), (18, 20)),
        heights=(0.55, 0.8, 1.05, 1.25, 1.45),
        lenses=(25, 30, 36, 48),
        lights=((30, 50, 1.0, 0.0), (-60, 55, 0.9, 0.15), (95, 60, 1.1, -0.15),
                (160, 45, 0.9, 0.1), (-25, 40, 0.85, 0.2)),
        rates={30: 0.60, 24: 0.20, 60: 0.05, 20: 0.15},
        seeds=60000,
    ),
    "test": Palette(
        bodies=(
            ("female", 24, 163, 0.60, 0.40, "asian", "light", "black"),
            ("male", 29, 177, 0.70, 0.45, "african", "dark", "black"),
            ("female", 38, 169, 0.45, 0.55, "caucasian", "medium", "blond"),
            ("male", 44, 183, 0.50, 0.70, "caucasian", "light", "brown"),
            ("female", 55, 161, 0.30, 0.75, "african", "brown", "black"),
            ("male", 59, 171, 0.45, 0.60, "asian", "medium", "grey"),
            ("female", 19, 175, 0.65, 0.30, "african", "dark", "black"),
            ("male", 21, 189, 0.60, 0.35, "caucasian", "olive", "red"),
            ("female", 68, 156, 0.35, 0.50, "caucasian", "light", "grey"),
            ("male", 72, 168, 0.35, 0.45, "african", "brown", "grey"),
            ("female", 33, 181, 0.50, 0.45, "asian", "olive", "brown"),
            ("male", 36, 165, 0.85, 0.55, "asian", "medium", "black"),
            ("female", 42, 167, 0.75, 0.35, "caucasian", "olive", "brown"),
            ("male", 50, 193, 0.55, 0.50, "african", "dark", "black"),
        ),
        tops=((0.55, 0.20, 0.45), (0.18, 0.40, 0.62), (0.82, 0.80, 0.50), (0.30, 0.32, 0.30),
              (0.88, 0.55, 0.35), (0.45, 0.62, 0.58), (0.20, 0.18, 0.30)),
        bottoms=((0.18, 0.18, 0.20), (0.30, 0.20, 0.26), (0.24, 0.34, 0.30), (0.50, 0.50, 0.52)),
        shoes=((0.92, 0.90, 0.82), (0.12, 0.12, 0.12), (0.30, 0.52, 0.60)),
        floors=(("wood", (0.45, 0.36, 0.28)), ("rubber", (0.20, 0.22, 0.22)),
                ("tiles", (0.54, 0.54, 0.56)), ("carpet", (0.50, 0.46, 0.50)),
                ("wood", (0.66, 0.56, 0.42))),
        walls=((0.60, 0.66, 0.62), (0.84, 0.82, 0.80), (0.52, 0.46, 0.42), (0.72, 0.66, 0.72),
               (0.36, 0.40, 0.44)),
        off_axis=((0, 3), (7, 10), (14, 17), (21, 24)),
        heights=(0.6, 0.85, 1.1, 1.4),
        lenses=(26, 34, 50),
        lights=((20, 60, 1.05, 0.1), (-70, 45, 0.85, -0.1), (80, 70, 1.15, 0.3),
                (150, 50, 0.95, 0.0), (-20, 35, 0.8, 0.25)),
        rates={30: 0.56, 24: 0.42, 60: 0.02},
        seeds=20000,
    ),
}

COURSES = {"tuning": "tuning", "wider": "tuning", "further": "tuning", "test": "test"}
"""The side of the split that each palette films for; further courses show more of a side."""
