"""Films of real people under their labels: what is right, and what is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.realfilms import Told, labels_of

KICKS = {
    "name": "kicks.mp4",
    "label": "count",
    "exercise": "standing-kickback",
    "reps_accept": [2, 3],
}
WALK = {"name": "walk.mp4", "label": "must_not_count", "exercise": "other", "reps_accept": [0, 0]}
ODD = {"name": "odd.mp4", "label": "odd_file", "exercise": "-", "reps_accept": None}


@pytest.mark.parametrize(
    ("told", "label", "right"),
    [
        (Told("standing-kickback", 2), KICKS, True),
        (Told("standing-kickback", 3), KICKS, True),
        (Told("standing-kickback", 4), KICKS, False),
        (Told("machine-kickback", 2), KICKS, False),
        (Told(None, 0), KICKS, False),
        (Told(None, 0), WALK, True),
        (Told("nordic-curl", 0), WALK, True),
        (Told("nordic-curl", 1), WALK, False),
    ],
)
def test_right_is_what_the_label_accepts(told: Told, label: dict[str, Any], right: bool) -> None:
    assert told.is_right(label) is right


def test_only_films_that_can_be_judged_are(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text(json.dumps([KICKS, WALK, ODD]), encoding="utf-8")
    assert labels_of(tmp_path, []) == [KICKS, WALK]
    assert labels_of(tmp_path, ["walk"]) == [WALK]
