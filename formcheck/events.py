"""What the core says while it watches, and what it concludes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from formcheck.timeline import SIDEWAYS_SINE

Verdict = Literal["seen", "not_seen", "cannot_be_judged"]
WORST_FIRST: tuple[Verdict, ...] = ("seen", "cannot_be_judged", "not_seen")
"""Of several signs of one mistake, what the first of these says holds."""
WorkingSide = Literal["left", "right", "both"]
UNLIKE = 0.3
"""A rep that is less like a usual one of an exercise does not speak for it: few that are like it
say more than many that are not."""


@dataclass(frozen=True)
class Finding:
    """The verdict on one mistake in one rep, with its evidence.

    Attributes:
        value, limit, error: in ``unit``; value is None where nothing could be measured.
        reason: why it cannot be judged; of a mistake that is seen, what told it where the measure
            did not (of a sign, value, limit and error are the sign's); empty otherwise.
        from_s, to_s: the time the value was taken from.
        frame_s: the frame that shows it best.
    """

    mistake: str
    verdict: Verdict
    value: float | None
    limit: float
    error: float | None
    unit: str
    reason: str
    from_s: float
    to_s: float
    frame_s: float


@dataclass(frozen=True)
class Rep:
    """One counted rep.

    Attributes:
        view, azimuth_deg: the camera's view of the rep.
        rest_s: time at the start until the next lift; None for the last rep of a set.
        signal: the rep signal; its ends are ``start_level`` and ``peak_level``, in ``unit``,
            with ``offset`` taken off.
        complete: whether the peak reached the exercise's target.
        variant: the variant of the exercise by which it is judged, if known: the one that the user
            named, else ``variant_seen``.
        variant_seen: the variant that the pictures show, if known.
        likeness: how much it was like a usual rep of the exercise, 0..1.
        lowers_first: whether the way to the peak was the eccentric one.
        untimed: why its times cannot be relied on; empty if they can.
    """

    number: int
    set: int
    scene: int
    side: WorkingSide
    view: str
    azimuth_deg: float
    start_s: float
    peak_start_s: float
    peak_end_s: float
    end_s: float
    rest_s: float | None
    time_error_s: float
    signal: str
    start_level: float
    peak_level: float
    unit: str
    offset: float
    complete: bool
    variant: str | None
    findings: tuple[Finding, ...] = ()
    lowers_first: bool = False
    likeness: float = 1.0
    variant_seen: str | None = None
    untimed: str = ""

    @property
    def lift_s(self) -> float:
        return self._back_s if self.lowers_first else self._out_s

    @property
    def hold_s(self) -> float:
        return self.peak_end_s - self.peak_start_s

    @property
    def lower_s(self) -> float:
        return self._out_s if self.lowers_first else self._back_s

    @property
    def _out_s(self) -> float:
        return self.peak_start_s - self.start_s

    @property
    def _back_s(self) -> float:
        return self.end_s - self.peak_end_s

    @property
    def works_far(self) -> bool:
        """Whether the working leg is the one away from the camera; of two working legs none is."""
        turned = math.sin(math.radians(self.azimuth_deg))  # above 0 the right side is near
        return {"left": turned, "right": -turned, "both": 0.0}[self.side] >= SIDEWAYS_SINE

    @property
    def speaks(self) -> float:
        """How much it speaks for its exercise, 0..1."""
        return max(0.0, self.likeness - UNLIKE) / (1.0 - UNLIKE)

    @property
    def clean(self) -> bool:
        """Complete, and nothing seen."""
        return self.complete and all(f.verdict != "seen" for f in self.findings)


@dataclass(frozen=True)
class Refusal:
    """A movement that looked like a rep and was not counted."""

    from_s: float
    to_s: float
    reason: str


@dataclass(frozen=True)
class SetFinding:
    """The verdict on one mistake over a set."""

    mistake: str
    verdict: Verdict
    reps: tuple[int, ...]
    reason: str
    first_frame_s: float | None
    value: float | None = None
    limit: float | None = None


def main_side(reps: Sequence[Rep]) -> WorkingSide:
    """The leg that did most of these reps; at least one."""
    sides = [rep.side for rep in reps]
    return max(sides, key=sides.count)


@dataclass(frozen=True)
class SetResult:
    """One set: its reps and what they amount to."""

    number: int
    scene: int
    reps: tuple[Rep, ...]
    findings: tuple[SetFinding, ...]
    rest_after_s: float | None = None

    @property
    def side(self) -> WorkingSide:
        """The leg that did most of the reps."""
        return main_side(self.reps)


Event = Rep | Refusal | SetResult


@dataclass
class Outcome:
    """Everything concluded about one person and one exercise."""

    sets: list[SetResult] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def reps(self) -> list[Rep]:
        """All counted reps in order."""
        return [rep for one in self.sets for rep in one.reps]
