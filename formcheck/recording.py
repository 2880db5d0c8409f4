"""Observations of a whole video, kept compactly, saved and replayed."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.errors import OutputError, RecordingError
from formcheck.pose import LANDMARKS, OUTLINE_STATIONS, Floats, Observation, Pose

FORMAT = "formcheck.recording/1"

_CHUNK_ROWS = 2048
_FRAME_COLUMNS: dict[str, tuple[Any, tuple[int, ...]]] = {
    "index": (np.int32, ()),
    "time_s": (np.float64, ()),
    "scene": (np.int16, ()),
    "brightness": (np.float32, ()),
}
_POSE_COLUMNS: dict[str, tuple[Any, tuple[int, ...]]] = {
    "frame": (np.int32, ()),
    "person": (np.int16, ()),
    "xy": (np.float32, (LANDMARKS, 2)),
    "world": (np.float16, (LANDMARKS, 3)),
    "visibility": (np.float16, (LANDMARKS,)),
    "outline": (np.float16, (2, len(OUTLINE_STATIONS))),
}


@dataclass(frozen=True, slots=True)
class PersonTrack:
    """One person through all frames of a recording; T frames, NaN where not found.

    Attributes:
        index: (T,) frame numbers.
        time_s: (T,) seconds from the first frame shown.
        scene: (T,) numbers of the scenes.
        xy: (T, 33, 2) as in Pose, and so are the others.
        world: (T, 33, 3).
        visibility: (T, 33).
        outline: (T, 2, stations).
    """

    index: npt.NDArray[np.int32]
    time_s: npt.NDArray[np.float64]
    scene: npt.NDArray[np.int16]
    xy: Floats
    world: Floats
    visibility: Floats
    outline: Floats


class Recording:
    """A column store of observations: about 0.65 kB for each person in each frame."""

    def __init__(self, width: int = 0, height: int = 0, engine: str = "") -> None:
        """width, height: size of the upright picture in pixels; engine: what found the poses."""
        self.width = width
        self.height = height
        self.engine = engine
        self._frames = _Table(_FRAME_COLUMNS)
        self._poses = _Table(_POSE_COLUMNS)

    def __len__(self) -> int:
        """Number of frames."""
        return len(self._frames)

    def append(self, observation: Observation) -> None:
        """Add the next frame."""
        row = len(self._frames)
        self._frames.append(
            index=observation.index,
            time_s=observation.time_s,
            scene=observation.scene,
            brightness=observation.brightness,
        )
        for person, pose in observation.people.items():
            self._poses.append(
                frame=row,
                person=person,
                xy=pose.xy,
                world=pose.world,
                visibility=pose.visibility,
                outline=pose.outline,
            )

    @property
    def people(self) -> list[int]:
        """Numbers of all people, those seen in most frames first."""
        numbers, counts = np.unique(self._poses.column("person"), return_counts=True)
        return [int(n) for n in numbers[np.argsort(-counts, kind="stable")]]

    @property
    def time_s(self) -> npt.NDArray[np.float64]:
        """(T,) seconds from the first frame shown."""
        return self._frames.column("time_s")

    @property
    def scene(self) -> npt.NDArray[np.int16]:
        """(T,) numbers of the scenes."""
        return self._frames.column("scene")

    @property
    def brightness(self) -> Floats:
        """(T,) mean luma of the picture, 0..255."""
        return self._frames.column("brightness")

    def person(self, number: int, frames: slice = slice(None)) -> PersonTrack:
        """One person, one row for each of the given frames; a slice keeps memory small."""
        first, last, _ = frames.indices(len(self))
        of = self._poses.column("frame")
        rows = np.flatnonzero(
            (self._poses.column("person") == number) & (of >= first) & (of < last)
        )
        spread = {
            name: self._spread(name, rows, of[rows] - first, last - first)
            for name in ("xy", "world", "visibility", "outline")
        }
        return PersonTrack(
            index=self._frames.column("index")[first:last],
            time_s=self.time_s[first:last],
            scene=self.scene[first:last],
            **spread,
        )

    def frames_with(self, number: int) -> npt.NDArray[np.int32]:
        """The frames (rows) in which a person was found."""
        rows = self._poses.column("person") == number
        return np.asarray(self._poses.column("frame")[rows], np.int32)

    def count_frames(self, number: int, first: int, last: int) -> int:
        """In how many of the frames ``first`` to before ``last`` a person was found."""
        frames = self.frames_with(number)
        return int(((frames >= first) & (frames < last)).sum())

    def observations(self) -> Iterator[Observation]:
        """The observations as they were appended, at the precision of the store."""
        poses = self._poses
        starts = np.searchsorted(poses.column("frame"), np.arange(len(self) + 1))
        for row in range(len(self)):
            frame = self._frames.row(row)
            yield Observation(
                index=int(frame["index"]),
                time_s=float(frame["time_s"]),
                scene=int(frame["scene"]),
                people=dict(_pose(poses.row(r)) for r in range(starts[row], starts[row + 1])),
                brightness=float(frame["brightness"]),
            )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a compressed .npz under a temporary name, then rename it.

        Raises:
            OutputError: the place cannot be written to.
        """
        target = Path(path)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                np.savez_compressed(file, **self._arrays())
            part.replace(target)
        except OSError as error:
            raise OutputError(f"Cannot write {target}: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Recording:
        """Read what :meth:`save` wrote.

        Raises:
            RecordingError: no such file, damaged, or of another format.
        """
        try:
            # Opened here, because numpy leaves a damaged file open.
            with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls._from_arrays(dict(arrays), Path(path).name)
        except FileNotFoundError as error:
            raise RecordingError(f"There is no recording {path}.") from error
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise RecordingError(
                f"{Path(path).name} is not a recording of landmarks, or is damaged: "
                "record it again with formcheck check."
            ) from error

    def _arrays(self) -> dict[str, Any]:
        return {
            "format": np.array(FORMAT),
            "engine": np.array(self.engine),
            "size": np.array([self.width, self.height], np.int32),
            **{f"frame_{n}": self._frames.column(n) for n in _FRAME_COLUMNS},
            **{f"pose_{n}": self._poses.column(n) for n in _POSE_COLUMNS},
        }

    @classmethod
    def _from_arrays(cls, arrays: dict[str, Any], name: str) -> Recording:
        if str(arrays["format"]) != FORMAT:
            raise RecordingError(
                f"{name} is of format {arrays['format']}, this version reads {FORMAT}: "
                "record it again with formcheck check."
            )
        width, height = (int(n) for n in arrays["size"])
        recording = cls(width, height, str(arrays["engine"]))
        recording._frames.extend({n: arrays[f"frame_{n}"] for n in _FRAME_COLUMNS})
        recording._poses.extend({n: arrays[f"pose_{n}"] for n in _POSE_COLUMNS})
        return recording

    def _spread(
        self, name: str, rows: npt.NDArray[Any], frames: npt.NDArray[Any], count: int
    ) -> Floats:
        _, shape = _POSE_COLUMNS[name]
        full = np.full((count, *shape), np.nan, np.float32)
        if len(rows):
            full[frames] = self._poses.column(name, int(rows[0]), int(rows[-1]) + 1)[rows - rows[0]]
        return full


def _pose(row: dict[str, Any]) -> tuple[int, Pose]:
    floats = {n: row[n].astype(np.float32) for n in ("xy", "world", "visibility", "outline")}
    return int(row["person"]), Pose(**floats)


class _Table:
    """Columns of equal length that grow by chunks, so that growing never copies what is there."""

    def __init__(self, columns: dict[str, tuple[Any, tuple[int, ...]]]) -> None:
        self._columns = columns
        self._chunks: list[dict[str, npt.NDArray[Any]]] = []
        self._used = 0

    def __len__(self) -> int:
        return max(0, len(self._chunks) - 1) * _CHUNK_ROWS + self._used

    def append(self, **values: Any) -> None:
        if not self._chunks or self._used == _CHUNK_ROWS:
            self._chunks.append(
                {n: np.empty((_CHUNK_ROWS, *s), d) for n, (d, s) in self._columns.items()}
            )
            self._used = 0
        for name, value in values.items():
            self._chunks[-1][name][self._used] = value
        self._used += 1

    def extend(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        lengths = {len(a) for a in arrays.values()}
        shapes_fit = all(arrays[n].shape[1:] == s for n, (_, s) in self._columns.items())
        if len(lengths) != 1 or not shapes_fit:
            raise ValueError("columns do not fit together")
        for row in range(lengths.pop()):
            self.append(**{name: array[row] for name, array in arrays.items()})

    def column(self, name: str, first: int = 0, last: int | None = None) -> npt.NDArray[Any]:
        """A copy of one column, of rows ``first`` to before ``last``."""
        dtype, shape = self._columns[name]
        last = len(self) if last is None else last
        if first >= last:
            return np.empty((0, *shape), dtype)
        chunks = self._chunks[first // _CHUNK_ROWS : (last - 1) // _CHUNK_ROWS + 1]
        offset = first - first % _CHUNK_ROWS
        rows: npt.NDArray[Any] = np.concatenate([chunk[name] for chunk in chunks])
        return rows[first - offset : last - offset]

    def row(self, row: int) -> dict[str, Any]:
        chunk = self._chunks[row // _CHUNK_ROWS]
        return {name: column[row % _CHUNK_ROWS] for name, column in chunk.items()}
