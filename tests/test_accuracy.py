"""The benchmark's arithmetic: what counts as there, as seen, as missed, and as worse."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from benchmarks.accuracy.abstention import rightly
from benchmarks.accuracy.cells import Case, Cell, all_cells
from benchmarks.accuracy.demands import MISTAKES_OF, state_of
from benchmarks.accuracy.judged import match, rules
from benchmarks.accuracy.ladders import ladder, smallest_reliable
from benchmarks.accuracy.landmarks import LegFrame
from benchmarks.accuracy.measuring import gate_figures
from benchmarks.accuracy.records import ClipRecord, Planted, RepRecord, Said, _planted_in_rep
from benchmarks.accuracy.results import (
    FORMAT,
    StoredResultsError,
    as_json,
    read_stored,
    regressions,
)
from benchmarks.accuracy.samples import find_samples
from benchmarks.accuracy.statistics import share, spread, wilson
from benchmarks.accuracy.true_sets import true_faults, true_sets
from benchmarks.accuracy.views import can_show

from formcheck.mistakes import MISTAKES
from formcheck.rule import Check, Limit, RestAfter, project_choice
from formcheck.watch import MARGIN

THERE = Planted(20.0, "deg", counts=True)
SMALL = Planted(5.0, "deg", counts=False)


# --- statistics ---


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, table I: 81 of 263; 15 of 148; 0 of 20; 1 of 29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share(0, 0) == {"value": None, "hits": 0, "of": 0, "low": 0.0, "high": 1.0}


def test_a_spread_leaves_out_what_is_unknown() -> None:
    found = spread([-3.0, 1.0, np.nan, 2.0])
    assert (found["n"], found["bias"], found["median"]) == (3, 1.0, 2.0)


# --- which rep is which ---


def true_rep(number: int, start_s: float, end_s: float, **more: Any) -> dict[str, Any]:
    middle = (start_s + end_s) / 2
    times = {"start_s": start_s, "peak_start_s": middle, "peak_end_s": middle, "end_s": end_s}
    whole = {"set": 1, "side": "left", "mistakes": [], "range": {"start": 0.0, "peak": 20.0}}
    return {"number": number, **times, **whole, **more}


def found_rep(number: int, start_s: float, end_s: float) -> Any:
    return SimpleNamespace(number=number, start_s=start_s, end_s=end_s)


def test_each_found_rep_stands_for_the_true_one_it_shares_most_time_with() -> None:
    found = [found_rep(1, 0.2, 2.1), found_rep(2, 4.0, 6.0)]
    matches = match([true_rep(7, 0.0, 2.0), true_rep(8, 2.0, 3.0), true_rep(9, 4.1, 6.1)], found)
    assert matches == {7: found[0], 8: None, 9: found[1]}


def test_one_found_rep_never_stands_for_two() -> None:
    long = found_rep(1, 0.0, 5.0)
    assert match([true_rep(1, 0.0, 2.0), true_rep(2, 2.2, 5.0)], [long]) == {1: None, 2: long}


def test_a_rebound_is_seen_on_the_rep_that_it_throws_up() -> None:
    bounce = {"id": "bouncing", "magnitude": 0.0, "unit": "s rest", "counts": True}
    first, second = true_rep(1, 0.0, 2.0, mistakes=[bounce]), true_rep(2, 2.0, 4.0)
    assert not _planted_in_rep(None, first)["bouncing"].shown
    assert _planted_in_rep(first, second)["bouncing"].shown


# --- cells ---


def case(verdict: str | None, planted: Planted | None = None, **more: Any) -> Case:
    said = Said(verdict, "reason", 1.0, 1.0) if verdict else None
    base = {"body": "a", "showing": "yes", "others": (), "said": said}
    return Case(planted=planted, **{**base, **more})


def cell(*cases: Case) -> dict[str, Any]:
    return Cell("exercise", "mistake", list(cases)).figures()


def test_an_abstention_and_an_uncounted_rep_are_misses() -> None:
    found = cell(
        case("seen", THERE),
        case("cannot_be_judged", THERE),
        case(None, THERE),
        case("not_seen", THERE),
    )
    assert (found["recall"]["hits"], found["recall"]["of"]) == (1, 4)
    assert found["abstained"] == 2


def test_what_is_too_small_is_neither_there_nor_absent() -> None:
    found = cell(case("seen", SMALL), case("not_seen", SMALL))
    assert (found["positives"], found["negatives"], found["false_alarms"]) == (0, 0, 0)


def test_reps_with_another_mistake_are_negatives_but_not_clean() -> None:
    found = cell(case("seen", others=("swinging",)), case("seen"), case("seen", THERE))
    assert (found["false_alarms"], found["false_alarms_on_clean"]) == (2, 1)
    assert found["false_alarms_beside"] == {"swinging": 1}
    assert found["precision"]["value"] == pytest.approx(1 / 3)
    assert found["clean"] == 1


def test_a_mistake_seen_on_a_rep_that_is_none_is_a_false_alarm() -> None:
    found = cell(case("seen", real=False), case("seen", THERE))
    assert (found["false_alarms"], found["false_alarms_on_clean"], found["clean"]) == (1, 0, 0)


def test_a_view_that_shows_nothing_has_no_positives_and_has_to_abstain() -> None:
    blind = {"showing": "no"}
    found = cell(
        case("seen", THERE, **blind),
        case("cannot_be_judged", THERE, **blind),
        case(None, **blind),
        case("not_seen", **blind),
    )
    assert found["positives"] == 0
    assert (found["blind"]["hits"], found["blind"]["of"]) == (2, 4)


def test_a_clean_back_under_a_hanging_shirt_is_left_open_and_an_arched_one_missed() -> None:
    found = cell(
        case("cannot_be_judged", bridged=True),
        case("not_seen", bridged=True),
        case("not_seen"),
        case("cannot_be_judged", THERE, bridged=True),
    )
    assert (found["bridged"]["hits"], found["bridged"]["of"]) == (1, 2)
    assert (found["clean"], found["clean_not_seen"]["hits"]) == (1, 1)
    assert (found["recall"]["hits"], found["recall"]["of"]) == (0, 1)


def test_a_camera_between_two_views_asks_for_nothing() -> None:
    found = cell(case("seen", THERE, showing="border"), case("not_seen", showing="border"))
    assert (found["positives"], found["blind"]["of"], found["clean"]) == (0, 0, 0)


def test_the_last_rep_of_a_set_asks_for_no_rest_after_it() -> None:
    """Of a made-up hyper: only the rep that another one follows can be rested after."""
    check = Check("resting", RestAfter(), Limit(2.5, "above", project_choice("")), cue="")
    exercise = replace(rules()["standing-kickback"], checks=(check,))
    abstains = {"resting": Said("cannot_be_judged", "no rep follows", None, 2.5)}
    says = {"resting": Said("not_seen", "", 0.5, 2.5)}
    reps = (
        RepRecord(1, {}, says, found=True, first=True),
        RepRecord(2, {}, abstains, found=True, last=True),
    )
    (only,) = all_cells([replace(clip(90.0, "side-left"), reps=reps)], {exercise.id: exercise})
    assert only.figures()["clean_not_seen"]["of"] == 1


# --- wrong landmarks ---


def test_what_is_caught_and_what_is_wrongly_refused() -> None:
    legs = Counter(
        {
            LegFrame(misplaced=True, misangled=False, visible=True, refused=True): 3,
            LegFrame(misplaced=True, misangled=True, visible=True, refused=False): 1,
            LegFrame(misplaced=False, misangled=False, visible=True, refused=True): 2,
            LegFrame(misplaced=False, misangled=False, visible=True, refused=False): 8,
        }
    )
    found = gate_figures([replace(clip(90.0, "side-left"), legs=legs)])["all"]
    shares = {name: (found[name]["hits"], found[name]["of"]) for name in found}
    assert shares["wrong"] == (4, 14)
    assert shares["caught_though_visible"] == (3, 4)
    assert shares["misangled_caught"] == (0, 1)
    assert shares["right_refused"] == (2, 10)


# --- views ---


def clip(azimuth_deg: float, view: str, variant: str = "straight") -> ClipRecord:
    return ClipRecord(
        *("clip", "standing-kickback", True, variant, view, azimuth_deg, 30.0, "body", False, 10.0),
        *("standing-kickback", 0, 0, 0, (), ()),
    )


def check_of(mistake: str) -> Check:
    checks = rules()["standing-kickback"].checks
    return next(check for check in checks if check.mistake == mistake)


@pytest.mark.parametrize(
    ("azimuth_deg", "view", "shows"),
    [
        (92.0, "side-left", "yes"),
        (-61.0, "side-right", "yes"),
        (57.0, "oblique", "border"),
        (45.0, "oblique", "no"),
        (180.0, "rear", "no"),
    ],
)
def test_a_side_view_shows_the_back(azimuth_deg: float, view: str, shows: str) -> None:
    exercise = rules()["standing-kickback"]
    assert can_show(clip(azimuth_deg, view), exercise, check_of("no-hold")) == shows


def test_what_is_asked_of_one_variant_is_not_shown_by_the_other() -> None:
    exercise, check = rules()["standing-kickback"], check_of("knee-drift")
    assert can_show(clip(90.0, "side-left", "straight"), exercise, check) == "yes"
    assert can_show(clip(90.0, "side-left", "bent"), exercise, check) == "no"


# --- abstaining ---


@pytest.mark.parametrize(
    ("value", "planted", "right"),
    [(0.3, None, True), (0.4, None, False), (0.3, THERE, False), (0.4, THERE, True)],
)
def test_abstaining_is_right_where_the_bare_value_would_mislead(
    value: float, planted: Planted | None, right: bool
) -> None:
    check = check_of("no-hold")
    assert (check.limit.value, check.limit.bad) == (0.35, "below")
    rep = RepRecord(1, {"no-hold": planted} if planted else {}, {}, found=True)
    said = Said("cannot_be_judged", MARGIN, value, 0.35)
    assert rightly("the margin is too small", check, rep, said) is right


# --- ladders ---


def test_a_size_is_reliable_only_if_all_grosser_ones_are() -> None:
    assert smallest_reliable([(5.0, 0.0), (10.0, 0.95), (15.0, 0.8), (20.0, 1.0)]) == 20.0
    assert smallest_reliable([(5.0, 0.0), (10.0, 0.95), (20.0, 1.0)]) == 10.0
    assert smallest_reliable([(20.0, 0.5)]) is None


def test_a_ladder_rises_towards_the_grosser_mistake() -> None:
    sizes = [(0.3, True, "seen"), (0.45, True, "seen"), (0.9, False, "not_seen")]
    cases = [case(verdict, Planted(size, "s lift", counts)) for size, counts, verdict in sizes]
    found = ladder(Cell("exercise", "swinging", cases))
    assert found is not None
    assert [step["from"] for step in found["steps"]] == [0.9, 0.45, 0.3]
    assert (found["counts_from"], found["reliable_from"]) == (0.45, 0.45)


# --- whole sets ---


def tiring(reps: int, loss: float) -> list[dict[str, Any]]:
    """Reps whose range falls evenly while each takes longer."""
    return [
        true_rep(
            n + 1,
            5.0 * n,
            5.0 * n + 2.0 + 2.0 * loss * n / reps,
            range={"start": 0.0, "peak": 20.0 * (1 - loss * n / (reps - 1))},
        )
        for n in range(reps)
    ]


def test_a_tiring_set_is_too_heavy_and_a_steady_one_is_not() -> None:
    exercise = rules()["standing-kickback"]
    faults = true_faults(exercise, tiring(12, 0.5), tiring(12, 0.5))
    assert faults["too-heavy"][2]
    assert "too-heavy" not in true_faults(exercise, tiring(12, 0.05), tiring(12, 0.05))


def test_changing_legs_and_leaving_the_plan_are_true_of_a_set() -> None:
    exercise = rules()["standing-kickback"]
    reps = [true_rep(n, 3.0 * n, 3.0 * n + 2, side="left" if n < 4 else "right") for n in range(8)]
    faults = true_faults(exercise, reps, reps)
    assert faults["side-switch"][:2] == (1.0, "switches")
    assert faults["off-plan"][0] == exercise.target_reps[0] - 8
    assert "side-imbalance" not in faults


def test_a_long_rest_parts_true_sets() -> None:
    reps = [true_rep(1, 0.0, 2.0), true_rep(2, 3.0, 5.0), true_rep(3, 21.0, 23.0)]
    assert [len(one) for one in true_sets(reps)] == [2, 1]


# --- the table ---


def test_every_mistake_of_the_table_is_known() -> None:
    assert len(MISTAKES_OF) == 13
    assert frozenset().union(*MISTAKES_OF.values()) == set(MISTAKES)


def test_no_cell_of_the_table_is_blank() -> None:
    exercises = rules()
    states = {state_of(e, m, None, exercises) for e in MISTAKES_OF for m in MISTAKES}
    assert "" not in states
    assert state_of("nordic-curl", "hip-break", None, {}) == "not in the rule book yet"
    assert state_of("nordic-curl", "hip-tilt", None, {}) == "does not belong"


def test_a_cell_works_only_with_precision_and_recall() -> None:
    seen = [case("seen", THERE, body=str(n % 4)) for n in range(30)]
    known = rules()
    works, alarms, misses = (
        cell(*seen),
        cell(*seen, *[case("seen")] * 4),
        cell(*seen, *[case("not_seen", THERE)] * 5),
    )
    states = [
        state_of("standing-kickback", "no-hold", c, known)
        for c in (works, alarms, misses, cell(*seen[:8]))
    ]
    assert states == ["works", "falls short", "falls short", "works, few reps"]


# --- stored figures ---


def results() -> dict[str, Any]:
    exact = {"counting": {"exact": share(10, 10)}}
    cases = [case("seen", THERE) for _ in range(20)] + [case("not_seen") for _ in range(20)]
    return {
        "format": FORMAT,
        "exercises": {"squat": exact},
        "cells": {"squat": {"bouncing": cell(*cases)}},
        "decoys": {"reps": 0, "in_sets": {"reps": 0}},
    }


def changed(seen: int, false_alarms: int) -> dict[str, Any]:
    new = deepcopy(results())
    cases = [case("seen" if n < seen else "cannot_be_judged", THERE) for n in range(20)]
    cases += [case("seen" if n < false_alarms else "not_seen") for n in range(20)]
    new["cells"]["squat"]["bouncing"] = cell(*cases)
    return new


def test_one_rep_less_is_no_regression_and_two_are() -> None:
    assert regressions(results(), changed(seen=19, false_alarms=1)) == []
    (recall,) = regressions(results(), changed(seen=18, false_alarms=0))
    assert recall == "squat bouncing: recall is 0.900 (18 of 20), stored is 1.000 (20 of 20)."
    (precision,) = regressions(results(), changed(seen=20, false_alarms=2))
    assert precision.startswith("squat bouncing: precision is 0.909 (20 of 22), stored is 1.000")


def test_a_miscounted_set_a_lost_cell_and_a_counted_decoy_are_regressions() -> None:
    new = deepcopy(results())
    new["exercises"]["squat"]["counting"]["exact"] = share(9, 10)
    new["cells"] = {}
    new["decoys"]["reps"] = 2
    assert regressions(results(), new) == [
        "squat: reps are exact in 9 of 10 sets, stored are 10 of 10.",
        "squat bouncing: it is no longer measured.",
        "2 reps are counted on decoys, stored are 0.",
    ]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "test.json").write_text(as_json(results()), encoding="utf-8")
    assert read_stored(tmp_path / "test.json") == json.loads(json.dumps(results()))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "older"}'])
def test_damaged_figures_are_named_in_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "test.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoredResultsError) as error:
        read_stored(path)
    told = str(error.value)
    assert "test.json" in told
    assert "--store" in told
    assert told.count("\n") == 0
    assert told.endswith(".")


def test_every_clip_with_a_recording_is_found_with_its_truth() -> None:
    samples = find_samples()
    assert len({sample.name for sample in samples}) == len(samples) > 0
    for sample in samples:
        assert sample.truth()["clip"] == f"{sample.name}.mp4"
        assert sample.split in ("tuning", "test"), sample.name
