"""Compiled networks are kept from run to run, and what is kept is never trusted blindly."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from conftest import needs_openvino

from formcheck.landmarker.compiled import compiled
from formcheck.landmarker.model_files import model_files


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "formcheck" / "networks"


class Core:
    """What is used of OpenVINO's; its networks are texts."""

    def __init__(self, version: str = "1", processor: str = "swift") -> None:
        self.version, self.processor = version, processor
        self.compiled: list[str] = []

    def get_versions(self, device: str) -> dict[str, Any]:
        return {device: SimpleNamespace(build_number=self.version)}

    def get_property(self, *_: str) -> str:
        return self.processor

    def compile_model(self, model: str, *_: Any) -> Any:
        self.compiled.append(model)
        return SimpleNamespace(text=model, export_model=lambda: io.BytesIO(model.encode()))

    def import_model(self, data: io.BytesIO, *_: Any) -> Any:
        text = data.getvalue().decode()
        if text == "of another kind":
            raise RuntimeError("this is no network")
        return SimpleNamespace(text=text)


def made(
    core: Core, networks: Sequence[str] = ("finder", "painter"), made_from: bytes = b"model"
) -> list[str]:
    return [one.text for one in compiled(core, {"threads": 1}, [made_from], lambda: networks)]


def test_what_one_run_has_compiled_the_next_one_loads(cache: Path) -> None:
    first, second = Core(), Core()
    assert made(first) == made(second) == ["finder", "painter"]
    assert first.compiled == ["finder", "painter"]
    assert second.compiled == []
    assert [path.suffix for path in cache.iterdir()] == [".zip"]


@pytest.mark.parametrize(
    "other", [Core(version="2"), Core(processor="slow")], ids=["library", "processor"]
)
def test_another_library_or_processor_compiles_for_itself(cache: Path, other: Core) -> None:
    made(Core())
    made(other)
    assert other.compiled == ["finder", "painter"]


def test_another_model_is_compiled_for_itself(cache: Path) -> None:
    made(Core())
    assert made(Core(), ["other"], b"another model") == ["other"]


@pytest.mark.parametrize("damage", ["truncated", "a byte changed", "empty", "of another kind"])
def test_a_damaged_file_is_made_anew(cache: Path, damage: str) -> None:
    made(Core(), ["of another kind"] if damage == "of another kind" else ["finder"])
    (path,) = cache.iterdir()
    content = path.read_bytes()
    if damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "a byte changed":
        path.write_bytes(content.replace(b"finder", b"fonder", 1))
    elif damage == "empty":
        path.write_bytes(b"")
    again, after = Core(), Core()
    assert made(again, ["finder"]) == made(after, ["finder"]) == ["finder"]
    assert again.compiled == ["finder"]
    assert after.compiled == []


def test_without_a_place_to_keep_them_networks_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "file"
    taken.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(taken))
    assert made(Core()) == made(Core()) == ["finder", "painter"]


def test_files_do_not_pile_up(cache: Path) -> None:
    for version in range(9):
        made(Core(version=str(version)))
    assert len(list(cache.iterdir())) == 4
    latest = Core(version="8")
    made(latest)
    assert latest.compiled == []


@needs_openvino
def test_a_kept_network_sees_what_the_compiled_one_saw(cache: Path) -> None:
    from formcheck.landmarker.openvino_engine import LandmarkNetwork

    crop = np.random.default_rng(3).integers(0, 255, (256, 256, 3), np.uint8)
    with model_files() as files:
        seen = []
        for _ in range(2):
            network = LandmarkNetwork(files.landmarks)
            found = network(crop)
            seen.append((found.points, found.world, found.mask()))
            network.close()
    assert len(list(cache.iterdir())) == 1
    for before, after in zip(*seen, strict=True):
        np.testing.assert_array_equal(before, after)
