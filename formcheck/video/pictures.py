"""The pictures of an open film, decoded from its start or from the frames that allow it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import lt
from typing import Any

import av


class Damage:
    """Set as soon as something in the file could not be decoded."""

    seen = False


class LostError(LookupError):
    """The file does not give a picture where it should be."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the frames of a film that was read from its start to its end are found again.

    Attributes:
        stamps: the container's stamp of each frame.
        time_s: the time of each frame.
        keys: the numbers of the frames that are decoded without any other.
    """

    stamps: array[int] = field(default_factory=lambda: array("q"))
    time_s: array[float] = field(default_factory=lambda: array("d"))
    keys: array[int] = field(default_factory=lambda: array("q"))

    def note(self, picture: Any, time_s: float) -> None:
        """Take up the next frame."""
        if picture.key_frame:
            self.keys.append(len(self.stamps))
        self.stamps.append(-1 if picture.pts is None else picture.pts)
        self.time_s.append(time_s)

    @property
    def are_sure(self) -> bool:
        """Whether no two frames can be taken for each other: the stamps rise."""
        return all(map(lt, self.stamps, self.stamps[1:]))

    def key_before(self, number: int) -> int:
        """The last frame up to this one with which decoding can begin; raises LostError."""
        place = bisect_right(self.keys, number)
        if not place:
            raise LostError(number)
        return self.keys[place - 1]


def decode(container: Any, stream: Any, damage: Damage) -> Iterator[Any]:
    """Every picture from here on that can be decoded."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            damage.seen = True
            return
        if packet is None:
            return
        try:
            yield from (f for f in packet.decode() if f.width and f.height)
        except av.FFmpegError:
            damage.seen = True


def pictures_at(
    container: Any, stream: Any, wanted: Sequence[int], places: Places
) -> Iterator[tuple[int, Any]]:
    """The pictures of these numbers, rising, and hardly any others decoded on the way.

    Raises:
        LostError: the file does not give one of them where it should be.
    """
    pictures = decode(container, stream, Damage())
    last = -1
    for number in wanted:
        key = places.key_before(number)
        if last + 1 < key:
            container.seek(places.stamps[key], stream=stream)
            pictures = decode(container, stream, Damage())
        yield number, _next_with(places.stamps[number], pictures)
        last = number


def _next_with(stamp: int, pictures: Iterator[Any]) -> Any:
    for picture in pictures:
        if picture.pts is None or picture.pts > stamp:
            break
        if picture.pts == stamp:
            return picture
    raise LostError(stamp)
