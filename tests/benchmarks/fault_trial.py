"""Batches that are disturbed again and again, against one that is left in peace.

    python -m tests.benchmarks.fault_trial [--runs 50] [--films 8] [--seconds 2] [--seed 0]

Every run goes over the same folder, odd files among the films, and meets one mishap at a random
moment: the whole program is killed (``kill -9``), a worker is killed, or the disk is full (a small
tmpfs, which only root can mount). A run that comes to its end all the same is followed by a
comparison, byte for byte but for the times that the work took; then everything starts anew.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.store import Store
from tests.benchmarks.batch import ROOT, make_films, workers_of

ROOMY = "512m"
LONGEST_S = 3600
LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
SPEED = re.compile(rb"<dt>Speed</dt>.*?</dd>", re.DOTALL)
TIMING = re.compile(rb'"timing": \{.*?\}', re.DOTALL)
EXPECTED = {"kill": {-signal.SIGKILL, 3}, "worker": {3}, "disk": {2, 3}, "none": {3}}


def add_odd_files(folder: Path) -> None:
    """What trainers' folders hold beside good films."""
    odd = folder / "client 0"
    film = next(odd.glob("*.mp4"))
    (odd / "empty.mp4").write_bytes(b"")
    (odd / "text.mp4").write_text("notes on a set\n" * 50)
    (odd / "pointer.mp4").write_bytes(LFS_POINTER)
    (odd / "half.mp4").write_bytes(film.read_bytes()[:3000])
    (odd / "loop.mp4").symlink_to("loop.mp4")
    (odd / "the 'same' film,\nagain \N{SNOWMAN}.mp4").write_bytes(film.read_bytes())


@dataclass
class Trial:
    """One series of disturbed runs.

    Attributes:
        out: the target folder, on the small disk where there is one.
        peace: target folder of the run that was left in peace.
        usual_s: how long that one took.
    """

    films: Path
    out: Path
    peace: Path
    disk: bool
    chance: random.Random
    usual_s: float = 0.0
    counts: collections.Counter[str] = field(default_factory=collections.Counter)

    def start(self, out: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "formcheck", "batch", str(self.films), "--out", str(out)]
        return subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def rest_in_peace(self) -> None:
        """The run that the others are held against."""
        began = time.monotonic()
        self._end(self.start(self.peace), "none")
        self.usual_s = time.monotonic() - began

    def disturb(self) -> None:
        """One run with a mishap; a comparison where it came to its end."""
        mishap = self.chance.choice(["kill", "worker", "disk"] if self.disk else ["kill", "worker"])
        self.counts[mishap] += 1
        if mishap == "disk":
            self._resize(self._used() + self.chance.randrange(8192, 600_000))
        process = self.start(self.out)
        if mishap != "disk":
            self._strike(process, mishap)
        code = self._end(process, mishap)
        if mishap == "disk":
            self._resize(ROOMY)
        if code == 3:
            self.compare()
            shutil.rmtree(self.out)

    def finish(self) -> None:
        """The last run, in peace, and the last comparison."""
        self._end(self.start(self.out), "none")
        self.compare()

    def compare(self) -> None:
        """Raise AssertionError where anything differs from the run in peace."""
        self.counts["compared"] += 1
        expected, found = contents(self.peace), contents(self.out)
        assert set(found) == set(expected), sorted(set(found) ^ set(expected))
        wrong = [name for name in expected if found[name] != expected[name]]
        assert not wrong, f"these differ: {wrong}"

    def _strike(self, process: subprocess.Popen[str], mishap: str) -> None:
        end = time.monotonic() + self.chance.uniform(0, self.usual_s)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.01)
        if mishap == "kill":
            process.kill()
            return
        if workers := workers_of(process.pid):
            self.counts["workers killed"] += 1
            os.kill(self.chance.choice(workers), signal.SIGKILL)

    def _end(self, process: subprocess.Popen[str], mishap: str) -> int:
        try:
            out, error = process.communicate(timeout=LONGEST_S)
        except BaseException:
            process.kill()
            raise
        assert process.returncode in EXPECTED[mishap], f"{process.returncode}: {out}{error}"
        assert mishap == "kill" or error.count("\n") <= 1, error
        return process.returncode

    def _used(self) -> int:
        place = os.statvfs(self.out.parent)
        return (place.f_blocks - place.f_bfree) * place.f_frsize

    def _resize(self, size: int | str) -> None:
        mount = ["mount", "-o", f"remount,size={size}", str(self.out.parent)]
        subprocess.run(mount, check=True)


def contents(out: Path) -> dict[str, object]:
    """Every file by its path, without how long the work took; the history as what it holds."""
    found: dict[str, object] = {"formcheck.db": history(out / "formcheck.db")}
    for path in out.rglob("*"):
        if path.is_file() and not path.name.startswith("formcheck.db"):
            content = SPEED.sub(b"", TIMING.sub(b"", path.read_bytes()))
            found[str(path.relative_to(out))] = content
    return found


def history(path: Path) -> list[object]:
    """All sets and pictures, without the numbers that the database gives them."""
    with Store(path, create=False) as store:
        return [
            (each.client, each.sha256, each.source, each.number, each.date, each.reps,
             each.mistakes, store.pictures(each.film))
            for each in store.sets()
        ]  # fmt: skip


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk whose size can be changed; False where it cannot be mounted."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", str(place)]
    there = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield there
    finally:
        if there:
            subprocess.run(["umount", str(place)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--films", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each film")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name, "disk")) as disk:
        folder = Path(name)
        make_films(folder / "films", options.films, options.seconds)
        add_odd_files(folder / "films")
        out, peace = folder / "disk" / "desk", folder / "peace"
        trial = Trial(folder / "films", out, peace, disk, random.Random(options.seed))
        trial.rest_in_peace()
        for number in range(options.runs):
            trial.disturb()
            print(f"{number + 1} of {options.runs}", file=sys.stderr)
        trial.finish()
        told = ", ".join(f"{name} {count}" for name, count in sorted(trial.counts.items()))
        print(f"{options.runs} disturbed runs ({told}); all equal to the one in peace")
        if not disk:
            print("without a disk that fills: only root can mount one")


if __name__ == "__main__":
    main()
