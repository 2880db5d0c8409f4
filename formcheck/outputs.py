"""The files of one command, written aside and put in place together."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from formcheck.errors import OutputError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Outputs:
    """A hidden folder inside the target folder, whose files appear there only once all are done.

    What the target folder held before stays untouched until then, and for good after a failure.
    Folders that were made for a run that failed are removed again.

    Attributes:
        folder: where the files end up.
        staging: where they are written; exists within the ``with`` block.
    """

    staging: Path

    def __init__(self, folder: Path, names: Collection[str], source: Path) -> None:
        """
        Args:
            folder: where the files go; made if it is missing.
            names: of the files that belong to the command: those of an earlier run that this one
                does not write would stand beside what they do not show, and are removed.
            source: the file that is being read, which none of them may replace.

        Raises:
            OutputError: one of the names is the source itself, or a folder.
        """
        self.folder = folder
        self._names = names
        self._made: list[Path] = []
        for name in names:
            target = folder / name
            if not _stands(target):
                continue
            if target.is_dir():
                raise OutputError(f"{target} is a folder: choose another --out folder.")
            if source.exists() and target.samefile(source):
                raise OutputError(f"{target} is the video itself: choose another --out folder.")

    def __enter__(self) -> Outputs:
        """Make the folders; raises OutputError where they cannot be made or written to."""
        missing = [p for p in (self.folder, *self.folder.parents) if not _stands(p)]
        try:
            for path in reversed(missing):
                path.mkdir(exist_ok=True)
                self._made.append(path)
            self.staging = Path(tempfile.mkdtemp(prefix=".formcheck-", dir=self.folder))
        except OSError as error:
            self._remove_made()
            raise explained(error, self.folder) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear away what was not published; a full disk becomes an OutputError."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if error is None:
            return
        self._remove_made()
        if isinstance(error, OSError) and error.errno in FULL | _FORBIDDEN:
            raise explained(error, self.folder) from error
        if isinstance(error, OutputError) and str(self.staging) in str(error):
            raise OutputError(str(error).replace(str(self.staging), str(self.folder))) from error

    def try_out(self) -> None:
        """Raise OutputError now if the files could not be written; leaves nothing behind."""
        with self:
            pass
        self._remove_made()

    def publish(self) -> None:
        """Move every file to its place; an interrupt waits until the last one is there."""
        stale = set(self._names) - {path.name for path in self.staging.iterdir()}
        try:
            self._move_all(stale)
        except KeyboardInterrupt:
            self._move_all(stale)
            raise

    def _move_all(self, stale: Collection[str]) -> None:
        for name in stale:
            (self.folder / name).unlink(missing_ok=True)
        for path in sorted(self.staging.iterdir()):
            path.replace(self.folder / path.name)

    def _remove_made(self) -> None:
        for path in reversed(self._made):
            try:
                path.rmdir()
            except OSError:
                return  # somebody else's files are in it by now


def _stands(path: Path) -> bool:
    """Whether anything is there; a name that the system refuses names nothing."""
    try:
        return path.exists()
    except OSError:
        return False


def explained(error: OSError, folder: Path) -> OutputError:
    """What the system says of a folder, as one sentence."""
    if error.errno in FULL:
        return OutputError(
            f"The disk of {folder} is full: make room or choose another --out folder."
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        why = "cannot be a folder, a file stands there"
    elif error.errno in _FORBIDDEN:
        why = "cannot be written to"
    else:
        why = f"cannot be written to ({error.strerror})"
    return OutputError(f"{folder} {why}: choose another --out folder.")
