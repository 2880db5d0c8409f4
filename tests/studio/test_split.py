"""Every clip is on exactly one side of the split into tuning and test."""

from __future__ import annotations

import re
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"


def side(name: str) -> list[str]:
    """The clips that ``split.toml`` lists on one side."""
    text = (SAMPLES / "split.toml").read_text("utf-8")
    listed = re.search(rf"^{name} = \[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    assert listed is not None
    return re.findall(r'"([^"]+)"', listed[1])


def test_every_clip_is_on_exactly_one_side() -> None:
    clips = sorted(path.stem for path in (SAMPLES / "clips").glob("*.toml"))
    assert sorted(side("tuning") + side("test")) == clips


def test_both_sides_differ_in_seed_and_body() -> None:
    def settings(name: str, field: str) -> str:
        text = (SAMPLES / "clips" / f"{name}.toml").read_text("utf-8")
        return "".join(re.findall(rf"^{field} = .*$", text, re.MULTILINE))

    tuned = {settings(name, "seed") for name in side("tuning")}
    assert not tuned & {settings(name, "seed") for name in side("test")}
    bodies = {settings(name, "(?:age|height_cm|weight)") for name in side("tuning")}
    assert not bodies & {settings(name, "(?:age|height_cm|weight)") for name in side("test")}
