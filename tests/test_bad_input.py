"""Wrong input: one sentence, the exit code of the contract, nothing half-written."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from conftest import FORMCHECK, own_environment

LFS_POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4665a5ea423c2713d436b5ee50593a9640e0018c1550b5a0002f74190d6caea8\nsize 346751\n"
)
NOTES = "These are notes on a set of kickbacks, and no film of it.\n" * 40


def sound_only(path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=44100)
        for start in range(0, 44100, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 44100, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


MAKERS: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "missing": (lambda path, video: None, "There is no file"),
    "folder": (lambda path, video: path.mkdir(), "is a folder"),
    "empty": (lambda path, video: path.write_bytes(b""), "is empty"),
    "text": (lambda path, video: path.write_text(NOTES), "text file"),
    "utf-16": (lambda path, video: path.write_text(NOTES, encoding="utf-16"), "text file"),
    "lfs-pointer": (lambda path, video: path.write_text(LFS_POINTER), "Git LFS pointer"),
    "stub": (lambda path, video: path.write_bytes(video.read_bytes()[:16]), "cannot be opened"),
    "truncated": (
        lambda path, video: path.write_bytes(video.read_bytes()[:2000]),
        "damaged or incomplete",
    ),
    "sound-only": (lambda path, video: sound_only(path), "only sound"),
}


def assert_one_sentence(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("formcheck: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_that_is_no_video(formcheck, tmp_path: Path, empty_room: Path, kind: str) -> None:
    make, words = MAKERS[kind]
    make(tmp_path / "clip.mp4", empty_room)
    before = set(tmp_path.rglob("*"))
    assert_one_sentence(formcheck("check", "clip.mp4"), 2, words)
    assert set(tmp_path.rglob("*")) == before


def test_an_unknown_exercise_offers_the_nearest_names(formcheck, empty_room: Path) -> None:
    done = formcheck("check", empty_room, "--exercise", "standing-kick")
    assert_one_sentence(done, 2, "did you mean standing-kickback")


def test_a_file_in_place_of_the_folder(formcheck, tmp_path: Path, empty_room: Path) -> None:
    (tmp_path / "taken").write_text("")
    for out in ("taken", "taken/below"):
        assert_one_sentence(formcheck("check", empty_room, "--out", out), 2, "a file stands there")


def test_a_folder_that_the_system_does_not_let_be_made(formcheck, empty_room: Path) -> None:
    assert_one_sentence(
        formcheck("check", empty_room, "--out", "/proc/reports"), 2, "cannot be written to"
    )


def test_the_video_itself_is_never_written_over(
    formcheck, tmp_path: Path, empty_room: Path
) -> None:
    video = tmp_path / "annotated.mp4"
    shutil.copy(empty_room, video)
    done = formcheck("check", video, "--out", tmp_path)
    assert_one_sentence(done, 2, "the video itself")
    assert video.read_bytes() == empty_room.read_bytes()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB with 8 KiB left."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small disk can be mounted by root only")
    (place / "full").write_bytes(b"0" * (2**20 - 8192))
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("options", [(), ("--no-video",)], ids=["video", "no-video"])
def test_a_full_disk(
    formcheck, small_disk: Path, empty_room: Path, options: tuple[str, ...]
) -> None:
    out = small_disk / "reports"
    assert_one_sentence(formcheck("check", empty_room, "--out", out, *options), 2, "full")
    assert [path.name for path in small_disk.iterdir()] == ["full"]


INTERRUPTS = {
    "Ctrl-C": [signal.SIGINT],
    "Ctrl-C thrice": 3 * [signal.SIGINT],
    "request to end": [signal.SIGTERM],
    "hung up": [signal.SIGHUP],
}


@pytest.mark.parametrize("interrupts", INTERRUPTS.values(), ids=INTERRUPTS)
def test_an_interrupt_leaves_nothing_behind(
    tmp_path: Path, empty_room: Path, interrupts: list[signal.Signals]
) -> None:
    long_video = tmp_path / "long.mp4"
    repeat(empty_room, long_video, times=100)
    with subprocess.Popen(
        [*FORMCHECK, "check", str(long_video)],
        cwd=tmp_path, env=own_environment(tmp_path), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        wait_for(lambda: (tmp_path / "reports").exists() or process.poll() is not None)
        time.sleep(0.5)
        for number in interrupts:
            process.send_signal(number)
            time.sleep(0.1)
        try:
            out, error = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, out) == (130, "")
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["long.mp4"]


def test_a_terminal_that_is_closed_ends_the_program_alike(tmp_path: Path, empty_room: Path) -> None:
    long_video = tmp_path / "long.mp4"
    repeat(empty_room, long_video, times=100)
    terminal, own_end = pty.openpty()
    with subprocess.Popen(
        [*FORMCHECK, "check", str(long_video)],
        cwd=tmp_path, env=own_environment(tmp_path),
        stdin=own_end, stdout=own_end, stderr=own_end, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as process:  # fmt: skip
        os.close(own_end)
        wait_for(lambda: (tmp_path / "reports").exists() or process.poll() is not None)
        time.sleep(0.5)
        os.close(terminal)
        try:
            process.wait(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["long.mp4"]


def repeat(video: Path, to: Path, times: int) -> None:
    """The same pictures over and over, without encoding them again."""
    with av.open(str(video)) as source, av.open(str(to), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(video=0) if packet.dts is not None]
        length = int(packets[0].duration or 0) * len(packets)
        stamps = [(packet.pts, packet.dts) for packet in packets]
        for turn in range(times):
            for packet, (pts, dts) in zip(packets, stamps, strict=True):
                packet.stream = stream
                packet.pts, packet.dts = pts + turn * length, dts + turn * length
                target.mux(packet)


def wait_for(condition: Callable[[], bool], timeout_s: float = 30.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_nobody_in_the_picture_is_a_report(formcheck, tmp_path: Path, empty_room: Path) -> None:
    done = formcheck("check", empty_room, "--out", "room")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nobody" in done.stdout
    names = {path.name for path in (tmp_path / "room").iterdir()}
    assert names == {"report.json", "report.html", "annotated.mp4", "signals.csv"}


def test_a_damaged_file_is_judged_as_far_as_it_can_be_read(
    formcheck, tmp_path: Path, empty_room: Path
) -> None:
    damaged = tmp_path / "damaged.mkv"
    with av.open(str(empty_room)) as source, av.open(str(damaged), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    data = damaged.read_bytes()
    damaged.write_bytes(data[: len(data) // 3])
    done = formcheck("check", damaged, "--no-video", "--json")
    assert done.returncode == 0, done.stderr
    assert '"truncated"' in done.stdout
