"""The landmarks of the sample clips, recorded once, so that tests need no pose model.

    python -m tests.benchmarks.recordings [NAME...]

writes ``sample_videos/recordings/NAME.npz`` and notes in ``index.json`` beside them which clip
and which pose model each was made from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from contextlib import closing
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from formcheck.landmarker import ENGINE, EngineChoice, Landmarker, Networks
from formcheck.recording import Recording
from formcheck.video import VideoFile

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"
CLIPS = SAMPLES / "clips"
RECORDINGS = SAMPLES / "recordings"
INDEX = RECORDINGS / "index.json"
SPLIT = SAMPLES / "split.toml"


def clip_names() -> list[str]:
    """Every sample clip that has its truth beside it."""
    return sorted(path.name.removesuffix(".truth.json") for path in CLIPS.glob("*.truth.json"))


def held_out() -> list[str]:
    """The clips that no limit was set on."""
    # Python 3.10 reads no TOML by itself; the file is a list of names.
    listed = re.search(r"^test = \[(.*?)\]", SPLIT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return re.findall(r'"([^"]+)"', listed[1]) if listed else []


def truth_of(name: str) -> dict[str, Any]:
    """What is known of a clip: see ``sample_videos/README.md``."""
    found: dict[str, Any] = json.loads((CLIPS / f"{name}.truth.json").read_text(encoding="utf-8"))
    return found


def clip_sha256(name: str) -> str:
    """The fingerprint of a clip as it is now."""
    return hashlib.sha256((CLIPS / f"{name}.mp4").read_bytes()).hexdigest()


def read_index() -> dict[str, dict[str, Any]]:
    """What each recording was made from; empty where there are none."""
    if not INDEX.exists():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))
    return found


def load(name: str) -> Recording:
    """The recorded landmarks of a clip."""
    return Recording.load(RECORDINGS / f"{name}.npz")


def first_frames(whole: Recording, count: int) -> Recording:
    """A recording of the first frames alone."""
    part = Recording(whole.width, whole.height, whole.engine)
    for observation in islice(whole.observations(), count):
        part.append(observation)
    return part


def record(video: Path, engine: EngineChoice = "mediapipe") -> Recording:
    """The landmarks of a video, by the pose model."""
    with closing(Networks(engine)) as networks:
        return watched(video, networks)


def watched(video: Path, networks: Networks, seconds: float = float("inf")) -> Recording:
    """The landmarks of a video's first seconds, by a pose model that is loaded."""
    source = VideoFile(video)
    recording = Recording(source.info.width, source.info.height, networks.engine)
    with Landmarker(networks=networks) as landmarker:
        frames = takewhile(lambda frame: frame.time_s < seconds, source.frames())
        for observation in landmarker.watch(frames):
            recording.append(observation)
    return recording


def make(name: str) -> None:
    """Record one clip and note what it was made from."""
    began = time.perf_counter()
    recording = record(CLIPS / f"{name}.mp4")
    target = RECORDINGS / f"{name}.npz"
    recording.save(target)
    _note(name, {"clip_sha256": clip_sha256(name), "engine": ENGINE, "frames": len(recording)})
    took = time.perf_counter() - began
    size = target.stat().st_size / 1e6
    print(f"{name}: {len(recording)} frames, {size:.2f} MB, {took:.0f} s", flush=True)


def _note(name: str, entry: dict[str, Any]) -> None:
    index = {**read_index(), name: entry}
    part = INDEX.with_name(f".{INDEX.name}.part")
    part.write_text(json.dumps(index, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(INDEX)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips; default: all")
    RECORDINGS.mkdir(exist_ok=True)
    for name in parser.parse_args().names or clip_names():
        make(name)


if __name__ == "__main__":
    main()
