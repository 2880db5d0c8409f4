"""Leverage reverse hyperextension machine, the feet strapped or under pads."""

from formcheck.rule import (
    END_VIEW,
    Advice,
    Change,
    Check,
    Exercise,
    Level,
    Limit,
    seed,
)
from formcheck.standard_checks import (
    FURTHER,
    dropped_return,
    hip_tilt,
    knees_stay,
    no_hold,
    resting,
    set_checks,
    swinging,
    uneven_tempo,
)
from formcheck.standard_cycles import hanging_legs, raise_both_legs
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch, lumbar_round

TARGET_REPS = (8, 12)
TARGET_ORIGIN = seed("a text on reverse hypers: 8 to 12 repetitions, 6 to 8 in a strength cycle")
LEVEL = Limit(
    -12.0,
    "below",
    seed("a text on reverse hypers: raise until the feet are level with the hips", figure="ours"),
)

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
        Check(
            "over-range",
            Level("hip_extension", span="hold"),
            Limit(
                18.0,
                "above",
                seed("a text on reverse hypers: level with the hips or little more", figure="ours"),
            ),
            cue="Lift less high: the feet come level with the hips, or slightly higher.",
            usual=FURTHER,
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            LEVEL,
            cue="Lift until the legs are in line with the body.",
            error=4.0,
        ),
        swinging(),
        uneven_tempo(),
        dropped_return(),
        no_hold(),
        resting(),
        knees_stay(),
        hips_off_the_pad(0.14, 7.0, 0.12, cue="Keep the hips pressed on the pad."),
        hip_tilt(END_VIEW),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("thigh_lean", span="start"), -20.0, 60.0),
        (Level("knee_flexion", span="start"), -30.0, 60.0),
        (Change("knee_flexion", span="hold"), -30.0, 80.0),
    ),
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
