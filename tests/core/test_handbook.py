"""The page of all exercises and mistakes says what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.explain import error_of, explain, views
from formcheck.handbook import handbook
from formcheck.mistakes import MISTAKES
from formcheck.rulebook import load_rules

PAGE = Path(__file__).resolve().parents[2] / "rules" / "README.md"
BOOK = load_rules()


@pytest.mark.skipif(not PAGE.exists(), reason="runs on the checkout, not on a wheel")
def test_the_kept_page_is_in_step_with_the_rules() -> None:
    remedy = "make it again: formcheck explain --all > rules/README.md"
    assert PAGE.read_text(encoding="utf-8") == handbook(BOOK) + "\n", remedy


def test_every_limit_stands_in_the_page_with_its_origin() -> None:
    page = handbook(BOOK)
    for exercise in BOOK.exercises.values():
        own = page.split(f"`{exercise.id}`\n", 1)[1].split("\n## ")[0]
        for check in exercise.checks:
            assert f"{check.limit.bad} {check.limit.value:g} {check.measure.unit}" in own
            assert str(check.limit.origin) in own
            assert check.cue in own
            assert error_of(check) in own
            assert views(exercise, check) in own


def test_a_mistake_that_no_single_camera_shows_is_said_to_be_so() -> None:
    told = explain(BOOK, "feet-apart")
    assert told.count("Judged from: no single camera") == 2
    assert "Judged from: front" not in told


def test_every_source_of_a_figure_is_named() -> None:
    sources = handbook(BOOK).split("# Where the figures come from")[1]
    for exercise in BOOK.exercises.values():
        assert str(exercise.target_origin) in sources
        for cycle in exercise.cycles:
            for guard in cycle.guards:
                assert all(str(limit.origin) in sources for _, limit in guard.limits)


def test_every_mistake_is_told_with_where_it_is_looked_for() -> None:
    page = handbook(BOOK)
    for mistake in MISTAKES.values():
        own = page.split(f"## {mistake.id}\n", 1)[1].split("\n## ")[0]
        assert mistake.what in own
        assert mistake.why in own
        assert f"Known limits: {mistake.known_limits}" in own
        assert "Looked for in: `" in own
