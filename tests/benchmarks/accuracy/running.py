"""Judging many clips, on every core."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from formcheck.landmarker import EngineChoice
from formcheck.recording import Recording

from ..recordings import record
from .judged import judge
from .records import ClipRecord, record_of
from .samples import Sample

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Pixels:
    """How films are watched anew.

    Attributes:
        films: a folder in which some of them lie already; the others are rendered.
    """

    engine: EngineChoice = "mediapipe"
    films: Path | None = None


def judge_all(
    samples: Sequence[Sample], jobs: int, pixels: Pixels | None = None, named: bool = False
) -> list[ClipRecord]:
    """The records of the clips, in their order.

    Args:
        pixels: watch the films in place of their kept landmarks.
        named: by the rules of the true exercise alone; what is recognised says nothing then.
    """
    own = partial(_judged, pixels=pixels, named=named)
    if jobs <= 1 or len(samples) <= 1:
        return [own(sample) for sample in samples]
    for name in ONE_THREAD:  # the processes would fight for the cores
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(samples)), mp_context=context) as pool:
        # Longest first, so that no process is left alone with a long clip.
        order = sorted(samples, key=_size, reverse=True)
        done = dict(zip((s.name for s in order), pool.map(own, order), strict=True))
    return [done[sample.name] for sample in samples]


def _size(sample: Sample) -> int:
    return sample.recording_file.stat().st_size if sample.recording_file else 0


def _judged(sample: Sample, pixels: Pixels | None, named: bool) -> ClipRecord:
    recording = watch(sample, pixels) if pixels else sample.recording()
    return record_of(judge(sample, recording, named), sample)


def watch(sample: Sample, pixels: Pixels) -> Recording:
    """The landmarks of the film, which is rendered anew where it was not kept."""
    for folder in (pixels.films, sample.truth_file.parent):
        film = folder / f"{sample.name}.mp4" if folder else None
        if film and film.exists():
            return record(film, pixels.engine)
    from sample_videos.studio.library import read_library
    from sample_videos.studio.produce import render

    described = next(entry for entry in read_library() if entry.name == sample.name)
    with tempfile.TemporaryDirectory() as folder:
        return record(render(described.clip(), Path(folder)), pixels.engine)
