"""What a batch makes of the cores: films a second beside one worker held to one core, and memory.

    python -m tests.benchmarks.batch [--films 200] [--seconds 4] [--rounds 2]

Each round runs, one right after the other, one worker held to one core over its share of the films,
and as many workers as there are cores over all of them, so that every worker has the same to do in
both. Start and end of the command count. Beside it, the processor time of a film, which others on
the machine do not change, and the memory of each worker from its first films to its last.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.short_films import CLIPS, cut

ROOT = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0))
SAMPLE_S = 0.5
DIFFERENT = 8

Samples = dict[int, list[float]]


@dataclass(frozen=True)
class Measured:
    """One batch.

    Attributes:
        took_s: by the clock.
        busy_s: processor time of the command and its workers.
        samples: memory of each worker while it ran, MB, by process id.
    """

    films: int
    took_s: float
    busy_s: float
    samples: Samples

    @property
    def rate(self) -> float:
        """Films a second."""
        return self.films / self.took_s

    def __str__(self) -> str:
        each_s = self.busy_s / self.films
        return (
            f"{self.films} films in {self.took_s:.1f} s, {self.rate:.2f} films a second, "
            f"{each_s:.2f} s of processor time each"
        )


def make_films(folder: Path, films: int, seconds: float) -> None:
    """So many films in the folders of four clients, cut from different places of the clips."""
    clips = sorted(path.stem for path in CLIPS.glob("*-kickback-*.mp4"))
    folder.mkdir(parents=True)
    pieces = [
        cut(clips[each % len(clips)], folder / f"piece-{each}.mp4", 1.0 + each, seconds)
        for each in range(min(DIFFERENT, films))
    ]
    for number in range(films):
        target = folder / f"client {number % 4}" / f"film {number}.mp4"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(pieces[number % len(pieces)], target)
    for piece in pieces:
        piece.unlink()


def share_of(films: Path, share: Path, parts: int) -> None:
    """Put every so manieth film into a folder of its own."""
    for film in sorted(films.rglob("*.mp4"))[::parts]:
        target = share / film.relative_to(films)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(film, target)


def run(films: Path, out: Path, jobs: int, cores: list[int]) -> Measured:
    """A batch over all these films, from its start to its end."""
    command = [sys.executable, "-m", "formcheck", "batch", str(films), "--out", str(out)]
    began, busy_s = time.perf_counter(), _busy_s()
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs)],
        cwd=ROOT, stdout=subprocess.DEVNULL, preexec_fn=_held_to(cores),
    )  # fmt: skip
    samples: Samples = {}
    while process.poll() is None:
        for worker in workers_of(process.pid):
            samples.setdefault(worker, []).append(memory_mb(worker))
        time.sleep(SAMPLE_S)
    took_s = time.perf_counter() - began
    busy_s = _busy_s() - busy_s
    assert process.returncode == 0, f"the batch ended with {process.returncode}"
    shutil.rmtree(out)
    return Measured(len(list(films.rglob("*.mp4"))), took_s, busy_s, samples)


def _busy_s() -> float:
    """Processor time of all processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held_to(cores: list[int]) -> Callable[[], None]:
    return lambda: os.sched_setaffinity(0, cores)


def workers_of(pid: int) -> list[int]:
    """The worker processes of a batch that are alive."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(each) for each in children if b"spawn_main" in _command_line(int(each))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def memory_mb(pid: int) -> float:
    """Memory that a process holds; not-a-number where it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def show_memory(samples: Samples) -> None:
    """Print the largest memory of each worker in every quarter of its time."""
    for worker, found in enumerate(samples.values()):
        known = [each for each in found if each == each]
        quarter = max(len(known) // 4, 1)
        parts = [max(known[start : start + quarter]) for start in range(0, 4 * quarter, quarter)]
        print(f"  worker {worker}: " + " ".join(f"{each:5.0f}" for each in parts) + " MB at most")


def compare(folder: Path, rounds: int) -> None:
    """Print throughput and memory of each round, and the ratio."""
    share_of(folder / "films", folder / "share", len(CORES))
    ratios = []
    for _ in range(rounds):
        one = run(folder / "share", folder / "one", 1, CORES[:1])
        every = run(folder / "films", folder / "all", len(CORES), CORES)
        ratios.append(every.rate / (len(CORES) * one.rate))
        print(f"one worker on one core: {one}")
        print(f"{len(CORES)} workers on {len(CORES)} cores: {every}")
        print(f"  {ratios[-1]:.2f} x cores x one worker", flush=True)
        show_memory(every.samples)
    print(f"median: {statistics.median(ratios):.2f} x cores x one worker on one core")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--films", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=4.0, help="length of each film")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_films(folder / "films", options.films, options.seconds)
        compare(folder, options.rounds)


if __name__ == "__main__":
    main()
