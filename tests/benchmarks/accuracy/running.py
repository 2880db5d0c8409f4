"""Judging many clips, on every core."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from formcheck.recording import Recording

from ..recordings import record
from .judged import judge
from .records import ClipRecord, record_of
from .samples import Sample

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def judge_all(
    samples: Sequence[Sample], jobs: int, pixels: bool = False, named: bool = False
) -> list[ClipRecord]:
    """The records of the clips, in their order.

    Args:
        pixels: render and watch the clips anew in place of their kept landmarks.
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


def _judged(sample: Sample, pixels: bool, named: bool) -> ClipRecord:
    recording = watch(sample) if pixels else sample.recording()
    return record_of(judge(sample, recording, named), sample)


def watch(sample: Sample) -> Recording:
    """The landmarks of the film, which is rendered anew where it was not kept."""
    film = sample.truth_file.with_name(f"{sample.name}.mp4")
    if film.exists():
        return record(film)
    from sample_videos.studio.library import read_library
    from sample_videos.studio.produce import render

    described = next(entry for entry in read_library() if entry.name == sample.name)
    with tempfile.TemporaryDirectory() as folder:
        return record(render(described.clip(), Path(folder)))
