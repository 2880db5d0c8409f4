"""Who turns round at the start position by a rebound, and who only seems to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.events import Finding, Rep
from formcheck.session import Session

from .exercises_as_sticks import STICKS
from .stick import TRUNK_PX, body_of, timeline_rows

STICK = STICKS["seated-leg-curl"]
LEFT_KNEE, RIGHT_KNEE = 25, 26


def bounces(rest_s: float, knee_jumps: float = 0.0) -> list[Finding]:
    """What is said of three reps; at the first turn the knee's landmark alone jumps, in trunks."""
    plan = replace(STICK.clean, rest=rest_s)
    body = body_of(STICK.film([plan] * 3))
    turn_s = 1.2 + plan.lift + plan.hold + plan.lower + rest_s / 2
    jump = knee_jumps * TRUNK_PX * np.exp(-(((body.time_s - turn_s) / 0.05) ** 2))
    xy = body.xy.copy()
    xy[:, [LEFT_KNEE, RIGHT_KNEE], 1] -= jump[:, None]
    session, told = Session(STICK.exercise), []
    for time_s, row in zip(body.time_s, timeline_rows(replace(body, xy=xy)), strict=True):
        told += session.push(time_s, row)
    reps = [each for each in told + session.finish() if isinstance(each, Rep)]
    assert len(reps) == 3
    return [next(f for f in rep.findings if f.mistake == "bouncing") for rep in reps]


def test_a_turn_without_a_halt_is_a_rebound() -> None:
    first, *others = bounces(rest_s=-0.55)
    assert (first.verdict, first.reason) == (
        "cannot_be_judged",
        "no rep before it to rebound from",
    )
    assert [found.verdict for found in others] == ["seen", "seen"]


@pytest.mark.parametrize("knee_jumps", [0.0, 0.15, -0.15])
def test_a_knee_whose_landmark_jumps_at_the_turn_makes_no_rebound(knee_jumps: float) -> None:
    _, *others = bounces(rest_s=0.25, knee_jumps=knee_jumps)
    assert [found.verdict for found in others] == ["not_seen", "not_seen"]
