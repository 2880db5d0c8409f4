"""Frames that are sought are those that come when the film is read from its start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from odd_films import ODD, film

from formcheck.video import VideoFile

MANY_KEYS = {
    "keys.mp4": partial(film, g="7", bf="2", **{"x264-params": "open-gop=1"}),
    "keys.mkv": partial(film, g="7"),
    "keys.ts": partial(film, form="mpegts", g="7", bf="2"),
    "keys hevc.mp4": partial(film, codec="libx265", g="7"),
}
ALL = MANY_KEYS | {n: o.make for n, o in ODD.items() if o.outcome in ("report", "truncated")}


@pytest.mark.parametrize("name", ALL)
def test_frames_are_the_same_whether_sought_or_read(tmp_path: Path, name: str) -> None:
    ALL[name](tmp_path / name)
    video = VideoFile(tmp_path / name)
    every = {frame.index: frame for frame in video.frames()}
    for wanted in ({len(every) - 1}, set(every), {len(every) // 2, len(every) * 3 // 4}):
        found = list(video.frames(only=wanted))
        assert [frame.index for frame in found] == sorted(wanted)
        for frame in found:
            assert frame.time_s == every[frame.index].time_s
            np.testing.assert_array_equal(frame.image, every[frame.index].image)
