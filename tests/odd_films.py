"""Films as they come out of phones, chats and broken disks, made by code and kept small.

``ODD`` is the table: what each is called, how it is made, and what becomes of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from test_video import ask_for_turn

os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder tells only of errors
TIME_BASE = Fraction(1, 90_000)
LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4665a5ea\nsize 346751\n"

Make = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Odd:
    """One odd file.

    Attributes:
        make: makes it under the path given.
        outcome: words of the sentence of one that fails; ``report`` for one that is judged whole,
            ``truncated`` for one of which a part is judged.
        size: width and height that the report gives; None = not looked at.
        frames: fewest frames that the report gives.
    """

    make: Make
    outcome: str = "report"
    size: tuple[int, int] | None = (128, 96)
    frames: int = 1


def film(
    path: Path,
    times: Sequence[float] = tuple(number / 20 for number in range(20)),
    codec: str = "libx264",
    size: tuple[int, int] = (128, 96),
    pix_fmt: str = "yuv420p",
    form: str | None = None,
    **options: str,
) -> Path:
    """Noise whose pictures are shown at these times, in the order given."""
    chance = np.random.default_rng(0)
    with av.open(str(path), "w", format=form) as container:
        stream = container.add_stream(codec, rate=30, options={**_quick(codec), **options})
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = Fraction(1, 30) if codec == "gif" else TIME_BASE
        for time_s in times:
            noise = chance.integers(90, 160, (95, 127, 3), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(_filled(size, noise), format="bgr24")
            frame.time_base = stream.codec_context.time_base
            frame.pts = round(time_s / frame.time_base)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _filled(size: tuple[int, int], noise: np.ndarray) -> np.ndarray:
    """A picture of noise; one that is very large has a single colour, to keep its film small."""
    shape = (size[1], size[0], 3)
    # np.resize would put 33 million pixels together one by one.
    return np.full(shape, noise[0, 0]) if size[0] > 1000 else np.resize(noise, shape)


def _quick(codec: str) -> dict[str, str]:
    return {
        "libx264": {"preset": "ultrafast", "bf": "0"},
        "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
        "libsvtav1": {"preset": "12"},
        "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
    }.get(codec, {})


def turned(path: Path, clockwise: int) -> None:
    film(path)
    ask_for_turn(path, clockwise)


def cut_off(path: Path, keep: Callable[[bytes], bytes], form: str = "matroska") -> None:
    film(path, [number / 20 for number in range(60)], form=form, g="5")
    path.write_bytes(keep(path.read_bytes()))


def restamped(path: Path, stamp: Callable[[int], int]) -> None:
    """A film whose packets carry other stamps than they should, in units of 1/1000 s."""
    plain = film(path.with_name("plain.mkv"), form="matroska")
    with av.open(str(plain)) as source, av.open(str(path), "w", format="matroska") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(video=0) if packet.dts is not None]
        for number, packet in enumerate(packets):
            packet.stream = stream
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = stamp(number)
            target.mux_one(packet)
    plain.unlink()


def twice(path: Path) -> None:
    """Two films in one file, as a camera leaves them whose clock was set back."""
    film(path, form="mpegts")
    path.write_bytes(2 * path.read_bytes())


def sound(path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=44100)
        for start in range(0, 22050, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 44100, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def unreadable(path: Path) -> None:
    film(path)
    path.chmod(0)


FAST = tuple(number / 240 for number in range(60))
UNEVEN = (0.0, 0.03, 0.07, 0.2, 0.21, 0.5, 0.54, 0.9, 1.4, 1.43)

ODD: dict[str, Odd] = {
    "turned by 90.mp4": Odd(lambda path: turned(path, 90), size=(96, 128)),
    "turned by 180.mp4": Odd(lambda path: turned(path, 180)),
    "turned by 270.mp4": Odd(lambda path: turned(path, 270), size=(96, 128)),
    "uneven times.mp4": Odd(lambda path: film(path, UNEVEN), frames=10),
    "no duration.h264.ts": Odd(lambda path: film(path, form="mpegts")),
    "raw stream.mp4": Odd(lambda path: film(path, form="h264")),
    "head lost.mkv": Odd(
        lambda path: cut_off(path, lambda data: data[len(data) // 3 :]), "cannot be opened"
    ),
    "middle lost.mp4": Odd(
        lambda path: cut_off(path, lambda data: data[:90000] + bytes(4000) + data[94000:], "mp4"),
        "truncated",
    ),
    "tail lost.mkv": Odd(
        lambda path: cut_off(path, lambda data: data[: len(data) // 2]), "truncated"
    ),
    "tail lost.mp4": Odd(
        lambda path: cut_off(path, lambda data: data[: len(data) // 2], "mp4"),
        "cannot be opened",
    ),
    "zero bytes.mp4": Odd(Path.touch, "is empty (0 bytes)"),
    "text.mp4": Odd(lambda path: path.write_text("12 reps\n" * 40), "a text file"),
    "image.mp4": Odd(lambda path: film(path, [0.0], "png", pix_fmt="rgb24", form="image2pipe")),
    "only sound.mp4": Odd(sound, "only sound"),
    "pointer.mp4": Odd(lambda path: path.write_bytes(LFS_POINTER), "Git LFS pointer"),
    "two pictures.mp4": Odd(lambda path: film(path, [0.0, 0.1]), frames=2),
    "one a second.mp4": Odd(lambda path: film(path, range(6)), frames=6),
    "240 a second.mp4": Odd(lambda path: film(path, FAST), frames=60),
    "8K.mp4": Odd(lambda path: film(path, [0.0, 0.1], size=(7680, 4320)), size=(7680, 4320)),
    "odd size.mkv": Odd(
        lambda path: film(path, codec="ffv1", size=(127, 95), pix_fmt="yuv444p"), size=(127, 95)
    ),
    "times from below zero.mkv": Odd(lambda path: restamped(path, lambda n: 50 * n - 400)),
    "times that jump.mkv": Odd(
        lambda path: restamped(path, lambda n: 50 * n + 9_000_000 * (n > 9))
    ),
    "times that go back.ts": Odd(twice, frames=30),
    "hevc.mp4": Odd(lambda path: film(path, codec="libx265")),
    "vp9.webm": Odd(lambda path: film(path, codec="libvpx-vp9")),
    "av1.mp4": Odd(lambda path: film(path, codec="libsvtav1")),
    "ten bits.mp4": Odd(lambda path: film(path, pix_fmt="yuv420p10le")),
    "interlaced.mp4": Odd(lambda path: film(path, flags="+ildct+ilme", tff="1")),
    "moving.gif": Odd(lambda path: film(path, codec="gif", pix_fmt="rgb8")),
    "spaces  'quotes' \"and\"\nnew line.mp4": Odd(film),
    "не латиница 体操.mp4": Odd(film),
    "link to itself.mp4": Odd(
        lambda path: path.symlink_to(path.name), "is a link that leads nowhere"
    ),
}
if os.geteuid() != 0:  # nothing is unreadable to root
    ODD["unreadable.mp4"] = Odd(unreadable, "cannot be read")
