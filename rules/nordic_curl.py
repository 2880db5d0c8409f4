"""Nordic curl: kneeling, ankles held, lowered slowly forward in one piece and back up."""

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
    RepCycle,
    Spread,
    Usual,
    literature,
    project_choice,
)
from formcheck.standard_checks import dropped_return, set_checks
from formcheck.standard_trunk import lumbar_arch

TARGET_REPS = (3, 12)
TARGET_ORIGIN = project_choice("as many as the plan says; 3 to 12 is usual for this exercise")
FAR_DOWN = Limit(
    45.0,
    "above",
    literature("Soga 2021: the break point lies at 58 degrees of forward lean"),
)
LESS_FAR_DOWN = Usual(
    Limit(21.0, "above", project_choice("rendered clips: a broken hip costs up to 22 deg")),
    error=2.0,
    unlike=("hip-break",),
    past_limit=True,
)
"""Degrees that the knee stays more bent than in the set's earlier reps."""

FALL_ORIGIN = project_choice("rendered clips: a lowering under control stays below 1.3 ranges/s")

EXERCISE = Exercise(
    id="nordic-curl",
    name="Nordic curl",
    summary=(
        "Kneeling with the ankles held, the body is lowered slowly forward in one piece from the "
        "knees, and comes back up."
    ),
    position=Position(
        "kneeling, shins on the floor",
        requires=(
            Between("shin_lean", 40.0, 148.0),
            Between("trunk_lean", -25.0, 120.0),
            Between("hip_extension", -75.0, 45.0),
        ),
        stays="ankle",  # the hips go with every lowering, one that is not counted too
    ),
    cycle=RepCycle(
        signal="knee_flexion",
        found_by="thigh_lean",
        legs="both",
        full_range=60.0,
        target=FAR_DOWN,
        views=SIDE_VIEW | {"oblique"},
        guards=(
            Guard(
                Spread("shin_lean"),
                Limit(30.0, "above", project_choice("the shins stay on the floor")),
                "the shins left the floor",
                views=SIDE_VIEW,
            ),
            Guard(
                Level("leg_gap", span="rep"),
                Limit(35.0, "above", project_choice("both thighs stay side by side")),
                "one leg stood in front: a lunge, not a curl",
                views=SIDE_VIEW,
            ),
            Guard(
                Level("leg_gap", span="rep"),
                Limit(-35.0, "below", project_choice("both thighs stay side by side")),
                "one leg stood in front: a lunge, not a curl",
                views=SIDE_VIEW,
            ),
            Guard(
                Spread("thigh_lean"),
                Limit(14.0, "below", project_choice("the thighs lean with the body")),
                "the thighs stayed upright: a bow, not a curl",
                views=SIDE_VIEW,
            ),
            Guard(
                Level("thigh_lean", span="hold"),
                Limit(8.0, "below", project_choice("lowered, the thighs lean forward")),
                "the thighs leaned back, not forward",
                views=SIDE_VIEW | {"oblique"},
            ),
            Guard(
                Level("trunk_lean", span="start"),
                Limit(50.0, "above", project_choice("the body starts upright, in one line")),
                "it began bent over: on all fours, not upright on the knees",
                views=SIDE_VIEW | {"oblique"},
            ),
            Guard(
                Duration("hold"),
                Limit(6.0, "above", project_choice("a plank, or lying down, lasts longer")),
                "the body stayed down for long: another position",
            ),
        ),
        moved=("knee_flexion",),
        timed_by=("hip", "shoulder"),
        pivot="knee",
        falls=True,
        lowers_first=True,
        shortest_s=1.2,  # a body that falls needs 0.7 s for its way down
    ),
    checks=(
        Check(
            "hip-break",
            Change("hip_extension", span="rep", pick="lowest for a while"),
            Limit(-20.0, "below", project_choice("rendered clips: folding by 25 deg")),
            cue="Keep the hips straight: lower the body in one piece from the knees.",
        ),
        lumbar_arch(
            0.022,
            expected=0.011,
            error=0.0055,
            cue="Brace the core: keep ribs and pelvis together, do not hollow the back.",
        ),
        dropped_return(2.2, FALL_ORIGIN),
        Check(
            "short-range",
            Level("knee_flexion", span="hold"),
            FAR_DOWN,
            cue="Lower yourself further before you come back up.",
            usual=LESS_FAR_DOWN,
        ),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    typical=(
        (Level("thigh_lean", span="start"), -20.0, 25.0),
        (Level("knee_flexion", span="start"), 60.0, 125.0),
        (Change("knee_flexion", span="hold"), -110.0, -15.0),
        (Level("trunk_lean", span="start"), -25.0, 45.0),
        (Change("trunk_lean", span="hold"), 12.0, 120.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=(
            "Kneel on something soft; a partner or a strap holds the ankles down.",
            "Body in one line from knees to head, hands ready to catch you.",
            "Lower slowly for as long as you can hold it, then catch yourself and push back up.",
        ),
        safety=(
            "Warm up before and stretch after.",
            "With hamstring, knee or back trouble, ask a professional first.",
            "Stop at sharp or lasting pain.",
        ),
        filming=("Film from the side, camera at hip height, room ahead for the whole way down.",),
    ),
)
