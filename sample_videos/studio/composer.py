"""Draws who is filmed, where and how, for the clips of one file of the library."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import numpy as np

from .decor import HANGING
from .palettes import PALETTES, Palette, Table, body_table
from .spec import COMPANY

SIZES: dict[tuple[int, int], float] = {(640, 360): 0.86, (1280, 720): 0.06, (480, 854): 0.08}
FITS, FIT_SHARES = ("tight", "loose", "draped"), (0.4, 0.3, 0.3)


@dataclass
class Composer:
    """Draws bodies, places and cameras for the clips of one file."""

    course: str
    topic: str
    clips: list[Table] = field(default_factory=list)

    def __post_init__(self) -> None:
        number = zlib.crc32(f"{self.course} {self.topic}".encode())
        self.rng = np.random.default_rng(number)
        self.palette: Palette = PALETTES[self.course]
        self.bodies = cycle(self._shuffled(self.palette.bodies))
        self.first_seed = self.palette.seeds + number % 90 * 100

    def _shuffled(self, values: Sequence[Any]) -> list[Any]:
        return [values[i] for i in self.rng.permutation(len(values))]

    def pick(self, values: Sequence[Any]) -> Any:
        """One of the values, each as likely."""
        return values[int(self.rng.integers(len(values)))]

    def weighed(self, shares: dict[Any, float]) -> Any:
        """One of the keys, by their shares."""
        weights = np.array(list(shares.values()))
        return list(shares)[int(self.rng.choice(len(shares), p=weights / weights.sum()))]

    def add(self, kind: str, doing: Table, azimuth: int) -> None:
        """One more clip of what is done, seen from about that azimuth."""
        number = 1 + sum(clip["kind"] == kind for clip in self.clips)
        name = f"{self.course}-{self.topic}-{kind}-{number:02d}"
        filmed = {"fps": self.weighed(self.palette.rates), "size": list(self.weighed(SIZES)),
                  "crf": int(self.rng.integers(21, 31)),
                  "seed": self.first_seed + len(self.clips)}
        clip = {"name": name, "kind": kind, **doing, **filmed,
                "body": body_table(next(self.bodies)), "clothes": self._clothes(),
                "scene": self._scene(), "camera": self._camera(azimuth)}
        self.clips.append(clip if kind == "ladder" else as_films_are(clip))

    def _clothes(self) -> Table:
        own = self.palette
        return {"fit": self.weighed({"tight": 0.6, "loose": 0.4}),
                "legs": self.pick(("leggings", "leggings", "shorts")),
                "sleeves": self.pick(("none", "short", "short", "long")),
                "top": list(self.pick(own.tops)), "bottom": list(self.pick(own.bottoms)),
                "shoes": list(self.pick(own.shoes))}

    def _scene(self) -> Table:
        floor, colour = self.pick(self.palette.floors)
        azimuth, height, light, warmth = self.pick(self.palette.lights)
        props = self.rng.permutation(["picture", "shelf", "window", "door", "rack"])
        return {"floor": floor, "floor_colour": list(colour),
                "wall_colour": list(self.pick(self.palette.walls)),
                "props": props[:int(self.rng.integers(1, 4))].tolist(),
                "light_azimuth_deg": azimuth, "light_height_deg": height, "light": light,
                "warmth": warmth}

    def _camera(self, azimuth: int) -> Table:
        off = self.pick(list(self.palette.degrees_off())) * self.pick((-1, 1))
        turned = (azimuth + off + 180) % 360 - 180
        return {"azimuth_deg": turned, "height_m": self.pick(self.palette.heights),
                "lens_mm": self.pick(self.palette.lenses),
                "framing": round(float(self.rng.uniform(0.78, 0.93)), 2)}


def as_films_are(clip: Table) -> Table:
    """The clip as somebody's telephone might film it; ladders are filmed without such trouble."""
    rng = np.random.default_rng(zlib.crc32(clip["name"].encode()))

    def at_times(share: float, low: float, high: float) -> float:
        size = round(float(rng.uniform(low, high)), 2)
        return size if rng.random() < share else 0.0

    camera = {"blur": at_times(0.4, 0.15, 0.5), "exposure": at_times(0.3, -0.9, 0.8),
              "noise": at_times(0.5, 2.0, 12.0), "shake": at_times(0.25, 0.05, 0.4)}
    clip["camera"] |= {name: size for name, size in camera.items() if size}
    if rng.random() < 0.1:
        clip["camera"]["variable_rate"] = True
    if rng.random() < 0.12:
        clip["camera"]["framing"] = round(float(rng.uniform(0.62, 0.76)), 2)
    if rng.random() < 0.08:
        clip["mirror"] = True
    if rng.random() < 0.07:
        clip["scene"]["mirror_wall"] = True
        clip["scene"]["props"] = [p for p in clip["scene"]["props"] if p not in HANGING]
    if rng.random() < 0.08:
        clip["scene"]["second_person"] = COMPANY[int(rng.integers(1, len(COMPANY)))]
    clip["clothes"]["fit"] = FITS[int(rng.choice(len(FITS), p=FIT_SHARES))]
    return clip
