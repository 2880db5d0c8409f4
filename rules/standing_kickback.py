"""Standing back leg kick, supported or free; straight or bent; band, cable or ankle weight."""

from formcheck.rule import (
    ANY_VIEW,
    END_VIEW,
    SIDE_VIEW,
    Advice,
    Between,
    Change,
    Check,
    Duration,
    Exercise,
    FormDecay,
    Guard,
    Level,
    Limit,
    Pace,
    Position,
    RepCycle,
    RepsOffTarget,
    SideDifference,
    SideSwitches,
    Spread,
    Variant,
    literature,
    project_choice,
    seed,
)

EXERCISE = Exercise(
    id="standing-kickback",
    name="standing kickback",
    summary=(
        "Standing, hands on a support or free, one leg is moved straight back from the hip and "
        "brought back with control."
    ),
    position=Position(
        "upright on one leg",
        requires=(
            Between("trunk_lean", -30.0, 80.0),
            Between("thigh_lean", -45.0, 45.0, leg="support"),
            Between("knee_flexion", -30.0, 70.0, leg="support"),
        ),
    ),
    cycle=RepCycle(
        signal="hip_extension",
        found_by="leg_gap",
        legs="one",
        full_range=20.0,
        target=Limit(10.0, "below", project_choice("clean demonstrations end 10-25 deg past")),
        guards=(
            Guard(
                Spread("hips_across"),
                Limit(0.6, "above", project_choice("a step moves the hips further")),
                "the whole body moved",
            ),
            Guard(
                Spread("hips_up"),
                Limit(0.4, "above", project_choice("a kick leaves the hips at their height")),
                "the hips rose or sank",
            ),
            Guard(
                Spread("thigh_lean", leg="support"),
                Limit(35.0, "above", project_choice("the standing leg stays where it is")),
                "the standing leg moved as well",
            ),
            Guard(
                Level("leg_gap", span="start", pick="lowest"),
                Limit(-45.0, "below", project_choice("a kick starts beside the standing leg")),
                "it began with the leg well in front of the body: a swing, not a kickback",
                views=SIDE_VIEW,
            ),
            Guard(
                Level("hip_abduction"),
                Limit(35.0, "above", project_choice("a kick goes back, not sideways")),
                "the leg went sideways, not back",
                views=END_VIEW,
            ),
        ),
    ),
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
            Change("lumbar_hollow", span="hold"),
            Limit(0.028, "above", project_choice("rendered clips: 20 deg of lumbar extension")),
            cue="Keep the lower back still: brace the core and lift only as high as it stays so.",
        ),
        Check(
            "over-range",
            Level("hip_extension", span="hold"),
            Limit(35.0, "above", project_choice("clean real kicks end up to 33-36 deg past")),
            cue="Lift less high: stop before the pelvis has to tip.",
        ),
        Check(
            "short-range",
            Level("hip_extension", span="hold"),
            Limit(10.0, "below", project_choice("clean demonstrations end 10-25 deg past")),
            cue="Bring the leg further back, until the buttock is fully tightened.",
        ),
        Check(
            "swinging",
            Pace("lift"),
            Limit(3.2, "above", project_choice("a smooth lift of less than 0.6 s")),
            cue="Lift slowly, with muscle and not with momentum.",
        ),
        Check(
            "dropped-return",
            Pace("lower"),
            Limit(3.2, "above", project_choice("a smooth return of less than 0.6 s")),
            cue="Lower the leg with control; do not let it fall.",
        ),
        Check(
            "no-hold",
            Duration("hold"),
            Limit(0.35, "below", project_choice("coaching convention is 0.5-1 s")),
            cue="Pause briefly at the top.",
        ),
        Check(
            "torso-rocking",
            Spread("trunk_lean"),
            Limit(9.0, "above", project_choice("clean reps sway by 2-4 deg")),
            cue="Keep the trunk still; only the leg moves.",
        ),
        Check(
            "locked-knee",
            Level("knee_flexion", leg="support", span="hold"),
            Limit(0.0, "below", literature("hyperextension is more than 5 deg past straight")),
            cue="Keep a slight bend in the standing knee.",
        ),
        Check(
            "knee-drift",
            Spread("knee_flexion"),
            Limit(25.0, "above", project_choice("clean straight kicks drift by less than 15 deg")),
            cue="Keep the knee of the moving leg as it is.",
            variants=("straight",),
        ),
        Check(
            "hip-tilt",
            Change("hip_line", span="hold", magnitude=True),
            Limit(7.0, "above", project_choice("rendered clips: 12 deg of pelvic roll")),
            cue="Keep both hips at the same height.",
            views=END_VIEW,
        ),
        Check(
            "side-switch",
            SideSwitches(),
            Limit(0.5, "above", seed("all reps on one leg before switching")),
            cue="Finish all reps on one leg before you change to the other.",
            views=ANY_VIEW,
        ),
        Check(
            "side-imbalance",
            SideDifference(),
            Limit(0.2, "above", project_choice("a fifth of range, tempo or reps")),
            cue="One side does less than the other: train them alike.",
            views=ANY_VIEW,
        ),
        Check(
            "too-heavy",
            FormDecay(),
            Limit(0.2, "above", project_choice("a fifth of range and of speed lost in the set")),
            cue="Take less load: form falls off within the set.",
            views=ANY_VIEW,
        ),
        Check(
            "off-plan",
            RepsOffTarget(),
            Limit(0.5, "above", seed("15 to 20 repetitions a set")),
            cue="Do 15 to 20 repetitions a set.",
            views=ANY_VIEW,
        ),
    ),
    target_reps=(15, 20),
    target_origin=seed("15 to 20 repetitions a set"),
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
            "For level hips, film a second set from behind.",
        ),
    ),
    alike=("machine-kickback",),
)
