"""Reverse leg press on a leg press machine: face down, the feet on the platform behind."""

from formcheck.rule import (
    SIDE_VIEW,
    Advice,
    Between,
    Change,
    Check,
    Duration,
    Exercise,
    Guard,
    Level,
    Limit,
    Position,
    project_choice,
    seed,
)
from formcheck.standard_checks import bouncing, dropped_return, locked_at_peak, set_checks
from formcheck.standard_cycles import FACE_DOWN, straighten_knees, thighs_rise
from formcheck.standard_kicks import HANDS_CARRY
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch, lumbar_round

TARGET_REPS = (12, 15)
TARGET_ORIGIN = project_choice("12 to 15 repetitions, as for the leg curls")
FULL = Limit(
    26.0,
    "above",
    seed("a text on the reverse leg press: extend the legs fully without locking", figure="ours"),
)
BOTH_KNEES_STRAIGHTEN = Guard(
    Level("most_bent_knee", span="hold"),
    Limit(72.0, "above", project_choice("rendered clips: 60 deg at most in 99% of presses")),
    "one knee stayed bent: it carries the body",
    views=SIDE_VIEW,
)
STRAIGHT_FOR_LONG = Guard(
    Duration("hold"),
    Limit(7.0, "above", project_choice("rendered clips: push-ups, taken for one press, last 8 s")),
    "the legs stayed straight for long: another position, such as a plank",
)

EXERCISE = Exercise(
    id="reverse-leg-press",
    name="reverse leg press",
    summary=(
        "Face down on the seat of a leg press, the feet on the top edge of the platform, both legs "
        "push it away until they are nearly straight, and let it come back with control."
    ),
    position=Position(
        "face down, feet against a platform",
        requires=(
            FACE_DOWN,
            Between("knee_flexion", -30.0, 150.0),
            Between("shoulder_height", -0.8, 1.15),
        ),
    ),
    cycle=straighten_knees(
        FULL,
        "both",
        guards=(*thighs_rise(18.0, 140.0), HANDS_CARRY, BOTH_KNEES_STRAIGHTEN, STRAIGHT_FOR_LONG),
    ),
    checks=(
        lumbar_arch(
            0.012,
            expected=0.012,
            error=0.005,
            cue="Keep the spine neutral: brace the core and push with the hips and legs.",
        ),
        lumbar_round(
            -0.016,
            expected=0.012,
            error=0.004,
            cue="Keep the spine neutral: do not let the back round.",
        ),
        Check(
            "short-range",
            Level("knee_flexion", span="hold"),
            FULL,
            cue="Push until the legs are nearly straight, without locking the knees.",
        ),
        locked_at_peak("Stop just before the knees are straight: keep them soft."),
        dropped_return(),
        bouncing(),
        hips_off_the_pad(0.062, 3.1, 0.12, cue="Keep the hips on the seat."),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("trunk_lean", span="rep"), 65.0, 140.0),
        (Level("thigh_lean", span="start"), -30.0, 18.0),
        (Level("shoulder_height", span="rep"), -0.8, 0.72),
        (Level("hand_offset", span="rep"), -0.2, 0.3),
        (Level("most_bent_knee", span="hold"), -30.0, 55.0),
        (Change("knee_flexion", span="hold"), -140.0, -25.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Lie face down on the seat, the balls of the feet on the top edge of the platform.",
            "Grip the handles or the sides of the seat; be stable before freeing the stops.",
            "Set the machine to your body; begin with a light weight.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            "Leave the platform in the picture.",
        ),
    ),
)
