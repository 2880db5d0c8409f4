"""Smith machine reverse leg press: on forearms and one knee, the other foot under the bar."""

from formcheck.rule import (
    Advice,
    Change,
    Check,
    Exercise,
    Level,
    Limit,
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
)
from formcheck.standard_cycles import on_forearms, straighten_knees
from formcheck.standard_kicks import BOTH_HANDS_CARRY, HANDS_CARRY, ON_THE_OTHER_KNEE, kick_guards
from formcheck.standard_trunk import hips_off_the_pad, hollower, lumbar_arch, lumbar_round

TARGET_REPS = (12, 15)
TARGET_ORIGIN = project_choice("12 to 15 repetitions, as for the leg curls")
FULL = Limit(
    26.0,
    "above",
    seed("a text on the reverse leg press: extend the legs fully without locking", figure="ours"),
)

EXERCISE = Exercise(
    id="reverse-leg-press-smith",
    name="Smith machine reverse leg press",
    summary=(
        "On forearms and one knee, facing away from the bar, one foot pushes the bar up until the "
        "leg is nearly straight, and lets it come down with control."
    ),
    position=on_forearms(),
    cycle=straighten_knees(
        FULL, "one", guards=(*kick_guards(), ON_THE_OTHER_KNEE, HANDS_CARRY, BOTH_HANDS_CARRY)
    ),
    checks=(
        lumbar_arch(
            0.02,
            expected=0.007,
            error=0.008,
            cue="Keep the spine neutral: brace the core and push with the hips and legs.",
            usual=hollower(0.0075),
        ),
        lumbar_round(
            -0.025,
            expected=0.007,
            error=0.009,
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
        hips_off_the_pad(0.08, 4.0, 0.5, cue="Keep the hips on the floor."),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    decisive=((Level("thigh_lean", span="start"), 20.0, 100.0),),
    typical=(
        (Level("trunk_lean", span="rep"), 65.0, 140.0),
        (Level("thigh_lean", span="start"), 40.0, 80.0),
        (Level("hand_offset", span="rep"), 0.3, 1.0),
        (Level("most_bent_knee", span="hold"), 45.0, 150.0),
        (Change("knee_flexion", span="hold"), -140.0, -25.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "On forearms and one knee, facing away from the bar, one foot under it, the knee bent.",
            "Set the safety stops before you begin; begin with a light weight.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            NEAR_LEG,
            "Leave the bar in the picture.",
        ),
    ),
    alike=("reverse-leg-press-single",),
)
