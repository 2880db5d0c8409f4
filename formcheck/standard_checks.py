"""What several exercises share word for word: tempo, rocking, level hips, the set as a whole.

A rule module calls them with the figures that are its own.
"""

from __future__ import annotations

from formcheck.rule import (
    ANY_VIEW,
    SIDE_VIEW,
    Change,
    Check,
    Displacement,
    Duration,
    FormDecay,
    Guard,
    Level,
    Limit,
    Pace,
    RepsOffTarget,
    SideDifference,
    SideSwitches,
    Source,
    Spread,
    project_choice,
    seed,
)

PACE_ORIGIN = project_choice("a smooth movement of less than 0.6 s; set on rendered clips")


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


def torso_rocking(degrees: float = 7.0) -> Check:
    """The trunk sways with the leg."""
    return Check(
        "torso-rocking",
        Spread("trunk_lean"),
        Limit(degrees, "above", project_choice("clean rendered reps sway by 2-4 deg")),
        cue="Keep the trunk still and the core braced; only the leg moves.",
        error=2.4,
    )


def hip_tilt(views: frozenset[str]) -> Check:
    """The hips do not stay level."""
    return Check(
        "hip-tilt",
        Change("hip_line", span="hold", magnitude=True),
        Limit(3.3, "above", project_choice("rendered clips: 12 deg of pelvic roll")),
        cue="Keep both hips at the same height.",
        views=views,
        known_limits="The model's hip line shows about half of the pelvis' true roll.",
    )


def kick_guards() -> tuple[Guard, ...]:
    """What no kick of one leg does, whatever the position."""
    return (
        Guard(
            Level("thigh_length", span="rep", pick="lowest"),
            Limit(0.6, "below", project_choice("seen from the side a kick keeps its length")),
            "the leg left the side view: it went sideways, or was not found reliably",
            views=SIDE_VIEW,
        ),
        Guard(
            Displacement("hips_across", per="ankle_across"),
            Limit(0.3, "above", project_choice("a kick brings the body back, a step does not")),
            "the body did not come back to its place: a step, not a kick",
        ),
        Guard(
            Spread("hips_across"),
            Limit(0.6, "above", project_choice("walking and crawling move the hips further")),
            "the whole body moved",
        ),
        Guard(
            Spread("thigh_lean", leg="support"),
            Limit(35.0, "above", project_choice("the supporting leg stays where it is")),
            "the supporting leg moved as well",
        ),
    )


def set_checks(target_reps: tuple[int, int], origin: Source) -> tuple[Check, ...]:
    """What is judged on whole sets of a one-legged exercise."""
    fewest, most = target_reps
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
        Check(
            "side-imbalance",
            SideDifference(),
            Limit(0.2, "above", project_choice("a fifth of range, lifting time or reps")),
            cue="One side does less than the other: bring the weaker side up.",
            views=ANY_VIEW,
        ),
        Check(
            "too-heavy",
            FormDecay(),
            Limit(0.2, "above", project_choice("a fifth of range and of speed lost in the set")),
            cue="Take less load: range and speed fall off within the set.",
            views=ANY_VIEW,
        ),
        Check(
            "off-plan",
            RepsOffTarget(),
            Limit(0.5, "above", origin),
            cue=f"Do {fewest} to {most} repetitions a set.",
            views=ANY_VIEW,
        ),
    )
