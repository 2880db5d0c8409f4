"""The target folder: finished results, each in a folder that appears complete or not at all."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from formcheck.batch.errors import BatchError, FilmError
from formcheck.outputs import explained
from formcheck.report.files import REPORT_HTML, REPORT_JSON, SIGNALS_CSV
from formcheck.report.model import Report
from formcheck.video.filmed import Filmed

WORKPLACE = ".formcheck-work"
RECORD = ".formcheck.json"
THUMBNAILS = "thumbnails"

_OWN = {REPORT_JSON, REPORT_HTML, SIGNALS_CSV, "annotated.mp4", RECORD, THUMBNAILS}
"""Names of a result: a folder that holds another one is somebody else's."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a finished result was made from.

    Attributes:
        key: names content and options.
        sha256: of the film.
        filmed: when the film was made; None = not known.
        files: every file of the result, by its path in the result's folder.
    """

    key: str
    sha256: str
    filmed: Filmed | None
    files: tuple[str, ...]

    def to_json(self) -> str:
        """The text of the record's file."""
        return json.dumps(asdict(self)) + "\n"


class Results:
    """The target folder, held by one run at a time; a context manager.

    Attributes:
        folder: the target folder.
        workplace: folder in it where unfinished work lies; whatever an earlier run left there is
            removed at the start, everything at the end.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workplace = folder / WORKPLACE

    def __enter__(self) -> Results:
        """Make the folder and take hold of it.

        Raises:
            OutputError: it cannot be made or written to.
            BatchError: another run holds it.
        """
        with saying(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._held = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._lock()
            with saying(self.folder):
                shutil.rmtree(self.workplace, ignore_errors=True)
                self.workplace.mkdir()
        except BaseException:
            os.close(self._held)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.workplace, ignore_errors=True)
        os.close(self._held)

    def _lock(self) -> None:
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BatchError(
                f"Another batch is writing to {self.folder}: wait for its end, "
                "or choose another --out folder."
            ) from error
        except OSError:
            return  # a file system without locks

    def home(self, place: Sequence[str]) -> Path:
        """Where the result of a film lies."""
        return self.folder.joinpath(*place)

    def record(self, place: Sequence[str]) -> Record | None:
        """The record of a complete result; None where there is none."""
        home = self.home(place)
        record = _record(home)
        if record is None or not all((home / name).is_file() for name in record.files):
            return None
        return record

    def publish(self, place: Sequence[str], made: str) -> None:
        """Put a finished folder of the workplace into its place, for that of an earlier run.

        Raises:
            FilmError: something that no batch made stands there.
        """
        home = self.home(place)
        try:
            home.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(home):
                self._clear(home)
            (self.workplace / made).rename(home)
        except (FileExistsError, NotADirectoryError) as error:
            raise _in_the_way(home) from error
        settle(home.parent)

    def _clear(self, home: Path) -> None:
        if not home.is_dir() or {path.name for path in home.iterdir()} - _OWN:
            raise _in_the_way(home)
        home.rename(self.workplace / uuid.uuid4().hex)

    def unpack(self, files: Mapping[str, bytes]) -> str:
        """Write files that came from elsewhere into the workplace; returns the folder's name."""
        made = self.workplace / uuid.uuid4().hex
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        settle_all(made)
        return made.name

    def report(self, place: Sequence[str]) -> Report | None:
        """The report of a film; None where it is damaged."""
        text = (self.home(place) / REPORT_JSON).read_bytes()
        try:
            return Report.from_json(text.decode("utf-8"))
        except ValueError:
            return None

    def thumbnails(self, place: Sequence[str]) -> dict[str, bytes]:
        """Small pictures of the evidence, by the name that ``Evidence.picture`` gives."""
        found = sorted((self.home(place) / THUMBNAILS).glob("*"))
        return {path.name: path.read_bytes() for path in found}

    def write(self, name: str, text: str) -> None:
        """Write a file of the target folder by its path in it, all of it or nothing."""
        part, path = self.workplace / uuid.uuid4().hex, self.folder / name
        path.parent.mkdir(exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="")
        settle(part)
        part.replace(path)
        settle(path.parent)


def _record(home: Path) -> Record | None:
    try:
        told = json.loads((home / RECORD).read_text(encoding="utf-8"))
        filmed = told["filmed"]
        return Record(told["key"], told["sha256"], filmed and Filmed(*filmed), tuple(told["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _in_the_way(home: Path) -> FilmError:
    return FilmError(
        f"{home.name} of the --out folder was not made by a batch and was left as it is: "
        "move it away, or choose another --out folder."
    )


def settle_all(folder: Path) -> None:
    """Have every file and folder written to the disk itself, so that a power cut cannot undo it."""
    for place, _, files in os.walk(folder):
        for name in files:
            settle(Path(place, name))
        settle(Path(place))


def settle(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot
            raise
    finally:
        os.close(handle)


@contextmanager
def saying(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder into one sentence."""
    try:
        yield
    except OSError as error:
        raise explained(error, folder) from error
