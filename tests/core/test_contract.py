"""What holds for every exercise of the rule book, present and to come."""

from __future__ import annotations

from itertools import combinations

import pytest

from formcheck.explain import explain
from formcheck.mistakes import MISTAKES
from formcheck.rule import Check, Exercise, RepCycle
from formcheck.rulebook import load_rules
from formcheck.signals import ANY_VIEW, SIDE_VIEW

BOOK = load_rules()

EVERYWHERE = {"too-heavy", "off-plan"}
# Which mistake belongs to which exercise; those of every exercise stand above.
HYPER = {
    *("lumbar-arch", "over-range", "short-range", "swinging", "uneven-tempo", "dropped-return"),
    *("no-hold", "resting", "knee-drift", "feet-apart", "hip-lift"),
}
PRESS = {
    *("lumbar-arch", "lumbar-round", "short-range", "locked-knee", "dropped-return", "bouncing"),
    "hip-lift",
}
CURL = {"short-range", "swinging", "dropped-return", "bouncing", "hip-lift"}
ROWS = {
    "standing-kickback": {
        *("lumbar-arch", "over-range", "short-range", "swinging", "dropped-return", "no-hold"),
        *("torso-rocking", "locked-knee", "knee-drift", "hip-tilt", "side-switch"),
    },
    "quadruped-kickback": {
        *("lumbar-arch", "lumbar-round", "over-range", "short-range", "swinging"),
        *("dropped-return", "no-hold", "torso-rocking", "hip-tilt", "knee-drift"),
        *("hand-placement", "neck-out-of-line", "side-switch"),
    },
    "machine-kickback": {
        *("lumbar-arch", "over-range", "short-range", "swinging", "dropped-return", "no-hold"),
        *("torso-rocking", "locked-knee", "hip-tilt", "side-switch"),
    },
    "reverse-hyper-bench": HYPER,
    "reverse-hyper-ball": HYPER | {"unstable"},
    "reverse-hyper-machine": (HYPER - {"feet-apart"}) | {"lumbar-round", "hip-tilt"},
    "reverse-leg-press": PRESS,
    "reverse-leg-press-single": PRESS
    | {"hand-placement", "neck-out-of-line", "torso-rocking", "side-switch"},
    "reverse-leg-press-smith": PRESS | {"side-switch"},
    "band-prone-leg-extension": PRESS | {"side-switch"},
    "lying-leg-curl": CURL | {"lumbar-arch", "side-switch"},
    "seated-leg-curl": CURL,
    "nordic-curl": {"hip-break", "lumbar-arch", "dropped-return", "short-range"},
}
BOTH_LEGS_ONLY = {
    *("reverse-hyper-bench", "reverse-hyper-ball", "reverse-hyper-machine", "reverse-leg-press"),
    *("seated-leg-curl", "nordic-curl"),
}
SIDE_ONLY = {
    *("lumbar-arch", "lumbar-round", "over-range", "short-range", "locked-knee", "knee-drift"),
    *("hand-placement", "neck-out-of-line"),
}
CHECKS = [(e, check) for e in BOOK.exercises.values() for check in e.checks]
EACH_EXERCISE = pytest.mark.parametrize("exercise", BOOK.exercises.values(), ids=lambda e: e.id)
EACH_CHECK = pytest.mark.parametrize(
    ("exercise", "check"), CHECKS, ids=[f"{e.id}-{c.mistake}" for e, c in CHECKS]
)


def test_all_thirteen_exercises_are_in_the_book() -> None:
    assert set(ROWS) == set(BOOK.ids)
    assert {mistake for row in ROWS.values() for mistake in row} | EVERYWHERE | {
        "side-imbalance"
    } == set(MISTAKES)


@EACH_EXERCISE
def test_an_exercise_checks_exactly_the_mistakes_of_its_row(exercise: Exercise) -> None:
    assert exercise.id in ROWS, "write its row into this test"
    of_legs = set() if exercise.id in BOTH_LEGS_ONLY else {"side-imbalance"}
    row = ROWS[exercise.id] | EVERYWHERE | of_legs
    assert {check.mistake for check in exercise.checks} == row


@EACH_EXERCISE
def test_an_exercise_says_what_a_rep_is_and_how_to_film_it(exercise: Exercise) -> None:
    assert exercise.position.requires
    assert exercise.target_origin.reference
    assert exercise.advice.setup
    assert exercise.advice.safety
    assert exercise.advice.filming
    for cycle in exercise.cycles:
        assert cycle.full_range > 0
        assert cycle.views
        for guard in cycle.guards:
            assert guard.reason
            assert all(limit.origin.reference for _, limit in guard.limits)
    for one, other in combinations(exercise.cycles, 2):
        alone = not one.views & other.views or begin_apart(one, other)
        assert alone, "two cycles would count the same movement"


def begin_apart(one: RepCycle, other: RepCycle) -> bool:
    return any(
        a.signal == b.signal and (a.high <= b.low or b.high <= a.low)
        for a in one.starts
        for b in other.starts
    )


@EACH_EXERCISE
def test_explain_tells_every_mistake_and_every_origin(exercise: Exercise) -> None:
    text = " ".join(explain(BOOK, exercise.id).split())
    assert exercise.summary.split(",")[0] in text
    for check in exercise.checks:
        assert MISTAKES[check.mistake].name in text or check.mistake in text


@EACH_CHECK
def test_a_check_names_a_known_mistake_with_a_limit_of_known_origin(
    exercise: Exercise, check: Check
) -> None:
    assert check.mistake in MISTAKES
    assert check.limit.origin.kind in {"seed", "literature", "project choice"}
    assert check.limit.origin.reference.strip()
    assert check.cue.strip()
    assert check.cue.endswith(".")
    assert check.measure.unit
    assert check.views
    assert check.views <= ANY_VIEW


@EACH_CHECK
def test_a_check_asks_only_for_views_that_show_it(exercise: Exercise, check: Check) -> None:
    if check.mistake in SIDE_ONLY:
        assert check.views <= SIDE_VIEW
    if check.mistake == "hip-tilt":
        assert not check.views & SIDE_VIEW


@pytest.mark.parametrize("mistake", sorted({check.mistake for _, check in CHECKS}))
def test_explain_knows_every_mistake(mistake: str) -> None:
    text = " ".join(explain(BOOK, mistake).split())
    assert " ".join(MISTAKES[mistake].what.split()) in text
    assert " ".join(MISTAKES[mistake].why.split()) in text
