"""What is said of reps in which the leg's landmarks were lost for a moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import SIDES
from formcheck.events import Event, Refusal, Rep
from formcheck.legtrust import TO_AND_FRO_ERROR_S
from formcheck.pose import LEG_BONES, Landmark
from formcheck.signals.angles import knee_flexion

from .exercises_as_sticks import STICKS
from .stick import RULES, Step, body_of, kick, reps_of, standing_set, told_of

CUT_IN_TWO: list[Step] = [
    (1.2, {"thigh.right": 25.0}),
    (0.3, {}),
    (0.3, {"thigh.right": 2.0}),
    (0.3, {"thigh.right": 24.0}),
    (0.4, {}),
    (1.4, {"thigh.right": 0.0}),
    (1.0, {}),
]
SEAM_S = 7.7


def events(on_body: float, lost_for_s: float) -> list[Event]:
    """Of three reps, the second cut in two, with so much of the legs on the body meanwhile."""
    figure = standing_set(kick(), CUT_IN_TWO, kick())
    body = body_of(figure)
    on_mask = body.on_mask.copy()
    on_mask[abs(body.time_s - SEAM_S) < lost_for_s / 2] = on_body
    return told_of(replace(body, on_mask=on_mask), RULES.exercise("standing-kickback"))


@pytest.mark.parametrize(
    ("on_body", "lost_for_s", "reps"), [(0.0, 0.6, 3), (1.0, 0.6, 4), (0.6, 0.6, 4), (0.0, 0.1, 4)]
)
def test_only_a_leg_that_is_lost_at_the_seam_joins_two_reps(
    on_body: float, lost_for_s: float, reps: int
) -> None:
    told = events(on_body, lost_for_s)
    assert sum(isinstance(each, Rep) for each in told) == reps
    refused = [each.reason for each in told if isinstance(each, Refusal)]
    assert refused == ["the rest of a rep in which the leg was lost for a moment"] * (4 - reps)


def return_by(level: float, then: float) -> list[Step]:
    """A kick that comes back by ``level`` first."""
    return [
        (1.2, {"thigh.right": 25.0}),
        (0.4, {}),
        (0.5, {"thigh.right": level}),
        (0.3, {"thigh.right": then}),
        (1.0, {"thigh.right": 0.0}),
        (1.0, {}),
    ]


@pytest.mark.parametrize(("level", "then", "timed"), [(13, 19, False), (13, 13, True)])
def test_nothing_is_said_of_the_tempo_of_a_leg_that_seems_to_go_to_and_fro(
    level: float, then: float, timed: bool
) -> None:
    """One that only halts on its way is timed all the same."""
    body = body_of(standing_set(kick(), return_by(level, then), kick()))
    rep = reps_of(body, RULES.exercise("standing-kickback"))[1]
    assert (rep.time_error_s >= TO_AND_FRO_ERROR_S) is not timed
    found = {f.mistake: f for f in rep.findings}
    for mistake in ("swinging", "dropped-return", "no-hold"):
        assert (found[mistake].verdict == "cannot_be_judged") is not timed
        assert ("to and fro" in found[mistake].reason) is not timed


@pytest.mark.parametrize("known_lost", [True, False])
def test_of_both_legs_the_other_one_is_read_while_the_nearer_one_is_lost(known_lost: bool) -> None:
    """At the peak of the second curl the nearer shin seems to hang where it started."""
    stick = STICKS["seated-leg-curl"]
    plan = replace(stick.clean, hold=1.4)
    body = body_of(stick.film([plan] * 3))
    middle_s = 1.2 + plan.lift + plan.hold / 2 + plan.lift + plan.hold + plan.lower + plan.rest
    away = abs(body.time_s - middle_s) < 0.4
    nearer = SIDES[int(np.sin(np.radians(body.azimuth_deg[0])) > 0)]
    for joint in ("ankle", "heel", "foot_index"):
        landmark = Landmark[f"{nearer}_{joint}".upper()]
        body.xy[away, landmark] = body.xy[0, landmark]
    lost = body.lost_legs.copy()
    lost[away, SIDES.index(nearer)] = known_lost
    told = told_of(replace(body, lost_legs=lost), RULES.exercise("seated-leg-curl"))
    assert (sum(isinstance(each, Rep) for each in told) == 3) is known_lost


def test_a_far_leg_whose_shin_the_mask_lacks_while_it_is_up_is_counted() -> None:
    stick = STICKS["lying-leg-curl"].one_legged()
    body = body_of(stick.film([stick.clean] * 3))
    on_mask = body.on_mask.copy()
    shin = LEG_BONES.index((Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE))
    on_mask[knee_flexion(body, "right") > 30.0, shin] = 0.1
    reps = reps_of(replace(body, on_mask=on_mask), RULES.exercise("lying-leg-curl"))
    assert [rep.side for rep in reps] == ["right"] * 3
