"""From a clip description to the film, its truth and single pictures."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from .camera import View, place_camera
from .errors import StudioError
from .film import Film, make_film
from .render import Renderer
from .sets import RATE
from .spec import Clip
from .truth import (
    angles,
    clip_truth,
    frame_arrays,
    mirrored,
    mirrored_arrays,
    person_path,
    save_truth,
)

SMALL_PX = 640 * 360
"""Pictures of at most so many pixels are encoded fast: there it costs no quality worth the time."""


def prepare(clip: Clip) -> tuple[Film, View]:
    """The film's motion and its camera."""
    film = make_film(clip)
    return film, place_camera(clip.camera, clip.size, person_path(film))


def render(clip: Clip, folder: Path) -> Path:
    """Write NAME.mp4, NAME.truth.json and NAME.truth.npz into a folder; returns the film's path.

    Raises:
        StudioError: a library, the OpenGL driver or the folder is missing.
    """
    film, view = prepare(clip)
    samples = np.arange(0, len(film.time), RATE // clip.fps)
    folder.mkdir(parents=True, exist_ok=True)
    target, part = folder / f"{clip.name}.mp4", folder / f".{clip.name}.part.mp4"
    _encode(Renderer(film, view), samples, clip, part)
    measured = angles(film)
    truth = clip_truth(film, len(samples), measured)
    arrays = frame_arrays(film, view, measured, samples)
    if clip.mirror:
        truth, arrays = mirrored(truth), mirrored_arrays(arrays, clip.size[0])
    save_truth(folder, clip.name, truth, arrays)
    part.replace(target)
    return target


def _encode(renderer: Renderer, samples: np.ndarray, clip: Clip, path: Path) -> None:
    av = _pyav()
    with av.open(str(path), "w", options={"movflags": "faststart"}) as box:
        preset = "veryfast" if clip.size[0] * clip.size[1] <= SMALL_PX else "medium"
        stream = box.add_stream("libx264", rate=clip.fps, options={
            "crf": str(clip.crf), "preset": preset, "g": str(clip.fps * 5)})
        stream.width, stream.height = clip.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, clip.fps)
        for i, sample in enumerate(samples):
            picture = renderer.frame(int(sample))
            if clip.mirror:
                picture = np.ascontiguousarray(picture[:, ::-1])
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = i, Fraction(1, clip.fps)
            box.mux(stream.encode(frame))
            if sys.stderr.isatty() and i % 30 == 0:
                print(f"\r{clip.name}: {i} of {len(samples)} frames", end="", file=sys.stderr)
        box.mux(stream.encode())


def still(clip: Clip, seconds: float, path: Path) -> Path:
    """Write one moment of a clip as a PNG picture."""
    film, view = prepare(clip)
    path.parent.mkdir(parents=True, exist_ok=True)
    sample = int(np.clip(seconds * RATE, 0, len(film.time) - 1))
    picture = Renderer(film, view).frame(sample)
    av = _pyav()
    with av.open(str(path), "w", format="image2") as box:
        stream = box.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = *clip.size, "rgb24"
        box.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        box.mux(stream.encode())
    return path


def overridden(clip: Clip, size: tuple[int, int] | None, fps: int | None, mirror: bool) -> Clip:
    """The clip with settings from the command line."""
    return replace(clip, size=size or clip.size, fps=fps or clip.fps,
                   mirror=clip.mirror != mirror)


def _pyav() -> Any:
    try:
        import av
    except ImportError as error:
        raise StudioError("PyAV is missing: run `pip install av`.") from error
    return av
