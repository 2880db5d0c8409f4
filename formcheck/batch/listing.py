"""Every file below a folder, on a disk or at an fsspec address."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.batch.errors import BatchError


@dataclass(frozen=True, slots=True)
class Listed:
    """A file found, or a folder that could not be looked into.

    Attributes:
        address: absolute path, or an fsspec address.
        path: names from below the folder to the file.
        size: bytes.
        trouble: why it cannot be read; empty where nothing is known against it.
    """

    address: str
    path: tuple[str, ...]
    size: int = 0
    trouble: str = ""


def is_remote(folder: str) -> bool:
    """Whether this is an fsspec address."""
    return "://" in folder


def listing(folder: str) -> list[Listed]:
    """Every file below the folder in the order of their paths; hidden ones are passed over.

    Raises:
        BatchError: there is no such folder, or it cannot be listed.
    """
    found = _remote(folder) if is_remote(folder) else _local(Path(folder))
    shown = [each for each in found if not any(name.startswith(".") for name in each.path)]
    return sorted(shown, key=lambda each: each.path)


def filesystem(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it; raises BatchError without one."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise BatchError(f"{address} needs fsspec: install formcheck[cluster].") from error
    try:
        return url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise BatchError(f"{address} cannot be used: {error}.") from error


def _local(root: Path) -> Iterator[Listed]:
    if not root.is_dir():
        what = "is a file: check it alone" if root.exists() else "does not exist: check its name"
        raise BatchError(f"{root} {what}, or name a folder with films in it.")
    root = root.resolve()
    closed: list[OSError] = []
    seen = {_identity(root)}
    for place, folders, files in os.walk(root, onerror=closed.append, followlinks=True):
        # Links may lead in a circle: each folder is entered once.
        folders[:] = [each for each in sorted(folders) if _is_new(Path(place, each), seen)]
        for name in files:
            yield _file(Path(place, name), root)
    for error in closed:
        yield _trouble(Path(error.filename), root, f"cannot be looked into: {error.strerror}.")


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    if folder.name.startswith("."):
        return False
    try:
        identity = _identity(folder)
    except OSError:
        return True  # os.walk will say why
    new = identity not in seen
    seen.add(identity)
    return new


def _identity(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino


def _file(path: Path, root: Path) -> Listed:
    try:
        found = path.stat()
    except OSError as error:
        link = "is a link that leads nowhere" if path.is_symlink() else "cannot be read"
        return _trouble(path, root, f"{link}: {error.strerror}.")
    if not stat.S_ISREG(found.st_mode):
        return _trouble(path, root, "is no file that could hold a film.")
    return Listed(str(path), path.relative_to(root).parts, found.st_size)


def _trouble(path: Path, root: Path, what: str) -> Listed:
    parts = path.relative_to(root).parts or (root.name,)
    return Listed(str(path), parts, trouble=f"{parts[-1]} {what}")


def _remote(folder: str) -> Iterator[Listed]:
    system, root = filesystem(folder)
    try:
        files = system.find(root, detail=True)
        if not files:
            system.ls(root)  # which says why, where finding passes over what it cannot reach
    except Exception as error:  # each file system raises its own
        raise BatchError(
            f"{folder} cannot be reached or listed ({type(error).__name__}: {error}): "
            "check the address and the access to it."
        ) from error
    for path, about in files.items():
        below = path[len(root) :].strip("/").split("/")
        yield Listed(system.unstrip_protocol(path), tuple(below), int(about.get("size") or 0))
