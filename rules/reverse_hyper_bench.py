"""Reverse hyperextension on a flat bench; optional dumbbell between the ankles."""

from formcheck.rule import Advice, Exercise, seed
from formcheck.standard_checks import feet_apart, set_checks
from formcheck.standard_cycles import (
    BOTH_LEGS_RAISED,
    hanging_legs,
    level_with_hips,
    raise_both_legs,
    raised_legs,
)
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch

TARGET_REPS = (8, 12)
TARGET_ORIGIN = seed("a text on reverse hypers: 8 to 12 repetitions, 6 to 8 in a strength cycle")
LEVEL = level_with_hips(-9.0)

EXERCISE = Exercise(
    id="reverse-hyper-bench",
    name="reverse hyperextension on a bench",
    summary=(
        "Face down on a bench, hips at its edge, both legs are raised from the floor to the level "
        "of the hips and lowered with control."
    ),
    position=hanging_legs(),
    cycle=raise_both_legs(LEVEL),
    checks=(
        lumbar_arch(
            0.016,
            expected=0.02,
            error=0.005,
            cue="Raise the legs with the hips, not with the lower back: stop level with the hips.",
        ),
        *raised_legs(LEVEL, most_deg=22.0, error_deg=7.2),
        feet_apart(),
        hips_off_the_pad(0.13, 6.0, 0.12, cue="Keep the hips pressed on the bench."),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=BOTH_LEGS_RAISED,
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Lie face down, the hips at the edge of the bench, and grip it tightly.",
            "Legs nearly straight, feet close together, toes lightly on the floor.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back trouble, ask a professional first.",
            "Use no more weight than lets you lift steadily; a dumbbell goes between the ankles.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            "Whether the feet stay together no camera beside you can tell.",
        ),
    ),
    alike=("reverse-hyper-ball", "reverse-hyper-machine"),
    usual=True,
)
