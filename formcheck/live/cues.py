"""Which of the mistakes seen is told: one at a time, the most harmful first, none too often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.events import Rep
from formcheck.measures import (
    Duration,
    Level,
    Measure,
    Pace,
    Rebound,
    Several,
    Span,
    SpeedDip,
    Spread,
)
from formcheck.rule import Exercise

REPS_APART = 3
"""The same cue comes at most once in this many reps."""

MOST_HARMFUL_FIRST = (
    "lumbar-arch",
    "lumbar-round",
    "over-range",
    "locked-knee",
    "hip-lift",
    "swinging",
    "dropped-return",
    "bouncing",
    "torso-rocking",
    "hip-break",
    "hip-tilt",
    "unstable",
    "neck-out-of-line",
    "hand-placement",
    "knee-drift",
    "side-switch",
    "feet-apart",
    "uneven-tempo",
    "short-range",
    "no-hold",
    "resting",
)
"""First what loads the back and the joints, then lost control, then lost effect."""


@dataclass(frozen=True)
class Cue:
    """What to change.

    Attributes:
        about: the rep that is still under way, or the one that has just ended.
    """

    mistake: str
    text: str
    about: Literal["this rep", "last rep"]
    rep: int


def harm(mistake: str) -> int:
    """The lower, the more harmful; mistakes of a user's own rules come last."""
    known = MOST_HARMFUL_FIRST
    return known.index(mistake) if mistake in known else len(known)


class CueChooser:
    """Remembers what has been told in the set under way."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}
        self._last: Cue | None = None

    def choose(
        self, exercise: Exercise, mistakes: Iterable[str], rep: int, about: str
    ) -> Cue | None:
        """The cue for one rep's mistakes, or None where all has been said for now.

        A rep that has had a cue while under way gets another one only for a graver mistake.
        """
        new = [m for m in mistakes if rep - self._told.get(m, -REPS_APART) >= REPS_APART]
        if self._last is not None and self._last.rep == rep:
            new = [m for m in new if harm(m) < harm(self._last.mistake)]
        if not new:
            return None
        mistake = min(new, key=harm)
        text = next(check.cue for check in exercise.checks if check.mistake == mistake)
        self._told[mistake] = rep
        self._last = Cue(mistake, text, "this rep" if about == "this rep" else "last rep", rep)
        return self._last


def seen_in(rep: Rep) -> list[str]:
    """The mistakes that a rep shows."""
    return [finding.mistake for finding in rep.findings if finding.verdict == "seen"]


def seen_at_turn(exercise: Exercise, rep: Rep) -> list[str]:
    """Of the mistakes that a rep shows, those that what is still to come cannot undo."""
    way_out: Span = "lower" if rep.lowers_first else "lift"
    settled = {c.mistake for c in exercise.rep_checks if _is_known(c.measure, way_out)}
    return [mistake for mistake in seen_in(rep) if mistake in settled]


def _is_known(measure: Measure, way_out: Span) -> bool:
    """Whether a measure rests on the part of the rep up to the turn alone."""
    past: Sequence[Span] = ("start", way_out, "hold")
    if isinstance(measure, Duration | Pace | SpeedDip):
        return measure.phase in past
    if isinstance(measure, Several):
        return all(_is_known(each, way_out) for each, _ in measure.measures)
    if isinstance(measure, Spread):
        return measure.span in (*past, "rep")  # a travel only grows
    return isinstance(measure, Rebound) or (isinstance(measure, Level) and measure.span in past)
