"""What every engine offers: the two networks of BlazePose, and what they say about a crop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

LANDMARK_CROP = 256
DETECTOR_CROP = 224


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """What the landmark network says about one crop of 256 x 256 pixels.

    Attributes:
        points: (39, 2) crop pixels, x right, y down; 0..32 are the landmarks, 33 is the middle of
            the hips and 34 a point whose distance from it is the radius of the whole body.
        visibility: (33,) 0..1.
        world: (33, 3) metres in the crop's own directions, origin between the hips.
        presence: probability that the crop shows a person at all.
        mask: gives the (256, 256) probability of the person. An engine may work only then, so
            that a mask that nobody asks for costs nothing; may be called from another thread.
    """

    points: Floats
    visibility: Floats
    world: Floats
    presence: float
    mask: Callable[[], Floats]


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


class LandmarkNetwork(Protocol):
    """Finds the landmarks and the mask of the one person whom a crop is centred on."""

    def __call__(self, crop_bgr: Image) -> NetworkOutput: ...

    def close(self) -> None: ...


class PersonDetector(Protocol):
    """Finds the people in a crop, however many, surest first."""

    def __call__(self, crop_bgr: Image) -> list[Detection]: ...

    def close(self) -> None: ...
