"""Numbers and findings in plain words."""

from __future__ import annotations

import pytest

from formcheck.report import words
from formcheck.report.model import Target

from .examples import seven_reps


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (41.23, "deg", "41.2°"),
        (30.0, "deg", "30°"),
        (-3.1, "deg", "\N{MINUS SIGN}3.1°"),
        (-0.01, "deg", "0°"),
        (0.62, "s", "0.62 s"),
        (231.4, "deg/s", "231°/s"),
        (0.052, "trunk lengths", "0.052 trunk lengths"),
        (1.5, "ratio", "1.50"),
        (None, "deg", "\N{EN DASH}"),
    ],
)
def test_numbers_read_with_their_unit(value: float | None, unit: str, text: str) -> None:
    assert words.number(value, unit) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00.0"), (11.07, "0:11.1"), (59.96, "1:00.0"), (125.4, "2:05.4"), (None, words.DASH)],
)
def test_moments_read_as_on_a_player(seconds: float | None, text: str) -> None:
    assert words.clock(seconds) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([3], "rep 3"),
        ([1, 2], "reps 1, 2"),
        ([7, 3, 4, 5], "reps 3\N{EN DASH}5, 7"),
        ([2, 2], "rep 2"),
    ],
)
def test_rep_numbers_are_drawn_together(numbers: list[int], text: str) -> None:
    assert words.reps(numbers) == text


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (Target(low=15, high=20), "15\N{EN DASH}20"),
        (Target(low=8, high=8), "8"),
        (Target(low=8, high=None), "8 or more"),
        (None, words.DASH),
    ],
)
def test_targets_read(target: Target | None, text: str) -> None:
    assert words.target(target) == text


def test_a_finding_names_value_limit_and_error() -> None:
    report = seven_reps()
    by_id = {each.id: each for each in report.reps[2].mistakes}
    summaries = {each.id: each for each in report.mistakes}

    def finding(mistake: str) -> str:
        return words.finding(by_id[mistake], summaries[mistake])

    assert finding("over-range") == "seen: 41.2°, limit at most 30° ± 6.1°"
    assert finding("no-hold") == "not seen: 0.62 s, limit at least 0.30 ± 0.12 s"
    assert finding("lumbar-arch") == (
        "seen: 0.052 trunk lengths, limit at most 0.028 ± 0.009 trunk lengths"
    )
    assert finding("hip-tilt").startswith("cannot be judged: The hips' level")


def test_a_mistake_without_a_name_is_spelt_out() -> None:
    assert words.mistake_name(seven_reps(), "feet-apart") == "Feet apart"
