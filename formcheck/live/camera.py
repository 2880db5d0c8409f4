"""What is filmed from: a camera, an address on the network, or a film that stands for one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.live.errors import CameraError
from formcheck.live.played import PlayedFilm
from formcheck.video.opening import check_file

Image = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 1280, 720
"""Asked of a camera; one that cannot gives the nearest it has."""
OPEN_TIMEOUT_MS, READ_TIMEOUT_MS = 8000, 3000
MOST_CAMERAS = 10
FIRST_READS = 5
"""Some cameras need a few reads before their first picture."""

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # the sentences here say it better


class Capture(Protocol):
    """What is used of ``cv2.VideoCapture``."""

    def isOpened(self) -> bool: ...  # noqa: N802  (OpenCV's own name)
    def read(self) -> tuple[bool, Any]: ...
    def get(self, prop: int, /) -> float: ...
    def release(self) -> None: ...


Opener = Callable[["Source"], Capture]


@dataclass(frozen=True)
class Source:
    """A place that pictures come from.

    Attributes:
        kind: device = a camera's number, address = RTSP or HTTP, film = a video file.
        text: as the user named it.
    """

    kind: Literal["device", "address", "film"]
    text: str

    @property
    def name(self) -> str:
        """How the report calls it; an address without its password."""
        if self.kind == "device":
            return f"camera {self.text}"
        if self.kind == "address":
            return self.text.rpartition("@")[2].rpartition("://")[2]
        return Path(self.text).name

    @property
    def is_film(self) -> bool:
        """Whether it comes to an end by itself."""
        return self.kind == "film"


def source_named(text: str) -> Source:
    """The source that ``--camera`` names.

    Raises:
        VideoError: a film that is missing, a folder, or empty.
    """
    if text.isdecimal():
        return Source("device", text)
    if "://" in text:
        return Source("address", text)
    check_file(Path(text))
    return Source("film", text)


def open_capture(source: Source) -> Capture:
    """Ask OpenCV for a camera; whether it gave it is for ``isOpened`` to say.

    Raises:
        VideoError: a file that is no film.
    """
    if source.is_film:
        return PlayedFilm(source.text)
    cv2.setLogLevel(0)
    if source.kind == "device":
        capture = cv2.VideoCapture(int(source.text))
        # Uncompressed, most cameras manage only a few pictures of this size a second.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return capture
    limits = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS,
    ]  # fmt: skip
    capture = cv2.VideoCapture(source.text, cv2.CAP_FFMPEG, limits)
    capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    return capture


def first_picture(source: Source, opener: Opener = open_capture) -> tuple[Capture, Image]:
    """Open a source and read its first picture.

    Raises:
        FormcheckError: it is missing, busy, or gives no picture.
    """
    capture = opener(source)
    if capture.isOpened():
        for _ in range(FIRST_READS):
            good, image = capture.read()
            if good and image is not None:
                return capture, image
    opened = capture.isOpened()
    capture.release()
    raise CameraError(_no_picture(source, opened, opener))


def _no_picture(source: Source, opened: bool, opener: Opener) -> str:
    if source.kind == "address":
        what = "gives no picture" if opened else "cannot be reached"
        return f"{source.name} {what}: check the address, and that its camera is switched on."
    if opened or _device_file(int(source.text)).exists():
        return (
            f"Camera {source.text} exists but gives no picture: close the program that uses it, "
            "unplug it and plug it in again, or check that you may use it."
        )
    others = list_cameras(opener)
    if not others:
        return "No camera was found: plug one in, or name a video file or an address with --camera."
    return f"There is no camera {source.text}; these exist: {', '.join(map(str, others))}."


def list_cameras(opener: Opener = open_capture) -> list[int]:
    """The numbers of the cameras that can be opened."""
    found = []
    for number in range(MOST_CAMERAS):
        if os.name == "posix" and not _device_file(number).exists() and opener is open_capture:
            continue  # asking OpenCV for it would take seconds
        capture = opener(Source("device", str(number)))
        if capture.isOpened():
            found.append(number)
        capture.release()
    return found


def _device_file(number: int) -> Path:
    return Path(f"/dev/video{number}")
