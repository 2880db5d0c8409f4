"""Films every clip of the library, keeps its landmarks and its truth, and deletes the film."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import StudioError
from .library import Entry

if TYPE_CHECKING:
    from formcheck.landmarker import Networks

ONE_THREAD = ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def wanted(entries: Sequence[Entry], patterns: Sequence[str]) -> list[Entry]:
    """The clips whose names fit a pattern, in the order of the patterns."""
    found = {entry.name: entry for pattern in patterns for entry in entries
             if fnmatch(entry.name, pattern)}
    return list(found.values())


def record_library(entries: Sequence[Entry], jobs: int, films: Path | None = None) -> list[str]:
    """Film and record what is not done yet; returns what went wrong, a sentence for each clip.

    Killed at any moment, it leaves only whole files and goes on where it was.

    Args:
        jobs: processes; each uses one thread.
        films: a folder in which to keep the films, too.
    """
    left = [entry for entry in entries if not entry.is_done()]
    for entry in entries:
        if entry not in left:
            recount(entry)
    print(f"{len(entries)} clips, {len(left)} of them to be filmed", flush=True)
    began, problems = time.monotonic(), []
    for number, (entry, problem) in enumerate(_made(left, jobs, films), start=1):
        if problem:
            problems.append(f"{entry.name}: {problem}")
        spent = time.monotonic() - began
        rest = spent / number * (len(left) - number) / 60
        print(f"{number}/{len(left)} {entry.name} {problem or 'done'}; {rest:.0f} min left",
              flush=True)
    return problems


def _made(entries: Sequence[Entry], jobs: int, films: Path | None,
          ) -> Iterator[tuple[Entry, str | None]]:
    for name in ONE_THREAD:  # the processes would fight for the cores
        os.environ[name] = "1"
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with,
                             initargs=(os.getpid(),)) as pool:
        running = {pool.submit(_tried, entry, films): entry for entry in entries}
        for done in as_completed(running):
            yield running[done], done.result()


def _end_with(parent: int) -> None:
    """Let this process end when its parent has ended, however that happened."""
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()


def _tried(entry: Entry, films: Path | None) -> str | None:
    from formcheck.errors import FormcheckError

    try:
        make(entry, films)
    except (StudioError, FormcheckError) as error:
        return str(error)
    except Exception as error:  # one clip's fault must not end a night's work
        return f"{type(error).__name__}: {error}"
    return None


def make(entry: Entry, films: Path | None = None) -> None:
    """Film one clip, record its landmarks as ``formcheck check`` does, and keep its truth."""
    from .frames import load_frames, save_frames
    from .produce import render

    clip = entry.clip()
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        film = render(clip, Path(folder))
        _keep_landmarks(film, entry.recording)
        entry.truth.parent.mkdir(parents=True, exist_ok=True)
        small = Path(folder) / "frames.npz"
        save_frames(small, load_frames(Path(folder) / entry.frames.name))
        _move(small, entry.frames)
        truth = json.loads((Path(folder) / entry.truth.name).read_text())
        truth |= {"split": entry.split, "made_from": entry.made_from}
        signed = Path(folder) / "truth.json"
        signed.write_text(json.dumps(truth, separators=(",", ":")) + "\n")
        if films:
            films.mkdir(parents=True, exist_ok=True)
            _move(film, films / film.name)
        # Last, because it says that the clip is done.
        _move(signed, entry.truth)


def recount(entry: Entry) -> bool:
    """Bring up to date which planted mistakes count as such, without filming anew."""
    from .exercises import EXERCISES

    text = entry.truth.read_text()
    truth = json.loads(text)
    for rep in truth["reps"]:
        for planted in rep["mistakes"]:
            mistake = EXERCISES[truth["exercise"]].mistakes[planted["id"]]
            planted["counts"] = mistake.counts(planted["magnitude"])
        rep["complete"] = not any(planted["counts"] for planted in rep["mistakes"]
                                  if planted["id"] == "short-range")
    changed = json.dumps(truth, separators=(",", ":")) + "\n"
    if changed != text:
        _write(changed.encode(), entry.truth)
    return changed != text


def _keep_landmarks(film: Path, target: Path) -> None:
    from formcheck.landmarker import ENGINE, Landmarker
    from formcheck.recording import Recording
    from formcheck.video import VideoFile

    video = VideoFile(film)
    recording = Recording(video.info.width, video.info.height, ENGINE)
    with Landmarker(networks=_networks()) as landmarker:
        for frame in video.frames():
            recording.append(landmarker.observe(frame))
    target.parent.mkdir(parents=True, exist_ok=True)
    recording.save(target)


@cache
def _networks() -> Networks:
    """The pose model, loaded once in each process."""
    from formcheck.landmarker import Networks

    return Networks()


def _move(source: Path, target: Path) -> None:
    """Move a file, also from another disk, so that the target is whole or not there."""
    _write(source.read_bytes(), target)


def _write(content: bytes, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)


def report(problems: Sequence[str]) -> int:
    """Name the clips that failed; returns the exit code."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 3 if problems else 0
