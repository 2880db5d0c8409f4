"""What no film may change for any rule of the book: its frame rate, its mirror image, a leg that
is hidden, and what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.analysis import Analysis
from formcheck.events import Event, Rep
from formcheck.measures import (
    Duration,
    Level,
    Measure,
    Pace,
    Rebound,
    RestAfter,
    Several,
    SpeedDip,
    Spread,
)
from formcheck.pose import Landmark
from formcheck.session import Session
from formcheck.signals import REGISTRY
from formcheck.watch import MARGIN

from .exercises_as_sticks import STICKS, RepPlan, Stick
from .planted import BEYOND, plants
from .stick import RULES, Array, Film, body_of, judged, timeline_rows
from .test_rule_contract import seen
from .test_session import last_moment

EACH_STICK = pytest.mark.parametrize("stick", STICKS.values(), ids=STICKS)
TOO_FEW_FRAMES = "it could not be measured"
OTHER = {"left": "right", "right": "left", "both": "both"}


def mixed(stick: Stick) -> list[RepPlan]:
    """Three reps: too short, clean, and dropped."""
    wrong = {p.check.mistake: p.whole_set(BEYOND)[p.clean_before] for p in plants(stick)}
    return [wrong["short-range"], stick.clean, wrong["dropped-return"]]


@lru_cache
def mixed_set(name: str) -> Analysis:
    """These, at 30 frames a second."""
    return judged(STICKS[name].film(mixed(STICKS[name])), name)


def test_the_mixed_set_has_both_mistakes_in_every_exercise() -> None:
    for name in STICKS:
        assert seen(mixed_set(name)) == [{"short-range"}, set(), {"dropped-return"}]


def contradictions(one: Analysis, two: Analysis) -> list[str]:
    """Mistakes on which two reports of the same reps differ by more than a margin."""
    assert len(one.outcome.reps) == len(two.outcome.reps)
    return [
        f"rep {rep.number}: {a.mistake} {a.verdict} ({a.value}), {b.verdict} ({b.value})"
        for rep, same in zip(one.outcome.reps, two.outcome.reps, strict=True)
        for a, b in zip(rep.findings, same.findings, strict=True)
        if a.verdict != b.verdict and not {a.reason, b.reason} & {MARGIN, TOO_FEW_FRAMES}
    ]


# --- frame rate ---


def uneven(length_s: float) -> Array:
    """The times of a phone's frames."""
    steps = np.random.default_rng(7).choice([1 / 60, 1 / 30, 1 / 24, 1 / 15], int(60 * length_s))
    time_s = np.cumsum(steps)
    return time_s[time_s < length_s]


@EACH_STICK
@pytest.mark.parametrize("fps", [15, 24, 60])
def test_the_frame_rate_turns_no_verdict(stick: Stick, fps: float) -> None:
    name = stick.exercise.id
    other = judged(stick.film(mixed(stick), fps=fps), name)
    assert contradictions(mixed_set(name), other) == []


@EACH_STICK
def test_uneven_frames_turn_no_verdict(stick: Stick) -> None:
    name = stick.exercise.id
    length_s = float(mixed_set(name).session.timeline.time_s[-1])
    other = judged(stick.film(mixed(stick), time_s=uneven(length_s)), name)
    assert contradictions(mixed_set(name), other) == []


# --- the mirror ---


@EACH_STICK
def test_a_mirror_exchanges_the_sides_and_turns_no_verdict(stick: Stick) -> None:
    name = stick.exercise.id
    other = judged(stick.film(mixed(stick), mirrored=True), name)
    assert contradictions(mixed_set(name), other) == []
    assert [OTHER[rep.side] for rep in other.outcome.reps] == [stick.side] * 3
    assert {rep.view for rep in other.outcome.reps} == {"side-left"}


# --- a leg that is hidden ---


def needs_the_leg(measure: Measure) -> bool:
    """Whether a measure is taken on the working leg."""
    if isinstance(measure, Several):
        return all(needs_the_leg(one) for one, _ in measure.measures)
    if isinstance(measure, Level | Spread):
        return REGISTRY[measure.signal].sided and measure.leg == "working"
    return isinstance(measure, Pace | Duration | SpeedDip | Rebound | RestAfter)


def second_rep(stick: Stick, figure: Film) -> np.ndarray:
    """The frames of the second rep of a mixed set, and a little before and after."""
    reps = mixed_set(stick.exercise.id).outcome.reps
    begins, ends = reps[1].start_s - 0.4, reps[1].end_s + 0.4
    return np.flatnonzero((figure.time_s >= begins) & (figure.time_s <= ends))


def joints(stick: Stick) -> list[Landmark]:
    """The landmarks of the working legs."""
    names = ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
    return [Landmark[f"{leg.upper()}_{name}"] for leg in stick.legs for name in names]


def hidden(stick: Stick, plans: Sequence[RepPlan], found: bool) -> Film:
    """The film with the working legs hidden in the second rep.

    Args:
        found: the model places them all the same, and says that it does not see them.
    """
    figure = stick.film(plans)
    where = np.ix_(second_rep(stick, figure), joints(stick))

    def hide(xy: Array, visibility: Array) -> None:
        visibility[where] = 0.1
        if not found:
            xy[where] = np.nan

    return replace(figure, touch=hide)


def mistakes_of_the_leg(stick: Stick) -> list[str]:
    """The mistakes that the working leg shows."""
    return [c.mistake for c in stick.exercise.checks if needs_the_leg(c.measure)]


@lru_cache
def in_the_dark(name: str, wrong: bool, found: bool) -> list[Rep]:
    """The reps whose working leg was hidden from before their start until after their end."""
    stick = STICKS[name]
    first, clean, last = mixed(stick)
    rep = replace(last, peak=first.peak, hold=0.0) if wrong else clean
    figure = hidden(stick, [clean, rep, clean], found)
    dark = figure.time_s[second_rep(stick, figure)]
    reps = judged(figure, name).outcome.reps
    return [rep for rep in reps if dark[0] < rep.start_s and rep.end_s < dark[-1]]


LEG_CASES = [(stick, m) for stick in STICKS.values() for m in mistakes_of_the_leg(stick)]


@pytest.mark.parametrize("wrong", [False, True], ids=["clean", "wrong"])
@pytest.mark.parametrize(
    ("stick", "mistake"),
    LEG_CASES,
    ids=[f"{stick.exercise.id}-{mistake}" for stick, mistake in LEG_CASES],
)
def test_a_leg_that_is_placed_and_not_seen_is_not_judged(
    stick: Stick, mistake: str, wrong: bool
) -> None:
    reps = in_the_dark(stick.exercise.id, wrong, found=True)
    findings = [f for rep in reps for f in rep.findings if f.mistake == mistake]
    assert [f.verdict for f in findings] == ["cannot_be_judged"] * len(reps)


@EACH_STICK
def test_a_leg_that_is_not_found_makes_no_rep(stick: Stick) -> None:
    assert in_the_dark(stick.exercise.id, wrong=False, found=False) == []


# --- the future ---

Rows = np.ndarray


@lru_cache
def rows_of(name: str) -> tuple[Array, Rows]:
    """Times and the timeline's rows of a mixed set, as a camera gives them: noisy, with holes."""
    random = np.random.default_rng(3)
    body = body_of(STICKS[name].film(mixed(STICKS[name]), fps=20))
    body.xy[:] += random.normal(0, 0.3, body.xy.shape)
    rows = timeline_rows(body)
    rows[random.random(len(rows)) < 0.03, :-1] = np.nan
    return body.time_s, rows


def events_of(name: str, time_s: Array, rows: Rows) -> list[list[Event]]:
    """What each frame settles."""
    session = Session(RULES.exercise(name))
    return [session.push(float(t), row) for t, row in zip(time_s, rows, strict=True)]


@lru_cache
def told(name: str) -> list[str]:
    """The same of the whole mixed set, in words."""
    return [repr(events) for events in events_of(name, *rows_of(name))]


@EACH_STICK
def test_events_speak_of_what_has_been(stick: Stick) -> None:
    name = stick.exercise.id
    time_s, rows = rows_of(name)
    spoken = events_of(name, time_s, rows)
    for now, events in zip(time_s, spoken, strict=True):
        assert all(last_moment(event) <= now + 1e-6 for event in events)
    assert sum(isinstance(event, Rep) for events in spoken for event in events) >= 2


FUTURES = {
    "backwards": lambda rows: rows[::-1],
    "still": lambda rows: np.repeat(rows[:1], len(rows), axis=0),
    "gone": lambda rows: np.where(np.arange(rows.shape[1]) < rows.shape[1] - 1, np.nan, rows),
}


@EACH_STICK
@settings(max_examples=4, deadline=None, derandomize=True)
@given(share=st.floats(0.2, 0.95), future=st.sampled_from(sorted(FUTURES)))
def test_the_future_never_changes_the_past(stick: Stick, share: float, future: str) -> None:
    name = stick.exercise.id
    time_s, rows = rows_of(name)
    cut = int(share * len(rows))
    otherwise = np.concatenate([rows[:cut], FUTURES[future](rows[cut:])])
    spoken = [repr(events) for events in events_of(name, time_s, otherwise)]
    assert spoken[:cut] == told(name)[:cut]


@pytest.mark.parametrize("name", ["band-prone-leg-extension", "lying-leg-curl"])
@pytest.mark.parametrize(("other_thigh", "reps"), [(88.0, 3), (10.0, 0)])
def test_who_kneels_on_the_other_leg_does_not_lie(name: str, other_thigh: float, reps: int) -> None:
    lying = STICKS[name].one_legged()
    stick = replace(lying, posture={**lying.posture, "thigh.left": other_thigh, "knee.left": 90.0})
    counted = judged(stick.film([stick.clean] * 3), name).outcome
    assert len(counted.reps) == reps
    assert any("not in the position" in one.reason for one in counted.refusals) is (reps == 0)
