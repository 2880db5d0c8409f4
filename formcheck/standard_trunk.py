"""What several exercises share word for word of the trunk: the lower back, hips that leave a pad.

A rule module calls them with the figures that are its own.
"""

from __future__ import annotations

from formcheck.rule import (
    AllOf,
    Change,
    Check,
    Limit,
    Sign,
    Usual,
    project_choice,
)

BRIDGED = (0.028, "loose clothes, or a flat back, leave no hollow of the lower back to be seen")
"""Trunk lengths at the start position: on rendered clips 98% of the shirts that hang from the
shoulder blades leave less, 96% of the tight and the loose ones more."""
NO_HOLLOW = (0.02, "the back shows no hollow at the start position to compare with")
"""Trunk lengths; on rendered clips a hollow that seems to grow from less is a fold of the shirt, or
the edge of something else, in 13 of 14 reps."""
THIGH_BEHIND = ("hip_extension", 48.0, "the thigh is so far back that it covers the buttock")
"""Degrees; on rendered clips the hollow seems to grow from about 50 on."""
HANGING_THIGH = ("hip_extension", -35.0, 25.0)
"""Degrees; a thigh that is drawn up further covers the belly, and the pelvis tips with it."""
BELLY = Sign(
    Change("belly_depth", span="hold", neutral=HANGING_THIGH, covered=THIGH_BEHIND),
    Limit(0.025, "above", project_choice("rendered clips: 98% of still backs stay below it")),
    error=0.005,
    name="the belly's edge, which comes forward with the spine",
)
"""Of somebody upright, whose belly neither hangs nor lies on anything."""

STILL_BACKS = project_choice("rendered clips: 95% of still backs differ by less")


def hollower(limit: float = 0.0115) -> Usual:
    """How much deeper than in the set's earlier reps the hollow is, in trunk lengths."""
    return Usual(Limit(limit, "above", STILL_BACKS), error=0.002, unlike=("lumbar-round",))


def rounder(limit: float = -0.0135, needed: bool = False) -> Usual:
    """How much flatter than in the set's earlier reps the hollow is, in trunk lengths."""
    return Usual(
        Limit(limit, "below", STILL_BACKS), error=0.002, unlike=("lumbar-arch",), needed=needed
    )


def hollow(
    expected: float = 0.0,
    neutral: tuple[str, float, float] | None = None,
    believed_from: tuple[float, str] | None = NO_HOLLOW,
) -> Change:
    """How the lower back's hollow changes towards the peak; a bridged one hides what it does.

    Args:
        believed_from: (trunk lengths, why): no mistake is seen where the hollow starts from less.
    """
    return Change(
        "lumbar_hollow",
        span="hold",
        expected=expected,
        neutral=neutral,
        covered=THIGH_BEHIND,
        shows_from=BRIDGED,
        holds_from=believed_from,
    )


def lumbar_arch(
    limit: float, expected: float, error: float, cue: str, usual: Usual | None = None
) -> Check:
    """The lower back hollows more than the movement itself brings.

    Args:
        limit, expected, error: in trunk lengths of the back's hollow.
        usual: how it stands out from the set's earlier reps; by default as :func:`hollower`.
    """
    return Check(
        "lumbar-arch",
        hollow(expected),
        Limit(limit, "above", project_choice("rendered clips: 18 deg of lumbar extension")),
        cue=cue,
        error=error,
        usual=usual or hollower(),
    )


def lumbar_round(
    limit: float,
    expected: float,
    error: float,
    cue: str,
    usual: Usual | None = None,
    believed_from: tuple[float, str] | None = None,
) -> Check:
    """The lower back bulges against the person's own line.

    Args:
        limit, expected, error: in trunk lengths of the back's hollow.
        usual: how it stands out from the set's earlier reps; by default as :func:`rounder`.
        believed_from: as in :func:`hollow`; None where bent hips flatten the back from the start.
    """
    return Check(
        "lumbar-round",
        hollow(expected, believed_from=believed_from),
        Limit(limit, "below", project_choice("rendered clips: 16 deg of lumbar flexion")),
        cue=cue,
        error=error,
        usual=usual or rounder(),
    )


def hip_lift(trunks: float, error: float, cue: str) -> Check:
    """The hips leave the seat.

    Args:
        trunks, error: how far they rise, trunk lengths.
    """
    return Check(
        "hip-lift",
        Change("hips_up", span="hold", pick="highest"),
        Limit(trunks, "above", project_choice("rendered clips: hips 5 cm off the pad")),
        cue=cue,
        error=error,
    )


def hips_off_the_pad(trunks: float, trunk_deg: float, error: float, cue: str) -> Check:
    """The hips leave what somebody lies on, face down, and the trunk turns about the shoulders.

    Args:
        trunks: how far the hips rise, trunk lengths.
        trunk_deg: how far the trunk turns with them.
        error: share of these limits.
    """
    return Check(
        "hip-lift",
        AllOf(
            (
                (Change("hips_up", span="hold", pick="highest"), trunks),
                (Change("trunk_lean", span="hold"), trunk_deg),
            )
        ),
        Limit(1.0, "above", project_choice("rendered clips: hips 5 cm off the pad")),
        cue=cue,
        error=error,
        usual=Usual(
            Limit(0.55, "above", project_choice("rendered clips: between two reps hips stay")),
            error=0.1,
            unlike=(),
            past_limit=True,
        ),
    )
