"""What the networks' numbers mean: landmarks out of heat maps, people out of anchors.

As in MediaPipe's graphs ``pose_landmarks_tensors_to_landmarks`` and ``pose_detection``, whose
calculators name the constants.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from formcheck.landmarker.networks import DETECTOR_CROP, LANDMARK_CROP, Detection
from formcheck.pose import LANDMARKS

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

MIN_SCORE = 0.5
_POINTS = 39
_POINT_VALUES = 5
_VISIBILITY = 3
_KERNEL = np.arange(-3, 4)
_MIN_CONFIDENCE = 0.5
_STRIDES = (8, 16, 32, 32, 32)
_ANCHORS_A_LAYER = 2
_MOST_SCORE = 100.0
_SAME_PERSON = 0.3
_HIPS, _REACH = slice(4, 6), slice(6, 8)


def sigmoid(values: npt.ArrayLike) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    clipped = np.clip(np.asarray(values, np.float32), -80, 80)
    return np.asarray(1 / (1 + np.exp(-clipped)), np.float32)


def decode_points(tensor: Floats, heatmap: Floats) -> tuple[Floats, Floats]:
    """(39, 2) crop pixels and (33,) visibility 0..1.

    Args:
        tensor: the network's 195 values: x, y, z, visibility, presence of each point.
        heatmap: (H, W, 39) of logits, by which the places are refined.
    """
    rows = tensor.reshape(_POINTS, _POINT_VALUES)
    places = rows[:, :2] / np.float32(LANDMARK_CROP)
    return _refined(places, heatmap) * LANDMARK_CROP, sigmoid(rows[:LANDMARKS, _VISIBILITY])


def decode_world(tensor: Floats) -> Floats:
    """(33, 3) metres out of the network's 117 values."""
    return tensor.reshape(_POINTS, 3)[:LANDMARKS].copy()


def _refined(places: Floats, heatmap: Floats) -> Floats:
    """The centre of mass of each point's own heat map around it, where the map is sure."""
    height, width = heatmap.shape[:2]
    centres = np.trunc(places * np.array([width, height], np.float32)).astype(np.intp)
    columns, rows = centres[:, :1] + _KERNEL, centres[:, 1:] + _KERNEL
    known = ((rows >= 0) & (rows < height))[:, :, None]
    known = known & ((columns >= 0) & (columns < width))[:, None, :]
    logits = heatmap[
        np.clip(rows, 0, height - 1)[:, :, None],
        np.clip(columns, 0, width - 1)[:, None, :],
        np.arange(len(places))[:, None, None],
    ]
    heat = np.where(known, sigmoid(logits), 0)
    total = heat.sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        x = (heat.sum(axis=1) * columns).sum(axis=1) / total / width
        y = (heat.sum(axis=2) * rows).sum(axis=1) / total / height
    inside = ((centres >= 0) & (centres < [width, height])).all(axis=1)
    sure = inside & (heat.max(axis=(1, 2)) >= _MIN_CONFIDENCE)
    return np.where(sure[:, None], np.stack([x, y], axis=1), places).astype(np.float32)


def decode_people(boxes: Floats, scores: Floats) -> list[Detection]:
    """The people out of (2254, 12) boxes and (2254,) logits, surest first.

    A box is x, y, width, height and four points, in pixels around its anchor.
    """
    likely = np.flatnonzero(scores >= np.log(MIN_SCORE / (1 - MIN_SCORE)))
    boxes = boxes[likely] / np.float32(DETECTOR_CROP)
    boxes[:, :2] += anchors()[likely]
    boxes[:, 4:] += np.tile(anchors()[likely], 4)
    score = sigmoid(np.clip(scores[likely], -_MOST_SCORE, _MOST_SCORE))
    sound = (boxes[:, 2:4] >= 0).all(axis=1)
    return _one_a_person(boxes[sound], score[sound])


@cache
def anchors() -> Floats:
    """(2254, 2) middles of the places that the detector's rows stand for, 0..1."""
    layers = []
    for stride in _STRIDES:
        side = -(-DETECTOR_CROP // stride)
        middles = (np.arange(side, dtype=np.float32) + 0.5) / side
        cells = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 1, 2)
        layers.append((stride, np.repeat(cells, _ANCHORS_A_LAYER, axis=1)))
    return np.concatenate([_of_stride(layers, stride) for stride in sorted(set(_STRIDES))])


def _of_stride(layers: list[tuple[int, Floats]], stride: int) -> Floats:
    """Layers of one stride share their cells: all anchors of a cell stand together."""
    return np.concatenate([cells for own, cells in layers if own == stride], axis=1).reshape(-1, 2)


def _one_a_person(boxes: Floats, scores: Floats) -> list[Detection]:
    """Boxes that overlap are one person: their mean, weighted by the scores."""
    left = np.argsort(-scores, kind="stable")
    found: list[Detection] = []
    while len(left):
        same = _overlap(boxes[left[0]], boxes[left]) > _SAME_PERSON
        same[0] = True
        group = left[same]
        mean = np.average(boxes[group], axis=0, weights=scores[group]) * DETECTOR_CROP
        spot = np.asarray(mean, np.float32)
        found.append(Detection(spot[_HIPS], spot[_REACH], float(scores[group[0]])))
        left = left[~same]
    return found


def _overlap(box: Floats, boxes: Floats) -> Floats:
    """(N,) intersection over union of a box with others."""
    low = np.maximum(box[:2] - box[2:4] / 2, boxes[:, :2] - boxes[:, 2:4] / 2)
    high = np.minimum(box[:2] + box[2:4] / 2, boxes[:, :2] + boxes[:, 2:4] / 2)
    shared = np.clip(high - low, 0, None).prod(axis=1)
    union = box[2:4].prod() + boxes[:, 2:4].prod(axis=1) - shared
    return np.asarray(shared / np.maximum(union, 1e-12), np.float32)
