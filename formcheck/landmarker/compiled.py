"""Networks as OpenVINO has compiled them, kept in the user's cache folder from run to run.

To compile them takes a core one to two seconds at each start, to load them again a tenth of that.
What is kept are the two networks, for this version of the library on this processor: nothing of
what anybody filmed.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from formcheck.landmarker.processor import instructions

DEVICE = "CPU"
_KEPT = 4
"""Files: those of two models; each has one for its landmarks and one for its detector."""


def compiled(
    core: Any,
    settings: Mapping[str, Any],
    made_from: Sequence[bytes],
    build: Callable[[], Sequence[Any]],
) -> list[Any]:
    """The networks, compiled: those kept from an earlier run, else built, compiled and kept.

    A file that cannot be read, or not written, costs only the time to compile.

    Args:
        core: OpenVINO's.
        settings: to compile with.
        made_from: all that the networks depend on besides the library and the processor.
        build: makes the networks.
    """
    path = _place(core, [*made_from, repr(sorted(settings.items())).encode()])
    with suppress(OSError, zipfile.BadZipFile, RuntimeError):
        return [core.import_model(io.BytesIO(data), DEVICE, settings) for data in _read(path)]
    networks = [core.compile_model(model, DEVICE, settings) for model in build()]
    with suppress(OSError, RuntimeError):
        _keep(path, [network.export_model().getvalue() for network in networks])
    return networks


def _place(core: Any, made_from: Sequence[bytes]) -> Path:
    """The file for networks made from this by this version of the library on this processor."""
    import platformdirs

    version = core.get_versions(DEVICE)[DEVICE].build_number
    processor = core.get_property(DEVICE, "FULL_DEVICE_NAME")
    told = hashlib.sha256(repr((version, processor, instructions())).encode())
    for content in made_from:
        told.update(hashlib.sha256(content).digest())
    folder = platformdirs.user_cache_path("formcheck", appauthor=False)
    return folder / "networks" / f"{told.hexdigest()[:32]}.zip"


def _read(path: Path) -> list[bytes]:
    """What is kept in a file; the archive knows whether a byte of it has changed."""
    with zipfile.ZipFile(path) as kept:
        return [kept.read(name) for name in sorted(kept.namelist())]


def _keep(path: Path, networks: Sequence[bytes]) -> None:
    """Write the file under a temporary name, then rename; the oldest others are removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(part, "w") as kept:
            for number, network in enumerate(networks):
                kept.writestr(str(number), network)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    files = sorted(path.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)
