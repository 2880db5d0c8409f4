"""Seated reverse leg curl machine: seated, the heels drawn under the seat."""

from formcheck.rule import (
    Advice,
    Between,
    Change,
    Check,
    Exercise,
    Level,
    Limit,
    Position,
    seed,
)
from formcheck.standard_checks import FEW_CLEAN_REPS, bouncing, dropped_return, set_checks, swinging
from formcheck.standard_cycles import bend_knees
from formcheck.standard_trunk import hip_lift

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")
UNDER_THE_SEAT = Limit(
    87.0,
    "below",
    seed(
        "a trainer's text on leg extensions: kick the legs back towards the glutes", figure="ours"
    ),
)

EXERCISE = Exercise(
    id="seated-leg-curl",
    name="seated leg curl",
    summary=(
        "Seated in the machine, the heels are drawn under the seat against the roller and let back "
        "slowly."
    ),
    position=Position(
        "seated",
        requires=(
            Between("trunk_lean", -65.0, 40.0),
            Between("thigh_lean", -130.0, -50.0),
            Between("knee_flexion", -30.0, 150.0),
        ),
    ),
    cycle=bend_knees(UNDER_THE_SEAT, legs="both", from_rest=True),
    checks=(
        Check(
            "short-range",
            Level("knee_flexion", span="hold"),
            UNDER_THE_SEAT,
            cue="Draw the heels right under the seat.",
        ),
        swinging(),
        dropped_return(),
        bouncing(),
        hip_lift(0.095, 0.03, cue="Keep the hips in the seat, the back against its rest."),
        *set_checks(TARGET_REPS, TARGET_ORIGIN, too_heavy=FEW_CLEAN_REPS),
    ),
    typical=(
        (Level("trunk_lean", span="rep"), -60.0, 20.0),
        (Level("thigh_lean", span="start"), -130.0, -60.0),
        (Change("knee_flexion", span="hold"), 25.0, 160.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Set the machine so that its axis lies beside the knees and the roller on the ankles.",
            "Back against its rest, knees straight but not locked.",
            "Choose a weight that allows 12 to 15 clean repetitions.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the seat, the whole body in the picture.",
        ),
    ),
)
