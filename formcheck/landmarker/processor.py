"""What the processor can do, as far as the libraries that run the networks ask for it."""

from __future__ import annotations

import platform
import sys


def instructions() -> tuple[str, ...]:
    """The sets of instructions that it has, of those that numpy knows by name."""
    return tuple(sorted(name for name, there in _features().items() if there))


def has_instructions(name: str) -> bool:
    """Whether it has this set; True for families of processors that have none of that name."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return True
    return _features().get(name, True)


def _features() -> dict[str, bool]:
    return getattr(sys.modules["numpy.core._multiarray_umath"], "__cpu_features__", {})
