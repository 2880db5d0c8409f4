"""What is kept while it happens, so that a crash costs a second or two and memory stays flat."""

from __future__ import annotations

import io
import os
import struct
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO

from formcheck.background import WriteBehind
from formcheck.errors import OutputError
from formcheck.live.messages import Message, line_of
from formcheck.pose import Observation
from formcheck.recording import Recording

CHUNK_S = 1.0
MOST_EVENTS = 256
"""So many may wait for a slow disk before the set has to."""
_LENGTH = struct.Struct("<I")


class LandmarkJournal:
    """Landmarks, written to a file second by second; a context manager.

    Each second is a small recording of its own behind its length, so that whatever a crash
    leaves can be read up to its last whole second. The recording's frames are numbered anew,
    since pictures are passed over.

    Attributes:
        numbers: of each frame the number that the camera's picture had.
    """

    def __init__(self, path: Path | None, width: int, height: int, engine: str) -> None:
        """
        Args:
            path: None = a nameless file that goes when the program ends.

        Raises:
            OutputError: the file cannot be made.
        """
        self._size = (width, height, engine)
        self._chunk = Recording(*self._size)
        self._chunk_s: float | None = None
        try:
            self._file: IO[bytes] = path.open("w+b") if path else _nameless()
        except OSError as error:
            raise OutputError(f"Cannot write {path}: {error.strerror}.") from error
        self._writer = WriteBehind[Recording](self._write)
        self.numbers = array("L")

    def __enter__(self) -> LandmarkJournal:
        self._writer.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.__exit__(kind, error, trace)
        self._file.close()

    def append(self, observation: Observation) -> None:
        """Add the next frame."""
        self._chunk.append(replace(observation, index=len(self.numbers)))
        self.numbers.append(observation.index)
        if self._chunk_s is None:
            self._chunk_s = observation.time_s
        if observation.time_s - self._chunk_s >= CHUNK_S:
            self._hand_over()

    def recording(self) -> Recording:
        """Everything so far as one recording; afterwards nothing more can be added."""
        self._hand_over()
        self._writer.__exit__(None, None, None)
        self._writer = WriteBehind[Recording](self._write)
        self._writer.__enter__()
        self._file.seek(0)
        whole = Recording(*self._size)
        for chunk in whole_seconds(self._file):
            whole.extend(chunk)
        return whole

    def _hand_over(self) -> None:
        if len(self._chunk):
            self._writer.put(self._chunk)
        self._chunk, self._chunk_s = Recording(*self._size), None

    def _write(self, chunk: Recording) -> None:
        packed = io.BytesIO()
        chunk.write(packed)
        try:
            self._file.write(_LENGTH.pack(packed.tell()) + packed.getvalue())
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"The landmarks cannot be kept: {error.strerror}.") from error


def whole_seconds(file: IO[bytes]) -> Iterator[Recording]:
    """What can be read of a journal of landmarks, though it may break off anywhere."""
    while len(head := file.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        packed = file.read(length)
        if len(packed) < length:
            return
        yield Recording.read(io.BytesIO(packed), "the journal of landmarks")


def _nameless() -> IO[bytes]:
    return tempfile.TemporaryFile()


class EventJournal:
    """Events as JSON lines, each brought to the disk at once, beside whoever tells it."""

    def __init__(self, path: Path) -> None:
        """Raises OutputError where the file cannot be made."""
        try:
            self._file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"Cannot write {path}: {error.strerror}.") from error
        self._writer = WriteBehind[Message](self._write, MOST_EVENTS)
        self._writer.__enter__()

    def take(self, message: Message) -> None:
        """Add one event; raises OutputError where an earlier one could not be kept."""
        self._writer.put(message)

    def close(self) -> None:
        """End the file."""
        self._writer.__exit__(None, None, None)
        self._file.close()

    def _write(self, message: Message) -> None:
        try:
            self._file.write(line_of(message) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"The events cannot be kept: {error.strerror}.") from error
