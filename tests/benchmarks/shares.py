"""Where the time of a check goes: processor time of each station, by the thread that calls it."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from formcheck import check, secondlook
from formcheck.annotate import Annotator
from formcheck.landmarker import landmarker
from formcheck.landmarker.body import Look
from formcheck.landmarker.engines import EngineChoice, Networks
from formcheck.video import VideoFile, VideoWriter

_Taken = dict[str, float]


class _Quiet:
    """Nobody watches the progress."""

    def begin(self, what: str, length_s: float | None) -> None: ...

    def reach(self, time_s: float) -> None: ...


def print_shares(video: Path, engine: EngineChoice) -> None:
    """Check a film and print what each station took, milliseconds of a core for each frame."""
    taken: _Taken = defaultdict(float)
    networks = Networks(engine)
    runs = _watch_over(networks, taken)
    frames = _decode(video, taken)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        options = check.CheckOptions(out=Path(folder))
        check.check_video(video, options, _Quiet(), networks)
    total = time.process_time() - began
    _undo()
    print(f"{engine}: {1000 * total / frames:.1f} ms of a core for each of {frames} frames, "
          f"{runs() / frames:.2f} looks of the network")  # fmt: skip
    # The film is decoded twice: once to be seen, once to be drawn on.
    taken["decoding, both passes"] = 2 * taken.pop("decoding")
    taken["threads of model and encoder, Python itself"] = total - sum(taken.values())
    for name, seconds in sorted(taken.items(), key=lambda one: -one[1]):
        print(f"  {name:46} {1000 * seconds / frames:6.2f} ms  {seconds / total:4.0%}")


def _decode(video: Path, taken: _Taken) -> int:
    began = time.process_time()
    frames = sum(1 for _ in VideoFile(video).frames())
    taken["decoding"] = time.process_time() - began
    return frames


_replaced: list[tuple[Any, str, Any]] = []


def _watch_over(networks: Networks, taken: _Taken) -> Callable[[], int]:
    """Put a clock to every station; returns what counts the looks of the landmark network."""
    counted = [0]
    landmarks = networks.landmarks

    def look(crop: Any) -> Any:
        counted[0] += 1
        return landmarks(crop)

    # MediaPipe and the encoder work in threads of their own, which is left over in the end.
    networks.landmarks = _clocked(look, "network: landmarks", taken)  # type: ignore[assignment]
    networks.detector = _clocked(networks.detector, "network: people", taken)  # type: ignore[assignment]
    stations = [
        (Look, "whole_pose", "mask and outline"),
        (landmarker, "thumbnail", "scenes"),
        (check, "choose", "signals, session and rules"),
        (check, "build", "report"),
        (check, "write_report", "report"),
        (Annotator, "draw", "drawing"),
        (secondlook, "draw_evidence", "drawing"),
        (VideoWriter, "write", "encoding, the writing thread's part"),
    ]
    for owner, name, station in stations:
        _replaced.append((owner, name, getattr(owner, name)))
        setattr(owner, name, _clocked(getattr(owner, name), station, taken))
    return lambda: counted[0]


def _clocked(work: Callable[..., Any], station: str, taken: _Taken) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        began = time.thread_time()
        try:
            return work(*arguments, **named)
        finally:
            taken[station] += time.thread_time() - began

    return run


def _undo() -> None:
    while _replaced:
        owner, name, work = _replaced.pop()
        setattr(owner, name, work)
