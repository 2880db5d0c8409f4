"""How long a check takes beside a bare MediaPipe loop over the same frames.

    python -m tests.benchmarks.speed [VIDEO] [--seconds 20] [--repeats 3] [--peers DIR]
        [--only PART...] [--plot FILE]
    python -m tests.benchmarks.speed shares [VIDEO]
    python -m tests.benchmarks.speed start
    python -m tests.benchmarks.speed growth [--lengths 10 60 600 1800]

Without VIDEO a sample clip is enlarged to 720p and repeated. Everything runs alternately in one
go, each as a process of its own, so that the machine's moods meet all alike; the figures are
medians with the fastest and the slowest run, and the ratios are to the bare loop with the mask.
``--only`` names some of the rows. ``--peers`` is a folder into which
``pip install --no-deps --target DIR cvzone==1.6.1`` has put what tutorial trainers are built on;
later versions of it fetch their model when they run.

``shares`` says where the time of a check goes, ``start`` what it takes besides the frames on ten
seconds of film, ``growth`` how time and memory grow with the film.
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
from tests.benchmarks.contestants import ENGINES, MEASURE, ROOT, Row, own_rows, rows
from tests.benchmarks.shares import print_shares

CLIP = ROOT / "sample_videos" / "clips" / "standing-kickback-mistakes-a.mp4"


def compare(contestants: dict[str, Row], repeats: int, frames: int) -> None:
    """Run everything alternately and print medians, spreads and ratios."""
    for repeat in range(repeats):
        for name, row in list(contestants.items()):
            try:
                row.run()
                print(f"{name}: {row.wall_s[-1]:.1f} s", file=sys.stderr, flush=True)
            except subprocess.CalledProcessError as error:
                print(f"{name}: skipped, it ended with {error.returncode}: {_last_line(error)}")
                del contestants[name]
            _forget_desks(row)
        print(f"round {repeat + 1} of {repeats} done", file=sys.stderr)
    base = contestants[MEASURE]
    print("| | against the bare loop | fastest-slowest | ms a frame | CPU ms | it delivers |")
    print("|---|---|---|---|---|---|")
    for name, row in contestants.items():
        print(_line(name, row, base, frames))


def _forget_desks(row: Row) -> None:
    """Another run of a batch would find everything done."""
    if "batch" in row.command:
        place = row.command.index("--out") + 1
        row.command[place] = f"{row.command[place].rsplit('-', 1)[0]}-{time.time_ns()}"


def _line(name: str, row: Row, base: Row, frames: int) -> str:
    each = 1000 / frames / row.films
    measure = statistics.median(base.wall_s)
    ratios = [wall / row.films / measure for wall in row.wall_s]
    return (
        f"| {name} | {statistics.median(ratios):.2f} | {min(ratios):.2f}-{max(ratios):.2f} "
        f"| {each * statistics.median(row.wall_s):.1f} | {each * statistics.median(row.cpu_s):.1f} "
        f"| {row.delivers} |"
    )


def plot(contestants: dict[str, Row], target: Path) -> None:
    """A bar for each row's median, with its spread."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    base = statistics.median(contestants[MEASURE].wall_s)
    names = list(contestants)[::-1]
    shares = [np.array(contestants[name].wall_s) / contestants[name].films / base for name in names]
    middles = [float(np.median(each)) for each in shares]
    spread = [[m - s.min() for m, s in zip(middles, shares, strict=True)],
              [s.max() - m for m, s in zip(middles, shares, strict=True)]]  # fmt: skip
    colours = ["#009E73" if "openvino" in n else "#56B4E9" if "mediapipe" in n else "#999999"
               for n in names]  # fmt: skip
    figure, axes = pyplot.subplots(figsize=(8, 0.42 * len(names) + 1), layout="constrained")
    axes.barh(names, middles, xerr=spread, color=colours, capsize=3)
    axes.axvline(1.0, color="black", linewidth=0.8)
    axes.set_xlabel("time for one film; 1 = a bare MediaPipe loop with mask")
    figure.savefig(target, dpi=110)


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


def start(folder: Path, repeats: int) -> None:
    """Print what a check of ten seconds takes besides its frames: by the growth from 10 to 20."""
    films = [longer(CLIP, folder / f"{length}.mp4", length) for length in (10, 20)]
    for engine in ENGINES:
        pairs = [own_rows(engine, str(film), folder / film.stem) for film in _roomy(films, folder)]
        short, long = (pair[f"check --no-video, {engine}"] for pair in pairs)
        for _ in range(repeats):
            short.run()
            long.run()
        # The fastest of each: what else the machine does adds to a run.
        besides = 2 * min(short.wall_s) - min(long.wall_s)
        used = 2 * min(short.cpu_s) - min(long.cpu_s)
        print(f"{engine}: {besides:.2f} s besides the frames, {used:.2f} s of a core")


def _roomy(films: list[Path], folder: Path) -> list[Path]:
    for film in films:
        (folder / film.stem).mkdir(exist_ok=True)
    return films


def growth(folder: Path, lengths: list[int]) -> None:
    """Print time and peak memory of checks of films of several lengths."""
    for length in lengths:
        film = longer(CLIP, folder / f"{length}.mp4", length)
        for engine in ENGINES:
            command = own_rows(engine, str(film), folder)[f"check --no-video, {engine}"].command
            done = subprocess.run(
                [sys.executable, "-c", _MEASURE_PEAK, *command],
                cwd=ROOT, check=True, capture_output=True, text=True,
            )  # fmt: skip
            peak, took, used = (float(each) for each in done.stdout.split())
            print(
                f"{engine}: {length:5} s of film in {took:7.1f} s ({1000 * took / length / 30:.1f} "
                f"ms a frame, {used:.0f} s of a core), peak memory {peak / 1024:.0f} MB",
                flush=True,
            )


_MEASURE_PEAK = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, time.perf_counter() - began, used.ru_utime + used.ru_stime)
"""


def _last_line(error: subprocess.CalledProcessError) -> str:
    lines = (error.stderr or b"").decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "nothing said"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("video", nargs="?", help="a film, or shares, start, growth")
    parser.add_argument("film", type=Path, nargs="?", help="the film for shares")
    parser.add_argument("--seconds", type=float, default=20, help="length of the default film")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--peers", type=Path, help="folder that cvzone was installed into")
    parser.add_argument("--only", nargs="*", help="parts of the names of the rows to run")
    parser.add_argument("--plot", type=Path, help="write the table as a picture, too")
    parser.add_argument("--lengths", type=int, nargs="*", default=[10, 60, 600, 1800])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _run(options, Path(name))


def _run(options: argparse.Namespace, folder: Path) -> None:
    if options.video == "growth":
        growth(folder, options.lengths)
        return
    if options.video == "start":
        start(folder, options.repeats)
        return
    named = options.film if options.video == "shares" else options.video
    video = Path(named) if named else longer(CLIP, folder / "set.mp4", options.seconds)
    if options.video == "shares":
        for engine in ENGINES:
            print_shares(video, engine)
        return
    contestants = rows(video.resolve(), folder, options.peers)
    wanted = options.only or [""]
    kept = {n: row for n, row in contestants.items() if n == MEASURE or any(w in n for w in wanted)}
    compare(kept, options.repeats, sum(1 for _ in VideoFile(video).frames()))
    if options.plot:
        plot(kept, options.plot)


if __name__ == "__main__":
    main()
