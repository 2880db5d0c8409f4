"""Labelled films of real people, where there are any: reps counted right, nothing else counted.

``FORMCHECK_REAL_CLIPS`` names the folder; its ``labels.json`` holds the expectations.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import labels

from formcheck.rulebook import load_rules

pytestmark = pytest.mark.real

EXERCISES = set(load_rules().ids)
LABELS = labels()


def of(kind: str) -> list[Any]:
    """The labels of one kind; a lone skipped one where there are no clips at all."""
    if not LABELS:
        return [pytest.param({"name": ""}, id="no-clips")]
    return [pytest.param(each, id=each["name"]) for each in LABELS if each["label"] == kind]


@pytest.fixture
def report(formcheck, real_clips: Path, tmp_path: Path):
    """The report on a clip by its name."""

    def check(name: str) -> dict[str, Any]:
        done = formcheck(
            "check", real_clips / name, "--no-video", "--json", "--out", tmp_path / "out"
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return check


@pytest.mark.parametrize("label", of("count"))
def test_reps_are_counted(report, label: dict[str, Any]) -> None:
    found = report(label["name"])
    if label["exercise"] not in EXERCISES:
        pytest.skip(f"{label['exercise']} is not in the rule book")
    low, high = label["reps_accept"]
    assert found["exercise"]["id"] == label["exercise"]
    assert low <= len(found["reps"]) <= high


@pytest.mark.parametrize("label", [*of("must_not_count"), *of("must_abstain")])
def test_nothing_is_counted_where_nothing_was_done(report, label: dict[str, Any]) -> None:
    found = report(label["name"])
    assert found["reps"] == []
    assert not [each for each in found["mistakes"] if each["verdict"] == "seen"]


@pytest.mark.parametrize("label", of("odd_file"))
def test_an_odd_file_is_read_or_refused(
    formcheck, real_clips: Path, tmp_path: Path, label: dict[str, Any]
) -> None:
    clip = real_clips / label["name"]
    done = formcheck("check", clip, "--no-video", "--json", "--out", tmp_path / "out")
    if label.get("decode_error"):
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
    else:
        assert done.returncode == 0
        low, high = label["reps_accept"]
        assert low <= len(json.loads(done.stdout)["reps"]) <= high
