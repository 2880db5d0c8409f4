"""What is a rep and what is none, where sets end, and that the future never changes the past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.counting import RepBuilder
from formcheck.events import Event, Outcome, Refusal, Rep, SetResult
from formcheck.session import Session
from formcheck.standard_kicks import BESIDE_S

from .exercises_as_sticks import STICKS
from .stick import (
    ALL_FOURS,
    RULES,
    STANDING,
    Film,
    Step,
    all_fours_set,
    body_of,
    donkey_kick,
    film,
    kick,
    outcome,
    standing_set,
    still,
    timeline_rows,
    watch,
)

STANDING_ID, FOURS_ID = "standing-kickback", "quadruped-kickback"


def sets(found: Outcome) -> list[int]:
    """Reps in each set."""
    return [len(one.reps) for one in found.sets]


def reasons(found: Outcome) -> str:
    return "; ".join(one.reason for one in found.refusals)


# --- reps ---


@pytest.mark.parametrize("fps", [12, 15, 24, 29.97, 60, 120])
def test_the_frame_rate_changes_neither_reps_nor_times(fps: float) -> None:
    found = outcome(standing_set(kick(), kick(peak=30), kick(), fps=fps))
    assert sets(found) == [3]
    for rep, begins in zip(found.reps, (1.5, 5.9, 10.3), strict=True):
        assert rep.start_s == pytest.approx(begins + 0.1, abs=0.06)
        assert rep.peak_start_s == pytest.approx(begins + 1.1, abs=0.06)
        assert rep.peak_end_s == pytest.approx(begins + 2.12, abs=0.06)
        assert rep.end_s == pytest.approx(begins + 3.28, abs=0.06)
        assert rep.side == "right"


def test_a_phones_uneven_frames_change_neither_reps_nor_times() -> None:
    steps = [1 / 60, 1 / 30, 1 / 24, 1 / 10]
    steps = np.random.default_rng(5).choice(steps, 900, p=[0.4, 0.3, 0.2, 0.1])
    time_s = np.cumsum(steps)
    found = outcome(standing_set(kick(), kick(), kick(), time_s=time_s[time_s < 15.7]))
    assert sets(found) == [3]
    for rep, begins in zip(found.reps, (1.5, 5.9, 10.3), strict=True):
        assert rep.start_s == pytest.approx(begins + 0.1, abs=0.06)
        assert rep.end_s == pytest.approx(begins + 3.28, abs=0.06)


@pytest.mark.parametrize("facing", ["right", "left"])
@pytest.mark.parametrize("side", ["right", "left"])
def test_the_working_leg_is_found(side: str, facing: str) -> None:
    standing = outcome(standing_set(kick(side), kick(side), facing=facing))
    fours = outcome(all_fours_set(donkey_kick(side), donkey_kick(side), facing=facing), FOURS_ID)
    for found in (standing, fours):
        assert [rep.side for rep in found.reps] == [side, side]
        assert {rep.view for rep in found.reps} == {f"side-{facing}"}


def test_reps_follow_each_other_without_a_rest() -> None:
    found = outcome(standing_set(*[kick(rest=0, hold=0.4) for _ in range(5)]))
    assert sets(found) == [5]
    for one in found.sets:
        assert all(rep.rest_s is None or rep.rest_s >= -0.05 for rep in one.reps)


def test_without_a_hold_both_movements_meet() -> None:
    for rep in outcome(standing_set(kick(hold=0), kick(hold=0))).reps:
        assert 0 <= rep.hold_s <= 0.3
        assert rep.start_s < rep.peak_start_s <= rep.peak_end_s < rep.end_s


def test_times_of_a_rep_are_in_order_and_rests_fill_the_gaps() -> None:
    for one in outcome(standing_set(kick(), kick(), kick())).sets:
        assert one.reps[-1].rest_s is None
        for rep, after in zip(one.reps, one.reps[1:], strict=False):
            assert rep.start_s < rep.peak_start_s < rep.peak_end_s < rep.end_s < after.start_s
            assert rep.rest_s == pytest.approx(after.start_s - rep.end_s)


@pytest.mark.parametrize("noise", [0.0, 1.0, 2.0])
def test_jitter_counts_nothing_twice(noise: float) -> None:
    for seed in range(3):
        figure = standing_set(kick(), kick(hold=1.5), kick(), noise_px=noise)
        assert sets(outcome(figure, seed=seed)) == [3]


def test_a_half_rep_counts_as_incomplete_and_short_range_says_so() -> None:
    found = outcome(standing_set(kick(), kick(peak=9), kick()))
    assert [rep.complete for rep in found.reps] == [True, False, True]
    half = {f.mistake: f.verdict for f in found.reps[1].findings}
    assert half["short-range"] == "seen"
    assert not found.reps[1].clean


def test_a_try_below_a_third_of_the_range_is_refused_and_said() -> None:
    found = outcome(standing_set(kick(), kick(peak=4.5), kick()))
    assert sets(found) == [2]
    assert "too small" in reasons(found)
    fours = outcome(all_fours_set(donkey_kick(), donkey_kick(peak=16), donkey_kick()), FOURS_ID)
    assert sets(fours) == [2]
    assert "too small" in reasons(fours)


def test_a_long_film_is_counted_across_its_blocks() -> None:
    found = outcome(standing_set(*[kick() for _ in range(17)]))
    assert sets(found) == [17]
    starts = [rep.start_s for rep in found.reps]
    assert np.diff(starts) == pytest.approx(4.4, abs=0.05)


# --- no reps ---

SQUAT: list[Step] = [
    (1.2, {"thigh.left": -70, "thigh.right": -70, "knee.left": 110, "knee.right": 110, "lean": 40}),
    (0.5, {}),
    (1.2, {"thigh.left": 0, "thigh.right": 0, "knee.left": 6, "knee.right": 6, "lean": 5}),
]
MARCH: list[Step] = [
    (0.8, {"thigh.right": -70, "knee.right": 80}),
    (0.8, {"thigh.right": 0, "knee.right": 6}),
    (0.8, {"thigh.left": -70, "knee.left": 80}),
    (0.8, {"thigh.left": 0, "knee.left": 6}),
]
WALK: list[Step] = [
    (0.6, {"thigh.right": -25, "thigh.left": 25, "hips_forward": 0.6}),
    (0.6, {"thigh.right": 25, "thigh.left": -25, "hips_forward": 1.2}),
    (0.6, {"thigh.right": -25, "thigh.left": 25, "hips_forward": 1.8}),
    (0.6, {"thigh.right": 0, "thigh.left": 0, "hips_forward": 2.4}),
]
KNEEL_DOWN: list[Step] = [
    (1.5, {"knee.left": 90, "knee.right": 90, "hips_up": -0.8}),
    (1.5, {"lean": 83, "reach": 0, "drop": 1.0}),
]
SWINGS: list[Step] = [
    (0.5, {"thigh.right": -40}),
    *([(0.8, {"thigh.right": 35}), (0.8, {"thigh.right": -40})] * 3),
    (0.5, {"thigh.right": 0}),
]
LEG_CURL: list[Step] = [(0.8, {"knee.right": 100}), (0.8, {"knee.right": 6})]
FOLD: list[Step] = [(1.5, {"lean": 95}), (1.0, {}), (1.5, {"lean": 5})]
DECOYS = {
    "squats": SQUAT * 3,
    "marching": MARCH * 2,
    "walking": WALK,
    "kneeling down": KNEEL_DOWN,
    "leg swings": SWINGS,
    "leg curls": LEG_CURL * 4,
    "forward folds": FOLD * 2,
    "standing still": still(8),
}


@pytest.mark.parametrize("exercise", [STANDING_ID, FOURS_ID])
@pytest.mark.parametrize("decoy", DECOYS)
def test_other_movements_are_never_reps(decoy: str, exercise: str) -> None:
    found = outcome(film(STANDING, still(1) + DECOYS[decoy] + still(1)), exercise)
    assert found.reps == []


def test_a_refusal_lies_where_the_movement_was() -> None:
    found = outcome(film(STANDING, still(3) + SWINGS + still(3)))
    assert found.refusals
    for one in found.refusals:
        assert 2.5 <= one.from_s < one.to_s <= 9.5


def test_getting_into_position_belongs_to_no_rep() -> None:
    steps = KNEEL_DOWN + still(1.5) + donkey_kick() + donkey_kick()
    found = outcome(film(STANDING, still(1) + steps), FOURS_ID)
    assert sets(found) == [2]
    assert found.reps[0].start_s == pytest.approx(5.6, abs=0.1)


@pytest.mark.parametrize(("stays_s", "sinks_to"), [(0.6, 13.0), (0.6, 12.5), (0.7, 12.0)])
def test_putting_the_leg_down_belongs_to_no_rep(stays_s: float, sinks_to: float) -> None:
    raised = {**STANDING, "thigh.right": 13, "knee.right": 75}
    kicked = [(1.2, {"thigh.right": 30.0}), (0.8, {}), (1.4, {"thigh.right": 13.0})]
    down = [(stays_s, {"thigh.right": sinks_to}), (0.3, {"thigh.right": -12.0, "knee.right": 6.0})]
    found = outcome(film(raised, still(1.5) + kicked + down + still(1.5)))
    assert sets(found) == [1]
    assert 4.7 < found.reps[0].end_s < 5.2  # else well beyond 6


# --- beginnings, ends, gaps, cuts ---

THREE = standing_set(kick(), kick(), kick())


@pytest.mark.parametrize("begins", [1.8, 2.2, 2.9, 3.5, 4.3])
def test_a_film_that_begins_in_mid_rep_leaves_that_rep_out(begins: float) -> None:
    found = outcome(THREE.between(begins, 99))
    assert [rep.start_s for rep in found.reps] == pytest.approx([6.0, 10.4], abs=0.06)


def test_a_film_may_begin_with_the_kick() -> None:
    """What is added before it is seen to move would lie before the film."""
    film = THREE.between(1.6, 99)
    assert outcome(film).reps[0].start_s == pytest.approx(film.time_s[0])


def test_a_film_that_begins_in_a_lift_says_so() -> None:
    assert "begins in the middle" in reasons(outcome(THREE.between(2.2, 99)))


@pytest.mark.parametrize("ends", [6.4, 7.0, 7.6, 8.2])
def test_a_film_that_ends_in_mid_rep_leaves_that_rep_out(ends: float) -> None:
    found = outcome(THREE.between(0, ends))
    assert sets(found) == [1]
    assert "cut off before the way back" in reasons(found)


@pytest.mark.parametrize("lost", [6.4, 6.8, 7.2, 7.5, 8.0])
def test_a_person_lost_in_mid_rep_costs_that_rep_alone(lost: float) -> None:
    found = outcome(THREE.without(lost, lost + 2))
    assert [rep.start_s for rep in found.reps] == pytest.approx([1.6, 10.4], abs=0.06)
    assert all(rep.clean for rep in found.reps)
    assert found.refusals


@pytest.mark.parametrize(
    ("lost_s", "expected"), [(0.6, [2]), (1.2, [2]), (1.8, [2]), (3.0, [1, 1])]
)
@pytest.mark.parametrize("from_s", [6.6, 7.0])
@pytest.mark.parametrize("exercise", [STANDING_ID, FOURS_ID, "nordic-curl"])
def test_who_is_lost_for_a_moment_has_not_left(
    exercise: str, from_s: float, lost_s: float, expected: list[int]
) -> None:
    stick = STICKS[exercise]
    figure = stick.film([replace(stick.clean, rest=2.0)] * 3)
    assert sets(outcome(figure.without(from_s, from_s + lost_s), exercise)) == expected


@pytest.mark.parametrize("stalls", np.arange(5.6, 8.6, 0.3).tolist())
def test_a_camera_that_stalls_in_mid_rep_costs_that_rep_and_the_set_goes_on(stalls: float) -> None:
    found = outcome(THREE.unfilmed(stalls, stalls + 1.6))
    assert [rep.start_s for rep in found.reps] == pytest.approx([1.6, 10.4], abs=0.06)
    assert all(rep.clean for rep in found.reps)
    assert sets(found) == [2]


@pytest.mark.parametrize("back", np.arange(10.5, 12.2, 0.1).tolist())
def test_a_person_found_again_in_mid_lift_is_not_called_swinging(back: float) -> None:
    found = outcome(standing_set(kick(), kick(), kick(lift=2.0)).without(9.0, back))
    seen = {f.mistake for rep in found.reps for f in rep.findings if f.verdict == "seen"}
    assert not seen


@pytest.mark.parametrize("cut", [5.4, 6.5, 7.4, 8.3])
def test_no_rep_spans_a_cut(cut: float) -> None:
    found = outcome(THREE.cut_at(cut))
    for rep in found.reps:
        assert not rep.start_s < cut < rep.end_s
        assert rep.scene == int(rep.start_s > cut)
    assert len(found.sets) == 2
    assert [rep.set for rep in found.reps] == [1] + [2] * (len(found.reps) - 1)


# --- sets ---

SIT_DOWN_AND_UP: list[Step] = [
    (1.5, {"thigh.left": -88, "thigh.right": -88, "knee.left": 90, "knee.right": 90}),
    (3.0, {}),
    (1.5, {"thigh.left": 0, "thigh.right": 0, "knee.left": 6, "knee.right": 6}),
    (1.0, {}),
]


@pytest.mark.parametrize(("pause", "expected"), [(11.0, [4]), (15.5, [2, 2])])
def test_a_long_rest_ends_a_set(pause: float, expected: list[int]) -> None:
    found = outcome(standing_set(kick(), kick(), still(pause), kick(), kick()))
    assert sets(found) == expected
    assert [rep.number for rep in found.reps] == [1, 2, 3, 4]


def test_the_rest_between_two_sets_is_told() -> None:
    found = outcome(standing_set(kick(), still(15.5), kick()))
    assert found.sets[0].rest_after_s == pytest.approx(16.72 - 2 * BESIDE_S, abs=0.06)
    assert found.sets[1].rest_after_s is None


def test_leaving_the_position_ends_a_set() -> None:
    found = outcome(standing_set(kick(), kick(), SIT_DOWN_AND_UP, kick(), kick()))
    assert sets(found) == [2, 2]


def test_the_other_leg_without_a_rest_is_a_switch() -> None:
    found = outcome(standing_set(kick("right"), kick("right"), kick("left"), kick("left")))
    assert [rep.side for rep in found.reps] == ["right", "right", "left", "left"]
    (one,) = found.sets
    switch = next(f for f in one.findings if f.mistake == "side-switch")
    assert (switch.verdict, switch.reps) == ("seen", (3,))


def test_the_other_leg_after_a_rest_is_a_new_set() -> None:
    found = outcome(standing_set(kick("right"), kick("right"), still(15.5), kick("left")))
    assert [one.side for one in found.sets] == ["right", "left"]
    verdicts = {f.verdict for one in found.sets for f in one.findings if f.mistake == "side-switch"}
    assert verdicts == {"not_seen"}


def test_each_set_takes_its_own_baseline() -> None:
    """A back that is held hollow in the second set is that set's neutral."""
    second = [(1.0, {"hollow": 0.06}), *still(15.5)]
    found = outcome(standing_set(kick(), kick(), second, kick(), kick()))
    assert sets(found) == [2, 2]
    for rep in found.reps:
        assert next(f for f in rep.findings if f.mistake == "lumbar-arch").verdict == "not_seen"


# --- which exercise ---


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (standing_set(kick(), kick()), STANDING_ID),
        (all_fours_set(donkey_kick(), donkey_kick(), facing="left"), FOURS_ID),
        (film({**STANDING, "lean": 40.0}, still(1.5) + kick() * 2 + still(1)), STANDING_ID),
        (film({**ALL_FOURS, "turn": 65.0}, still(1.5) + donkey_kick() * 2 + still(1)), FOURS_ID),
    ],
)
def test_the_exercise_is_recognised(figure: Film, expected: str) -> None:
    choice = watch(figure)
    assert choice.recognised
    assert choice.analysis is not None
    assert choice.analysis.exercise.id == expected
    assert choice.candidates[0][0] == expected
    # Exercises that look alike share one confidence.
    alike = {e.id: frozenset({e.id, *e.alike}) for e in RULES.exercises.values()}
    groups = {alike[name]: share for name, share in choice.candidates}
    assert 0.99 < sum(groups.values()) < 1.01


def test_a_posture_alone_makes_nobody_sure() -> None:
    choice = watch(standing_set())
    assert choice.candidates
    assert all(confidence <= 0.5 for _, confidence in choice.candidates)


# --- the future never changes the past ---


def rows_of(figure: Film, seed: int) -> np.ndarray:
    """The timeline's rows as they come from a camera: noisy, and with holes."""
    random = np.random.default_rng(seed)
    body = body_of(figure)
    body.xy[:] += random.normal(0, 0.5, body.xy.shape)
    rows = timeline_rows(body)
    rows[random.random(len(rows)) < 0.05, :-1] = np.nan
    return rows


def events_of(figure: Film, rows: np.ndarray, exercise: str) -> list[list[Event]]:
    """What each frame settles."""
    session = Session(RULES.exercise(exercise))
    return [session.push(float(t), row) for t, row in zip(figure.time_s, rows, strict=False)]


def last_moment(event: Event) -> float:
    """The latest time that an event speaks of."""
    if isinstance(event, SetResult):
        return max(last_moment(rep) for rep in event.reps)
    if isinstance(event, Refusal):
        return event.to_s
    return max([event.end_s, *(f.to_s for f in event.findings)])


one_kick = st.builds(
    kick,
    side=st.sampled_from(["left", "right"]),
    peak=st.sampled_from([4.0, 10.0, 20.0, 30.0, 45.0]),
    lift=st.floats(0.3, 1.5),
    hold=st.sampled_from([0.0, 0.5, 1.0]),
    lower=st.floats(0.3, 1.5),
    rest=st.floats(0.0, 1.5),
)
interludes = st.sampled_from([still(1.0), SIT_DOWN_AND_UP, LEG_CURL, WALK[:2]])


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    parts=st.lists(st.one_of(one_kick, one_kick, interludes), min_size=2, max_size=4),
    share=st.floats(0.2, 0.95),
    seed=st.integers(0, 1000),
)
def test_events_of_a_prefix_are_a_prefix_of_the_events(
    parts: list[list[Step]], share: float, seed: int
) -> None:
    figure = film(STANDING, still(1) + [step for part in parts for step in part] + still(1), fps=20)
    rows = rows_of(figure, seed)
    cut = int(share * len(rows))
    otherwise = rows.copy()
    otherwise[cut:] = rows[cut:][::-1]
    whole, prefix, other_future = (
        events_of(figure, r, STANDING_ID) for r in (rows, rows[:cut], otherwise)
    )
    assert repr(whole[:cut]) == repr(prefix) == repr(other_future[:cut])
    for now, events in zip(figure.time_s, whole, strict=True):
        for event in events:
            assert last_moment(event) <= now + 1e-6


def test_what_was_said_stays_as_it_was_said() -> None:
    figure = standing_set(kick(), kick("left"), kick())
    said: list[tuple[Event, str]] = []
    for events in events_of(figure, rows_of(figure, 0), STANDING_ID):
        said += [(event, repr(event)) for event in events]
    assert sum(isinstance(event, Rep) for event, _ in said) == 3
    assert all(repr(event) == then for event, then in said)


def test_what_the_other_leg_seems_to_do_meanwhile_does_not_move_the_start_of_a_rep() -> None:
    lift, _, lower, rest = donkey_kick(along={"hollow": (0.06, 0.0)})
    # While the right leg is held up, the left one, on which the person kneels, seems to kick, too.
    seems = [(0.5, {"thigh.left": 30.0}), (0.5, {"thigh.left": 0.0}), (0.8, {})]
    found = outcome(all_fours_set([lift, *seems, lower, rest], donkey_kick()), FOURS_ID)
    assert [rep.side for rep in found.reps] == ["right", "right"]
    arched = [f.verdict for f in found.reps[0].findings if f.mistake == "lumbar-arch"]
    assert arched == ["seen"]


@pytest.mark.parametrize(("ended_s", "counted"), [(6.5, 2), (6.95, 1), (7.5, 1)])
def test_no_rep_is_up_before_the_one_before_has_ended(
    monkeypatch: pytest.MonkeyPatch, ended_s: float, counted: int
) -> None:
    """The legs of one body, where the landmarks let both of them rise by turns and at once."""
    number = RepBuilder.number

    def ends_later(builder: RepBuilder, rep: Rep, set_number: int) -> Rep:
        first = rep.start_s < 3.0
        return number(builder, replace(rep, end_s=ended_s) if first else rep, set_number)

    monkeypatch.setattr(RepBuilder, "number", ends_later)
    found = outcome(standing_set(kick(), kick()))  # the second is lifted from 5.9 s to 7.1 s
    assert len(found.reps) == counted
    assert [r.reason for r in found.refusals] == (2 - counted) * [
        "it was up before the rep before had ended"
    ]
