"""A variant that the user names stands in for the one that the pictures show, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.analysis import choose
from formcheck.errors import RuleError
from formcheck.report.build import build
from formcheck.report.model import Described, Report

from .stick import ALL_FOURS, RULES, STANDING, Film, donkey_kick, film, kick, recording_of, still
from .test_build import source

BENT_KICKS = kick() + kick(along={"knee.right": (30, 80)})
BENT = film({**STANDING, "knee.right": 80.0}, still(1.5) + BENT_KICKS + still(1))
STRAIGHT = film(STANDING, still(1.5) + kick() * 2 + still(1))
FOURS = film(ALL_FOURS, still(1.5) + donkey_kick() * 2 + still(1))
STANDING_KICKBACK = RULES.exercise("standing-kickback")


def report_of(figure: Film, variant: str | None, exercise: str | None = None) -> Report:
    recording = recording_of(figure)
    named = RULES.exercise(exercise) if exercise else None
    choice = choose(recording, list(RULES.exercises.values()), named, variant)
    return build(choice, recording, source(recording))


def verdicts(report: Report, mistake: str) -> list[str]:
    return [m.verdict for rep in report.reps for m in rep.mistakes if m.id == mistake]


def told(report: Report) -> list[str]:
    return [w.message for w in report.warnings if w.code == "variant-differs"]


def test_without_a_name_the_pictures_decide() -> None:
    report = report_of(BENT, None)
    assert (report.exercise.variant, report.exercise.variant_chosen_by) == ("bent", "recognised")
    assert verdicts(report, "knee-drift") == ["cannot_be_judged"] * 2
    assert told(report) == []


def test_the_named_variant_decides_on_every_rep_and_the_difference_is_told() -> None:
    report = report_of(BENT, "straight")
    assert (report.exercise.variant, report.exercise.variant_chosen_by) == ("straight", "user")
    assert verdicts(report, "knee-drift") == ["not_seen", "seen"]
    assert told(report) == [
        "Judged as the straight variant, as you named it; reps 1, 2 look bent: check --variant."
    ]


def test_a_rightly_named_variant_changes_no_verdict_and_draws_no_warning() -> None:
    plain, named = report_of(STRAIGHT, None), report_of(STRAIGHT, "straight")
    assert told(named) == []
    assert named.reps == plain.reps
    assert named.exercise.variant_chosen_by == "user"


def test_a_variant_that_the_recognised_exercise_has_not_is_told() -> None:
    report = report_of(FOURS, "bent")
    assert report.exercise.variant is None
    assert told(report) == [
        "There is no bent variant of quadruped-kickback: --variant changed nothing."
    ]


def test_what_was_moved_is_noted_and_changes_nothing() -> None:
    recording = recording_of(STRAIGHT)
    choice = choose(recording, [STANDING_KICKBACK])
    plain = source(recording)
    noted = replace(plain, described=Described(load="5 kg", resistance="ankle-weight"))
    without, with_it = (build(choice, recording, each) for each in (plain, noted))
    assert with_it.described is not None
    assert with_it.described.load_note == "ankle weight, 5 kg"
    assert with_it.model_copy(update={"described": None}) == without


@pytest.mark.parametrize(
    ("name", "exercise", "sentence"),
    [
        (
            "wide",
            "standing-kickback",
            "'wide' is no variant of standing-kickback: name one of straight, bent.",
        ),
        ("wide", None, "'wide' is no variant of any exercise: name one of straight, bent."),
        ("bent", "nordic-curl", "There are no variants of nordic-curl: leave --variant out."),
    ],
)
def test_an_unknown_variant_is_refused_with_the_names(
    name: str, exercise: str | None, sentence: str
) -> None:
    with pytest.raises(RuleError) as raised:
        RULES.check_variant(name, RULES.exercise(exercise) if exercise else None)
    assert str(raised.value) == sentence
