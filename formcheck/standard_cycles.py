"""What several exercises share word for word: lying face down, raising both legs, pressing.

A rule module calls these with the figures that are its own.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from formcheck.rule import (
    SIDE_VIEW,
    Between,
    Change,
    Displacement,
    Guard,
    Level,
    Limit,
    Position,
    RepCycle,
    Spread,
    project_choice,
)

FACE_DOWN = Between("trunk_lean", 45.0, 135.0)

HIDDEN_LEG = Guard(
    Level("thigh_length", span="rep", pick="lowest"),
    Limit(0.6, "below", project_choice("seen from the side a leg keeps its length")),
    "the leg left the side view: it went sideways, or was not found reliably",
    views=SIDE_VIEW,
)


def kick_guards() -> tuple[Guard, ...]:
    """What no kick of one leg does, whatever the position."""
    return (
        Guard(
            Level("thigh_length", span="rep", pick="lowest"),
            Limit(0.6, "below", project_choice("seen from the side a kick keeps its length")),
            "the leg left the side view: it went sideways, or was not found reliably",
            views=SIDE_VIEW,
        ),
        Guard(
            Displacement("hips_across", per="ankle_across"),
            Limit(0.3, "above", project_choice("a kick brings the body back, a step does not")),
            "the body did not come back to its place: a step, not a kick",
        ),
        Guard(
            Spread("hips_across"),
            Limit(0.6, "above", project_choice("walking and crawling move the hips further")),
            "the whole body moved",
        ),
        Guard(
            Spread("thigh_lean", leg="support"),
            Limit(35.0, "above", project_choice("the supporting leg stays where it is")),
            "the supporting leg moved as well",
        ),
    )


ON_THE_OTHER_KNEE = Guard(
    Level("leg_on_body", leg="support", span="rep"),
    Limit(0.6, "below", project_choice("a leg that carries the body is part of its outline")),
    "the supporting leg was not found on the body",
    views=SIDE_VIEW,
)


HANDS_CARRY = Guard(
    Spread("shoulder_height"),
    Limit(0.48, "above", project_choice("the hands carry the shoulders throughout")),
    "a hand or the shoulders left their place",
    views=SIDE_VIEW,
)


KNEE_STRAIGHTENS = Guard(
    Change("knee_flexion", span="hold"),
    Limit(-10.0, "above", project_choice("a leg that presses straightens")),
    "the knee kept its bend: a kick, not a press",
    views=SIDE_VIEW,
)


def upright_kick_guards() -> tuple[Guard, ...]:
    """What no kick of one leg does while the person stands."""
    return (
        *kick_guards(),
        Guard(
            Spread("hips_up"),
            Limit(0.4, "above", project_choice("a kick leaves the hips at their height")),
            "the hips rose or sank",
        ),
        Guard(
            Spread("trunk_lean"),
            Limit(35.0, "above", project_choice("a kick sways the trunk by less")),
            "the trunk bent or rose",
            views=SIDE_VIEW,
        ),
        Guard(
            Level("knee_flexion", span="hold"),
            Limit(115.0, "above", project_choice("a kick with a bent leg keeps about 90 deg")),
            "the heel came up to the buttock: a stretch, not a kick",
            views=SIDE_VIEW,
        ),
    )


BEHIND_GUARDS = (
    Guard(
        Spread("ankle_up", leg="support"),
        Limit(0.12, "above", project_choice("a step lifts the other foot as well")),
        "the standing foot moved as well",
    ),
    Guard(
        Spread("hips_across"),
        Limit(0.25, "above", project_choice("a step moves the hips further")),
        "the whole body moved",
    ),
    Guard(
        Spread("body_size"),
        Limit(0.1, "above", project_choice("who walks to the camera grows")),
        "the whole body moved",
    ),
    Guard(
        Spread("hip_abduction"),
        Limit(18.0, "above", project_choice("a kick goes back, not sideways")),
        "the leg went sideways, not back",
    ),
)
SIDEWAYS_BENT_DEG = 32.0
"""A bent leg's thigh points more at the camera, and seems to turn the more for it."""


def kicks_from_behind() -> tuple[RepCycle, RepCycle]:
    """A kick of the straight and of the bent leg as seen from behind.

    The sole of a straight leg turns to the camera; the foot of a bent leg, already off the floor,
    rises.
    """
    straight = RepCycle(
        signal="foot_drop",
        found_by="foot_drop",
        legs="one",
        full_range=0.07,
        found_from=-0.007,
        target=None,
        views=frozenset({"rear"}),
        starts=(Between("ankle_lift", -0.3, 0.3),),
        moved=("ankle_across", "ankle_up"),
        timed_by=("knee", "ankle", "heel", "foot_index"),
        time_error_s=0.7,
        shortest_s=1.4,
        guards=BEHIND_GUARDS,
    )
    bent = replace(
        straight,
        signal="ankle_lift",
        found_by="ankle_lift",
        full_range=0.5,
        found_from=-math.inf,
        starts=(Between("ankle_lift", 0.3, 1.6),),
        timed_by=("ankle", "heel"),
        guards=(
            *BEHIND_GUARDS[:-1],
            replace(
                BEHIND_GUARDS[-1],
                limit=Limit(SIDEWAYS_BENT_DEG, "above", BEHIND_GUARDS[-1].limit.origin),
            ),
        ),
    )
    return straight, bent


def stays_put(hips: float = 0.5, trunk_deg: float = 40.0) -> tuple[Guard, ...]:
    """The body lies or sits where it is; who gets up, turns or walks moves more.

    Args:
        hips: how far the hips may travel along the picture, trunk lengths.
        trunk_deg: how far the trunk may turn.
    """
    return (
        HIDDEN_LEG,
        Guard(
            Spread("hips_across"),
            Limit(hips, "above", project_choice("who lies or sits keeps the hips in place")),
            "the whole body moved",
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
            Between("knee_flexion", -30.0, 75.0),
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


def bend_knees(target: Limit, legs: Literal["both", "any"]) -> RepCycle:
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
    )
