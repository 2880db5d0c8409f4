"""Opening a file as a video, or saying in one sentence why it is none."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import av

from formcheck.errors import VideoError

_LFS_POINTER = b"version https://git-lfs"


def check_file(path: Path) -> None:
    if path.is_dir():
        raise VideoError(f"{path} is a folder: name a video file in it.")
    if not path.exists():
        raise VideoError(f"There is no file {path}: check the name and the folder.")
    try:
        with path.open("rb") as file:
            start = file.read(len(_LFS_POINTER))
    except OSError as error:
        raise VideoError(f"{path} cannot be read: {error.strerror}.") from error
    if not start:
        raise VideoError(f"{path.name} is empty (0 bytes): copy or export it again.")
    if start == _LFS_POINTER:
        raise VideoError(
            f"{path.name} is only a Git LFS pointer to a video, not the video: "
            "fetch it with git lfs pull."
        )


def open_video(path: Path) -> Any:
    try:
        # FFmpeg reads addresses and patterns too; file: keeps a name from being one.
        return av.open(f"file:{path}", metadata_errors="ignore")
    except (av.FFmpegError, ValueError) as error:
        kind = "a text file" if _is_text(path) else "not a video, or damaged or incomplete"
        raise VideoError(
            f"{path.name} cannot be opened as a video, it is {kind}: "
            "copy or export it again, or name another file."
        ) from error


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        # Not final: the last character may be cut off.
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def picture_stream(container: Any, path: Path) -> Any:
    """The moving pictures; a cover picture of a piece of music does not count."""
    for stream in container.streams.video:
        if not stream.disposition & stream.disposition.attached_pic:
            stream.thread_type = "AUTO"
            return stream
    what = "only sound" if container.streams.audio else "no picture"
    raise VideoError(f"{path.name} holds {what}: name a video file.")
