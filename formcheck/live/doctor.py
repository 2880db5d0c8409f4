"""What works on this machine, and what to do about what does not."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from formcheck import lettering
from formcheck.errors import FormcheckError
from formcheck.landmarker import EngineChoice, Networks
from formcheck.live.camera import list_cameras
from formcheck.live.sound import player
from formcheck.live.window import check_display
from formcheck.video import VideoFile, VideoWriter


@dataclass(frozen=True)
class Finding:
    """One thing that was tried.

    Attributes:
        says: what was found, or what to do.
    """

    what: str
    works: bool
    says: str


def examine() -> Iterator[Finding]:
    """Try everything, one after the other."""
    for what, attempt in _ATTEMPTS.items():
        try:
            works, says = attempt()
        except FormcheckError as error:
            works, says = False, str(error)
        yield Finding(what, works, says)


def _camera() -> tuple[bool, str]:
    found = list_cameras()
    if found:
        return True, f"number {', '.join(map(str, found))}"
    return False, "none was found; plug one in, or use a video file or an address with --camera"


def _codecs() -> tuple[bool, str]:
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "try.mp4"
        with VideoWriter(film, 64, 48) as writer:
            for number in range(3):
                writer.write(np.full((48, 64, 3), 80 * number, np.uint8), number / 30)
        frames = sum(1 for _ in VideoFile(film).frames())
    return frames == 3, "H.264 is written and read" if frames == 3 else "install formcheck again"


def _engine(name: EngineChoice, what: str) -> tuple[bool, str]:
    try:
        networks = Networks(name)
    except (ImportError, OSError) as error:  # of a system library that is missing
        return False, f"{name} cannot be loaded ({error}); install formcheck again"
    networks.close()
    return True, f"runs on {networks.engine}, {what}"


def _fonts() -> tuple[bool, str]:
    try:
        return lettering.width("formcheck", 20) > 0, "found"
    except (ModuleNotFoundError, OSError):
        return False, "install matplotlib, which brings the font"


def _screen() -> tuple[bool, str]:
    check_display()
    return True, "windows can be opened"


def _sound() -> tuple[bool, str]:
    command = player()
    if command is None:
        return False, "install alsa-utils (aplay) or pulseaudio-utils (paplay), or use --sound off"
    return True, f"tones through {command[0]}"


def _speech() -> tuple[bool, str]:
    if importlib.util.find_spec("pyttsx3") is None:
        return False, "pip install 'formcheck[speech]' for spoken cues"
    if not any(shutil.which(name) for name in ("espeak-ng", "espeak")):
        return False, "install the system package espeak-ng for spoken cues"
    return True, "count and cues can be spoken"


def _cluster() -> tuple[bool, str]:
    if importlib.util.find_spec("distributed") is None:
        return False, "pip install 'formcheck[cluster]' to share a batch among machines"
    return True, "batches can be shared among machines"


_ATTEMPTS: dict[str, Callable[[], tuple[bool, str]]] = {
    "camera": _camera,
    "codecs": _codecs,
    "model": partial(_engine, "mediapipe", "the default"),
    "faster model": partial(_engine, "openvino", "with --engine openvino or auto"),
    "fonts": _fonts,
    "screen": _screen,
    "sound": _sound,
    "speech": _speech,
    "cluster": _cluster,
}
