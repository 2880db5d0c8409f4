"""Every odd file of the table comes out of a batch as the table says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from odd_films import ODD

from formcheck.batch.command import SOME_FAILED


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One batch over all of them; the folder that it wrote to, and what it printed beside."""
    import subprocess

    from conftest import FORMCHECK, own_environment

    place = tmp_path_factory.mktemp("odd")
    films = place / "films"
    films.mkdir()
    for name, odd in ODD.items():
        odd.make(films / name)
    done = subprocess.run(
        [*FORMCHECK, "batch", str(films), "--out", "desk", "--no-video"],
        cwd=place, env=own_environment(place), capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (SOME_FAILED, "")
    (place / "printed").write_text(done.stdout)
    return place / "desk"


@pytest.mark.parametrize("name", ODD)
def test_an_odd_film(desk: Path, name: str) -> None:
    odd = ODD[name]
    path = desk / name / "report.json"
    if odd.outcome not in {"report", "truncated"}:
        assert not path.parent.exists()
        assert odd.outcome in _sentence(desk, name)
        return
    report = json.loads(path.read_text(encoding="utf-8"))
    video = report["video"]
    assert (video["width"], video["height"]) == odd.size
    assert video["frames"] >= odd.frames
    told = {warning["code"] for warning in report["warnings"]}
    assert ("truncated" in told) == (odd.outcome == "truncated")


def _sentence(desk: Path, name: str) -> str:
    lines = (desk.parent / "printed").read_text().splitlines()
    [line] = [each for each in lines if each.startswith(f"  {name}: ")]
    return line
