"""Leverage reverse hyperextension machine, the feet strapped or under pads."""

from formcheck.rule import END_VIEW, Advice, Exercise, seed
from formcheck.standard_checks import hip_tilt, set_checks
from formcheck.standard_cycles import (
    BOTH_LEGS_RAISED,
    hanging_legs,
    level_with_hips,
    raise_both_legs,
    raised_legs,
)
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch, lumbar_round

TARGET_REPS = (8, 12)
TARGET_ORIGIN = seed("a text on reverse hypers: 8 to 12 repetitions, 6 to 8 in a strength cycle")
LEVEL = level_with_hips(-12.0)

EXERCISE = Exercise(
    id="reverse-hyper-machine",
    name="reverse hyperextension machine",
    summary=(
        "Face down on the machine, hips at the edge of the platform, the legs are raised in line "
        "with the body, held briefly and lowered with control."
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
        lumbar_round(
            -0.035,
            expected=0.02,
            error=0.03,  # people differ by more than a rounded back changes
            cue="Keep the back neutral: do not round it.",
        ),
        *raised_legs(LEVEL, most_deg=18.0, error_deg=4.0),
        hips_off_the_pad(0.14, 7.0, 0.12, cue="Keep the hips pressed on the pad."),
        hip_tilt(END_VIEW),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=BOTH_LEGS_RAISED,
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Lie face down, the hips at the edge of the platform.",
            "Strap the feet in, or put them under the pads.",
            "Set the machine to the length of your legs.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back trouble, ask a professional first.",
            "Use no more weight than lets you lift without swinging.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            "Whether the hips tilt no camera beside you can tell.",
        ),
    ),
    alike=("reverse-hyper-bench", "reverse-hyper-ball"),
)
