"""What one joint that is lost for a moment does not make: a rebound, an uneven way down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.events import Finding

from .exercises_as_sticks import STICKS, RepPlan, Stick
from .stick import TRUNK_PX, body_of, reps_of, verdict

KNEES, HEELS = (25, 26), (29, 30)
CURL, HYPER = STICKS["seated-leg-curl"], STICKS["reverse-hyper-bench"]
START_S = 1.2


def told(
    stick: Stick, plan: RepPlan, mistake: str, joints: Sequence[int], at_s: float, trunks: float
) -> list[Finding]:
    """What is said of a mistake in three reps, while these joints jump up for a moment."""
    body = body_of(stick.film([plan] * 3))
    xy = body.xy.copy()
    jump = trunks * TRUNK_PX * np.exp(-(((body.time_s - at_s) / 0.05) ** 2))
    xy[:, joints, 1] -= jump[:, None]
    reps = reps_of(replace(body, xy=xy), stick.exercise)
    assert len(reps) == 3
    return [next(f for f in rep.findings if f.mistake == mistake) for rep in reps]


def bounces(rest_s: float, knee_jumps: float = 0.0) -> list[Finding]:
    """Of curls; the knee's landmark jumps at the first turn."""
    plan = replace(CURL.clean, rest=rest_s)
    turn_s = START_S + plan.lift + plan.hold + plan.lower + rest_s / 2
    return told(CURL, plan, "bouncing", KNEES, turn_s, knee_jumps)


def test_a_turn_without_a_halt_is_a_rebound() -> None:
    first, *others = bounces(rest_s=-0.55)
    reason = "no rep before it to rebound from"
    assert (first.verdict, first.reason) == ("cannot_be_judged", reason)
    assert [found.verdict for found in others] == ["seen", "seen"]


@pytest.mark.parametrize("knee_jumps", [0.0, 0.15, -0.15])
def test_a_knee_whose_landmark_jumps_at_the_turn_makes_no_rebound(knee_jumps: float) -> None:
    _, *others = bounces(rest_s=0.25, knee_jumps=knee_jumps)
    assert [found.verdict for found in others] == ["not_seen", "not_seen"]


@pytest.mark.parametrize("joints", [(), HEELS])
def test_a_heel_whose_landmark_jumps_makes_no_way_uneven(joints: tuple[int, ...]) -> None:
    plan = replace(HYPER.clean, lower=2.0)
    halfway_s = START_S + plan.lift + plan.hold + 0.5 * plan.lower
    first, *_ = told(HYPER, plan, "uneven-tempo", joints, halfway_s, 0.25)
    assert first.verdict == "not_seen"


@pytest.mark.parametrize(("whips_deg", "said"), [(0.0, "seen"), (60.0, "cannot_be_judged")])
def test_an_uneven_way_down_is_left_open_where_the_shin_whips(whips_deg: float, said: str) -> None:
    """A leg that is lost for a moment seems to halt, and its shin points elsewhere."""
    plan = replace(HYPER.clean, lower=1.6, overlap=0.1)
    figure = HYPER.film([plan] * 2)
    middle_s = START_S + plan.lift + plan.hold + 0.8
    bend = whips_deg * np.exp(-(((figure.time_s - middle_s) / 0.1) ** 2))
    for knee in ("knee.left", "knee.right"):
        figure = figure.with_channel(knee, figure.channels[knee] + bend)
    assert verdict(figure, "uneven-tempo", 1, HYPER.exercise.id) == said
