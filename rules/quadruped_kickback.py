"""Back leg kick on all fours, donkey kick; bodyweight, band above the knees or ankle weight."""

from formcheck.rule import (
    SIDE_VIEW,
    Advice,
    AnyOf,
    Between,
    Change,
    Check,
    Exercise,
    Level,
    Limit,
    Position,
    RepCycle,
    Spread,
    Usual,
    literature,
    project_choice,
    seed,
)
from formcheck.standard_checks import (
    FURTHER,
    NEAR_LEG,
    dropped_return,
    hip_tilt,
    leg_checks,
    no_hold,
    set_checks,
    swinging,
    torso_rocking,
)
from formcheck.standard_kicks import (
    BESIDE_S,
    BOTH_HANDS_CARRY,
    HANDS_CARRY,
    ON_THE_OTHER_KNEE,
    kick_guards,
)
from formcheck.standard_trunk import BRIDGED, hollow, hollower, rounder

TARGET_REPS = (15, 20)
TARGET_ORIGIN = seed("a trainer's text on leg extensions: 15 to 20 repetitions a set")

# The lower back hollows a little in every clean rep; measured on rendered people.
LUMBAR_COUPLING = 0.007
LUMBAR_ERROR = 0.005

DRIFTS_MORE = Usual(
    Limit(9.0, "above", project_choice("rendered clips: the knees of a set differ by up to 8")),
    error=2.0,
    unlike=(),
)
"""Degrees that the knee drifts further than in the set's earlier reps."""

STEEPEST_DEG = 30.0
"""Rendered clips: up to 27 degrees nothing is seen that is not there; from 43 on much is."""

EXERCISE = Exercise(
    id="quadruped-kickback",
    name="all-fours kickback",
    summary=(
        "On hands and knees, one thigh is lifted back to about the line of the trunk, the knee "
        "staying bent at 90 degrees, and lowered with control."
    ),
    position=Position(
        "on all fours",
        requires=(
            Between("trunk_lean", 50.0, 130.0),
            Between("thigh_lean", -50.0, 50.0, leg="support"),
            Between("knee_flexion", 40.0, 150.0, leg="support"),
            Between("shoulder_height", 0.3, 1.8),
        ),
    ),
    cycle=RepCycle(
        signal="hip_extension",
        found_by="thigh_lean",
        legs="one",
        unseen_s=BESIDE_S,
        full_range=63.0,
        found_from=-7.5,
        target=Limit(
            -18.0,
            "below",
            seed("back leg kick guide: to the line of the trunk", figure="ours"),
        ),
        views=SIDE_VIEW | {"oblique"},
        guards=(
            *kick_guards(),
            ON_THE_OTHER_KNEE,
            HANDS_CARRY,
            BOTH_HANDS_CARRY,
        ),
    ),
    checks=(
        Check(
            "lumbar-arch",
            hollow(LUMBAR_COUPLING),
            Limit(0.018, "above", project_choice("rendered clips: 19 deg of lumbar extension")),
            cue="Keep the back flat: lift only as high as you can without arching it.",
            error=LUMBAR_ERROR,
            usual=hollower(),
        ),
        Check(
            "lumbar-round",
            hollow(LUMBAR_COUPLING, believed_from=BRIDGED),
            Limit(-0.013, "below", project_choice("rendered clips: 20 deg of lumbar flexion")),
            cue="Keep the back flat: do not let it round towards the ceiling.",
            error=LUMBAR_ERROR,
            usual=rounder(),
        ),
        Check(
            "over-range",
            Level("hip_extension", span="hold"),
            Limit(18.0, "above", literature("hip extension is 17-20 deg; CDC joint ROM study")),
            cue="Lift less high: the thigh comes to the line of the trunk, no further.",
            usual=FURTHER,
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            Limit(
                -18.0,
                "below",
                seed("back leg kick guide: to the line of the trunk", figure="ours"),
            ),
            cue="Lift the thigh until it is in line with the trunk.",
            error=4.0,
        ),
        swinging(),
        dropped_return(3.0),
        no_hold(),
        torso_rocking(),
        Check(
            "knee-drift",
            Spread("knee_flexion"),
            Limit(
                28.5,
                "above",
                seed("back leg kick guide: the knee stays at 90 degrees", figure="ours"),
            ),
            cue="Keep the knee of the moving leg bent at 90 degrees.",
            error=3.0,
            usual=DRIFTS_MORE,
            steepest_deg=STEEPEST_DEG,
        ),
        # From behind, the lifted leg hides the hips.
        hip_tilt(frozenset({"front"})),
        Check(
            "hand-placement",
            AnyOf(
                (
                    (Level("hand_offset", span="start"), 0.17),
                    (Level("knee_offset", leg="support", span="start"), 0.17),
                )
            ),
            Limit(
                1.0,
                "above",
                seed("back leg kick guide: hands under shoulders, knees under hips", figure="ours"),
            ),
            cue="Place the hands under the shoulders and the knees under the hips.",
            error=0.15,
            steepest_deg=STEEPEST_DEG,
        ),
        Check(
            "neck-out-of-line",
            Change("neck_extension", span="hold", magnitude=True),
            Limit(13.0, "above", project_choice("rendered clips: head lifted by 35 deg")),
            cue="Keep the neck in line with the spine, eyes to the floor.",
            error=3.0,
            steepest_deg=STEEPEST_DEG,
            known_limits="A head held up during the whole set counts as the person's neutral.",
        ),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("thigh_lean", span="start"), -25.0, 18.0),
        (Level("hand_offset", span="rep"), -0.35, 0.32),
        (Level("shoulder_height", span="rep"), 0.6, 1.8),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Hands under the shoulders, knees under the hips, on a mat.",
            "Back flat, neck in line with the spine.",
            "Brace the core before each lift.",
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
)
