"""The two networks of BlazePose, run through MediaPipe's graph runtime.

The only file that knows mediapipe. It does not use ``mp.solutions.pose``: that graph keeps the
tracking state inside, follows one person, and converts and masks the whole picture. Here each
network is a small stateless graph over a crop that the caller cuts out, built from the same
calculators with the same settings as MediaPipe's ``pose_landmark_cpu`` and ``pose_detection_cpu``.
"""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.errors import ModelError
from formcheck.landmarker.graphs import detector_graph, landmark_graph
from formcheck.landmarker.model_files import package_folder
from formcheck.landmarker.networks import (
    DETECTOR_CROP,
    LANDMARK_CROP,
    Detection,
    Floats,
    Image,
    NetworkOutput,
)

ENGINE = "mediapipe 0.10.21"

_FRAME_STEP_US = 1000


class LandmarkNetwork:
    """Finds the landmarks and the mask of the one person whom a crop is centred on."""

    def __init__(self, model: Path) -> None:
        self._graph = _Graph(landmark_graph(str(model)), ("points", "world", "presence", "mask"))

    def __call__(self, crop_bgr: Image) -> NetworkOutput:
        out = self._graph.run(crop_bgr)
        points, visibility = _points(out["points"])
        return NetworkOutput(
            points=points * LANDMARK_CROP,
            visibility=visibility[:33],
            world=_world(out["world"]),
            presence=float(_runtime()._packet_getter.get_float(out["presence"])),
            mask=partial(_mask, out["mask"]),
        )

    def close(self) -> None:
        self._graph.close()


class PersonDetector:
    """Finds the people in a crop, however many."""

    def __init__(self, model: Path) -> None:
        self._graph = _Graph(detector_graph(str(model)), ("detections",))

    def __call__(self, crop_bgr: Image) -> list[Detection]:
        """People in the crop, surest first."""
        packet = self._graph.run(crop_bgr).get("detections")
        return [] if packet is None else sorted(_detections(packet), key=lambda d: -d.score)

    def close(self) -> None:
        self._graph.close()


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
                "reinstall mediapipe==0.10.21, or name another --model."
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


def _mask(packet: Any) -> Floats:
    return np.asarray(_runtime()._packet_getter.get_image(packet).numpy_view())


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
    folder = package_folder()
    for name, place in (("mediapipe", folder), ("mediapipe.python", folder / "python")):
        module = types.ModuleType(name)
        module.__path__ = [str(place)]
        sys.modules[name] = module
    try:
        return _import_runtime()
    finally:
        # A list first: other threads may be importing, too.
        for name in list(sys.modules):
            if name.split(".")[0] == "mediapipe" and "_framework_bindings" not in name:
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
