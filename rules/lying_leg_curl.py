"""Lying reverse leg curl machine: face down, the heels drawn to the glutes."""

from formcheck.rule import (
    Advice,
    Between,
    Change,
    Check,
    Displacement,
    Exercise,
    Level,
    Limit,
    Position,
    Sign,
    project_choice,
    seed,
)
from formcheck.standard_checks import (
    FEW_CLEAN_REPS,
    NEAR_LEG,
    bouncing,
    dropped_return,
    leg_checks,
    set_checks,
    swinging,
)
from formcheck.standard_cycles import FACE_DOWN, OTHER_THIGH_LIES, bend_knees
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")
TO_THE_GLUTES = Limit(
    80.0,
    "below",
    seed(
        "a trainer's text on leg extensions: kick the legs back towards the glutes", figure="ours"
    ),
)
STILL_BENT = Sign(
    Level("knee_flexion", span="start"),
    Limit(35.0, "above", project_choice("rendered clips: whole reps begin at 22 deg at the most")),
    error=6.4,
    name="the knees' bend at the start",
    always=True,
)

EXERCISE = Exercise(
    id="lying-leg-curl",
    name="lying leg curl",
    summary=(
        "Face down on the machine's pad, the heels are drawn to the glutes against the roller and "
        "let back slowly."
    ),
    position=Position(
        "face down, thighs on the pad",
        requires=(
            FACE_DOWN,
            Between("thigh_lean", 50.0, 135.0),
            OTHER_THIGH_LIES,
            Between("knee_flexion", -30.0, 160.0),
        ),
    ),
    cycle=bend_knees(TO_THE_GLUTES, legs="any"),
    checks=(
        lumbar_arch(
            0.022,
            expected=0.0,
            error=0.009,
            cue="Press the hips into the pad and keep the lower back still.",
        ),
        Check(
            "short-range",
            Level("knee_flexion", span="hold"),
            TO_THE_GLUTES,
            cue="Use the whole range: from straight knees right up to the glutes.",
            sign=STILL_BENT,
        ),
        swinging(),
        dropped_return(),
        bouncing(),
        hips_off_the_pad(0.094, 4.7, 0.3, cue="Keep the hips on the pad."),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN, too_heavy=FEW_CLEAN_REPS),
    ),
    typical=(
        (Level("thigh_lean", span="start"), 50.0, 110.0),
        (Level("knee_flexion", span="start"), -30.0, 35.0),
        (Change("knee_flexion", span="hold"), 25.0, 160.0),
    ),
    # Legs that press in turn seem to curl in between. The thigh lies otherwise after such a curl
    # than before: by 0.043 to 0.1 of the knee's way on rendered clips; by 0.01 after most curls of
    # one leg, by more than the limit after 2 of 53.
    decisive=((Displacement("thigh_lean", ("knee_flexion",)), 0.0, 0.042),),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Set the machine so that its axis lies beside the knees and the roller on the ankles.",
            "Knees just beyond the edge of the pad, straight but not locked.",
            "Choose a weight that allows 12 to 15 clean repetitions.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the pad, the whole body in the picture.",
            NEAR_LEG,
        ),
    ),
)
