"""What a check is compared with, and every way to run it: a process of its own each."""

from __future__ import annotations

import importlib.util
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEASURE = "bare MediaPipe loop, mask"
ENGINES = ["mediapipe", *(["openvino"] if importlib.util.find_spec("openvino") else [])]

BARE_LOOP = """
import sys, cv2, mediapipe
video = cv2.VideoCapture(sys.argv[1])
pose = mediapipe.solutions.pose.Pose(
    model_complexity=1, enable_segmentation=sys.argv[2] == "mask", smooth_landmarks=False,
    smooth_segmentation=False
)
while True:
    good, image = video.read()
    if not good:
        break
    pose.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
"""

CVZONE_LOOP = """
import sys, cv2
from cvzone.PoseModule import PoseDetector
video, detector = cv2.VideoCapture(sys.argv[1]), PoseDetector()
while True:
    good, image = video.read()
    if not good:
        break
    image = detector.findPose(image)
    places, box = detector.findPosition(image)
    if places:
        detector.findAngle(places[24][:2], places[26][:2], places[28][:2], img=image)
"""

LANDMARKER = """
import sys
from formcheck.landmarker import Landmarker, Networks
from formcheck.video import VideoFile
with Landmarker(networks=Networks(sys.argv[2])) as landmarker:
    for observation in landmarker.watch(VideoFile(sys.argv[1]).frames()):
        pass
"""


@dataclass
class Row:
    """One contestant.

    Attributes:
        films: how many times it sees the film in one run.
        wall_s, cpu_s: of each run.
    """

    command: list[str]
    delivers: str
    films: int = 1
    peers: Path | None = None
    wall_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run once; raises CalledProcessError."""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(self.peers)])}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(self.command, cwd=ROOT, env=environment, check=True, capture_output=True)
        self.wall_s.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.cpu_s.append(used)


def rows(video: Path, folder: Path, peers: Path | None) -> dict[str, Row]:
    """What is compared, by name; the first is the measure."""
    python, film = [sys.executable, "-c"], str(video)
    found = {
        MEASURE: Row([*python, BARE_LOOP, film, "mask"], "landmarks and mask of one person"),
        "bare MediaPipe loop, no mask": Row([*python, BARE_LOOP, film, "none"], "landmarks"),
    }
    if peers is not None:
        delivers = "landmarks, a drawn skeleton, one angle"
        found["cvzone 1.6.1 pose loop"] = Row([*python, CVZONE_LOOP, film], delivers, peers=peers)
    for engine in ENGINES:
        found |= own_rows(engine, film, folder)
    return found


def own_rows(engine: str, film: str, folder: Path) -> dict[str, Row]:
    program = [sys.executable, "-m", "formcheck"]
    named, out = ["--engine", engine], ["--out", str(folder / "report")]
    cores = len(os.sched_getaffinity(0))
    films = folder / "films"
    films.mkdir(exist_ok=True)
    for number in range(cores):
        link = films / f"{number}.mp4"
        if not link.exists():
            link.symlink_to(film)
    quick = ["--headless", "--as-fast-as-possible"]
    desk = ["--out", str(folder / f"desk-{time.time_ns()}"), "--no-video"]
    return {
        f"landmarks alone, {engine}": Row(
            [sys.executable, "-c", LANDMARKER, film, engine], "landmarks and outlines of everybody"
        ),
        f"check --no-video, {engine}": Row(
            [*program, "check", film, *out, "--no-video", *named], "the report"
        ),
        f"check, {engine}": Row(
            [*program, "check", film, *out, *named], "the report and the annotated video"
        ),
        f"live, {engine}": Row(
            [*program, "live", "--camera", film, *quick, *named], "events as they happen"
        ),
        f"batch --no-video, {cores} jobs, {engine}": Row(
            [*program, "batch", str(films), *desk, *named], "reports and the desk's page", cores
        ),
    }
