"""Glute kickback machine: a padded lever against the back of the leg, the chest on a pad."""

from formcheck.rule import (
    END_VIEW,
    SIDE_VIEW,
    Advice,
    Between,
    Change,
    Check,
    Exercise,
    ForwardShare,
    Guard,
    Level,
    Limit,
    Pace,
    Position,
    RepCycle,
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
from formcheck.standard_kicks import upright_kick_guards
from formcheck.standard_trunk import hollow, hollower

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")
QUICK = Limit(1.8, "above", project_choice("rendered swings: 2 and more, both ways"))
BEHIND = Limit(0.0, "below", project_choice("the thigh passes the line of the trunk"))

EXERCISE = Exercise(
    id="machine-kickback",
    name="kickback machine",
    summary=(
        "Standing or leaning on the machine's pad, one leg pushes a padded lever back from the hip "
        "and brings it back with control."
    ),
    position=Position(
        "leaning forward, on one leg",
        left_by_deg=20.0,
        requires=(
            Between("trunk_lean", -15.0, 70.0),
            Between("thigh_lean", -45.0, 45.0, leg="support"),
            Between("knee_flexion", -30.0, 70.0, leg="support"),
        ),
    ),
    cycle=RepCycle(
        signal="hip_extension",
        found_by="thigh_lean",
        found_from=-25.0,  # stepping up to the pad is no part of a kick
        legs="one",
        full_range=40.0,
        moved=("ankle_across", "ankle_up"),
        target=BEHIND,
        views=SIDE_VIEW | {"oblique"},
        guards=(
            *upright_kick_guards(75.0),
            Guard(
                Change("thigh_lean", span="hold"),
                Limit(8.0, "below", project_choice("rendered clips: 13 deg or more in kicks")),
                "the trunk rose and the thigh stayed: straightening up, not a kick",
                views=SIDE_VIEW,
            ),
            Guard(
                ForwardShare("leg_gap"),
                Limit(0.5, "above", project_choice("the lever starts beside the standing leg")),
                "it came from well in front of the body and went back as fast: a swing, not a kick",
                views=SIDE_VIEW,
                # A lever may be set further forward, but nobody brings it to and fro in a second.
                also=((Pace("lift"), QUICK), (Pace("lower"), QUICK)),
            ),
        ),
    ),
    checks=(
        Check(
            "lumbar-arch",
            hollow(neutral=("hip_extension", -45.0, 25.0)),
            Limit(0.022, "above", project_choice("rendered clips: 18 deg of lumbar extension")),
            cue="Keep the lower back still: brace the core and push only as far as it stays so.",
            usual=hollower(),
        ),
        Check(
            "over-range",
            Level("hip_extension", span="hold"),
            Limit(33.0, "above", project_choice("clean real kicks end up to 33-36 deg past")),
            cue="Push less far: stop before the pelvis has to tip.",
            usual=FURTHER,
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            BEHIND,
            cue="Push the leg further back, until the buttock is fully tightened.",
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
        hip_tilt(END_VIEW, HIKE),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    # Upright, a leg raised sideways looks like a kick from the side; the standing kick asks more.
    decisive=((Level("trunk_lean", span="rep"), 0.0, 90.0),),
    typical=(
        (Level("trunk_lean", span="rep"), 0.0, 62.0),
        (Level("thigh_lean", span="start"), -60.0, 20.0),
        (Change("knee_flexion", span="hold"), -60.0, 40.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Set chest pad and lever to your body; the pad lies against the back of the leg.",
            "Lean on the chest pad, hold the handles, brace the core.",
            "Keep a slight bend in the standing knee.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With back, hip or knee trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=(
            "Film from the side on which no post of the machine hides the legs, camera at hip"
            " height, the whole body in the picture.",
            NEAR_LEG,
        ),
    ),
    alike=("standing-kickback",),
)
