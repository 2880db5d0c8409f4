"""The files of the pose model: the ones that mediapipe's package carries, or the user's own."""

from __future__ import annotations

import hashlib
import importlib.util
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import ModelError
from formcheck.landmarker.tflite import Ends, NotAModelError, ends_of

_LANDMARKS = "modules/pose_landmark/pose_landmark_full.tflite"
_DETECTOR = "modules/pose_detection/pose_detection.tflite"
_ZIP = b"PK\x03\x04"
_LARGEST_BYTES = 200_000_000

_LANDMARK_ENDS = Ends(
    inputs=((1, 256, 256, 3),),
    outputs=((1, 195), (1, 1), (1, 256, 256, 1), (1, 64, 64, 39), (1, 117)),
)
_DETECTOR_ENDS = Ends(inputs=((1, 224, 224, 3),), outputs=((1, 2254, 12), (1, 2254, 1)))
_BUNDLED = {
    "pose_landmarks_detector.tflite": _LANDMARK_ENDS,
    "pose_detector.tflite": _DETECTOR_ENDS,
}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where both networks are.

    Attributes:
        sha256: of the landmark network's file, or of the bundle that the user named, hexadecimal.
    """

    landmarks: Path
    detector: Path
    sha256: str


@contextmanager
def model_files(named: Path | None = None) -> Iterator[ModelFiles]:
    """The files to load the networks from, which are there within the ``with`` block.

    Args:
        named: a ``.task`` bundle, or a ``.tflite`` landmark network (lite, full or heavy); None =
            the full one that mediapipe carries.

    Raises:
        ModelError: missing, damaged, or another kind of model.
    """
    if named is None:
        landmarks = carried(_LANDMARKS)
        yield ModelFiles(landmarks, carried(_DETECTOR), _sha256(landmarks.read_bytes()))
        return
    data = _read(named)
    if not data.startswith(_ZIP):
        _check(named, data, _LANDMARK_ENDS)
        yield ModelFiles(named, carried(_DETECTOR), _sha256(data))
        return
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        landmarks, detector = _unpacked(named, Path(folder))
        yield ModelFiles(landmarks, detector, _sha256(data))


def package_folder() -> Path:
    """Where mediapipe is installed; raises ModelError where it is not."""
    spec = importlib.util.find_spec("mediapipe")
    if spec is None or spec.origin is None:
        raise ModelError("mediapipe is not installed; install formcheck anew.")
    return Path(spec.origin).parent


def carried(name: str) -> Path:
    """A model inside mediapipe's package; raises ModelError where it is missing."""
    path = package_folder() / name
    if not path.is_file():
        raise ModelError(
            f"The pose model {path.name} is missing from the installed mediapipe; "
            "reinstall mediapipe==0.10.21, later versions carry no model."
        )
    return path


def _read(path: Path) -> bytes:
    if path.is_dir() or not path.exists():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise ModelError(f"The model file {path} {what}: name a .task or .tflite file.")
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise _unfit(path, "it is far too large")
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error.strerror}.") from error


def _unpacked(path: Path, folder: Path) -> list[Path]:
    """The two networks of a bundle, written into a folder."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return [_unpack(bundle, name, path, folder) for name in _BUNDLED]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise _unfit(path, "it is damaged or incomplete") from error


def _unpack(bundle: zipfile.ZipFile, name: str, path: Path, folder: Path) -> Path:
    if name not in bundle.namelist():
        raise _unfit(path, f"it holds no {name}")
    if bundle.getinfo(name).file_size > _LARGEST_BYTES:
        raise _unfit(path, "it is far too large")
    data = bundle.read(name)
    _check(path, data, _BUNDLED[name])
    (folder / name).write_bytes(data)
    return folder / name


def _check(path: Path, data: bytes, wanted: Ends) -> None:
    try:
        ends = ends_of(data)
    except NotAModelError as error:
        raise _unfit(path, str(error)) from error
    if ends == _DETECTOR_ENDS != wanted:
        raise _unfit(path, "it holds the network that finds people, not the one for landmarks")
    if ends != wanted:
        raise _unfit(path, "it is another kind of model")


def _unfit(path: Path, why: str) -> ModelError:
    return ModelError(
        f"{path.name} is no pose model that formcheck can use, {why}: name a BlazePose model "
        "(lite, full or heavy) as a .task or .tflite file."
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
