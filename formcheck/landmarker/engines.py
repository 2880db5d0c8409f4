"""Which library runs the networks."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from formcheck.errors import ModelError
from formcheck.landmarker import mediapipe_engine
from formcheck.landmarker.model_files import ModelFiles, model_files
from formcheck.landmarker.networks import LandmarkNetwork, PersonDetector
from formcheck.landmarker.processor import has_instructions

Engine = Literal["mediapipe", "openvino"]
EngineChoice = Literal["auto", "mediapipe", "openvino"]

MEDIAPIPE: Engine = "mediapipe"
_FASTEST_FIRST: tuple[Engine, ...] = ("openvino", "mediapipe")
OPENVINO = "openvino>=2026.0,<2027"
"""What the extra `fast` installs."""
_OPENVINO_INSTRUCTIONS = "AVX2"

_Loaded = tuple[str, LandmarkNetwork, PersonDetector]


class Networks:
    """Both networks, loaded; they keep nothing of a film, so that one pair can serve many.

    Attributes:
        engine: name and version of what runs them.
        model_sha256: of the landmark network's file, hexadecimal.
    """

    engine: str
    model_sha256: str
    landmarks: LandmarkNetwork
    detector: PersonDetector

    def __init__(self, engine: EngineChoice = MEDIAPIPE, model: Path | None = None) -> None:
        """Load them, which takes half a second.

        Args:
            engine: auto = the fastest that is installed and works on this processor.
            model: the user's own ``.task`` or ``.tflite`` file; None = the one that mediapipe
                carries.

        Raises:
            ModelError: the engine is not installed or cannot work here, or the model is missing,
                damaged or of another kind.
        """
        with model_files(model) as files:
            self.engine, self.landmarks, self.detector = _loaded(engine, files)
            self.model_sha256 = files.sha256

    def close(self) -> None:
        """Free them."""
        self.landmarks.close()
        self.detector.close()


@contextmanager
def loading(engine: EngineChoice, model: Path | None) -> Iterator[Future[Networks]]:
    """Load networks in a thread while the caller does something else; freed at the end.

    What goes wrong is raised by the future's ``result``.
    """
    with ThreadPoolExecutor(1, "networks") as beside:
        networks = beside.submit(Networks, engine, model)
        try:
            yield networks
        finally:
            if networks.exception() is None:
                networks.result().close()


def check_engine(engine: EngineChoice, model: Path | None) -> None:
    """Whether both could be loaded, as far as can be told without; raises ModelError."""
    with model_files(model):
        if engine == "openvino":
            _check_openvino()


def _loaded(engine: EngineChoice, files: ModelFiles) -> _Loaded:
    if engine != "auto":
        return _LOADERS[engine](files)
    for name in _FASTEST_FIRST[:-1]:
        try:
            return _LOADERS[name](files)
        except ModelError:
            continue
    return _LOADERS[_FASTEST_FIRST[-1]](files)


def _mediapipe(files: ModelFiles) -> _Loaded:
    landmarks = mediapipe_engine.LandmarkNetwork(files.landmarks)
    return mediapipe_engine.ENGINE, landmarks, mediapipe_engine.PersonDetector(files.detector)


def _check_openvino() -> None:
    if importlib.util.find_spec("openvino") is None:
        raise ModelError(
            f"The engine openvino is not installed: run {sys.executable} -m pip install "
            f"'{OPENVINO}', or use --engine mediapipe."
        )
    if not has_instructions(_OPENVINO_INSTRUCTIONS):
        raise ModelError(
            f"The engine openvino needs a processor with {_OPENVINO_INSTRUCTIONS} instructions, "
            "which this one lacks: use --engine mediapipe."
        )


def _openvino(files: ModelFiles) -> _Loaded:
    _check_openvino()
    from formcheck.landmarker import openvino_engine

    name = openvino_engine.engine()
    with ThreadPoolExecutor(1) as beside:
        detector = beside.submit(openvino_engine.PersonDetector, files.detector)
        landmarks = openvino_engine.LandmarkNetwork(files.landmarks)
        return name, landmarks, detector.result()


_LOADERS: dict[Engine, Callable[[ModelFiles], _Loaded]] = {
    "mediapipe": _mediapipe,
    "openvino": _openvino,
}
