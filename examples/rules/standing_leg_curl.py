"""Standing leg curl with an ankle weight: an exercise of one's own, as an example.

    formcheck check my-set.mp4 --rules examples/rules

A rule module declares and computes nothing. It says which posture the exercise is done in, which
signal travels from the start of a rep to its peak, and for each mistake what is measured, where
the limit lies and where that limit comes from. ``formcheck.rule`` is the vocabulary,
``formcheck.signals.REGISTRY`` names every signal, ``formcheck.standard_checks`` holds checks that
many exercises share, and the mistakes' ids are those of ``formcheck explain --all``.
"""

from formcheck.rule import (
    SIDE_VIEW,
    Advice,
    Between,
    Change,
    Check,
    Exercise,
    Guard,
    Level,
    Limit,
    Position,
    RepCycle,
    Spread,
    project_choice,
)
from formcheck.standard_checks import (
    dropped_return,
    leg_checks,
    no_hold,
    set_checks,
    swinging,
    torso_rocking,
)

TARGET_REPS = (12, 15)
TARGET_ORIGIN = project_choice("a usual number for a light ankle weight")
HEEL_UP = Limit(80.0, "below", project_choice("the shin comes up to about level"))

EXERCISE = Exercise(
    id="standing-leg-curl",
    name="standing leg curl",
    summary="Standing on one leg, the other heel is drawn up behind while the thigh hangs still.",
    # Frames outside these ranges are not looked at: keep them wide, mistakes must still fit in.
    position=Position(
        "upright on one leg",
        requires=(
            Between("trunk_lean", -20.0, 45.0),
            Between("thigh_lean", -35.0, 40.0),
            Between("thigh_lean", -25.0, 25.0, leg="support"),
            Between("knee_flexion", -30.0, 40.0, leg="support"),
        ),
    ),
    cycle=RepCycle(
        signal="knee_flexion",
        found_by="knee_flexion",
        legs="one",
        full_range=85.0,
        target=HEEL_UP,
        views=SIDE_VIEW,
        # A guard refuses what looks like a rep and is none; the report gives its reason.
        guards=(
            Guard(
                Spread("thigh_lean"),
                Limit(30.0, "above", project_choice("a curl leaves the thigh where it hangs")),
                "the thigh moved as well: a kick or a step, not a curl",
            ),
            Guard(
                Spread("hips_across"),
                Limit(0.4, "above", project_choice("who curls stands still")),
                "the whole body moved",
            ),
        ),
        moved=("knee_flexion",),
        timed_by=("ankle", "heel"),
        pivot="knee",
    ),
    checks=(
        Check(
            "short-range",
            Level("knee_flexion", span="hold"),
            HEEL_UP,
            cue="Draw the heel up until the shin is level.",
        ),
        swinging(),
        dropped_return(),
        no_hold(),
        torso_rocking(),
        *leg_checks(),
        *set_checks(TARGET_REPS, TARGET_ORIGIN),
    ),
    # What tells it from other exercises that would count the same movements.
    typical=(
        (Change("knee_flexion", span="hold"), 40.0, 140.0),
        (Level("trunk_lean", span="rep"), -20.0, 35.0),
    ),
    target_reps=TARGET_REPS,
    target_origin=TARGET_ORIGIN,
    advice=Advice(
        setup=("Stand tall beside a wall, one hand on it, the weight above the ankle.",),
        safety=("Stop at sharp or lasting pain.",),
        filming=("Film from the side, camera at hip height, the whole body in the picture.",),
    ),
)
