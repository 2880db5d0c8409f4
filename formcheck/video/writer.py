"""Writes a video that browsers play, with the original's timing."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from formcheck.errors import OutputError

Image = npt.NDArray[np.uint8]

_TIME_BASE = Fraction(1, 90_000)
_NOMINAL_RATE = 30
_X264 = {
    "preset": "veryfast",
    "crf": "23",
    # Reordered frames would make the container count a wrong duration for uneven times.
    "bf": "0",
    # The least search for motion between pixels: a fifth less work for 6% more bytes.
    # What several threads write differs with their number, so with the cores, and now and then from
    # run to run; one writes the smallest file and costs the processor the least.
    "x264-params": "subme=1:threads=1",
}
_SHORTEST_STEP = 1
_DEFAULT_STEP = _TIME_BASE.denominator // _NOMINAL_RATE


class VideoWriter:
    """H.264 in MP4, yuv420p, index in front; a context manager.

    The file appears under its name only when all went well; after an error, an interruption or
    without any frame nothing stays behind.
    """

    def __init__(self, path: str | os.PathLike[str], width: int, height: int) -> None:
        """width, height: of the pictures to come, pixels; an odd one loses its last pixel.

        Raises:
            OutputError: the place cannot be written to.
        """
        self.path = Path(path)
        self._part = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        self._size = (max(2, width - width % 2), max(2, height - height % 2))
        self._held: tuple[Any, int] | None = None
        self._step = _DEFAULT_STEP
        self._frames = 0
        try:
            self._part.touch()  # FFmpeg would notice only at the first frame
            self._container = av.open(
                str(self._part), "w", format="mp4", options={"movflags": "+faststart"}
            )
            self._stream = self._new_stream()
        except (av.FFmpegError, OSError) as error:
            self._part.unlink(missing_ok=True)
            raise self._cannot_write(error) from error

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def write(self, image_bgr: Image, time_s: float) -> None:
        """Add a (H, W, 3) picture shown from this time on; times must increase.

        Raises:
            OutputError: the disk is full, or the place is gone.
        """
        frame = to_encode(self._fit(image_bgr))
        stamp = round(time_s / _TIME_BASE)
        if self._held is not None:
            self._step = max(_SHORTEST_STEP, stamp - self._held[1])
            self._encode_held()
        self._held = (frame, stamp)

    def close(self) -> None:
        """Finish the file and give it its name.

        Raises:
            OutputError: the disk is full, or the place is gone.
        """
        if self._held is not None:
            self._encode_held()
        try:
            if self._frames:
                self._container.mux(self._stream.encode(None))
            self._container.close()
            if self._frames:
                self._part.replace(self.path)
        except (av.FFmpegError, OSError) as error:
            raise self._cannot_write(error) from error
        finally:
            self._part.unlink(missing_ok=True)

    def discard(self) -> None:
        """Give up: nothing stays behind."""
        try:
            self._container.close()
        except (av.FFmpegError, OSError):
            pass  # a full disk again; what was written goes now
        finally:
            self._part.unlink(missing_ok=True)

    def _new_stream(self) -> Any:
        stream = self._container.add_stream("libx264", rate=_NOMINAL_RATE, options=_X264)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = _TIME_BASE
        return stream

    def _encode_held(self) -> None:
        """A frame goes out when the next one has told how long it is shown."""
        assert self._held is not None
        frame, stamp = self._held
        frame.pts, frame.time_base, frame.duration = stamp, _TIME_BASE, self._step
        self._held = None
        self._frames += 1
        try:
            self._container.mux(self._stream.encode(frame))
        except (av.FFmpegError, OSError) as error:
            self.discard()
            raise self._cannot_write(error) from error

    def _fit(self, image: Image) -> Image:
        width, height = self._size
        if image.shape[0] >= height and image.shape[1] >= width:
            return np.ascontiguousarray(image[:height, :width])
        return np.asarray(cv2.resize(image, self._size), np.uint8)

    def _cannot_write(self, error: Exception) -> OutputError:
        reason = getattr(error, "strerror", None) or str(error)
        return OutputError(
            f"Cannot write {self.path}: {reason}; make room or choose another folder with --out."
        )


def to_encode(image_bgr: Image) -> av.VideoFrame:
    """The (H, W, 3) picture of even size as the encoder takes it, in a quarter of FFmpeg's time."""
    planes = np.asarray(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2YUV_I420), np.uint8)
    return av.VideoFrame.from_ndarray(planes, format="yuv420p")
