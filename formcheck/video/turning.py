"""How a file wants its pictures turned, and mirrored, before they are shown."""

from __future__ import annotations

import math
import struct
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from av.sidedata.sidedata import Type

_MATRIX = struct.Struct("=9i")
_UPRIGHT = (1, 0, 0, 0, 1, 0, 0, 0, 1)


class Turn(NamedTuple):
    """What is done to a picture: first the quarter turns, clockwise, then left for right."""

    quarters: int = 0
    mirrored: bool = False

    def __call__(self, image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The picture as it is shown."""
        if self == Turn():
            return image
        turned = np.rot90(image, -self.quarters)
        return np.ascontiguousarray(turned[:, ::-1] if self.mirrored else turned)


def turn_of(picture: Any) -> Turn:
    """The turn that a decoded picture asks for, to the nearest quarter."""
    # FFmpeg's own angle takes a mirrored picture for one that stands on its head.
    told = picture.side_data.get(Type.DISPLAYMATRIX)
    a, b, _, c, d, *_ = _UPRIGHT if told is None else _MATRIX.unpack(bytes(told))
    return Turn(round(math.atan2(b, d) / (math.pi / 2)) % 4, mirrored=a * d < b * c)
