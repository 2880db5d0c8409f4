"""How long a check takes beside a bare MediaPipe loop over the same frames.

    python -m tests.benchmarks.speed [VIDEO] [--seconds 20] [--repeats 3]
    python -m tests.benchmarks.speed --memory

Without VIDEO a sample clip is enlarged to 720p and repeated. Everything runs alternately in
one go, each as a process of its own, so that the machine's moods meet all alike; the figures are
medians with the fastest and the slowest run, and the ratios are to the bare loop.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.video import VideoFile, VideoWriter

ROOT = Path(__file__).resolve().parents[2]
CLIP = ROOT / "sample_videos" / "clips" / "standing-kickback-clean.mp4"

BARE_LOOP = """
import sys, cv2, mediapipe
video = cv2.VideoCapture(sys.argv[1])
pose = mediapipe.solutions.pose.Pose(
    model_complexity=1, enable_segmentation=True, smooth_landmarks=False, smooth_segmentation=False
)
while True:
    good, image = video.read()
    if not good:
        break
    pose.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
"""

LANDMARKER = """
import sys
from formcheck.landmarker import Landmarker
from formcheck.video import VideoFile
with Landmarker() as landmarker:
    for frame in VideoFile(sys.argv[1]).frames():
        landmarker.observe(frame)
"""


def commands(video: Path, out: Path) -> dict[str, list[str]]:
    """What is compared, by name; the first is the measure."""
    check = [sys.executable, "-m", "formcheck", "check", str(video), "--out", str(out)]
    return {
        "bare MediaPipe loop": [sys.executable, "-c", BARE_LOOP, str(video)],
        "our landmarker": [sys.executable, "-c", LANDMARKER, str(video)],
        "check --no-video": [*check, "--no-video"],
        "check": check,
    }


def seconds(command: list[str]) -> float:
    """Wall time of a command."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def longer(video: Path, target: Path, length_s: float) -> Path:
    """The video at 720p, repeated to the length asked for."""
    step = 1 / 30
    with VideoWriter(target, 1280, 720) as writer:
        for index, image in enumerate(_pictures(video)):
            if index * step >= length_s:
                break
            writer.write(image, index * step)
    return target


def _pictures(video: Path) -> Iterator[npt.NDArray[np.uint8]]:
    for _ in itertools.count():
        for frame in VideoFile(video).frames():
            yield np.asarray(cv2.resize(frame.image, (1280, 720)), np.uint8)


def compare(video: Path, repeats: int, folder: Path) -> None:
    """Print medians, spreads and ratios."""
    frames = sum(1 for _ in VideoFile(video).frames())
    taken: dict[str, list[float]] = {}
    for repeat in range(repeats):
        for name, command in commands(video, folder / "report").items():
            try:
                taken.setdefault(name, []).append(seconds(command))
            except subprocess.CalledProcessError as error:
                print(f"{name}: skipped, it ended with {error.returncode}: {_last_line(error)}")
        print(f"round {repeat + 1} of {repeats} done", file=sys.stderr)
    base = statistics.median(taken["bare MediaPipe loop"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(
            f"{name:20} {middle:6.2f} s ({min(times):.2f}-{max(times):.2f})"
            f"  {1000 * middle / frames:5.1f} ms a frame  {middle / base:4.2f} x the bare loop"
        )


def memory(folder: Path) -> None:
    """Print the peak memory of a check of one minute and of half an hour."""
    for minutes in (1, 30):
        video = longer(CLIP, folder / f"{minutes}.mp4", 60 * minutes)
        command = commands(video, folder / "report")["check --no-video"]
        peak = subprocess.run(
            [sys.executable, "-c", _MEASURE_PEAK, *command],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        print(f"{minutes:2} minutes: peak memory {int(peak.stdout) / 1024:.0f} MB", flush=True)


_MEASURE_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _last_line(error: subprocess.CalledProcessError) -> str:
    lines = (error.stderr or b"").decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "nothing said"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", type=Path, nargs="?", help="default: a sample clip at 720p")
    parser.add_argument("--seconds", type=float, default=20, help="length of the default video")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="peak memory of 1 and 30 minutes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.memory:
            memory(folder)
            return
        video = options.video or longer(CLIP, folder / "set.mp4", options.seconds)
        compare(video.resolve(), options.repeats, folder)


if __name__ == "__main__":
    main()
