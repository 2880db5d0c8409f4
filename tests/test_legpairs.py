"""Left and right leg in two films of one day: which sets are compared, and what is said of them."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest
from histories import analysed
from rich.console import Console
from test_history import a_set

from formcheck.history import facts
from formcheck.history.course import courses
from formcheck.history.legpairs import LegPair, leg_pairs
from formcheck.history.page import render
from formcheck.history.terminal import print_client
from formcheck.legbalance import LEAST_REPS_OF_A_LEG
from formcheck.store import Store, StoredMistake, StoredSet
from formcheck.watch import MARGIN

ALONE = "only one leg was filmed"


def imbalance(verdict: Any = "cannot_be_judged", reason: str | None = ALONE) -> StoredMistake:
    """What a film itself says of its legs."""
    return StoredMistake(
        "side-imbalance", "one side weaker", verdict, reason, None, 0, 0, None, None
    )


def of_leg(side: str, film: int, **changes: Any) -> StoredSet:
    """A set of a film of one leg, from its own side."""
    own = {"source": f"{film}.mp4", "mistakes": (imbalance(),), "view": f"side-{side}"}
    told = {**own, **changes}
    return a_set(side=side, film=film, **told)


def pairs(*sets: StoredSet) -> list[LegPair]:
    return [pair for course in courses(sets) for pair in leg_pairs(course)]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ({}, "not_seen"),
        ({"range_peak": 12.0}, "seen"),
        ({"lift_s": 1.5}, "seen"),
        ({"reps": 9}, "seen"),
        ({"range_peak": 16.0}, "cannot_be_judged"),
        ({"range_peak": 18.5}, "not_seen"),
    ],
)
def test_two_films_are_judged_as_one_film_of_both_legs_is(
    right: dict[str, float], expected: str
) -> None:
    (pair,) = pairs(of_leg("left", 1), of_leg("right", 2, **right))
    assert pair.balance.verdict == expected
    assert (pair.balance.reason == MARGIN) is (expected == "cannot_be_judged")
    assert set(pair.differences) == {"range", "lift_s", "reps"}


@pytest.mark.parametrize(
    ("peaks", "expected"), [((20.0, 12.0), "cannot_be_judged"), ((60.0, 30.0), "seen")]
)
def test_a_short_way_behind_the_other_leg_is_not_held_against_it(
    peaks: tuple[float, float], expected: str
) -> None:
    near, far = of_leg("left", 1, range_peak=peaks[0]), of_leg("right", 2, range_peak=peaks[1])
    (pair,) = pairs(near, dataclasses.replace(far, view="side-left"))
    assert pair.balance.verdict == expected
    assert pair.balance.reason.endswith("was not filmed alike") is (expected != "seen")


def test_a_film_that_compared_its_legs_is_none_of_one_leg() -> None:
    unlike = imbalance(reason="the range of motion of both legs was not filmed alike")
    assert pairs(of_leg("left", 1, mistakes=(unlike,)), of_leg("right", 2)) == []


def test_too_few_reps_of_a_leg_cannot_be_judged() -> None:
    (pair,) = pairs(of_leg("left", 1), of_leg("right", 2, reps=LEAST_REPS_OF_A_LEG - 1))
    assert pair.balance.verdict == "cannot_be_judged"
    assert pair.balance.reason == "fewer than 3 reps of the right leg to compare"


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2025-03-04"},
        {"date": None},
        {"exercise": "quadruped-kickback"},
        {"side": "left"},
        {"side": "both"},
        {"mistakes": ()},
        {"mistakes": (imbalance("seen", None),)},
        {"mistakes": (imbalance("cannot_be_judged", MARGIN),)},
    ],
)
def test_only_sets_that_stand_beside_each_other_are_compared(other: dict[str, Any]) -> None:
    right = dataclasses.replace(of_leg("right", 2), **other)
    assert pairs(of_leg("left", 1), right) == []


def test_a_film_of_both_legs_has_judged_itself() -> None:
    both = [of_leg("left", 1), of_leg("right", 1, number=2)]
    assert pairs(*both) == []
    assert pairs(*both, of_leg("right", 2)) == []


def test_each_set_is_compared_once_in_the_order_in_which_they_were_done() -> None:
    left = [of_leg("left", 1, number=n) for n in (1, 2, 3)]
    right = [of_leg("right", 2, number=n) for n in (1, 2)]
    assert [(p.left.number, p.right.number) for p in pairs(*left, *right)] == [(1, 1), (2, 2)]


def test_sets_of_the_same_load_and_view_are_compared_first() -> None:
    films = [
        *(of_leg("left", 1, load="5 kg"), of_leg("left", 2), of_leg("left", 3, view="rear")),
        *(of_leg("right", 4, view="rear"), of_leg("right", 5, view="side-right")),
        of_leg("right", 6, load="5KG"),
    ]
    assert [(p.left.film, p.right.film) for p in pairs(*films)] == [(1, 6), (2, 5), (3, 4)]
    assert {p.balance.verdict for p in pairs(*films)} == {"not_seen"}


def test_other_loads_and_other_views_say_why_they_cannot_be_judged() -> None:
    (loads,) = pairs(of_leg("left", 1, load="5 kg"), of_leg("right", 2, range_peak=5.0))
    assert (loads.balance.verdict, loads.differences) == ("cannot_be_judged", {})
    assert loads.balance.reason == "the loads that were told differ"
    (views,) = pairs(of_leg("left", 1), of_leg("right", 2, view="oblique", range_peak=5.0))
    assert views.balance.verdict == "cannot_be_judged"
    assert views.balance.reason == "the range of motion of both legs was not filmed alike"
    assert set(views.differences) == {"lift_s", "reps"}


def test_the_history_of_two_films_tells_it_in_each_of_its_forms(tmp_path: Path) -> None:
    films = (("quadruped-kickback-mistakes-a", "left"), ("quadruped-kickback-clean", "right"))
    with Store(tmp_path / "history.db") as store:
        for clip, name in films:
            report = analysed(clip, date="2025-03-05")
            store.add(report, "Anna", source=f"{name}.mp4", sha256=name, options_key="")
        sets = store.sets("Anna")
    console = Console(width=80, record=True, file=io.StringIO(), highlight=False)
    print_client("Anna", sets, console)
    text = " ".join(console.export_text().split())
    assert "2025-03-05, left.mp4 and right.mp4: not seen; range " in text
    assert "reps 7 and 6 (14%)." in text
    page = render("Anna", sets, lambda film: [])
    assert '<td class="verdict not_seen"><b>not seen</b></td>' in page
    assert "<td>7 and 6 (14%)</td>" in page
    assert "seen where one passes 20%" in page
    (exercise,) = json.loads(json.dumps(facts.of_client("Anna", sets)))["exercises"]
    (pair,) = exercise["leg_pairs"]
    assert (pair["date"], pair["verdict"], pair["limit"]) == ("2025-03-05", "not_seen", 0.2)
    assert [each["of"] for each in pair["differences"]] == ["range", "lift_s", "reps"]
    assert (pair["left"]["source"], pair["right"]["reps"]) == ("left.mp4", 6)


def test_who_never_filmed_the_legs_apart_reads_nothing_of_it() -> None:
    console = Console(width=80, record=True, file=io.StringIO(), highlight=False)
    print_client("Anna", [a_set()], console)
    assert "film against film" not in console.export_text()
    assert "film against film" not in render("Anna", [a_set()], lambda film: [])
