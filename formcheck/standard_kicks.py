"""What the kicks of one leg share word for word, on all fours, upright and from behind.

A rule module calls these with the figures that are its own.
"""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.rule import (
    SIDE_VIEW,
    Between,
    Change,
    Condition,
    Displacement,
    Guard,
    Level,
    Limit,
    RepCycle,
    Spread,
    Sway,
    project_choice,
)
from formcheck.standard_cycles import hidden_leg

BESIDE_S = 0.045
"""A kick that starts beside the other leg is seen to start that much late, and to end that much
early: rendered clips for tuning, the median over 677 reps from the side."""


PAST_THE_FOOT = (
    Spread("hips_across_foot", leg="support"),
    Limit(0.12, "above", project_choice("rendered clips: 0.05 where a hand shakes, 0.24 in steps")),
)
"""In trunk lengths: hips that stay above the foot are moved by the camera."""


def _camera_turned(past_the_foot: Limit, way_deg: float) -> tuple[Condition, ...]:
    """The picture moves, and the leg makes its way over the standing foot all the same."""
    return (
        (Spread("hips_across_foot", leg="support"), past_the_foot),
        (
            Spread("hips_across"),
            Limit(0.3, "above", project_choice("films of a turned camera: 0.33 or more")),
        ),
        (
            Spread("thigh_lean"),
            Limit(way_deg, "above", project_choice("a third of a full kick: no foot slipped")),
        ),
    )


def kick_guards(least_way_deg: float = 20.0) -> tuple[Guard, ...]:
    """What no kick of one leg does, whatever the position.

    Args:
        least_way_deg: a thigh that turns less says nothing of a kick before a camera that turns.
    """
    return (
        hidden_leg(0.6),
        Guard(
            Displacement("hips_across", per=("ankle_across", "ankle_up")),
            Limit(0.4, "above", project_choice("a kick brings the body back, a step does not")),
            "the body did not come back to its place: a step, not a kick",
            unless=_camera_turned(
                Limit(0.16, "below", project_choice("kicks in turned films: 0.14; steps: 0.24")),
                least_way_deg,
            ),
        ),
        Guard(
            Spread("hips_across"),
            Limit(0.6, "above", project_choice("walking and crawling move the hips further")),
            "the whole body moved",
            unless=_camera_turned(
                Limit(0.3, "below", project_choice("who walks passes each foot by half a step")),
                least_way_deg,
            ),
        ),
        Guard(
            Spread("thigh_lean", leg="support"),
            Limit(48.0, "above", project_choice("the supporting leg stays where it is")),
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
    "the hands and the shoulders left their place",
    views=SIDE_VIEW,
    # Hands that are hidden for a moment seem to be elsewhere, and the shoulders stay.
    also=(
        (
            Spread("shoulder_up"),
            Limit(0.2, "above", project_choice("rendered presses: up to 0.15 in 90% of reps")),
        ),
    ),
)


BOTH_HANDS_CARRY = Guard(
    Spread("hands_uneven"),
    Limit(0.7, "above", project_choice("rendered clips: up to 0.65, in bird dogs from 0.8 on")),
    "one hand left its place, as in a bird dog",
    views=SIDE_VIEW | {"oblique"},
    # Close to the camera one hand seems higher than the other all along, and trembles.
    also=(
        (
            Spread("shoulder_height"),
            Limit(0.36, "above", project_choice("rendered clips: from 0.43 on in bird dogs")),
        ),
    ),
)


KNEE_STRAIGHTENS = Guard(
    Change("knee_flexion", span="hold"),
    Limit(-10.0, "above", project_choice("a leg that presses straightens")),
    "the knee kept its bend: a kick, not a press",
    views=SIDE_VIEW,
)


STEP = Limit(
    0.16, "above", project_choice("rendered clips: up to 0.15 in small kicks, 0.17 in steps")
)
"""Trunk lengths: beside a foot that hardly moves, hips that sway are still no step."""


OTHER_HEIGHT = Guard(
    Spread("hips_up"),
    Limit(0.4, "above", project_choice("a kick leaves the hips at their height")),
    "the hips rose or sank",
    # A camera in somebody's hand moves the hips up and down, and bends no knee.
    unless=(
        (
            Spread("knee_flexion", leg="support"),
            Limit(
                20.0, "below", project_choice("hips that sink so far bend the knee by 80 degrees")
            ),
        ),
    ),
)
STRIDE = Guard(
    Level("leg_gap", span="start"),
    Limit(42.0, "above", project_choice("rendered clips: up to 16 in 98% of kicks, 50 in lunges")),
    "the leg was behind the other at the start already: a stride or a lunge, not a kick",
    views=SIDE_VIEW,
)
SQUAT = Guard(
    Spread("hips_up"),
    Limit(0.23, "above", project_choice("rendered kicks: up to 0.15; a real film, tilted: 0.22")),
    "the hips sank over a bent knee: a squat or a lunge, not a kick",
    views=SIDE_VIEW | {"oblique"},
    also=(
        (
            Spread("knee_flexion", leg="support"),
            Limit(
                36.0, "above", project_choice("rendered kicks: 34 in 99%; most lunges 48 or more")
            ),
        ),
    ),
)
"""A knee alone tells little, of a leg that is badly seen, and hips alone of a camera that moves."""


def upright_kick_guards(most_bent_deg: float) -> tuple[Guard, ...]:
    """What no kick of one leg does while the person stands.

    Args:
        most_bent_deg: a working knee that bends further at the peak belongs to a stretch.
    """
    return (
        *kick_guards(least_way_deg=8.0),
        Guard(
            Sway("hips_across", per=("ankle_across", "ankle_up")),
            Limit(
                0.4, "above", project_choice("rendered clips: up to 0.27 in kicks, 0.48 in steps")
            ),
            "the hips moved about as much as the foot: no kick",
            views=SIDE_VIEW,
            also=(
                (Spread("hips_across"), STEP),
                PAST_THE_FOOT,
            ),
        ),
        OTHER_HEIGHT,
        SQUAT,
        STRIDE,
        Guard(
            Spread("trunk_lean"),
            Limit(35.0, "above", project_choice("a kick sways the trunk by less")),
            "the trunk bent or rose",
            views=SIDE_VIEW,
        ),
        Guard(
            Level("knee_flexion", span="hold"),
            Limit(
                most_bent_deg,
                "above",
                project_choice("rendered clips: up to 93 deg in a bent kick, 38 at the machine"),
            ),
            "the heel came up to the buttock: a stretch, not a kick",
            views=SIDE_VIEW,
        ),
    )


LEG_WAS_BENT = Guard(
    Spread("ankle_up"),
    Limit(0.4, "above", project_choice("rendered clips: a straight leg's rises up to 0.25")),
    "the foot came up to where a bent kick starts",
)


def _guards_behind(sideways_deg: float) -> tuple[Guard, ...]:
    """What no kick does as seen from behind.

    Args:
        sideways_deg: how far the thigh may turn in the picture.
    """
    return (
        Guard(
            Spread("ankle_up", leg="support"),
            Limit(0.28, "above", project_choice("rendered clips: up to 0.27 in noisy films")),
            "the standing foot moved as well",
        ),
        Guard(
            Spread("hips_across"),
            Limit(0.25, "above", project_choice("a step moves the hips further")),
            "the whole body moved",
            also=(PAST_THE_FOOT,),
        ),
        Guard(
            Spread("body_size"),
            Limit(0.14, "above", project_choice("who walks to the camera grows further")),
            "the whole body moved",
        ),
        Guard(
            Spread("hip_abduction"),
            Limit(sideways_deg, "above", project_choice("a kick goes back, not sideways")),
            "the leg went sideways, not back",
        ),
    )


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
        variant="straight",
        moved=("ankle_across", "ankle_up"),
        timed_by=("knee", "ankle", "heel", "foot_index"),
        time_error_s=0.7,
        shortest_s=1.4,
        guards=(*_guards_behind(sideways_deg=18.0), LEG_WAS_BENT),
    )
    bent = replace(
        straight,
        signal="ankle_lift",
        found_by="ankle_lift",
        full_range=0.5,
        found_from=-math.inf,
        starts=(Between("ankle_lift", 0.3, 1.6),),
        variant="bent",
        timed_by=("ankle", "heel"),
        # A bent leg's thigh points more at the camera, and seems to turn the more for it.
        guards=_guards_behind(sideways_deg=32.0),
    )
    return straight, bent
