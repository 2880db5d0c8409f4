"""The two networks of BlazePose, run by OpenVINO, which takes little more than half of the time.

The only file that knows openvino. It reads the same model files as the other engine; what its
runtime leaves out of MediaPipe's graphs is in ``decoding.py``. All is computed in 32-bit floats:
where a processor offers 16-bit ones, OpenVINO would use them, and landmarks would move by a pixel.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from formcheck.errors import ModelError
from formcheck.landmarker.compiled import compiled
from formcheck.landmarker.decoding import decode_people, decode_points, decode_world
from formcheck.landmarker.networks import (
    Detection,
    Floats,
    Image,
    NetworkOutput,
)

_SETTINGS: dict[str, Any] = {
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_PRECISION_HINT": "f32",
    # A second thread for one network gains less than what else there is to do beside it.
    "INFERENCE_NUM_THREADS": "1",
    # Pinned, the networks of this and of every other process would share the first core.
    "ENABLE_CPU_PINNING": False,
}
_POINTS, _PRESENCE, _MASK, _HEATMAP, _WORLD = range(5)
_LAYOUT = "NHWC"
_CHANNELS_LAST, _CHANNELS_FIRST = [0, 2, 3, 1], [0, 3, 1, 2]
_CONVERSION_TOOLS = "openvino.tools.ovc"


class LandmarkNetwork:
    """Finds the landmarks and the mask of the one person whom a crop is centred on.

    The network is cut in two: what only the mask needs, a third of the work, runs when the mask
    is asked for, in whichever thread that is.
    """

    def __init__(self, model: Path) -> None:
        with _starting(model):
            self._finder, self._painter = _networks(model, self._built)

    def __call__(self, crop_bgr: Image) -> NetworkOutput:
        points, presence, heatmap, world, *branches = self._finder(crop_bgr[None])
        places, visibility = decode_points(points, heatmap[0])
        return NetworkOutput(
            points=places,
            visibility=visibility,
            world=decode_world(world),
            presence=float(presence[0, 0]),
            mask=partial(self._mask, [branch.copy() for branch in branches]),
        )

    def close(self) -> None:
        self._finder.close()
        self._painter.close()

    @staticmethod
    def _built(network: Any) -> list[Any]:
        finder, painter = _without_mask(network)
        return [_of_pictures(finder, black=0, span=255), painter]

    def _mask(self, branches: list[Floats]) -> Floats:
        return self._painter(*branches)[0][0, ..., 0].copy()


class PersonDetector:
    """Finds the people in a crop, however many."""

    def __init__(self, model: Path) -> None:
        with _starting(model):
            (self._network,) = _networks(model, self._built)

    def __call__(self, crop_bgr: Image) -> list[Detection]:
        """People in the crop, surest first."""
        boxes, scores = self._network(crop_bgr[None])
        return decode_people(boxes[0], scores[0, :, 0])

    def close(self) -> None:
        self._network.close()

    @staticmethod
    def _built(network: Any) -> list[Any]:
        return [_of_pictures(network, black=127.5, span=127.5)]


@cache
def engine() -> str:
    """Name and version of the library."""
    return f"openvino {_openvino().__version__.split('-')[0]}"


class _Network:
    """A compiled network, for one caller at a time."""

    def __init__(self, model: Any) -> None:
        self._request = model.create_infer_request()
        self._outputs = len(model.outputs)
        self._lock = Lock()

    def __call__(self, *inputs: Floats | Image) -> list[Floats]:
        """The outputs, which hold until the next call."""
        with self._lock:
            self._request.infer(inputs, share_inputs=True)
            return [self._request.get_output_tensor(n).data for n in range(self._outputs)]

    def close(self) -> None:
        del self._request


def _networks(model: Path, built: Callable[[Any], list[Any]]) -> list[_Network]:
    """The networks that are built from a model's, compiled by this run or an earlier one."""
    core, made_from = _core(), [model.read_bytes(), Path(__file__).read_bytes()]
    made = compiled(core, _SETTINGS, made_from, lambda: built(core.read_model(str(model))))
    return [_Network(one) for one in made]


def _of_pictures(model: Any, black: float, span: float) -> Any:
    """The network with the conversion from BGR bytes built in: (value - black) / span, as RGB."""
    from openvino.preprocess import ColorFormat, PrePostProcessor

    openvino = _openvino()
    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(openvino.Type.u8).set_layout(_LAYOUT)
    steps.input().tensor().set_color_format(ColorFormat.BGR)
    steps.input().model().set_layout(_LAYOUT)
    told = steps.input().preprocess().convert_element_type(openvino.Type.f32)
    told.convert_color(ColorFormat.RGB).mean(black).scale(span)
    return steps.build()


def _without_mask(model: Any) -> tuple[Any, Any]:
    """Cut the network where what only the mask needs branches off.

    Returns:
        what finds the landmarks, whose outputs from ``_BRANCHES`` on feed the mask, and what
        makes the mask of these.
    """
    openvino, build = _openvino(), _openvino().opset13
    results = [output.node for output in model.outputs]
    logits = results[_MASK].input_value(0)
    others = [results[n] for n in (_POINTS, _PRESENCE, _HEATMAP, _WORLD)]
    branches, inputs = [], []
    for source, targets in _branches(results[_MASK], others):
        # In memory the channels come last: said so, no value has to be moved on either side.
        branches.append(build.result(build.transpose(source, _CHANNELS_LAST)))
        shape = branches[-1].input(0).get_partial_shape()
        inputs.append(build.parameter(shape, openvino.Type.f32))
        feed = build.transpose(inputs[-1], _CHANNELS_FIRST).output(0)
        for target in targets:
            target.replace_source_output(feed)
    _split_by_channel(logits)
    return (
        openvino.Model([*others, *branches], model.get_parameters(), "landmarks"),
        openvino.Model([build.sigmoid(logits)], inputs, "mask"),
    )


def _branches(result: Any, others: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Each value that a result needs of what others need too, with the inputs that take it."""
    shared = {node.get_friendly_name() for other in others for node in _before(other)}
    found: dict[str, tuple[Any, list[Any]]] = {}
    for node in _before(result):
        if node.get_friendly_name() in shared:
            continue
        for each in node.inputs():
            source = each.get_source_output()
            name = source.get_node().get_friendly_name()
            if name in shared and source.get_node().get_type_name() != "Constant":
                found.setdefault(name, (source, []))[1].append(each)
    return list(found.values())


def _before(result: Any) -> list[Any]:
    """A node and all that it is made from."""
    found, waiting = {}, [result]
    while waiting:
        node = waiting.pop()
        if node.get_friendly_name() not in found:
            found[node.get_friendly_name()] = node
            waiting += [each.get_source_output().get_node() for each in node.inputs()]
    return list(found.values())


def _split_by_channel(logits: Any) -> None:
    """Make a convolution to a single channel one of each channel by itself, and their sum.

    The library has fast code for that; a single channel it works out as if it were eight.
    """
    build = _openvino().opset13
    for last in filter(_makes_one_channel, _before(logits.get_node())):
        weights = last.input_value(1)
        channels, *size = (int(length) for length in weights.get_shape()[1:])
        alone = build.reshape(weights, [channels, 1, 1, *size], False)
        apart = build.group_convolution(last.input_value(0), alone, **last.get_attributes())
        ones = build.constant(np.ones((1, channels, 1, 1), np.float32))
        whole = build.convolution(apart, ones, [1, 1], [0, 0], [0, 0], [1, 1])
        for target in last.output(0).get_target_inputs():
            target.replace_source_output(whole.output(0))


def _makes_one_channel(node: Any) -> bool:
    return node.get_type_name() == "Convolution" and node.get_output_partial_shape(0)[1] == 1


@contextmanager
def _starting(model: Path) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError) as error:
        said = str(error).strip().splitlines()
        why = said[-1] if said else type(error).__name__
        raise ModelError(
            f"OpenVINO cannot start the pose model {model.name} ({why}): "
            "use --engine mediapipe, or name another --model."
        ) from error


@cache
def _core() -> Any:
    return _openvino().Core()


@cache
def _openvino() -> Any:
    """The library without its conversion tools.

    They alone use the package that reports usage to the maker, take most of the time of the
    import, and would leave an identifying number in the user's home.
    """
    if _CONVERSION_TOOLS in sys.modules:
        import openvino

        return openvino
    sys.modules[_CONVERSION_TOOLS] = None  # type: ignore[assignment]
    try:
        import openvino

        return openvino
    except ImportError as error:
        raise ModelError(
            f"OpenVINO is installed but cannot be loaded ({error}): "
            "reinstall it, or use --engine mediapipe."
        ) from error
    finally:
        del sys.modules[_CONVERSION_TOOLS]
