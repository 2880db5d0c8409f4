"""A film as a file on this machine, and whether it stayed the same while it was read."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from formcheck.batch.errors import FilmError
from formcheck.batch.listing import filesystem, is_remote

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What the system says of a place that takes nothing more."""


class Fetched:
    """A film that can be opened.

    Attributes:
        path: of the file on this machine.
        sha256: of its content, hexadecimal.
    """

    def __init__(self, path: Path, trait: Callable[[], Hashable], before: Hashable) -> None:
        """
        Args:
            trait: something that differs once the source has been written to.
            before: what it was before anything was read.
        """
        self.path = path
        self._trait, self._before = trait, before
        self.sha256 = _sha256(path)

    def check_unchanged(self) -> None:
        """Raise FilmError where the film was written to since it was first looked at."""
        if self._trait() != self._before or _sha256(self.path) != self.sha256:
            raise FilmError(
                f"{self.path.name} changed while it was read: wait until it is complete, "
                "then run the same command again."
            )


@contextmanager
def fetched(address: str, name: str, workplace: Path) -> Iterator[Fetched]:
    """The film as a local file; one from elsewhere is copied into the workplace meanwhile.

    Raises:
        FilmError: it cannot be read or fetched.
    """
    if not is_remote(address):
        path = Path(address)
        yield Fetched(path, lambda: _local_trait(path), _local_trait(path))
        return
    folder = workplace / f"fetched-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    try:
        yield _copied(address, folder / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(address: str, path: Path) -> Fetched:
    system, inner = filesystem(address)
    try:
        before = _remote_trait(system, inner)
        system.get_file(inner, str(path))
    except Exception as error:  # each file system raises its own
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        raise FilmError(
            f"{path.name} cannot be fetched ({type(error).__name__}): "
            "check that it is still there, and the access to it."
        ) from error
    return Fetched(path, lambda: _remote_trait(system, inner), before)


def _local_trait(path: Path) -> Hashable:
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _remote_trait(system: Any, inner: str) -> Hashable:
    system.invalidate_cache()
    trait: Hashable = system.ukey(inner)
    return trait


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise _unreadable(path, error) from error
    return digest.hexdigest()


def _unreadable(path: Path, error: OSError) -> FilmError:
    return FilmError(f"{path.name} cannot be read: {error.strerror}.")
