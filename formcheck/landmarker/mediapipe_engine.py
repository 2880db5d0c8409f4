"""The two networks of BlazePose, run through MediaPipe's graph runtime.

The only file that knows mediapipe. It does not use ``mp.solutions.pose``: that graph keeps the
tracking state inside, follows one person, and converts and masks the whole picture. Here each
network is a small stateless graph over a crop that the caller cuts out, built from the same
calculators with the same settings as MediaPipe's ``pose_landmark_cpu`` and ``pose_detection_cpu``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.errors import ModelError
from formcheck.landmarker.graphs import detector_graph, landmark_graph

ENGINE = "mediapipe 0.10.21"
LANDMARK_CROP = 256
DETECTOR_CROP = 224

_LANDMARK_MODEL = "modules/pose_landmark/pose_landmark_full.tflite"
_DETECTOR_MODEL = "modules/pose_detection/pose_detection.tflite"
_FRAME_STEP_US = 1000

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """What the landmark network says about one crop of 256 x 256 pixels.

    Attributes:
        points: (39, 2) crop pixels, x right, y down; 0..32 are the landmarks, 33 is the middle of
            the hips and 34 a point whose distance from it is the radius of the whole body.
        visibility: (33,) 0..1.
        world: (33, 3) metres in the crop's own directions, origin between the hips.
        mask: (256, 256) probability of the person.
        presence: probability that the crop shows a person at all.
    """

    points: Floats
    visibility: Floats
    world: Floats
    mask: Floats
    presence: float


@dataclass(frozen=True, slots=True)
class Detection:
    """A person found in a crop of 224 x 224 pixels.

    Attributes:
        hips: (2,) crop pixels of the middle of the hips.
        reach: (2,) crop pixels of a point whose distance from the hips is the body's radius, in
            the direction of the head.
        score: 0..1.
    """

    hips: Floats
    reach: Floats
    score: float


class LandmarkNetwork:
    """Finds the landmarks and the mask of the one person whom a crop is centred on."""

    def __init__(self) -> None:
        model = _model_path(_LANDMARK_MODEL)
        self._graph = _Graph(landmark_graph(str(model)), ("points", "world", "presence", "mask"))

    def __call__(self, crop_bgr: Image) -> NetworkOutput:
        out = self._graph.run(crop_bgr)
        points, visibility = _points(out["points"])
        return NetworkOutput(
            points=points * LANDMARK_CROP,
            visibility=visibility[:33],
            world=_world(out["world"]),
            mask=np.asarray(_runtime()._packet_getter.get_image(out["mask"]).numpy_view()),
            presence=float(_runtime()._packet_getter.get_float(out["presence"])),
        )

    def close(self) -> None:
        self._graph.close()


class PersonDetector:
    """Finds the people in a crop, however many."""

    def __init__(self) -> None:
        model = _model_path(_DETECTOR_MODEL)
        self._graph = _Graph(detector_graph(str(model)), ("detections",))

    def __call__(self, crop_bgr: Image) -> list[Detection]:
        """People in the crop, surest first."""
        packet = self._graph.run(crop_bgr).get("detections")
        return [] if packet is None else sorted(_detections(packet), key=lambda d: -d.score)

    def close(self) -> None:
        self._graph.close()


@cache
def model_sha256() -> str:
    """SHA-256 of the landmark network's file, in hexadecimal digits."""
    return hashlib.sha256(_model_path(_LANDMARK_MODEL).read_bytes()).hexdigest()


class _Graph:
    """One MediaPipe graph fed with one picture at a time."""

    def __init__(self, config: str, outputs: tuple[str, ...]) -> None:
        runtime = _runtime()
        self._outputs: dict[str, Any] = {}
        self._time_us = 0
        try:
            with _quiet_stderr():
                self._graph = runtime.calculator_graph.CalculatorGraph(graph_config=config)
                for name in outputs:
                    self._graph.observe_output_stream(name, self._outputs.__setitem__, False)
                self._graph.start_run({})
                # The graph prints its greetings when it runs first.
                self._feed(np.zeros((LANDMARK_CROP, LANDMARK_CROP, 3), np.uint8))
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"The pose model cannot be started ({_first_line(error)}); "
                "reinstall mediapipe==0.10.21."
            ) from error

    def run(self, crop_bgr: Image) -> dict[str, Any]:
        """Packets of this picture by stream name; a stream without result is missing."""
        self._outputs.clear()
        self._feed(cv2.cvtColor(crop_bgr, cv2.COLOR_BGR2RGB))
        return self._outputs

    def close(self) -> None:
        self._graph.close()

    def _feed(self, rgb: Any) -> None:
        runtime = _runtime()
        self._time_us += _FRAME_STEP_US
        packet = runtime._packet_creator._create_image_frame_from_pixel_data(
            runtime.image_frame.ImageFormat.SRGB, rgb, True
        )
        self._graph.add_packet_to_input_stream("image", packet.at(self._time_us))
        self._graph.wait_until_idle()


def _points(packet: Any) -> tuple[Floats, Floats]:
    """Places (39, 2) as a share of the crop, and visibility (39,)."""
    landmarks = _messages().NormalizedLandmarkList.FromString(_serialized(packet)).landmark
    rows = np.array([(m.x, m.y, m.visibility) for m in landmarks], np.float32)
    return rows[:, :2], rows[:, 2]


def _world(packet: Any) -> Floats:
    landmarks = _messages().LandmarkList.FromString(_serialized(packet)).landmark
    return np.array([(m.x, m.y, m.z) for m in landmarks[:33]], np.float32)


def _detections(packet: Any) -> Iterator[Detection]:
    for data in _runtime()._packet_getter._get_serialized_proto_list(packet):
        message = _messages().Detection.FromString(data)
        spots = message.location_data.relative_keypoints
        hips, reach = (np.array((spot.x, spot.y), np.float32) * DETECTOR_CROP for spot in spots[:2])
        yield Detection(hips=hips, reach=reach, score=float(message.score[0]))


def _serialized(packet: Any) -> bytes:
    data: bytes = _runtime()._packet_getter._get_serialized_proto(packet)
    return data


@cache
def _package_folder() -> Path:
    spec = importlib.util.find_spec("mediapipe")
    if spec is None or spec.origin is None:
        raise ModelError("mediapipe is not installed; install formcheck anew.")
    return Path(spec.origin).parent


def _model_path(name: str) -> Path:
    path = _package_folder() / name
    if not path.is_file():
        raise ModelError(
            f"The pose model {path.name} is missing from the installed mediapipe; "
            "reinstall mediapipe==0.10.21, later versions carry no model."
        )
    return path


def _runtime() -> Any:
    return _loaded()[0]


def _messages() -> Any:
    return _loaded()[1]


@cache
def _loaded() -> tuple[Any, types.SimpleNamespace]:
    """MediaPipe's compiled bindings and messages, without what the package imports beside them.

    ``import mediapipe`` takes 0.6 s, most of it for matplotlib and the task modules; the bindings
    take 0.04 s. Bare stand-ins for the two packages on the way keep their ``__init__`` from
    running. All but the bindings is taken away again, so that a later ``import mediapipe`` works.
    """
    os.environ.setdefault("GLOG_minloglevel", "3")
    if "mediapipe" in sys.modules:
        return _import_runtime()
    folder = _package_folder()
    for name, place in (("mediapipe", folder), ("mediapipe.python", folder / "python")):
        module = types.ModuleType(name)
        module.__path__ = [str(place)]
        sys.modules[name] = module
    try:
        return _import_runtime()
    finally:
        for name in [n for n in sys.modules if n.split(".")[0] == "mediapipe"]:
            if "_framework_bindings" not in name:
                del sys.modules[name]


def _import_runtime() -> tuple[Any, types.SimpleNamespace]:
    from mediapipe.framework.formats.detection_pb2 import Detection
    from mediapipe.framework.formats.landmark_pb2 import LandmarkList, NormalizedLandmarkList
    from mediapipe.python import _framework_bindings

    messages = types.SimpleNamespace(
        Detection=Detection,
        LandmarkList=LandmarkList,
        NormalizedLandmarkList=NormalizedLandmarkList,
    )
    return _framework_bindings, messages


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """The runtime writes its greetings to file descriptor 2, past Python and past its own level."""
    sys.stderr.flush()
    saved = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(nowhere)
        os.close(saved)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
