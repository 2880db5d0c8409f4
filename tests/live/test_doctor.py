"""What works on a machine, and what to do about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.errors import ModelError
from formcheck.live import doctor
from formcheck.live.doctor import Finding


class Engines:
    """Networks of which some cannot be loaded."""

    def __init__(self, **broken: Exception) -> None:
        self._broken = broken

    def __call__(self, name: str) -> Any:
        if name in self._broken:
            raise self._broken[name]
        self.engine = f"{name} 1.0"
        return self

    def close(self) -> None: ...


def examined(monkeypatch: pytest.MonkeyPatch, engines: Engines) -> dict[str, Finding]:
    monkeypatch.setattr(doctor, "Networks", engines)
    return {finding.what: finding for finding in doctor.examine()}


def test_the_default_engine_is_tried_beside_the_faster_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = examined(monkeypatch, Engines())
    assert found["model"] == Finding("model", True, "runs on mediapipe 1.0, the default")
    assert found["faster model"].says.startswith("runs on openvino 1.0")


def test_an_engine_that_cannot_be_loaded_is_told_and_the_rest_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = ImportError("libGL.so.1: cannot open shared object file")
    engines = Engines(mediapipe=lacking, openvino=ModelError("Not installed: install it."))
    found = examined(monkeypatch, engines)
    assert not found["model"].works
    assert "mediapipe cannot be loaded (libGL.so.1" in found["model"].says
    assert found["faster model"] == Finding("faster model", False, "Not installed: install it.")
    assert found["codecs"].works
