"""What several exercises share word for word: lying face down, raising both legs, pressing.

A rule module calls these with the figures that are its own.
"""

from __future__ import annotations

from typing import Literal

from formcheck.rule import (
    SIDE_VIEW,
    Between,
    Change,
    Check,
    Guard,
    Level,
    Limit,
    Position,
    RepCycle,
    Spread,
    project_choice,
    seed,
)
from formcheck.standard_checks import (
    FURTHER,
    dropped_return,
    knees_stay,
    no_hold,
    resting,
    swinging,
    uneven_tempo,
)

FACE_DOWN = Between("trunk_lean", 45.0, 135.0)
OTHER_THIGH_LIES = Between("thigh_lean", 35.0, 145.0, leg="support")
"""Else the person kneels on it."""
BOTH_LEGS_RAISED = (
    (Level("thigh_lean", span="start"), -20.0, 60.0),
    (Level("knee_flexion", span="start"), -30.0, 60.0),
    (Change("knee_flexion", span="hold"), -30.0, 80.0),
)
"""What is typical of raising both legs."""


def hidden_leg(least: float) -> Guard:
    """The thigh keeps at least this share of its length."""
    return Guard(
        Level("thigh_length", span="rep", pick="lowest"),
        Limit(least, "below", project_choice("seen from the side a leg keeps its length")),
        "the leg left the side view: it went sideways, or was not found reliably",
        views=SIDE_VIEW,
    )


HOLDS_ON = (
    Spread("hand_offset"),
    Limit(0.15, "below", project_choice("rendered clips: 0.06 in half of all reps")),
)
"""In trunk lengths: hips that stay where the hands are were moved by the camera."""


def stays_put(hips: float = 0.5, trunk_deg: float = 40.0) -> tuple[Guard, ...]:
    """The body lies or sits where it is; who gets up, turns or walks moves more.

    Args:
        hips: how far the hips may travel along the picture, trunk lengths.
        trunk_deg: how far the trunk may turn.
    """
    return (
        hidden_leg(0.5),
        Guard(
            Spread("hips_across"),
            Limit(hips, "above", project_choice("who lies or sits keeps the hips in place")),
            "the whole body moved",
            unless=(HOLDS_ON,),
        ),
        Guard(
            Spread("trunk_lean"),
            Limit(trunk_deg, "above", project_choice("the trunk stays where it lies")),
            "the trunk got up or lay down",
            views=SIDE_VIEW,
        ),
    )


NOT_KNEELING = Guard(
    Level("most_bent_knee", span="start"),
    Limit(65.0, "above", project_choice("who kneels bends a knee by some 90 degrees")),
    "one knee carries the body",
    views=SIDE_VIEW,
)


def thighs_rise(least_deg: float, most_deg: float) -> tuple[Guard, ...]:
    """How far the thighs rise while the knees straighten tells one press from another."""
    return (
        Guard(
            Change("thigh_lean", span="hold"),
            Limit(least_deg, "below", project_choice("the feet take the thighs along")),
            "the thighs stayed where they were",
            views=SIDE_VIEW,
        ),
        Guard(
            Change("thigh_lean", span="hold"),
            Limit(most_deg, "above", project_choice("the thighs rise no further")),
            "the thighs rose further than in this exercise",
            views=SIDE_VIEW,
        ),
    )


def on_forearms() -> Position:
    """Forearms and one knee carry the body, the other leg works behind."""
    return Position(
        "on forearms and one knee",
        requires=(
            Between("trunk_lean", 45.0, 140.0),
            Between("shoulder_height", -0.3, 1.15),
            Between("thigh_lean", -70.0, 60.0, leg="support"),
            Between("knee_flexion", 10.0, 170.0, leg="support"),
        ),
    )


def hanging_legs() -> Position:
    """Face down over an edge, the legs free and nearly straight."""
    return Position(
        "face down, legs hanging over the edge",
        requires=(
            FACE_DOWN,
            Between("knee_flexion", -30.0, 105.0),
            Between("thigh_lean", -50.0, 150.0),
        ),
    )


def raise_both_legs(target: Limit) -> RepCycle:
    """Both legs from hanging to the line of the trunk and back."""
    return RepCycle(
        signal="hip_extension",
        found_by="thigh_lean",
        legs="both",
        full_range=70.0,
        target=target,
        views=SIDE_VIEW,
        guards=(*stays_put(), NOT_KNEELING),
    )


def level_with_hips(degrees: float) -> Limit:
    """How far the legs are raised at the least, thigh against trunk."""
    demand = "a text on reverse hypers: raise until the feet are level with the hips"
    return Limit(degrees, "below", seed(demand, figure="ours"))


def raised_legs(level: Limit, most_deg: float, error_deg: float) -> tuple[Check, ...]:
    """What is judged of both legs' way up and down.

    Args:
        most_deg: how far they may be raised, thigh against trunk.
        error_deg: by how much the model misreads where they fall short.
    """
    demand = "a text on reverse hypers: level with the hips or little more"
    return (
        Check(
            "over-range",
            Level("hip_extension", span="hold"),
            Limit(most_deg, "above", seed(demand, figure="ours")),
            cue="Lift less high: the feet come level with the hips, or slightly higher.",
            usual=FURTHER,
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            level,
            cue="Lift until the legs are in line with the body.",
            error=error_deg,
        ),
        swinging(),
        uneven_tempo(),
        dropped_return(),
        no_hold(),
        resting(),
        knees_stay(),
    )


def straighten_knees(
    target: Limit, legs: Literal["one", "both", "any"], guards: tuple[Guard, ...] = ()
) -> RepCycle:
    """The knees from bent to nearly straight and back, against a platform, a bar or a band."""
    return RepCycle(
        signal="knee_flexion",
        found_by="knee_flexion",
        legs=legs,
        full_range=75.0,
        target=target,
        views=SIDE_VIEW,
        guards=(*stays_put(), *guards),
        moved=("knee_flexion",),
        timed_by=("ankle", "heel"),
        pivot="hip",
        falls=True,
    )


def bend_knees(target: Limit, legs: Literal["both", "any"], from_rest: bool = False) -> RepCycle:
    """The knees from nearly straight to bent and back, the thighs staying where they are."""
    return RepCycle(
        signal="knee_flexion",
        found_by="knee_flexion",
        legs=legs,
        full_range=95.0,
        target=target,
        views=SIDE_VIEW,
        guards=(
            *stays_put(),
            Guard(
                Spread("thigh_lean"),
                Limit(35.0, "above", project_choice("the thigh rests on its pad")),
                "the thigh moved as well",
                views=SIDE_VIEW,
            ),
        ),
        moved=("knee_flexion",),
        timed_by=("ankle", "heel"),
        pivot="knee",
        from_rest=from_rest,
    )
