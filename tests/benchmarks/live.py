"""How soon feedback comes, and how far live and recorded agree: sample clips as the camera.

    python -m tests.benchmarks.live latency [--engine NAME] [--heights 480 720 1080] [--seconds 20]
    python -m tests.benchmarks.live work [--engine NAME] [--heights 480 720 1080]
    python -m tests.benchmarks.live feedback [CLIP...]
    python -m tests.benchmarks.live drops [--rate 10]
    python -m tests.benchmarks.live memory [--minutes 60]

``latency`` plays a clip at its own pace through the whole live loop, drawing included, and
compares with the bare model with mask on pictures of the same size, one after the other: until
a picture is shown with its skeleton, and until all that follows from it is told.
``work`` takes the processor time of a picture's way through landmarks, coach and drawing in one
thread against that of the bare model: what of ``latency`` other programs cannot spoil.
``feedback`` measures on all clips, picture by picture, when reps are counted and mistakes cued
against the truth. ``drops`` leaves pictures out at random before the landmarks are judged.
``memory`` plays an hour of sets through the loop behind the pose model, at any speed.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.analysis import choose
from formcheck.geometry import Array
from formcheck.landmarker import EngineChoice, Landmarker, Networks
from formcheck.live import messages as say
from formcheck.live import run as live_run
from formcheck.live.coach import Coach, Plan
from formcheck.live.eyes import Sight
from formcheck.live.journal import LandmarkJournal
from formcheck.live.options import LiveOptions
from formcheck.live.run import Live
from formcheck.live.screen import Screen
from formcheck.pose import Observation
from formcheck.recording import Recording
from formcheck.rulebook import load_rules
from formcheck.video import VideoFile, VideoWriter
from tests.benchmarks.accuracy.judged import SHOWN_BY_NEXT
from tests.benchmarks.recordings import CLIPS, clip_names, load, truth_of

CLIP = "standing-kickback-mistakes-a"
WITHIN_S = 0.15


class Timed:
    """Draws as the window does, and notes how long each picture took until it was drawn first.

    Attributes:
        latencies: seconds by each picture's time.
    """

    def __init__(self) -> None:
        self.latencies: dict[float, float] = {}
        self._screen = Screen()

    def frame(self, sight: Sight, coach: Coach) -> bool:
        """Draw, and look at the clock."""
        self._screen.draw(sight.shot.image, sight.poses, coach)
        late = time.perf_counter() - sight.shot.arrived_s
        self.latencies.setdefault(sight.shot.time_s, late)
        return True

    def away(self, coach: Coach, away_s: float) -> bool:
        """Films are never away."""
        return True

    def end(self, coach: Coach) -> None:
        """Nothing to show."""

    def close(self) -> None:
        """Nothing to clear away."""


# --- latency ---


def resized(clip: Path, target: Path, height: int, seconds: float) -> Path:
    """The clip with this height, at 30 pictures a second."""
    width = round(height * 16 / 9 / 2) * 2
    with VideoWriter(target, width, height) as writer:
        next_s = 0.0
        for frame in VideoFile(clip).frames():
            if frame.time_s > seconds:
                break
            if frame.time_s >= next_s - 1e-6:
                image = np.asarray(cv2.resize(frame.image, (width, height)), np.uint8)
                writer.write(image, frame.time_s)
                next_s += 1 / 30
    return target


def bare_model_ms(film: Path, frames: int = 150) -> float:
    """Median time of the bare model with mask on a picture."""
    import mediapipe

    video, taken = cv2.VideoCapture(str(film)), []
    with mediapipe.solutions.pose.Pose(
        model_complexity=1, enable_segmentation=True, smooth_landmarks=False
    ) as pose:
        for _ in range(frames):
            good, image = video.read()
            if not good:
                break
            began = time.perf_counter()
            pose.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
            taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def latency(heights: list[int], seconds: float, engine: EngineChoice) -> None:
    """Print latency, processor time and frame rate for each size."""
    for height in heights:
        with tempfile.TemporaryDirectory() as folder:
            film = resized(CLIPS / f"{CLIP}.mp4", Path(folder) / "film.mp4", height, seconds)
            bare = bare_model_ms(film)
            times, shown, told, used_s = played(film, engine, Path(folder) / "report")
        late = times > 2.0
        print(
            f"{height}p  bare model {bare:.1f} ms  overlay {spread(shown[late], bare)}  "
            f"judged {spread(told[late], bare)}  {len(times) / times[-1]:.1f} pictures/s of 30  "
            f"processor {100 * used_s / times[-1]:.0f}% of one core"
        )


def spread(taken_ms: Array, bare: float) -> str:
    """Median and 95th percentile, in words."""
    p95 = float(np.percentile(taken_ms, 95))
    return (
        f"median {np.median(taken_ms):.1f} ms, 95th percentile {p95:.1f} ms = {p95 / bare:.2f} "
        "x bare"
    )


def bare_work_ms(film: Path) -> float:
    """Median processor time of the bare model with mask on a picture."""
    import mediapipe

    taken = []
    with mediapipe.solutions.pose.Pose(
        model_complexity=1, enable_segmentation=True, smooth_landmarks=False
    ) as pose:
        for frame in VideoFile(film).frames():
            image = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
            began = time.process_time()
            pose.process(image)
            taken.append(1000 * (time.process_time() - began))
    return statistics.median(taken)


def work(heights: list[int], seconds: float, engine: EngineChoice) -> None:
    """Print the processor time of each picture for each size."""
    exercise = load_rules(()).exercise("standing-kickback")
    for height in heights:
        with tempfile.TemporaryDirectory() as folder:
            film = resized(CLIPS / f"{CLIP}.mp4", Path(folder) / "film.mp4", height, seconds)
            bare = bare_work_ms(film)
            pictures = list(VideoFile(film).frames())
        coach = Coach(Plan(exercise), [exercise], *pictures[0].image.shape[1::-1])
        taken, screen = [], Screen()
        networks = Networks(engine)
        with Landmarker(networks=networks) as landmarker:
            for frame in pictures:
                began = time.process_time()
                seen = landmarker.observe(frame)
                coach.see(seen)
                screen.draw(frame.image, seen.people, coach)
                taken.append(1000 * (time.process_time() - began))
        networks.close()
        late = np.array(taken[60:])
        p95 = float(np.percentile(late, 95))
        print(
            f"{height}p  {networks.engine}  bare model {bare:.1f} ms of processor  landmarks, "
            f"coach and drawing median {np.median(late):.1f} ms, 95th percentile {p95:.1f} ms "
            f"= {p95 / bare:.2f} x bare"
        )


def played(film: Path, engine: EngineChoice, out: Path) -> tuple[Array, Array, Array, float]:
    """Play a film at its own pace.

    Returns:
        each picture's time in s, ms until it was shown, ms until all of it was told;
        and the processor's seconds.
    """
    timed = Timed()
    original, live_run.Drawn = live_run.Drawn, lambda mirrored: timed  # type: ignore
    try:
        live = Live(
            LiveOptions(str(film), "standing-kickback", sound="off", engine=engine, out=out)
        )
        live.pace.latencies_s = deque()
        before = time.process_time()
        live.run()
        used_s = time.process_time() - before
    finally:
        live_run.Drawn = original  # type: ignore[misc]
    shown, told = list(timed.latencies.values()), list(live.pace.latencies_s)
    return np.array(list(timed.latencies)), 1000 * np.array(shown), 1000 * np.array(told), used_s


# --- feedback ---


def feedback(names: list[str]) -> None:
    """Print when reps were counted against their true ends, and mistakes cued."""
    late: list[float] = []
    cued = known = reps = false = 0
    for name in names:
        truth = truth_of(name)
        if truth["exercise"] is None:
            continue
        said = said_of(name, truth["exercise"])
        counted = [m for m in said if isinstance(m, say.RepCounted)]
        withdrawn = sum(isinstance(m, say.RepWithdrawn) for m in said)
        own = errors(truth["reps"], [m.time_s for m in counted])
        late += own
        reps += len(truth["reps"])
        false += len(counted) - withdrawn - len(own)
        early = early_cues(truth["reps"], [m for m in said if isinstance(m, say.CueGiven)])
        cued, known = cued + early[0], known + early[1]
        print(f"{name:38} {len(own)} of {len(truth['reps'])} reps", np.round(own, 2).tolist())
    found = np.abs(late)
    print(
        f"{len(late)} of {reps} reps counted, {false} that are none; within 150 ms of their end "
        f"{np.mean(found <= WITHIN_S):.0%}, median {np.median(found):.3f} s, "
        f"95th percentile {np.percentile(found, 95):.3f} s; "
        f"cued before the rep's end: {cued} of {known} mistakes that the turn shows"
    )


def said_of(name: str, exercise_id: str) -> list[say.Message]:
    """Everything that the coach says of a clip's recorded landmarks."""
    recording, exercise = load(name), load_rules(()).exercise(exercise_id)
    coach = Coach(Plan(exercise), [exercise], recording.width, recording.height)
    said = [message for each in recording.observations() for message in coach.see(each)]
    return said + coach.finish()


def errors(true: list[dict[str, float]], counted_s: list[float]) -> list[float]:
    """For each true rep that was counted, how long after its end; negative = before."""
    found = []
    for rep in true:
        own = [at - rep["end_s"] for at in counted_s if abs(at - rep["end_s"]) < 1.0]
        if own:
            found.append(min(own, key=abs))
    return found


SHOWN_BY_THE_TURN = {
    "swinging", "lumbar-arch", "no-hold", "over-range", "short-range", "locked-knee",
    "hand-placement", "neck-out-of-line", "lumbar-round", "hip-lift", "bouncing",
}  # fmt: skip


def early_cues(true: list[dict[str, Any]], cues: list[say.CueGiven]) -> tuple[int, int]:
    """How many of the planted mistakes were cued before their rep ended, and of how many.

    A mistake whose cue was given within the last three reps is not cued again, and not asked for.
    One that shows at the turn to the next rep is asked for in that.
    """
    cued = asked = 0
    last: dict[str, int] = {}
    for before, rep in pairwise([None, *true]):
        number, end_s = rep["number"], rep["end_s"]
        planted = _shown_by_the_turn(rep) - SHOWN_BY_NEXT
        if before and before["set"] == rep["set"]:
            planted |= _shown_by_the_turn(before) & SHOWN_BY_NEXT
        own = {c.mistake: c.time_s for c in cues if c.rep == number}
        for mistake in planted:
            if number - last.get(mistake, -9) < 3:
                continue
            asked += 1
            cued += mistake in own and own[mistake] < end_s
        last.update(dict.fromkeys(own, number))
    return cued, asked


def _shown_by_the_turn(rep: dict[str, Any]) -> set[str]:
    return {m["id"] for m in rep["mistakes"]} & SHOWN_BY_THE_TURN


# --- dropped pictures ---


def drops(rate: float) -> None:
    """Print how many clips keep their reps with pictures left out at random."""
    exact = sets = 0
    for name in clip_names():
        truth = truth_of(name)
        exercise = load_rules(()).exercise(truth["exercise"] or "standing-kickback")
        whole = load(name)
        kept = Recording(whole.width, whole.height, whole.engine)
        chance, share = np.random.default_rng(1), rate * whole.time_s[-1] / len(whole)
        for observation in whole.observations():
            if chance.random() < share:
                kept.append(observation)
        found = choose(kept, [exercise], exercise).analysis
        reps = len(found.outcome.reps) if found else 0
        sets += 1
        exact += reps == len(truth["reps"])
        print(f"{name:38} {reps} of {len(truth['reps'])} reps")
    print(f"{exact} of {sets} clips exact at {rate:g} pictures a second")


# --- memory ---


def memory(minutes: float) -> None:
    """Print the memory in use while sets follow one another for so long."""
    exercise = load_rules(()).exercise("standing-kickback")
    clip = load("standing-kickback-mistakes-c")
    coach = Coach(Plan(exercise), [exercise], clip.width, clip.height)
    told_s = 0.0
    with LandmarkJournal(None, clip.width, clip.height, clip.engine) as journal:
        for observation in again_and_again(clip, 60 * minutes):
            journal.append(observation)
            coach.see(observation)
            if observation.time_s >= told_s:
                sets = len(coach.ended)
                print(f"{told_s / 60:4.0f} min  {resident_mb():.0f} MB  {sets} sets", flush=True)
                told_s += 60 * minutes / 12
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB")


def again_and_again(clip: Recording, seconds: float) -> Iterator[Observation]:
    """A clip over and over, its times going on."""
    once = list(clip.observations())
    length_s = once[-1].time_s + 1 / 24
    for turn in range(int(seconds / length_s) + 1):
        for each in once:
            shifted_s = each.time_s + turn * length_s
            number = turn * len(once) + each.index
            people = {100 * turn + person: pose for person, pose in each.people.items()}
            yield replace(each, time_s=shifted_s, index=number, people=people, scene=turn)


def resident_mb() -> float:
    """Memory in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["latency", "work", "feedback", "drops", "memory"])
    parser.add_argument("clips", nargs="*")
    parser.add_argument("--engine", default="mediapipe")
    parser.add_argument("--heights", nargs="+", type=int, default=[480, 720, 1080])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--minutes", type=float, default=60)
    asked = parser.parse_args()
    if asked.what == "latency":
        latency(asked.heights, asked.seconds, asked.engine)
    elif asked.what == "work":
        work(asked.heights, asked.seconds, asked.engine)
    elif asked.what == "feedback":
        feedback(asked.clips or clip_names())
    elif asked.what == "drops":
        drops(asked.rate)
    else:
        memory(asked.minutes)


if __name__ == "__main__":
    main()
