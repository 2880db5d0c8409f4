"""Rules of one's own at work: the example of the README, on a stick figure."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

from formcheck.analysis import Choice, choose
from formcheck.events import Rep
from formcheck.explain import explain
from formcheck.handbook import handbook
from formcheck.rulebook import RuleBook, load_rules

from .stick import STANDING, Film, Step, film, kick, recording_of, still

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "rules"
NAME = "standing-leg-curl"


@cache
def book() -> RuleBook:
    return load_rules([EXAMPLE])


def curl(
    peak: float = 95.0, lift: float = 1.2, hold: float = 0.8, lower: float = 1.4, lean: float = 5.0
) -> list[Step]:
    up = {"knee.right": peak, "lean": lean}
    return [(lift, up), (hold, {}), (lower, {"knee.right": 6.0, "lean": 5.0}), (1.0, {})]


def watched(*steps: list[Step]) -> Choice:
    figure: Film = film(STANDING, [*still(1.5), *chain(*steps), *still(1)])
    return choose(recording_of(figure), list(book().exercises.values()))


def reps(choice: Choice) -> list[Rep]:
    return choice.analysis.outcome.reps if choice.analysis else []


def seen(choice: Choice) -> list[set[str]]:
    return [{f.mistake for f in rep.findings if f.verdict == "seen"} for rep in reps(choice)]


def test_the_readme_points_to_it() -> None:
    assert "examples/rules" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_joins_the_built_in_exercises() -> None:
    assert len(book().ids) == 14
    assert book().replaced == {}
    assert explain(book(), NAME).startswith("standing leg curl")
    assert f"`{NAME}`" in handbook(book())


def test_it_is_recognised_counted_and_clean_reps_are_called_clean() -> None:
    choice = watched(curl(), curl(), curl())
    assert choice.candidates[0][0] == NAME
    assert [rep.side for rep in reps(choice)] == ["right"] * 3
    verdicts = {f.mistake: f.verdict for f in reps(choice)[1].findings}
    assert set(verdicts.values()) == {"not_seen"}


def test_each_of_its_mistakes_is_seen_where_it_is_and_nowhere_else() -> None:
    faulty = [curl(60), curl(lift=0.35), curl(lower=0.3), curl(hold=0.0), curl(lean=25.0)]
    choice = watched(curl(), *faulty, curl())
    assert [one - {"no-hold"} for one in seen(choice)] == [
        set(),
        {"short-range"},
        {"swinging"},
        {"dropped-return"},
        set(),
        {"torso-rocking"},
        set(),
    ]
    assert [n for n, one in enumerate(seen(choice)) if "no-hold" in one] == [4]


def test_a_kick_is_still_a_kick() -> None:
    choice = watched(kick(), kick())
    assert choice.candidates[0][0] == "standing-kickback"
    assert dict(choice.candidates).get(NAME, 0.0) < 0.5
