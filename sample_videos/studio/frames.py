"""What is true of each frame of a library clip, as small integers in one compressed file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from formcheck.columns import Column, pack, unpack

ANGLE_DEG, PIXELS, TIME_S = 0.05, 0.125, 1e-6


def _step(name: str) -> float:
    if name == "time_s":
        return TIME_S
    return PIXELS if name[-2:] in ("_x", "_y") else ANGLE_DEG


def save_frames(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Keep (T,) values by name, rounded to 0.05 degrees, 1/8 pixel and a microsecond."""
    steps = np.array([_step(name) for name in arrays])
    whole = np.rint(np.stack(list(arrays.values()), axis=1) / steps).astype(np.int32)
    kept = {"names": np.array(list(arrays)), "steps": steps, "packed": pack(whole)}
    # numpy reads an archive compressed by LZMA, but does not write it.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in kept.items():
            with archive.open(f"{name}.npy", "w") as member:
                np.save(member, array, allow_pickle=False)


def load_frames(path: Path) -> dict[str, np.ndarray]:
    """(T,) values by name, as :func:`save_frames` or ``numpy.savez`` kept them."""
    with np.load(path, allow_pickle=False) as arrays:
        if "packed" not in arrays:
            return {name: arrays[name].astype(float) for name in arrays.files}
        names, steps = arrays["names"].tolist(), arrays["steps"]
        whole = unpack(arrays["packed"], Column(np.int32, (len(names),)))
    return dict(zip(names, (whole * steps).T, strict=True))
