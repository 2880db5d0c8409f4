"""Numbers by row, kept as small integers that grow in memory and pack tightly into a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Packed = npt.NDArray[np.uint8]

_CHUNK_ROWS = 2048
_FRESH_ROWS = 128


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is kept.

    Attributes:
        stored: the integer type in memory and in files.
        shape: of one row's value.
        step: what one unit of the integer stands for; an array, spread over ``shape``, where
            parts of a value are kept with less care than others.
        given: the type of the values handed out; a float type has NaN, kept as the lowest
            integer.
    """

    stored: type[np.signedinteger[Any]]
    shape: tuple[int, ...] = ()
    step: float | npt.NDArray[np.float64] = 1.0
    given: type[np.generic] = np.int32

    @property
    def missing(self) -> int:
        """The integer that stands for NaN."""
        return int(np.iinfo(self.stored).min)

    def whole(self, value: Any) -> Ints:
        """Values as integers: rounded to steps, kept inside the type's range, NaN missing."""
        steps = np.asarray(value, np.float64) / self.step
        most = np.iinfo(self.stored).max
        rounded = np.clip(np.rint(steps), -most, most)
        return np.where(np.isnan(steps), self.missing, rounded).astype(self.stored)

    def value(self, whole: Ints) -> npt.NDArray[Any]:
        """The values that integers stand for."""
        if np.issubdtype(self.given, np.integer):
            return whole.astype(self.given)
        scaled = (whole * np.asarray(self.step)).astype(self.given)
        return np.where(whole == self.missing, np.array(np.nan, self.given), scaled)


class Table:
    """Columns of equal length that grow by chunks, so that growing never copies what is there.

    Rows that were added one by one are rounded many at a time, which takes a tenth of the work.
    """

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = columns
        self._chunks: list[dict[str, Ints]] = []
        self._used = 0
        self._fresh: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return max(0, len(self._chunks) - 1) * _CHUNK_ROWS + self._used + len(self._fresh)

    @property
    def nbytes(self) -> int:
        """Bytes held in memory."""
        self._round_fresh()
        return sum(column.nbytes for chunk in self._chunks for column in chunk.values())

    def append(self, **values: Any) -> None:
        """Add one row of values, which must not change any more; they are rounded to their
        columns' steps."""
        self._fresh.append(values)
        if len(self._fresh) == _FRESH_ROWS:
            self._round_fresh()

    def extend(self, columns: Mapping[str, Ints]) -> None:
        """Add many rows of integers.

        Raises:
            ValueError: the columns are not those of the table, or differ in length.
        """
        lengths = {len(columns[name]) for name in self._columns}
        fitting = all(columns[n].shape[1:] == c.shape for n, c in self._columns.items())
        if len(lengths) != 1 or not fitting:
            raise ValueError("columns do not fit together")
        self._round_fresh()
        count, done = lengths.pop(), 0
        while done < count:
            self._make_room()
            more = min(count - done, _CHUNK_ROWS - self._used)
            for name in self._columns:
                chunk = self._chunks[-1][name]
                chunk[self._used : self._used + more] = columns[name][done : done + more]
            self._used, done = self._used + more, done + more

    def _round_fresh(self) -> None:
        """Put the rows that were added lately where the others are."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            self.extend({n: c.whole([row[n] for row in fresh]) for n, c in self._columns.items()})

    def _make_room(self) -> None:
        if not self._chunks or self._used == _CHUNK_ROWS:
            self._chunks.append(
                {n: np.empty((_CHUNK_ROWS, *c.shape), c.stored) for n, c in self._columns.items()}
            )
            self._used = 0

    def whole(self, name: str, first: int = 0, last: int | None = None) -> Ints:
        """A copy of one column as integers, of rows ``first`` to before ``last``."""
        self._round_fresh()
        column = self._columns[name]
        last = len(self) if last is None else last
        if first >= last:
            return np.empty((0, *column.shape), column.stored)
        chunks = self._chunks[first // _CHUNK_ROWS : (last - 1) // _CHUNK_ROWS + 1]
        offset = first - first % _CHUNK_ROWS
        rows: Ints = np.concatenate([chunk[name] for chunk in chunks])
        return rows[first - offset : last - offset]

    def column(self, name: str, first: int = 0, last: int | None = None) -> npt.NDArray[Any]:
        """A copy of one column's values, of rows ``first`` to before ``last``."""
        return self._columns[name].value(self.whole(name, first, last))

    def row(self, row: int) -> dict[str, npt.NDArray[Any]]:
        """The values of one row by column."""
        self._round_fresh()
        chunk = self._chunks[row // _CHUNK_ROWS]
        at = row % _CHUNK_ROWS
        return {name: self._columns[name].value(ints[at]) for name, ints in chunk.items()}


def pack(rows: Ints) -> Packed:
    """Integers (rows, ...) as bytes that compress well: what changes from row to row.

    Small changes of either sign become small positive numbers; the result, (bytes of the type,
    values of a row, rows), keeps the bytes that are mostly 0 apart from those that are not.
    """
    columns = rows.reshape(len(rows), int(np.prod(rows.shape[1:]))).T
    bits = 8 * rows.dtype.itemsize
    change = np.diff(columns, axis=1, prepend=np.zeros((len(columns), 1), rows.dtype))
    folded = (change << 1) ^ (change >> (bits - 1))
    split = np.ascontiguousarray(folded)[..., None].view(np.uint8)
    return np.ascontiguousarray(np.moveaxis(split, 2, 0))


def unpack(packed: Packed, column: Column) -> Ints:
    """What :func:`pack` was given.

    Raises:
        ValueError: the bytes do not fit the column.
    """
    size, width = np.dtype(column.stored).itemsize, int(np.prod(column.shape))
    if packed.dtype != np.uint8 or packed.ndim != 3 or packed.shape[:2] != (size, width):
        raise ValueError("bytes do not fit the column")
    joined = np.ascontiguousarray(np.moveaxis(packed, 0, 2)).view(column.stored)[..., 0]
    unsigned = joined.view(f"u{joined.dtype.itemsize}")
    change = (unsigned >> 1).view(column.stored) ^ -(joined & 1)
    rows: Ints = np.cumsum(change, axis=1, dtype=column.stored).T
    return rows.reshape(-1, *column.shape)
