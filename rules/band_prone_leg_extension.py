"""Resistance-band reverse leg press: face down on the floor, the band looped at the ankles."""

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
from formcheck.standard_checks import (
    NEAR_LEG,
    bouncing,
    dropped_return,
    leg_checks,
    locked_at_peak,
    set_checks,
)
from formcheck.standard_cycles import FACE_DOWN, OTHER_THIGH_LIES, straighten_knees, thighs_rise
from formcheck.standard_trunk import BRIDGED, hips_off_the_pad, lumbar_arch, lumbar_round, rounder

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")
FULL = Limit(
    26.0,
    "above",
    seed("a text on the reverse leg press: extend the legs fully without locking", figure="ours"),
)

EXERCISE = Exercise(
    id="band-prone-leg-extension",
    name="band leg extension, face down",
    summary=(
        "Face down on the floor, a band anchored low and looped round the ankles, the legs extend "
        "and lift against it and come back with control."
    ),
    position=Position(
        "face down on the floor",
        requires=(
            FACE_DOWN,
            Between("knee_flexion", -30.0, 150.0),
            Between("thigh_lean", 55.0, 130.0),
            OTHER_THIGH_LIES,
            Between("shoulder_height", -0.8, 0.75),
        ),
    ),
    cycle=straighten_knees(FULL, "any", guards=thighs_rise(0.5, 32.0)),
    checks=(
        lumbar_arch(
            0.012,
            expected=0.014,
            error=0.005,
            cue="Keep the spine neutral: brace the core and push with the hips and legs.",
        ),
        lumbar_round(
            -0.016,
            expected=0.014,
            error=0.004,
            cue="Keep the spine neutral: do not let the back round.",
            usual=rounder(-0.01, needed=True),
            believed_from=BRIDGED,
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
        hips_off_the_pad(0.0715, 3.6, 0.25, cue="Keep the hips on the floor."),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("thigh_lean", span="start"), 65.0, 110.0),
        (Level("knee_flexion", span="start"), 35.0, 130.0),
        (Change("knee_flexion", span="hold"), -140.0, -25.0),
        (Change("thigh_lean", span="hold"), 3.5, 25.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Anchor the band low, loop it round the ankles and lie face down.",
            "Keep the spine neutral and brace the core.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at the height of the hips, the whole body in the picture.",
            NEAR_LEG,
            "Leave the anchor of the band in the picture.",
        ),
    ),
)
