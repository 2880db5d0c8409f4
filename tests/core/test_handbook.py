"""The page of all exercises and mistakes says what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_every_mistake_is_told_with_where_it_is_looked_for() -> None:
    page = handbook(BOOK)
    for mistake in MISTAKES.values():
        own = page.split(f"## {mistake.id}\n", 1)[1].split("\n## ")[0]
        assert mistake.what in own
        assert mistake.why in own
        assert "Looked for in: `" in own
