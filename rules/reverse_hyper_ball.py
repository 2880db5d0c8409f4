"""Reverse hyperextension on an exercise ball, or on a ball on a bench."""

from formcheck.rule import Advice, Check, Exercise, Limit, Spread, project_choice, seed
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
LEVEL = level_with_hips(-14.5)

EXERCISE = Exercise(
    id="reverse-hyper-ball",
    name="reverse hyperextension on a ball",
    summary=(
        "Face down over a ball, both legs are raised to the level of the hips and lowered with "
        "control, without losing the balance."
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
        *raised_legs(LEVEL, most_deg=10.0, error_deg=4.0),
        feet_apart(),
        hips_off_the_pad(0.102, 5.1, 0.15, cue="Keep the hips pressed on the ball."),
        Check(
            "unstable",
            # While the legs are lifted the trunk leans along; at the peak only sway moves it.
            Spread("trunk_lean", span="hold"),
            Limit(3.7, "above", project_choice("rendered: still up to 2.6, swaying from 4.7")),
            error=0.9,
            cue="Steady yourself on the ball before you lift, and slow down.",
        ),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=BOTH_LEGS_RAISED,
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Lie face down with the hips on the ball; hands on the floor or on the bench.",
            "Legs nearly straight, feet close together.",
            "Find your balance before the first lift.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back trouble, ask a professional first.",
            "A ball is unsteady: use it only if you can keep your balance on it.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            "Whether the feet stay together no camera beside you can tell.",
        ),
    ),
    alike=("reverse-hyper-bench", "reverse-hyper-machine"),
)
