"""Whether the engines agree: landmarks, reps and verdicts on the same films.

    python -m tests.benchmarks.engines [VIDEO...] [--seconds N]

Without VIDEO, all sample clips. The recordings that came with them are not used: both engines see
the same pictures in one run. Prints the distance between the two landmarks as a share of the
person's height, and whether reps and verdicts are the same; ends with 1 where the median distance
of a clip exceeds 0.5% or fewer than 99% of the sets agree.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.analysis import choose
from formcheck.events import Finding, SetFinding
from formcheck.landmarker import Networks
from formcheck.pose import Landmark, Observation
from formcheck.recording import Recording
from formcheck.rule import Exercise
from formcheck.rulebook import load_rules
from tests.benchmarks.recordings import CLIPS, clip_names, watched

MOST_DISTANCE = 0.005
LEAST_ALIKE = 0.99

Told = tuple[object, ...]


@dataclass(frozen=True)
class Agreement:
    """How far two engines agree on one film.

    Attributes:
        distances: of every landmark of every frame, in heights of the person.
        alone: frames in which the engines see different people.
        sets: what each set that either engine told of is, and whether both told it alike.
    """

    frames: int
    distances: npt.NDArray[np.float64]
    alone: int
    sets: list[bool]


def compare(
    video: Path, engines: Sequence[Networks], exercises: Sequence[Exercise], seconds: float
) -> Agreement:
    """Show a film to both engines."""
    one, other = (watched(video, networks, seconds) for networks in engines)
    pairs = list(zip(one.observations(), other.observations(), strict=True))
    distances = [d for a, b in pairs for d in _distances(a, b)]
    return Agreement(
        frames=len(pairs),
        distances=np.concatenate(distances) if distances else np.zeros(0),
        alone=sum(a.people.keys() != b.people.keys() for a, b in pairs),
        sets=_alike(_sets(one, exercises), _sets(other, exercises)),
    )


def _distances(a: Observation, b: Observation) -> Iterator[npt.NDArray[np.float64]]:
    for number in a.people.keys() & b.people.keys():
        ours, theirs = a.people[number].xy, b.people[number].xy
        yield np.hypot(*(ours - theirs).T) / _height(ours)


def _height(xy: npt.NDArray[np.float32]) -> float:
    """Of a person who may lie or bend: nose to hips to knees to ankles, pixels."""
    hips, knees, ankles = (
        xy[[Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]].mean(axis=0)
        for joint in ("HIP", "KNEE", "ANKLE")
    )
    steps = np.diff([xy[Landmark.NOSE], hips, knees, ankles], axis=0)
    return float(np.hypot(*steps.T).sum())


def _sets(recording: Recording, exercises: Sequence[Exercise]) -> list[Told]:
    """Exercise, side, reps and verdicts of each set."""
    analysis = choose(recording, exercises).analysis
    if analysis is None:
        return []
    exercise = analysis.exercise.id
    return [
        (exercise, one.side, _verdicts(one.findings), [_verdicts(rep.findings) for rep in one.reps])
        for one in analysis.outcome.sets
    ]


def _verdicts(findings: Sequence[Finding | SetFinding]) -> list[tuple[str, str]]:
    return sorted((each.mistake, each.verdict) for each in findings)


def _alike(one: list[Told], other: list[Told]) -> list[bool]:
    shared = [a == b for a, b in zip(one, other, strict=False)]
    return shared + [False] * abs(len(one) - len(other))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("videos", nargs="*", type=Path, metavar="VIDEO")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="only so much of each")
    options = parser.parse_args()
    videos = options.videos or [CLIPS / f"{name}.mp4" for name in clip_names()]
    exercises = list(load_rules().exercises.values())
    engines = [Networks("mediapipe"), Networks("openvino")]
    print(" against ".join(networks.engine for networks in engines))
    worst, sets = 0.0, []
    for video in videos:
        began = time.perf_counter()
        found = compare(video, engines, exercises, options.seconds)
        median, most = (
            (float(np.median(found.distances)), float(np.quantile(found.distances, 0.99)))
            if len(found.distances)
            else (0.0, 0.0)
        )
        worst, sets = max(worst, median), sets + found.sets
        print(
            f"{video.stem:44} {found.frames:5} frames, median {median:8.4%}, 99% {most:8.4%}, "
            f"{found.alone} frames with other people, {sum(found.sets)} of {len(found.sets)} sets "
            f"alike, {time.perf_counter() - began:.0f} s",
            flush=True,
        )
    share = sum(sets) / len(sets) if sets else 1.0
    print(f"largest median {worst:.4%} of the height; {sum(sets)} of {len(sets)} sets alike")
    return int(worst > MOST_DISTANCE or share < LEAST_ALIKE)


if __name__ == "__main__":
    sys.exit(main())
