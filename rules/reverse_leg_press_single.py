"""Reverse single leg press: forearm plank on the seat, one leg pushes the platform back and up."""

from formcheck.rule import (
    SIDE_VIEW,
    Advice,
    Change,
    Check,
    Exercise,
    Level,
    Limit,
    RepCycle,
    project_choice,
    seed,
)
from formcheck.standard_checks import (
    NEAR_LEG,
    bouncing,
    dropped_return,
    leg_checks,
    locked_at_peak,
    set_checks,
    torso_rocking,
)
from formcheck.standard_cycles import on_forearms
from formcheck.standard_kicks import (
    BESIDE_S,
    BOTH_HANDS_CARRY,
    HANDS_CARRY,
    KNEE_STRAIGHTENS,
    ON_THE_OTHER_KNEE,
    kick_guards,
)
from formcheck.standard_trunk import hips_off_the_pad, lumbar_arch, lumbar_round, rounder

TARGET_REPS = (12, 15)
TARGET_ORIGIN = project_choice("12 to 15 repetitions, as for the leg curls")
KNEE_TO_HIP = Limit(
    -16.0,
    "below",
    seed(
        "a text on the reverse leg press: push until the knee is about at hip height", figure="ours"
    ),
)

EXERCISE = Exercise(
    id="reverse-leg-press-single",
    name="reverse single leg press",
    summary=(
        "In a forearm plank on the seat, one leg pushes the platform back until hip and knee are "
        "extended and the knee is about at hip height, and lets it come back with control."
    ),
    position=on_forearms(),
    cycle=RepCycle(
        signal="hip_extension",
        found_by="thigh_lean",
        legs="one",
        unseen_s=BESIDE_S,
        full_range=70.0,
        found_from=-30.0,
        target=KNEE_TO_HIP,
        views=SIDE_VIEW,
        guards=(*kick_guards(), ON_THE_OTHER_KNEE, HANDS_CARRY, BOTH_HANDS_CARRY, KNEE_STRAIGHTENS),
    ),
    checks=(
        lumbar_arch(
            0.017,
            expected=0.003,
            error=0.004,
            cue="Keep the spine neutral and the whole body tense while you push.",
        ),
        lumbar_round(
            -0.013,
            expected=0.003,
            error=0.003,
            cue="Keep the spine neutral: do not let the back round.",
            usual=rounder(-0.0105),
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            KNEE_TO_HIP,
            cue="Push until the knee is about at hip height.",
        ),
        locked_at_peak("Stop just before the knee is straight: keep it soft."),
        dropped_return(),
        bouncing(),
        hips_off_the_pad(0.065, 3.3, 0.6, cue="Keep the hips where they are; only the leg moves."),
        Check(
            "hand-placement",
            Level("elbow_offset", span="start"),
            Limit(
                0.16,
                "above",
                seed(
                    "a text on the reverse leg press: elbows directly under the shoulders",
                    figure="ours",
                ),
            ),
            cue="Place the elbows directly under the shoulders.",
        ),
        Check(
            "neck-out-of-line",
            Change("neck_extension", span="hold", magnitude=True),
            Limit(11.5, "above", project_choice("rendered clips: head lifted by 32 deg")),
            cue="Look at the floor: the neck in line with the spine.",
            known_limits="A head held up during the whole set counts as the person's neutral.",
        ),
        torso_rocking(11.0),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("trunk_lean", span="rep"), 65.0, 140.0),
        (Level("thigh_lean", span="start"), 15.0, 43.0),
        (Level("hand_offset", span="rep"), 0.3, 1.0),
        (Level("most_bent_knee", span="hold"), 45.0, 150.0),
        (Change("knee_flexion", span="hold"), -140.0, -25.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Forearms on the seat, elbows directly under the shoulders, eyes to the floor.",
            "One foot firmly on the platform; the whole body tense as in a plank.",
            "Set the machine to your body; begin with a light weight.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the back, the whole body in the picture.",
            NEAR_LEG,
        ),
    ),
    alike=("reverse-leg-press-smith",),
    usual=True,
)
