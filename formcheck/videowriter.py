"""Writes H.264 video that every browser plays, with the times of the frames kept."""

from __future__ import annotations

import os
from fractions import Fraction
from types import TracebackType

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace

from formcheck.errors import OutputError

_TICKS_PER_S = 90_000
_BT709 = 1


class VideoWriter:
    """One MP4 file: H.264, yuv420p, index first. A ``with`` block finishes it."""

    def __init__(self, path: str | os.PathLike[str], width: int, height: int) -> None:
        """
        Args:
            width, height: pixels of every picture; an odd last column or row is left out, since
                the format has none.

        Raises:
            OutputError: the file cannot be made.
        """
        self._size = width // 2 * 2, height // 2 * 2
        self._path = path
        try:
            self._container = av.open(
                os.fspath(path), "w", format="mp4", options={"movflags": "+faststart"}
            )
        except (av.FFmpegError, OSError) as error:
            raise self._failed(error) from error
        self._stream = self._container.add_stream("libx264", rate=30)
        context = self._stream.codec_context
        context.width, context.height = self._size
        context.pix_fmt = "yuv420p"
        context.time_base = Fraction(1, _TICKS_PER_S)
        context.options = {"preset": "veryfast", "crf": "23"}
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = ColorRange.MPEG

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file; after an exception, only let go of it."""
        try:
            if kind is None:
                self._container.mux(self._stream.encode())
            self._container.close()
        except (av.FFmpegError, OSError) as failure:
            if kind is None:
                raise self._failed(failure) from failure

    def write(self, image: npt.NDArray[np.uint8], time_s: float) -> None:
        """Add a picture (H, W, 3), BGR, shown from ``time_s`` on; times rise.

        Raises:
            OutputError: it cannot be written, most often because the disk is full.
        """
        width, height = self._size
        picture = av.VideoFrame.from_ndarray(image[:height, :width], format="bgr24")
        frame = picture.reformat(
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            dst_colorspace=Colorspace.ITU709,
        )
        frame.pts, frame.time_base = round(time_s * _TICKS_PER_S), Fraction(1, _TICKS_PER_S)
        try:
            self._container.mux(self._stream.encode(frame))
        except (av.FFmpegError, OSError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> OutputError:
        reason = getattr(error, "strerror", None) or str(error)
        return OutputError(
            f"{self._path} cannot be written ({reason.lower()}): "
            "free some space or choose another --out folder."
        )
