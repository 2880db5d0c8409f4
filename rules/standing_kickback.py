"""Standing back leg kick, supported or free; straight or bent; band, cable or ankle weight."""

from formcheck.rule import (
    END_VIEW,
    SIDE_VIEW,
    Advice,
    Between,
    Calibrated,
    Change,
    Check,
    Exercise,
    ForwardShare,
    Guard,
    Level,
    Limit,
    Position,
    RepCycle,
    Spread,
    Variant,
    project_choice,
    seed,
)
from formcheck.standard_checks import (
    FURTHER,
    HIKE,
    LESS_FAR,
    NEAR_LEG,
    dropped_return,
    hip_tilt,
    leg_checks,
    no_hold,
    set_checks,
    swinging,
    torso_rocking,
)
from formcheck.standard_kicks import BESIDE_S, kicks_from_behind, upright_kick_guards
from formcheck.standard_trunk import BELLY, HANGING_THIGH, hollow, hollower

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")

EXERCISE = Exercise(
    id="standing-kickback",
    name="standing kickback",
    summary=(
        "Standing, hands on a support or free, one leg is moved straight back from the hip and "
        "brought back with control."
    ),
    position=Position(
        "upright on one leg",
        left_by_deg=20.0,
        requires=(
            Between("trunk_lean", -30.0, 70.0),
            Between("thigh_lean", -45.0, 45.0, leg="support"),
            Between("knee_flexion", -30.0, 70.0, leg="support"),
        ),
    ),
    cycle=RepCycle(
        signal="hip_extension",
        found_by="thigh_lean",
        legs="one",
        unseen_s=BESIDE_S,
        full_range=20.0,
        found_from=-2.0,
        moved=("ankle_across", "ankle_up"),
        neutral_start=0.0,
        target=Limit(13.2, "below", project_choice("clean demonstrations end 10-25 deg past")),
        views=SIDE_VIEW | {"oblique"},
        guards=(
            *upright_kick_guards(105.0),
            Guard(
                ForwardShare("thigh_lean"),
                Limit(0.5, "above", project_choice("a kick starts beside the standing leg")),
                "it came from well in front of the body: a swing, not a kickback",
                views=SIDE_VIEW,
            ),
        ),
    ),
    rear_cycles=kicks_from_behind(),
    variants=(
        Variant("straight", ((Level("knee_flexion", span="start"), -30.0, 35.0),)),
        Variant(
            "bent",
            (
                (Level("knee_flexion", span="start"), 45.0, 150.0),
                (Level("knee_flexion", span="hold"), 45.0, 150.0),
            ),
        ),
    ),
    checks=(
        Check(
            "lumbar-arch",
            hollow(neutral=HANGING_THIGH),
            Limit(0.026, "above", project_choice("rendered clips: 18 deg of lumbar extension")),
            error=0.007,
            cue="Keep the lower back still: brace the core and lift only as high as it stays so.",
            sign=BELLY,
            usual=hollower(),
        ),
        Check(
            "over-range",
            Calibrated("hip_extension", span="hold"),
            Limit(35.0, "above", project_choice("clean real kicks end up to 33-36 deg past")),
            cue="Lift less high: stop before the pelvis has to tip.",
            usual=FURTHER,
        ),
        Check(
            "short-range",
            Calibrated("hip_extension", span="hold"),
            Limit(13.2, "below", project_choice("clean demonstrations end 10-25 deg past")),
            cue="Bring the leg further back, until the buttock is fully tightened.",
            error=1.6,
            usual=LESS_FAR,
        ),
        swinging(),
        dropped_return(3.0),
        no_hold(),
        torso_rocking(),
        Check(
            "locked-knee",
            Level("knee_flexion", leg="support", span="hold"),
            Limit(
                1.0,
                "below",
                seed("back leg kick guide: keep a slight bend in the standing knee", figure="ours"),
            ),
            cue="Keep a slight bend in the standing knee.",
            known_limits="A soft knee is read several degrees too straight, so a knee that is"
            " just straight cannot be told from a soft one.",
        ),
        Check(
            "knee-drift",
            Spread("knee_flexion"),
            Limit(25.0, "above", project_choice("clean straight kicks drift by less than 15 deg")),
            cue="Keep the knee of the moving leg as it is.",
            variants=("straight",),
        ),
        hip_tilt(END_VIEW, HIKE),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("trunk_lean", span="rep"), -30.0, 62.0),
        (Level("thigh_lean", span="start"), -60.0, 20.0),
        (Change("knee_flexion", span="hold"), -60.0, 40.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Stand tall, feet hip-width apart, hands on a wall, chair or rail if you need it.",
            "With a band or cable, face the point it is fastened to.",
            "Keep a slight bend in the standing knee and brace the core.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side, camera at hip height, the whole body in the picture.",
            NEAR_LEG,
            "For level hips, film a second set from behind.",
        ),
    ),
    alike=("machine-kickback",),
    usual=True,
)
