"""Every clip in the repository has truth beside it that fits the film."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

CLIPS = sorted((Path(__file__).parents[2] / "sample_videos" / "clips").glob("[!.]*.mp4"))
LARGEST = 3_000_000

pytestmark = pytest.mark.parametrize("film", CLIPS, ids=lambda path: path.stem)


def truth_of(film: Path) -> dict[str, Any]:
    return json.loads(film.with_suffix(".truth.json").read_text())


def test_the_film_has_the_frames_and_size_of_its_truth(film: Path) -> None:
    truth = truth_of(film)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.frames == truth["frames"]
        assert stream.average_rate == truth["fps"]
        assert (stream.width, stream.height) == (truth["width"], truth["height"])
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
    assert film.stat().st_size <= LARGEST


def test_the_truth_of_each_frame_is_complete(film: Path) -> None:
    truth, frames = truth_of(film), np.load(film.with_suffix(".truth.npz"))
    assert truth["clip"] == film.name
    assert np.allclose(frames["time_s"], np.arange(truth["frames"]) / truth["fps"], atol=1e-4)
    for name in frames.files:
        assert frames[name].shape == (truth["frames"],), name
        assert np.isfinite(frames[name]).all(), name


def test_joints_stay_in_the_picture(film: Path) -> None:
    truth, frames = truth_of(film), np.load(film.with_suffix(".truth.npz"))
    for name in frames.files:
        if name.endswith(("_x", "_y")):
            limit = truth["width" if name.endswith("_x") else "height"]
            assert 0 < frames[name].min() <= frames[name].max() < limit, name


def test_reps_follow_each_other_in_time(film: Path) -> None:
    truth = truth_of(film)
    last = 1.0
    for number, rep in enumerate(truth["reps"], start=1):
        assert rep["number"] == number
        moments = [rep[k] for k in ("start_s", "peak_start_s", "peak_end_s", "end_s")]
        assert moments == sorted(moments)
        assert moments[0] > last
        last = moments[-1]
    assert last < truth["duration_s"]


def test_the_signal_of_each_rep_reaches_the_range_it_names(film: Path) -> None:
    truth, frames = truth_of(film), np.load(film.with_suffix(".truth.npz"))
    for rep in truth["reps"]:
        legs = ("left", "right") if rep["side"] == "both" else (rep["side"],)
        joint = truth.get("rep_signal", "hip")
        signal = np.mean([frames[f"{joint}_{leg}"].astype(float) for leg in legs], axis=0)
        inside = (frames["time_s"] >= rep["start_s"]) & (frames["time_s"] <= rep["end_s"])
        upwards = rep["range"]["peak"] > rep["range"]["start"]
        peak = signal[inside].max() if upwards else signal[inside].min()
        assert peak == pytest.approx(rep["range"]["peak"], abs=0.6)
