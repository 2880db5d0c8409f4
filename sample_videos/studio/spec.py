"""Clip descriptions: what a film shows, read from TOML and checked before anything is drawn."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from .body import BodyShape
from .decor import HANGING, PROPS
from .errors import SpecError, StudioError
from .exercises import EXERCISES
from .mesh import PUSH
from .reader import Reader
from .scene import FLOORS, Camera, Clothes, Scene
from .setspec import Doing, read_doing

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SKINS = {"light": (0.88, 0.70, 0.60), "medium": (0.76, 0.56, 0.44), "olive": (0.70, 0.53, 0.39),
         "brown": (0.50, 0.34, 0.25), "dark": (0.33, 0.22, 0.17)}
HAIRS = {"black": (0.07, 0.06, 0.06), "brown": (0.24, 0.15, 0.10), "blond": (0.68, 0.53, 0.33),
         "grey": (0.55, 0.54, 0.53), "red": (0.45, 0.20, 0.10)}
COMPANY = ["none", "standing", "walking", "sitting"]
RATES = [rate for rate in range(10, 121) if 240 % rate == 0]


@dataclass(frozen=True, kw_only=True)
class Clip(Doing):
    """A whole clip description: what is done, by whom, where, and how it is filmed."""

    name: str
    shape: BodyShape
    clothes: Clothes
    scene: Scene
    camera: Camera
    fps: int
    size: tuple[int, int]
    seed: int
    crf: int = 24
    mirror: bool = False
    shape_names: dict[str, str] = field(default_factory=dict)


def read_clip(path: Path) -> Clip:
    """Read and check one clip description.

    Raises:
        SpecError: something in it is wrong; the message names file, field and remedy.
        StudioError: the file cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text())
    except OSError as error:
        raise StudioError(f"{path}: cannot be read ({error.strerror}); "
                          "give the path of a clip description.") from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(str(path), "file", str(error), "mend the TOML") from error
    return parse_clip(Reader(table, str(path)), path.stem)


def parse_clip(top: Reader, name: str) -> Clip:
    """Check an opened clip description and turn it into a :class:`Clip`."""
    kind = top.choice("exercise", [*EXERCISES, "none"])
    exercise = EXERCISES.get(kind)
    shape, names = _shape(top.table("body"))
    common = {
        "name": name, "shape": shape, "shape_names": names,
        "clothes": _clothes(top.table("clothes")), "scene": _scene(top.table("scene")),
        "camera": _camera(top.table("camera")), "size": _size(top),
        "fps": _rate(top), "seed": top.whole("seed", 1, 0, 10**6),
        "crf": top.whole("crf", 24, 10, 40), "mirror": top.yes("mirror", False)}
    clip = Clip(**common, **vars(read_doing(top, exercise)))
    top.done()
    return clip


def _shape(table: Reader) -> tuple[BodyShape, dict[str, str]]:
    skin = table.choice("skin", SKINS, "medium")
    hair = table.choice("hair", HAIRS, "brown")
    shape = BodyShape(
        table.choice("sex", ["female", "male"], "female"), table.number("age", 30, 18, 80),
        table.number("muscle", 0.5, 0, 1), table.number("weight", 0.5, 0, 1),
        table.number("height_cm", 170, 140, 205),
        table.choice("face", ["african", "asian", "caucasian"], "caucasian"),
        SKINS[skin], HAIRS[hair])
    table.done()
    return shape, {"skin": skin, "hair": hair}


def _clothes(table: Reader) -> Clothes:
    clothes = Clothes(
        table.choice("fit", PUSH, "tight"),
        table.choice("legs", ["shorts", "leggings"], "leggings"),
        table.choice("sleeves", ["none", "short", "long"], "short"),
        table.colour("top", (0.25, 0.35, 0.60)), table.colour("bottom", (0.12, 0.12, 0.14)),
        table.colour("shoes", (0.85, 0.85, 0.85)))
    table.done()
    return clothes


def _scene(table: Reader) -> Scene:
    props = table.words("props", PROPS)
    mirror = table.yes("mirror_wall", False)
    if mirror and set(props) & set(HANGING):
        raise table.fail("props", f"{props} hang where the mirror is",
                         f"leave out {', '.join(HANGING)} or mirror_wall")
    scene = Scene(
        table.choice("floor", FLOORS, "wood"), table.colour("floor_colour", (0.55, 0.42, 0.30)),
        table.colour("wall_colour", (0.78, 0.77, 0.74)), props,
        table.number("light_azimuth_deg", 40, -180, 180),
        table.number("light_height_deg", 55, 25, 85), table.number("light", 1.0, 0.2, 2.0),
        table.number("warmth", 0.0, -1, 1), mirror,
        table.choice("second_person", COMPANY, "none"))
    table.done()
    return scene


def _camera(table: Reader) -> Camera:
    distance = table.take("distance_m", 0.0)
    if not isinstance(distance, int | float) or (distance and not 1 <= distance <= 12):
        raise table.fail("distance_m", f"{distance!r} is out of range",
                         "give 1 to 12, or leave it out to have the whole path in view")
    camera = Camera(table.number("azimuth_deg", 90, -180, 180),
                    table.number("height_m", 1.0, 0.1, 2.5), table.number("lens_mm", 35, 20, 90),
                    table.number("framing", 0.88, 0.3, 0.97), float(distance),
                    table.number("blur", 0, 0, 1), table.number("exposure", 0, -2, 1.5),
                    table.number("noise", 0, 0, 30), table.number("shake", 0, 0, 2),
                    table.yes("variable_rate", False))
    table.done()
    return camera


def _size(top: Reader) -> tuple[int, int]:
    size = top.take("size", [1280, 720])
    good = isinstance(size, list) and len(size) == 2 and all(
        isinstance(v, int) and 64 <= v <= 3840 and v % 2 == 0 for v in size)
    if not good:
        raise top.fail("size", f"{size!r} is no picture size", "give two even numbers of pixels")
    return (size[0], size[1])


def _rate(top: Reader) -> int:
    fps = top.whole("fps", 30, 10, 120)
    if fps not in RATES:
        raise top.fail("fps", f"{fps} does not divide 240",
                       f"choose one of {', '.join(map(str, RATES))}")
    return fps
