"""Video files, picture by picture, with each frame's own time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from formcheck.background import read_ahead
from formcheck.errors import VideoError
from formcheck.video.clock import FrameClock
from formcheck.video.opening import check_file, open_video, picture_stream
from formcheck.video.pictures import Damage, LostError, Places, decode, pictures_at
from formcheck.video.turning import turn_of

Image = npt.NDArray[np.uint8]

_DEFAULT_STEP_S = 1 / 30
_FRAMES_AHEAD = 4


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What the file says of itself; ``frames``, ``mean_fps`` and ``variable_rate`` are certain
    only after all frames have been read, and None as long as unknown.

    Attributes:
        name: the file's name without its folder.
        sha256: of the whole file, hexadecimal.
        duration_s: of the pictures, seconds; the container's word until all are read.
        width, height: pixels as shown, after rotation and with square pixels.
        rotation_deg: turn applied to show the picture, degrees clockwise: 0, 90, 180 or 270;
            a picture that is to be mirrored is so after it.
        codec: FFmpeg's name of the codec.
    """

    name: str
    sha256: str
    duration_s: float | None
    width: int
    height: int
    rotation_deg: int
    codec: str
    frames: int | None = None
    mean_fps: float | None = None
    variable_rate: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture as it is shown.

    Attributes:
        index: number from 0.
        time_s: seconds from the first frame shown, strictly increasing.
        image: (H, W, 3) BGR, upright, square pixels.
    """

    index: int
    time_s: float
    image: Image


class VideoFile:
    """A video file that can be read from its start as often as wanted, in constant memory.

    Attributes:
        info: what is known of the file; completed when :meth:`frames` has come to its end.
        truncated: a part of the file could not be decoded; known after reading.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file and look at its first picture.

        Raises:
            VideoError: missing, a folder, empty, not a video, without pictures, undecodable.
        """
        self.path = Path(path)
        self.truncated = False
        self._places: Places | None = None
        check_file(self.path)
        with closing(open_video(self.path)) as container:
            stream = picture_stream(container, self.path)
            first = next(iter(decode(container, stream, Damage())), None)
            if first is None:
                raise VideoError(
                    f"No picture in {self.path.name} can be decoded: "
                    "the file is damaged or incomplete, copy or export it again."
                )
            height, width = _shown(first, _aspect(stream)).shape[:2]
            self.info = VideoInfo(
                name=self.path.name,
                sha256=_sha256(self.path),
                duration_s=_claimed_duration(container, stream),
                width=width,
                height=height,
                rotation_deg=90 * turn_of(first).quarters,
                codec=stream.codec_context.name,
            )

    def frames(self, only: Collection[int] | None = None) -> Iterator[Frame]:
        """The pictures in the order shown, decoded beside the caller's own work.

        Args:
            only: numbers of the frames wanted; once the film has been read to its end, few
                others are decoded on the way to them.
        """
        wanted = self._read() if only is None else self._pick(sorted(only))
        yield from read_ahead(wanted, _FRAMES_AHEAD)

    def _pick(self, wanted: list[int]) -> Iterator[Frame]:
        given = 0
        if self._places is not None:
            try:
                for frame in self._seek(wanted, self._places):
                    yield frame
                    given += 1
            except (LostError, av.FFmpegError):
                pass  # from the start, then
        if given < len(wanted):
            yield from self._read(frozenset(wanted[given:]))

    def _seek(self, wanted: list[int], places: Places) -> Iterator[Frame]:
        with closing(open_video(self.path)) as container:
            stream = picture_stream(container, self.path)
            aspect = _aspect(stream)
            for number, picture in pictures_at(container, stream, wanted, places):
                yield Frame(number, places.time_s[number], self._fit(picture, aspect))

    def _read(self, only: Collection[int] | None = None) -> Iterator[Frame]:
        damage, places = Damage(), Places()
        with closing(open_video(self.path)) as container:
            stream = picture_stream(container, self.path)
            clock = FrameClock(_nominal_step(stream))
            aspect = _aspect(stream)
            for index, picture in enumerate(decode(container, stream, damage)):
                time_s = clock.time_of(_stamp(picture))
                places.note(picture, time_s)
                if only is None or index in only:
                    yield Frame(index, time_s, self._fit(picture, aspect))
            claimed = _claimed_duration(container, stream)
        self.truncated = damage.seen or clock.ends_before(claimed)
        self._places = places if places.are_sure and not damage.seen else None
        self.info = replace(
            self.info,
            duration_s=clock.duration_s,
            frames=clock.frames,
            mean_fps=clock.mean_fps,
            variable_rate=clock.variable_rate,
        )

    def _fit(self, picture: Any, aspect: float) -> Image:
        """The picture as shown; a stream that changes its size on the way keeps the first one."""
        image = _shown(picture, aspect)
        size = (self.info.width, self.info.height)
        if (image.shape[1], image.shape[0]) == size:
            return image
        return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _stamp(picture: Any) -> float | None:
    if picture.pts is None or picture.time_base is None:
        return None
    return float(picture.pts * picture.time_base)


def _nominal_step(stream: Any) -> float:
    rate = stream.average_rate or stream.guessed_rate
    return float(1 / rate) if rate else _DEFAULT_STEP_S


def _claimed_duration(container: Any, stream: Any) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and not container.streams.audio:
        return float(container.duration / av.time_base)
    return None


def _aspect(stream: Any) -> float:
    """Width of one pixel in heights of one pixel."""
    ratio = stream.sample_aspect_ratio
    return float(ratio) if ratio and 0.1 < ratio < 10 else 1.0


def _shown(picture: Any, aspect: float) -> Image:
    image: Image = picture.to_ndarray(format="bgr24")
    if abs(aspect - 1) > 0.001:
        height, width = image.shape[:2]
        wide = (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))
        image = np.asarray(cv2.resize(image, wide, interpolation=cv2.INTER_LINEAR), np.uint8)
    return turn_of(picture)(image)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
