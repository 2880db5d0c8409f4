"""What is published holds: nothing is worse than stored, and the README says what is stored."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from benchmarks.accuracy.judged import rules
from benchmarks.accuracy.results import figures_of, read_stored, regressions, stored_path
from benchmarks.accuracy.running import judge_all
from benchmarks.accuracy.samples import find_samples
from benchmarks.accuracy.tables import short

ROOT = Path(__file__).resolve().parent.parent
SPLIT = "test"


def test_nothing_is_worse_than_stored() -> None:
    stored = read_stored(stored_path(SPLIT))
    clips = judge_all(find_samples(SPLIT), jobs=os.cpu_count() or 1)
    assert regressions(stored, figures_of(clips, rules(), SPLIT)) == []


def test_the_readme_shows_what_is_stored() -> None:
    shown = re.search(r"<!-- accuracy -->\n(.*?)\n\n", (ROOT / "README.md").read_text(), re.DOTALL)
    if shown is None:
        pytest.skip("README.md has no line <!-- accuracy -->")
    assert shown[1] == short(read_stored(stored_path(SPLIT)))
