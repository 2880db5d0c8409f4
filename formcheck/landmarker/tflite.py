"""What goes into a TensorFlow Lite model and what comes out, and whether all of the file is there.

A wrong file would end the process inside an inference library; here it ends in a sentence. The
layout is that of FlatBuffers with the tables of TensorFlow Lite's ``schema.fbs``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

Shape = tuple[int, ...]

_MARK = b"TFL3"
_SUBGRAPHS, _BUFFERS = 2, 4
_TENSORS, _INPUTS, _OUTPUTS = 0, 1, 2
_SHAPE = 0
_DATA = 0


class NotAModelError(ValueError):
    """The bytes are no TensorFlow Lite model, or not all of one."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The shapes of a model's inputs and outputs."""

    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]


def ends_of(data: bytes) -> Ends:
    """What the model in these bytes takes and gives; raises NotAModelError."""
    if data[4:8] != _MARK:
        raise NotAModelError("it is not a TensorFlow Lite model")
    try:
        model = _Table(data, _u32(data, 0))
        for buffer in model.tables(_BUFFERS):
            buffer.check_bytes(_DATA)
        graph = model.tables(_SUBGRAPHS)[0]
        shapes = [tensor.numbers(_SHAPE) for tensor in graph.tables(_TENSORS)]
        return Ends(
            tuple(shapes[n] for n in graph.numbers(_INPUTS)),
            tuple(shapes[n] for n in graph.numbers(_OUTPUTS)),
        )
    except (struct.error, IndexError) as error:
        raise NotAModelError("it is damaged or incomplete") from error


@dataclass(frozen=True, slots=True)
class _Table:
    data: bytes
    place: int

    def tables(self, field: int) -> list[_Table]:
        """The tables of a vector."""
        start, count = self._vector(field)
        spots = range(start, start + 4 * count, 4)
        return [_Table(self.data, spot + _u32(self.data, spot)) for spot in spots]

    def numbers(self, field: int) -> Shape:
        """The integers of a vector."""
        start, count = self._vector(field)
        return struct.unpack_from(f"<{count}i", self.data, start)

    def check_bytes(self, field: int) -> None:
        """Raises where the file ends before a vector of bytes does."""
        start, count = self._vector(field)
        if start + count > len(self.data):
            raise IndexError(field)

    def _vector(self, field: int) -> tuple[int, int]:
        """Where the first element is, and how many there are; none where the field is missing."""
        table = self.place - struct.unpack_from("<i", self.data, self.place)[0]
        size = struct.unpack_from("<H", self.data, table)[0]
        slot = 4 + 2 * field
        offset = struct.unpack_from("<H", self.data, table + slot)[0] if slot < size else 0
        if not offset:
            return 0, 0
        spot = self.place + offset
        vector = spot + _u32(self.data, spot)
        return vector + 4, _u32(self.data, vector)


def _u32(data: bytes, place: int) -> int:
    number: int = struct.unpack_from("<I", data, place)[0]
    return number
