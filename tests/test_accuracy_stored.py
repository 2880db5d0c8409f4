"""What is published holds: nothing is worse than stored, and the README says what is stored."""

from __future__ import annotations

import os
import re

from benchmarks.accuracy import readme
from benchmarks.accuracy.demands import MISTAKES_OF
from benchmarks.accuracy.judged import rules
from benchmarks.accuracy.results import figures_of, read_stored, regressions, stored_path
from benchmarks.accuracy.running import judge_all
from benchmarks.accuracy.samples import find_samples

from formcheck.mistakes import MISTAKES

SPLIT = "test"
FIGURES = r"\d\.\d\d|none"
CELL = re.compile(
    rf"(works|falls short) ({FIGURES})/({FIGURES})\+?|cannot be seen by one camera|not tested"
)


def test_nothing_is_worse_than_stored() -> None:
    stored = read_stored(stored_path(SPLIT))
    # What is recognised is not compared; tests/test_recognition.py looks at that.
    clips = judge_all(find_samples(SPLIT), jobs=os.cpu_count() or 1, named=True)
    assert regressions(stored, figures_of(clips, rules(), SPLIT)) == []


def test_the_readme_shows_what_is_stored() -> None:
    again = "write it anew: python -m tests.benchmarks.accuracy --readme"
    assert readme.shown() == readme.section(read_stored(stored_path(SPLIT))), again


def test_the_table_of_the_readme_has_every_pair_and_no_blank() -> None:
    lines = readme.mistake_table(read_stored(stored_path(SPLIT))).splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heading, _, *body = rows
    assert [name.strip("`") for name in heading[1:]] == sorted(rules())
    assert [row[0] for row in body] == list(MISTAKES)
    for row in body:
        for exercise, told in zip(heading[1:], row[1:], strict=True):
            own = row[0] in MISTAKES_OF[exercise.strip("`")]
            assert CELL.fullmatch(told) if own else told == "·", (exercise, row[0], told)
