"""Video files in and out: times, turns, damage, and one sentence for what is no video."""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError, VideoError
from formcheck.video import VideoFile, VideoWriter
from formcheck.video.clock import FrameClock


def picture(step: int, width: int = 320, height: int = 240) -> np.ndarray:
    """Red in the upper left corner, green in the upper right, a grey that grows by steps below."""
    image = np.full((height, width, 3), min(250, 40 + 8 * step), np.uint8)
    image[: height // 4, : width // 4] = (0, 0, 255)
    image[: height // 4, -(width // 4) :] = (0, 255, 0)
    return image


def write(path: Path, times: list[float], codec: str = "libx264", **stream_options: object) -> Path:
    """A small video whose frames are shown at these times."""
    width, height = int(stream_options.pop("width", 320)), int(stream_options.pop("height", 240))
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height = width, height
        stream.pix_fmt = str(stream_options.pop("pix_fmt", "yuv420p"))
        stream.codec_context.time_base = Fraction(1, 1000)
        for name, value in stream_options.items():
            setattr(stream, name, value)
        for step, time_s in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(step, width, height), format="bgr24")
            frame.pts, frame.time_base = round(time_s * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def steady(frames: int, fps: float = 25) -> list[float]:
    return [n / fps for n in range(frames)]


def ask_for_turn(path: Path, clockwise: int, mirrored: bool = False) -> None:
    """Put the display matrix of a phone held sideways into the track header of an MP4.

    mirrored: exchange left and right of what is shown then.
    """
    content = bytearray(path.read_bytes())
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    one, x = 1 << 16, -(1 << 16) if mirrored else 1 << 16
    matrix = struct.pack(">9i", cos * x, sin * one, 0, -sin * x, cos * one, 0, 0, 0, 1 << 30)
    start = content.index(b"tkhd") + 4 + 40
    content[start : start + len(matrix)] = matrix
    path.write_bytes(content)


def colour(image: np.ndarray) -> str:
    """Whether a piece of a picture is red or green."""
    _, green, red = image.reshape(-1, 3).mean(axis=0)
    return "red" if red > 150 > green else "green" if green > 150 > red else "neither"


def test_constant_rate(tmp_path: Path) -> None:
    video = VideoFile(write(tmp_path / "a.mp4", steady(30)))
    frames = list(video.frames())
    assert [f.index for f in frames] == list(range(30))
    np.testing.assert_allclose([f.time_s for f in frames], steady(30), atol=1e-3)
    assert frames[0].image.shape == (240, 320, 3)
    assert frames[0].image.dtype == np.uint8
    info = video.info
    assert (info.name, info.width, info.height, info.codec) == ("a.mp4", 320, 240, "h264")
    assert (info.frames, info.variable_rate, info.rotation_deg) == (30, False, 0)
    assert info.mean_fps == pytest.approx(25, rel=0.01)
    assert info.duration_s == pytest.approx(1.2, abs=0.05)
    assert len(info.sha256) == 64
    assert not video.truncated


def test_a_file_can_be_read_twice(tmp_path: Path) -> None:
    video = VideoFile(write(tmp_path / "a.mp4", steady(5)))
    assert len(list(video.frames())) == len(list(video.frames())) == 5


def test_only_the_wanted_frames_come_with_their_own_times(tmp_path: Path) -> None:
    video = VideoFile(write(tmp_path / "a.mp4", steady(30)))
    wanted = [(f.index, f.time_s) for f in video.frames() if f.index in (3, 17)]
    assert [(f.index, f.time_s) for f in video.frames(only={3, 17})] == wanted
    assert video.info.frames == 30


def test_variable_rate_keeps_each_frames_time(tmp_path: Path) -> None:
    times = [0.0, 0.033, 0.07, 0.2, 0.233, 0.5, 0.53]
    video = VideoFile(write(tmp_path / "a.mkv", times))
    np.testing.assert_allclose([f.time_s for f in video.frames()], times, atol=1.5e-3)
    assert video.info.variable_rate


def test_first_frame_is_at_zero(tmp_path: Path) -> None:
    video = VideoFile(write(tmp_path / "a.mkv", [t + 4.2 for t in steady(5)]))
    np.testing.assert_allclose([f.time_s for f in video.frames()], steady(5), atol=1.5e-3)


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [("a.webm", "libvpx", "yuv420p"), ("a.gif", "gif", "rgb8"), ("a.mov", "libx264", "yuv420p")],
)
def test_containers(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    video = VideoFile(write(tmp_path / name, steady(10, 10), codec, pix_fmt=pix_fmt))
    times = [f.time_s for f in video.frames()]
    np.testing.assert_allclose(times, steady(10, 10), atol=0.011)
    assert (video.info.width, video.info.height) == (320, 240)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pictures_are_shown_upright(tmp_path: Path, turn: int) -> None:
    """A phone held sideways: the red corner goes clockwise by the turn that the file asks for."""
    path = write(tmp_path / "turned.mp4", steady(5))
    ask_for_turn(path, turn)
    video = VideoFile(path)
    image = next(iter(video.frames())).image
    size = (320, 240) if turn == 180 else (240, 320)
    assert (video.info.width, video.info.height) == (image.shape[1], image.shape[0]) == size
    assert video.info.rotation_deg == turn
    top_right, bottom_right = image[:40, -40:], image[-40:, -40:]
    bottom_left = image[-40:, :40]
    where = {90: top_right, 180: bottom_right, 270: bottom_left}
    assert colour(where[turn]) == "red"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_mirrored_pictures_are_shown_mirrored(tmp_path: Path, turn: int) -> None:
    plain, path = write(tmp_path / "plain.mp4", steady(3)), tmp_path / "mirrored.mp4"
    ask_for_turn(plain, turn)
    path.write_bytes(plain.read_bytes())
    ask_for_turn(path, turn, mirrored=True)
    video = VideoFile(path)
    turned, mirrored = (next(iter(each.frames())).image for each in (VideoFile(plain), video))
    assert video.info.rotation_deg == turn
    np.testing.assert_array_equal(mirrored, turned[:, ::-1])


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mkv", steady(3), sample_aspect_ratio=Fraction(2, 1))
    video = VideoFile(path)
    assert (video.info.width, video.info.height) == (640, 240)
    assert next(iter(video.frames())).image.shape == (240, 640, 3)


def test_a_file_cut_off_at_half_gives_its_first_part(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.mkv", steady(200), gop_size=10)
    half = tmp_path / "half.mkv"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    video = VideoFile(half)
    frames = list(video.frames())
    assert 20 < len(frames) < 190
    assert video.truncated


def test_an_mp4_with_its_index_in_front_cut_off(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    noise = np.random.default_rng(1)
    with VideoWriter(whole, 320, 240) as writer:
        for time_s in steady(100):
            writer.write(noise.integers(0, 255, (240, 320, 3), dtype=np.uint8), time_s)
    half = tmp_path / "half.mp4"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    video = VideoFile(half)
    assert 20 < len(list(video.frames())) < 80
    assert video.truncated


def sound_only(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), "fltp", "stereo")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def no_index(path: Path) -> None:
    whole = write(path.with_name("whole.mp4"), steady(20))
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])


BROKEN = {
    "missing": (lambda path: None, "no file"),
    "folder": (lambda path: path.mkdir(), "folder"),
    "empty": (lambda path: path.touch(), "empty"),
    "text": (lambda path: path.write_text("Reps: 12\nRest: 60 s\n" * 30), "text file"),
    "utf16": (lambda path: path.write_text("ftypisom" * 30, encoding="utf-16"), "text file"),
    "pointer": (
        lambda path: path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
        "Git LFS",
    ),
    "sound": (sound_only, "only sound"),
    "stub": (lambda path: path.write_bytes(bytes(range(240, 256))), "not a video"),
    "no index": (no_index, "incomplete"),
}


@pytest.mark.parametrize(("make", "word"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_video_is_said_in_one_sentence(tmp_path: Path, make, word: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "clip.mp4"
    make(path)
    with pytest.raises(VideoError, match=word) as caught:
        VideoFile(path)
    assert "\n" not in str(caught.value)


def test_leaving_early_stops_the_reader(tmp_path: Path) -> None:
    frames = VideoFile(write(tmp_path / "a.mp4", steady(100))).frames()
    next(frames)
    frames.close()
    assert "read-ahead" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize(
    ("stamps", "times"),
    [
        ([5.0, 5.1, 5.2], [0.0, 0.1, 0.2]),
        ([0.0, None, 0.2], [0.0, 0.1, 0.2]),
        ([0.0, 0.1, 0.1, 0.2], [0.0, 0.1, 0.15, 0.2]),
        ([7.0, 7.1, 0.0, 0.1], [0.0, 0.1, 0.2, 0.3]),
        ([5.0, 6.0, 5.2, 6.1, 6.2], [0.0, 1.0, 1.1, 1.15, 1.2]),
        ([5.0, 6.0, 5.2, 5.3, 6.4, 6.5], [0.0, 1.0, 1.1, 1.2, 1.4, 1.5]),
    ],
    ids=["late start", "missing", "doubled", "starting anew", "one late", "two late"],
)
def test_stamps_are_mended(stamps: list[float | None], times: list[float]) -> None:
    clock = FrameClock(0.1)
    assert [clock.time_of(stamp) for stamp in stamps] == pytest.approx(times)


def test_what_a_container_claims_is_length_or_end() -> None:
    clock = FrameClock(0.1)
    for step in range(50):
        clock.time_of(5.0 + 0.1 * step)
    assert not clock.ends_before(None)
    assert not clock.ends_before(5.0)  # the length
    assert not clock.ends_before(10.0)  # the time of the end
    assert clock.ends_before(12.0)


def test_written_video_keeps_its_timing(tmp_path: Path) -> None:
    times = [0.0, 0.034, 0.07, 0.2, 0.21, 0.5, 0.55]
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 321, 241) as writer:
        for step, time_s in enumerate(times):
            writer.write(picture(step, 321, 241), time_s)
        assert not path.exists()
    video = VideoFile(path)
    np.testing.assert_allclose([f.time_s for f in video.frames()], times, atol=1e-4)
    assert (video.info.width, video.info.height) == (320, 240)
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
    head = path.read_bytes()[:2000]
    assert b"moov" in head, "the index is not in front"
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="has one core only")
def test_the_cores_do_not_change_a_written_video(tmp_path: Path) -> None:
    everywhere, noise = os.sched_getaffinity(0), np.random.default_rng(0)
    pictures = noise.integers(0, 255, (40, 240, 320, 3), np.uint8)
    written = []
    try:
        for cores in (everywhere, {min(everywhere)}):
            os.sched_setaffinity(0, cores)
            path = tmp_path / f"{len(cores)}.mp4"
            with VideoWriter(path, 320, 240) as writer:
                for step, image in enumerate(pictures):
                    writer.write(image, step / 30)
            written.append(path.read_bytes())
    finally:
        os.sched_setaffinity(0, everywhere)
    assert written[0] == written[1]


def test_a_written_video_keeps_its_colours(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 320, 240) as writer:
        for step, time_s in enumerate(steady(10)):
            writer.write(picture(step), time_s)
    for step, frame in enumerate(VideoFile(path).frames()):
        assert np.abs(frame.image.astype(int) - picture(step)).mean() < 4


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_interrupted_writer_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def interrupted() -> None:
        with VideoWriter(tmp_path / "out.mp4", 320, 240) as writer:
            writer.write(picture(0), 0.0)
            raise error

    with pytest.raises(error):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_a_writer_without_frames_leaves_nothing(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4", 320, 240):
        pass
    assert not list(tmp_path.iterdir())


def test_no_such_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Cannot write"):
        VideoWriter(tmp_path / "nowhere" / "out.mp4", 320, 240)


FULL_DISK = """
import sys, resource, numpy as np
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from formcheck.errors import OutputError
from formcheck.video import VideoWriter
noise = np.random.default_rng(0)
try:
    with VideoWriter(sys.argv[1], 640, 480) as writer:
        for n in range(60):
            writer.write(noise.integers(0, 255, (480, 640, 3), dtype=np.uint8), n / 30)
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit on the size of files")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "out.mp4")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert "Cannot write" in done.stdout, done.stderr
    assert not list(tmp_path.iterdir())
