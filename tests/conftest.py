"""Videos and commands that several tests share."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

# As formcheck's own command has it, and before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import av
import numpy as np
import pytest
from short_films import cut

import formcheck as formcheck_package

# Under nohup it is ignored, which the programs that are tested would inherit.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

FORMCHECK = [sys.executable, "-m", "formcheck"]

needs_openvino = pytest.mark.skipif(
    find_spec("openvino") is None, reason="the extra fast is not installed"
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def heeds_interrupts() -> None:
    """A shell starts what it runs in the background deaf to Ctrl-C, and so what that starts."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def caches_aside(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept from run to run is shared by the tests, and the user's own left alone."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def formcheck(tmp_path: Path) -> Run:
    """Run the command line in a process of its own, in an empty folder."""

    def run(*arguments: str | Path, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [*FORMCHECK, *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, env=own_environment(tmp_path), capture_output=True, text=True
        )

    return run


def own_environment(folder: Path) -> dict[str, str]:
    """The environment for a process: the same package, the user's own folders in ``folder``."""
    return {
        **os.environ,
        "PYTHONPATH": str(Path(formcheck_package.__file__).parent.parent),
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DATA_HOME": str(folder / "data"),
    }


@pytest.fixture(scope="session")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of a grey room in which nobody is."""
    path = tmp_path_factory.mktemp("videos") / "empty-room.mp4"
    write_video(path, frames=40)
    return path


def write_video(path: Path, frames: int) -> None:
    """A plain grey picture of 320 x 240 with a little noise, at 20 frames a second."""
    noise = np.random.default_rng(0)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=20)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.time_base = Fraction(1, 20)
        for _ in range(frames):
            image = noise.integers(118, 138, (240, 320, 3), dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode())


@pytest.fixture(scope="session")
def real_clips() -> Path:
    """The folder of labelled real clips; skips where there is none."""
    named = os.environ.get("FORMCHECK_REAL_CLIPS")
    if not named:
        pytest.skip("FORMCHECK_REAL_CLIPS names no folder of labelled real clips")
    return Path(named)


def labels() -> list[dict[str, object]]:
    """The labels of the real clips; empty where there are none."""
    named = os.environ.get("FORMCHECK_REAL_CLIPS")
    if not named:
        return []
    found: list[dict[str, object]] = json.loads((Path(named) / "labels.json").read_text())
    return found


@pytest.fixture(scope="session")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first reps of a sample clip with mistakes, at 320 x 180: checked in a few seconds."""
    path = tmp_path_factory.mktemp("videos") / "standing-kickback-small.mp4"
    return cut("standing-kickback-mistakes-a", path, 0.0, 8.0)
