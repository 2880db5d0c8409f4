"""Short, small films cut from the sample clips, for tests and benchmarks that need many."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.video import VideoFile, VideoWriter

CLIPS = Path(__file__).resolve().parent.parent / "sample_videos" / "clips"
SIZE = (320, 180)
FRAMES_A_SECOND = 15


def cut(clip: str, target: Path, from_s: float, length_s: float) -> Path:
    """A piece of a sample clip at 320 x 180 and 15 frames a second."""
    step = 1 / FRAMES_A_SECOND
    with VideoWriter(target, *SIZE) as writer:
        due = from_s
        for frame in VideoFile(CLIPS / f"{clip}.mp4").frames():
            if frame.time_s >= from_s + length_s:
                break
            if frame.time_s >= due:
                image = cv2.resize(frame.image, SIZE, interpolation=cv2.INTER_AREA)
                writer.write(np.asarray(image, np.uint8), frame.time_s - from_s)
                due += step
    return target


def with_tags(film: Path, target: Path, tags: Mapping[str, str]) -> Path:
    """The same film with tags as a phone leaves them, without encoding it again."""
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(film)) as source, av.open(str(target), "w", options=options) as container:
        container.metadata.update(tags)
        stream = container.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    return target
