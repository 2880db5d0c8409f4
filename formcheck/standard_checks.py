"""What several exercises share word for word: tempo, rocking, level hips, the set as a whole.

A rule module calls them with the figures that are its own.
"""

from __future__ import annotations

from formcheck.rule import (
    ANY_VIEW,
    END_VIEW,
    Change,
    Check,
    CleanReps,
    Duration,
    FormDecay,
    Level,
    Limit,
    Pace,
    Rebound,
    RepsOffTarget,
    RestAfter,
    SideDifference,
    SideSwitches,
    Source,
    SpeedDip,
    Spread,
    Usual,
    project_choice,
    seed,
)

MOST_SETS = 4
BETWEEN_SETS_S = 30.0
"""Of one exercise, as a trainer's text on leg extensions plans them."""
PACE_ORIGIN = project_choice("a smooth movement of less than 0.6 s; set on rendered clips")
PEAKS_DIFFER = project_choice("rendered clips: the peaks of a set differ by some 5 deg")
FURTHER = Usual(
    Limit(6.0, "above", PEAKS_DIFFER), error=2.0, unlike=("short-range",), past_limit=True
)
"""Degrees that the peak lies beyond those of the set's earlier reps."""
LESS_FAR = Usual(
    Limit(-4.0, "below", PEAKS_DIFFER), error=2.0, unlike=("over-range",), past_limit=True
)
"""Degrees that the peak stays short of those of the set's earlier reps."""

ROLL = (
    Change("hip_line", span="hold", magnitude=True),
    Limit(1.8, "above", project_choice("rendered clips: 14 deg of pelvic roll")),
    "The model's hip line shows about half of the pelvis' true roll.",
)
HIKE = (
    Change("hip_hike", span="hold", magnitude=True),
    Limit(0.056, "above", project_choice("rendered clips: 12 deg of roll; level hips up to 0.046")),
    "Told from the place of the hip in the picture: a camera that moves, or a standing heel that "
    "leaves the floor, may be taken for it.",
)
"""While a person stands, the hip of the leg that kicks rises with the pelvis."""


def swinging(ranges_per_s: float = 3.2, origin: Source = PACE_ORIGIN) -> Check:
    """Momentum instead of muscle: the lift is over in a moment."""
    return Check(
        "swinging",
        Pace("lift"),
        Limit(ranges_per_s, "above", origin),
        cue="Lift slowly, with muscle and not with momentum.",
    )


def dropped_return(ranges_per_s: float = 3.2, origin: Source = PACE_ORIGIN) -> Check:
    """The leg or weight falls back."""
    return Check(
        "dropped-return",
        Pace("lower"),
        Limit(ranges_per_s, "above", origin),
        cue="Lower the leg slowly and with control; do not let it fall.",
    )


def no_hold(seconds: float = 0.35) -> Check:
    """No pause at the peak."""
    return Check(
        "no-hold",
        Duration("hold"),
        Limit(seconds, "below", project_choice("coaching convention is a hold of 0.5-1 s")),
        cue="Pause briefly at the top before you lower the leg.",
    )


def torso_rocking(degrees: float = 7.2) -> Check:
    """The trunk sways with the leg."""
    return Check(
        "torso-rocking",
        Spread("trunk_lean"),
        Limit(degrees, "above", project_choice("clean rendered reps sway by 2-4 deg")),
        cue="Keep the trunk still and the core braced; only the leg moves.",
        error=2.0,
    )


def hip_tilt(views: frozenset[str], told_by: tuple[Change, Limit, str] = ROLL) -> Check:
    """The hips do not stay level.

    Args:
        told_by: the measure with its limit, and what it cannot tell.
    """
    measure, limit, known_limits = told_by
    return Check(
        "hip-tilt",
        measure,
        limit,
        cue="Keep both hips at the same height.",
        views=views,
        known_limits=known_limits,
    )


def knees_stay(degrees: float = 24.0) -> Check:
    """The knees bend or straighten while the hips lift the legs."""
    return Check(
        "knee-drift",
        Change("knee_flexion", span="hold", magnitude=True),
        Limit(degrees, "above", project_choice("rendered: clean up to 17, most mistakes over 31")),
        cue="Keep the legs as straight as they were: the hips move, the knees do not.",
    )


def uneven_tempo() -> Check:
    """The lowering runs in jerks."""
    return Check(
        "uneven-tempo",
        SpeedDip("lower"),
        Limit(
            0.15,
            "above",
            seed(
                "a text on reverse hypers: lower in an equally steady, controlled motion",
                figure="ours",
            ),
        ),
        cue="Lower as steadily as you lift: one even movement.",
    )


def resting(seconds: float = 1.8) -> Check:
    """The load is laid down between two reps."""
    return Check(
        "resting",
        RestAfter(),
        Limit(
            seconds,
            "above",
            seed(
                "a text on reverse hypers: do not relax and rest between repetitions", figure="ours"
            ),
        ),
        cue="Touch the floor lightly at most and go on: rest after the set.",
    )


def bouncing(ranges_per_s2: float = 5.0) -> Check:
    """The load is turned round by a rebound."""
    return Check(
        "bouncing",
        Rebound(),
        Limit(ranges_per_s2, "above", project_choice("smooth turns stay below 3 ranges/s²")),
        cue="Come to a stop at the start before you push again.",
    )


def feet_apart(hip_widths: float = 2.0) -> Check:
    """The feet do not stay together."""
    return Check(
        "feet-apart",
        Level("feet_apart", span="rep"),
        Limit(
            hip_widths,
            "above",
            seed("a text on reverse hypers: feet close together", figure="ours"),
        ),
        cue="Keep the feet close together.",
        views=END_VIEW,
    )


def locked_at_peak(cue: str) -> Check:
    """The knee is pushed past straight at the end of a press."""
    return Check(
        "locked-knee",
        Level("knee_flexion", span="hold"),
        Limit(
            0.0,
            "below",
            seed("a text on the reverse leg press: extend fully without locking the knees"),
        ),
        cue=cue,
        known_limits="One camera reads a knee to within some 6 degrees, so one that is just "
        "straight is told from a soft one only by the set's earlier reps.",
        usual=Usual(
            Limit(-4.8, "below", project_choice("rendered clips: soft knees differ by up to 5")),
            error=2.0,
            unlike=("short-range",),
            past_limit=True,
        ),
    )


NEAR_LEG = "Let a leg that works alone be the one nearer to the camera: turn round for the other."
"""How to film a leg that works alone: the far one is hidden now and then, and misread the more."""

ONE_SIDE_WEAKER = Check(
    "side-imbalance",
    SideDifference(),
    Limit(0.2, "above", project_choice("a fifth of range, lifting time or reps")),
    cue="One side does less than the other: bring the weaker side up.",
    views=ANY_VIEW,
)


def leg_checks() -> tuple[Check, ...]:
    """What is judged on whole sets of an exercise that one leg does at a time."""
    return (
        Check(
            "side-switch",
            SideSwitches(),
            Limit(
                0.5,
                "above",
                seed("back leg kick guide: all repetitions on one leg before switching"),
            ),
            cue="Finish all repetitions on one leg before you change to the other.",
            views=ANY_VIEW,
        ),
        ONE_SIDE_WEAKER,
    )


FORM_FALLS_OFF = Check(
    "too-heavy",
    FormDecay(),
    Limit(0.2, "above", project_choice("a fifth of range or speed lost in the set")),
    cue="Take less load: form falls off within the set.",
    views=ANY_VIEW,
)
FEW_CLEAN_REPS = Check(
    "too-heavy",
    CleanReps(),
    Limit(
        11.5,
        "below",
        seed("a trainer's text on leg extensions: at least 12 to 15 repetitions in good form"),
    ),
    cue="Take less load: it should allow at least 12 clean repetitions.",
    views=ANY_VIEW,
)


def set_checks(
    target_reps: tuple[int, int], origin: Source, too_heavy: Check = FORM_FALLS_OFF
) -> tuple[Check, ...]:
    """What is judged on whole sets of every exercise."""
    fewest, most = target_reps
    return (
        too_heavy,
        Check(
            "off-plan",
            RepsOffTarget(),
            Limit(0.5, "above", origin),
            cue=plan_in_words(fewest, most),
            views=ANY_VIEW,
        ),
    )


def plan_in_words(fewest: int, most: int) -> str:
    """What the set plan asks for, as a cue."""
    reps = str(most) if fewest == most else f"{fewest} to {most}"
    return (
        f"Do {reps} repetition{'s' * (most > 1)} a set, at most {MOST_SETS} sets, with about "
        f"{BETWEEN_SETS_S:.0f} s of rest between them."
    )
