"""From a clip description to the film, its truth and single pictures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from .camera import View, place_camera
from .errors import StudioError
from .film import Film, make_film
from .render import Renderer
from .sensor import Sensor, frame_samples, moved_truth
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
    samples = frame_samples(clip, len(film.time))
    sensor = Sensor(clip, view, samples, len(film.time))
    folder.mkdir(parents=True, exist_ok=True)
    target, part = folder / f"{clip.name}.mp4", folder / f".{clip.name}.part.mp4"
    with closing(Renderer(film, sensor.view)) as renderer:
        pictures = (sensor.picture(renderer.frame, i) for i in range(len(samples)))
        _encode(pictures, samples, clip, part)
    save_truth(folder, clip.name, *_truth(film, view, sensor))
    part.replace(target)
    return target


def _truth(film: Film, view: View, sensor: Sensor,
           ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What is true of the whole clip and of each frame, as its camera sees it."""
    clip, samples, measured = film.clip, sensor.samples, angles(film)
    truth = clip_truth(film, len(samples), measured)
    if clip.camera.variable_rate:
        truth["duration_s"] = round(float(samples[-1]) / RATE + 1 / clip.fps, 4)
    arrays = moved_truth(frame_arrays(film, view, measured, samples), sensor.turned)
    if clip.mirror:
        truth, arrays = mirrored(truth), mirrored_arrays(arrays, clip.size[0])
    return truth, arrays


def _encode(pictures: Iterator[np.ndarray], samples: np.ndarray, clip: Clip, path: Path) -> None:
    """Write pictures, each at the true time of its sample, as H.264."""
    av = _pyav()
    tick = Fraction(1, RATE if clip.camera.variable_rate else clip.fps)
    with av.open(str(path), "w", options={"movflags": "faststart"}) as box:
        preset = "veryfast" if clip.size[0] * clip.size[1] <= SMALL_PX else "medium"
        stream = box.add_stream("libx264", rate=clip.fps, options={
            "crf": str(clip.crf), "preset": preset, "g": str(clip.fps * 5)})
        stream.width, stream.height = clip.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = tick
        for i, (sample, picture) in enumerate(zip(samples, pictures, strict=True)):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = round(int(sample) / RATE / tick), tick
            box.mux(stream.encode(frame))
            if sys.stderr.isatty() and i % 30 == 0:
                print(f"\r{clip.name}: {i} of {len(samples)} frames", end="", file=sys.stderr)
        box.mux(stream.encode())


def still(clip: Clip, seconds: float, path: Path) -> Path:
    """Write one moment of a clip as a PNG picture."""
    picture = picture_at(*prepare(clip), seconds)
    path.parent.mkdir(parents=True, exist_ok=True)
    av = _pyav()
    with av.open(str(path), "w", format="image2") as box:
        stream = box.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = *clip.size, "rgb24"
        box.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        box.mux(stream.encode())
    return path


def picture_at(film: Film, view: View, seconds: float) -> np.ndarray:
    """(H, W, 3) RGB: one moment of a film."""
    sample = int(np.clip(seconds * RATE, 0, len(film.time) - 1))
    sensor = Sensor(film.clip, view, np.array([sample]), len(film.time))
    with closing(Renderer(film, sensor.view)) as renderer:
        return np.ascontiguousarray(sensor.picture(renderer.frame, 0))


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
