"""Observations of a whole video, kept compactly, saved and replayed."""

from __future__ import annotations

import lzma
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from formcheck.columns import Column, Table, pack, unpack
from formcheck.errors import OutputError, RecordingError
from formcheck.pose import (
    LANDMARKS,
    LEG_BONES,
    OUTLINE_STATIONS,
    Floats,
    Landmark,
    Observation,
    Pose,
)

FORMAT = "formcheck.recording/2"

_JUDGED = ("EAR", "SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
_JUDGED_IN_SPACE = ("SHOULDER", "HIP", "KNEE", "ANKLE")


def _steps(joints: Iterable[str], fine: float, coarse: float) -> npt.NDArray[np.float64]:
    """(33, 1) steps: fine for the nose and the named joints, coarse for what is only drawn."""
    steps = np.full((LANDMARKS, 1), coarse)
    steps[[Landmark.NOSE, *(Landmark[f"{s}_{j}"] for j in joints for s in ("LEFT", "RIGHT"))]] = (
        fine
    )
    return steps


# Fine steps are far below what the pose model's own values tremble by while nobody moves.
_FRAME_COLUMNS = {
    "index": Column(np.int32),
    "time_s": Column(np.int64, step=1e-6, given=np.float64),
    "scene": Column(np.int16, given=np.int16),
    "brightness": Column(np.int16, step=0.125, given=np.float32),
}
_POSE_COLUMNS = {
    "frame": Column(np.int32),
    "person": Column(np.int16, given=np.int16),
    "xy": Column(np.int32, (LANDMARKS, 2), _steps(_JUDGED, 1 / 32, 1 / 2), np.float32),
    "world": Column(np.int16, (LANDMARKS, 3), _steps(_JUDGED_IN_SPACE, 0.001, 0.2), np.float32),
    "visibility": Column(np.int16, (LANDMARKS,), 0.005, np.float32),
    "outline": Column(np.int16, (2, len(OUTLINE_STATIONS)), 1 / 16, np.float32),
    "on_mask": Column(np.int8, (len(LEG_BONES),), 0.01, np.float32),
}
_POSE_FIELDS = ("xy", "world", "visibility", "outline", "on_mask")
_BROKEN_ARCHIVE = (zipfile.BadZipFile, lzma.LZMAError, NotImplementedError)


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
        on_mask: (T, 4).
    """

    index: npt.NDArray[np.int32]
    time_s: npt.NDArray[np.float64]
    scene: npt.NDArray[np.int16]
    xy: Floats
    world: Floats
    visibility: Floats
    outline: Floats
    on_mask: Floats


class Recording:
    """A column store of observations: about 0.65 kB for each person in each frame.

    Values are rounded as they are appended, so that a recording saved and loaded is judged
    exactly like one that comes straight from the film: landmarks to 1/32 px and 1 mm, but those
    that are only drawn (of face and hands, and in space all but trunk and legs) to 1/2 px and
    0.2 m; the outline to 1/16 px. A file takes about 0.1 kB for each person and frame.
    """

    def __init__(self, width: int = 0, height: int = 0, engine: str = "") -> None:
        """width, height: size of the upright picture in pixels; engine: what found the poses."""
        self.width = width
        self.height = height
        self.engine = engine
        self._frames = Table(_FRAME_COLUMNS)
        self._poses = Table(_POSE_COLUMNS)

    def __len__(self) -> int:
        """Number of frames."""
        return len(self._frames)

    def append(self, observation: Observation) -> None:
        """Add the next frame, its people by number."""
        row = len(self._frames)
        self._frames.append(
            index=observation.index,
            time_s=observation.time_s,
            scene=observation.scene,
            brightness=observation.brightness,
        )
        for person, pose in sorted(observation.people.items()):
            values = {name: getattr(pose, name) for name in _POSE_FIELDS}
            self._poses.append(frame=row, person=person, **values)

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
            name: self._spread(name, rows, of[rows] - first, last - first) for name in _POSE_FIELDS
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

    def extend(self, later: Recording) -> None:
        """Add the frames of another recording of the same film, which follow on these."""
        frames = len(self)
        self._frames.extend({name: later._frames.whole(name) for name in _FRAME_COLUMNS})
        poses = {name: later._poses.whole(name) for name in _POSE_COLUMNS}
        poses["frame"] = poses["frame"] + np.int32(frames)
        self._poses.extend(poses)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a compressed .npz under a temporary name, then rename it.

        Raises:
            OutputError: the place cannot be written to.
        """
        target = Path(path)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                self.write(file)
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
            with Path(path).open("rb") as file:
                return cls.read(file, Path(path).name)
        except FileNotFoundError as error:
            raise RecordingError(f"There is no recording {path}.") from error
        except OSError as error:
            raise RecordingError(f"{path} cannot be read: {error.strerror}.") from error

    @classmethod
    def read(cls, file: IO[bytes], name: str) -> Recording:
        """Read what :meth:`write` wrote.

        Args:
            name: what an error calls the file.

        Raises:
            RecordingError: damaged, or of another format.
        """
        try:
            with np.load(file, allow_pickle=False) as arrays:
                return cls._from_arrays(dict(arrays), name)
        except (OSError, ValueError, LookupError, EOFError, *_BROKEN_ARCHIVE) as error:
            raise RecordingError(
                f"{name} is not a recording of landmarks, or is damaged: "
                "record it again with formcheck check."
            ) from error

    def write(self, file: IO[bytes]) -> None:
        """Write the compressed arrays to an open file."""
        # numpy can read an archive compressed by LZMA, a fifth smaller here, but not write it.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
            for name, array in self._arrays():
                with archive.open(f"{name}.npy", "w") as member:
                    np.save(member, array, allow_pickle=False)

    def _arrays(self) -> Iterator[tuple[str, npt.NDArray[Any]]]:
        yield "format", np.array(FORMAT)
        yield "engine", np.array(self.engine)
        yield "size", np.array([self.width, self.height], np.int32)
        for name in _FRAME_COLUMNS:
            yield f"frame_{name}", pack(self._frames.whole(name))
        # One person after the other, because it is a person's own changes that are small.
        by_person = np.argsort(self._poses.whole("person"), kind="stable")
        for name in _POSE_COLUMNS:
            yield f"pose_{name}", pack(self._poses.whole(name)[by_person])

    @classmethod
    def _from_arrays(cls, arrays: dict[str, Any], name: str) -> Recording:
        if str(arrays["format"]) != FORMAT:
            raise RecordingError(
                f"{name} is of format {arrays['format']}, this version reads {FORMAT}: "
                "record it again with formcheck check."
            )
        width, height = (int(n) for n in arrays["size"])
        recording = cls(width, height, str(arrays["engine"]))
        frames = {n: unpack(arrays[f"frame_{n}"], c) for n, c in _FRAME_COLUMNS.items()}
        recording._frames.extend(frames)
        poses = {n: unpack(arrays[f"pose_{n}"], c) for n, c in _POSE_COLUMNS.items()}
        by_frame = np.argsort(poses["frame"], kind="stable")
        recording._poses.extend({n: rows[by_frame] for n, rows in poses.items()})
        return recording

    def _spread(
        self, name: str, rows: npt.NDArray[Any], frames: npt.NDArray[Any], count: int
    ) -> Floats:
        full = np.full((count, *_POSE_COLUMNS[name].shape), np.nan, np.float32)
        if len(rows):
            full[frames] = self._poses.column(name, int(rows[0]), int(rows[-1]) + 1)[rows - rows[0]]
        return full


def _pose(row: dict[str, npt.NDArray[Any]]) -> tuple[int, Pose]:
    return int(row["person"]), Pose(**{name: row[name] for name in _POSE_FIELDS})
