"""Which rendered clips there are, where their truth and landmarks lie, and on which split."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.recording import Recording
from sample_videos.studio.frames import load_frames

Array = npt.NDArray[np.floating[Any]]

SAMPLES = Path(__file__).resolve().parents[3] / "sample_videos"
LIBRARY = "library"
TRUTH = ".truth.json"
SPLITS = ("tuning", "test")


@dataclass(frozen=True)
class Sample:
    """One rendered clip.

    Attributes:
        truth_file: its ``NAME.truth.json``; ``NAME.truth.npz`` lies beside it.
        recording_file: its landmarks; None where they were not kept.
        split: "tuning" or "test"; "" where the split names it on neither side.
    """

    name: str
    truth_file: Path
    recording_file: Path | None
    split: str

    def truth(self) -> dict[str, Any]:
        """What is known of the clip: see ``sample_videos/README.md``."""
        found: dict[str, Any] = json.loads(self.truth_file.read_text(encoding="utf-8"))
        return found

    def frames(self) -> dict[str, Array]:
        """What is known of each frame, (T,) by name."""
        return load_frames(self.truth_file.with_name(f"{self.name}.truth.npz"))

    def recording(self) -> Recording:
        """The landmarks that were recorded from it."""
        if self.recording_file is None:
            raise FileNotFoundError(
                f"The landmarks of {self.name} were not kept: "
                f"record them with python -m tests.benchmarks.recordings {self.name}."
            )
        return Recording.load(self.recording_file)


def find_samples(
    split: str = "all", only: str = "*", root: Path = SAMPLES, recorded: bool = True
) -> list[Sample]:
    """The clips of a split, by name.

    Args:
        only: a shell pattern that their names have to fit.
        recorded: leave out clips whose landmarks were not kept.
    """
    found = [s for s in _all_samples(root) if split in ("all", s.split) and fnmatch(s.name, only)]
    return [s for s in found if s.recording_file is not None or not recorded]


def _all_samples(root: Path) -> list[Sample]:
    sides = read_splits(root)
    recordings = {
        path.stem: path for path in root.rglob("*.npz") if not path.name.endswith(".truth.npz")
    }
    truths = sorted(root.rglob(f"*{TRUTH}"), key=lambda path: path.name)
    names = [path.name.removesuffix(TRUTH) for path in truths]
    return [
        Sample(name, path, recordings.get(name), _folder_side(path) or sides.get(name, ""))
        for name, path in zip(names, truths, strict=True)
    ]


def _folder_side(path: Path) -> str:
    """The library keeps each side of the split in a folder of its own."""
    folder = path.parent.parent
    return folder.name if folder.parent.name == LIBRARY else ""


def read_splits(root: Path = SAMPLES) -> dict[str, str]:
    """The side of each clip that ``split.toml`` names."""
    text = (root / "split.toml").read_text(encoding="utf-8")
    return {name: side for side in SPLITS for name in _listed(text, side)}


def _listed(text: str, side: str) -> Iterable[str]:
    # Python 3.10 reads no TOML by itself; the file is two lists of names.
    listed = re.search(rf"^{side} = \[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    return re.findall(r'"([^"]+)"', listed[1]) if listed else []
