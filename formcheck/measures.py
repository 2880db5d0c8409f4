"""What can be measured on a rep and on a set; ``readings`` and ``setwatch`` take the measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from formcheck.signals import REGISTRY

Leg = Literal["working", "support"]
Span = Literal["start", "lift", "hold", "lower", "rep"]
Pick = Literal["median", "highest", "lowest", "lowest for a while"]


# --- what can be measured on one rep ---


class Measure(Protocol):
    """Something with one value per rep, compared with a limit."""

    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class Level:
    """A signal's value within a span of the rep.

    Attributes:
        pick: "median"; "highest" or "lowest", but for a twentieth of the time; "lowest for a
            while", below which it stays for 0.3 s at a stretch.
    """

    signal: str
    leg: Leg = "working"
    span: Span = "hold"
    pick: Pick = "median"

    @property
    def unit(self) -> str:
        return REGISTRY[self.signal].unit


@dataclass(frozen=True)
class Change(Level):
    """The same against the person's own baseline at the start position.

    Attributes:
        expected: the change that the movement itself brings in everybody; taken off.
        magnitude: compare the size of the change, whichever its direction.
        neutral: (signal, low, high): the start is neutral only with the working leg's signal in
            there; else there is no baseline.
        covered: (signal, level, why): with the working leg's signal above this the change is
            something else's.
        shows_from: (level, why): a signal that starts below this level may hide a change, and why.
        holds_from: (level, why): a change of one that starts below this level is not believed.
    """

    expected: float = 0.0
    magnitude: bool = False
    neutral: tuple[str, float, float] | None = None
    covered: tuple[str, float, str] | None = None
    shows_from: tuple[float, str] | None = None
    holds_from: tuple[float, str] | None = None


@dataclass(frozen=True)
class Calibrated(Level):
    """A level with the clip's constant offset taken off.

    At the start position the signal has a known value; what is measured there instead is the
    offset of camera and clothes (MediaPipe's raw angles are off by up to 10 degrees, without
    the offset by 1-3). Where the person starts elsewhere, by more than ``tolerance``, the raw
    level stands.
    """

    at_start: float = 0.0
    tolerance: float = 12.0


@dataclass(frozen=True)
class Spread:
    """How far a signal travels within a span: 5th to 95th percentile."""

    signal: str
    leg: Leg = "working"
    span: Span = "rep"

    @property
    def unit(self) -> str:
        return REGISTRY[self.signal].unit


@dataclass(frozen=True)
class ForwardShare:
    """How much of the way up to the peak lies below zero: in front of the other leg."""

    signal: str
    leg: Leg = "working"

    @property
    def unit(self) -> str:
        return "share"


@dataclass(frozen=True)
class ShareOfWay:
    """How far a place moves, against the way that the leg covers meanwhile.

    Attributes:
        per: given as a share of the way of these signals of the leg: the longest of them.
    """

    signal: str
    per: tuple[str, ...]
    leg: Leg = "working"

    @property
    def unit(self) -> str:
        return "share"


class Displacement(ShareOfWay):
    """How far a place lies from where it was when the rep began, once the rep has ended."""


class Sway(ShareOfWay):
    """How far a place travels within the rep, there and back."""


@dataclass(frozen=True)
class Duration:
    """How long a phase lasts."""

    phase: Literal["lift", "hold", "lower"]

    @property
    def unit(self) -> str:
        return "s"


@dataclass(frozen=True)
class Pace:
    """Peak speed of the rep signal in a phase, over the range covered.

    A movement at an even pace has 1/duration; a smooth one peaks at about twice that. Being
    relative to the range, it is the same for a small and a large rep.
    """

    phase: Literal["lift", "lower"]

    @property
    def unit(self) -> str:
        return "ranges/s"


@dataclass(frozen=True)
class SpeedDip:
    """How far the leg's speed falls and rises again within a phase, of its peak.

    The direction from the hip to the heel is followed: of all that moves, the far end jitters
    least for the way that it goes. What the heel alone does, without knee and ankle, is jitter.
    """

    phase: Literal["lift", "lower"]

    @property
    def unit(self) -> str:
        return "share"


@dataclass(frozen=True)
class Rebound:
    """How hard the movement turns round at the start position, relative to the range.

    The greatest acceleration around the turn from the rep before into this one, the median of the
    rep signal's and the foot's; none where the leg rested in between, stayed near the start
    position, or is not the one that worked before. Out of what was no rep, none is seen.
    A quick lift out of rest starts as hard as a rebound turns.

    Attributes:
        rest_s: from this long a rest on, nothing rebounds.
        near_s: from this long on within a fifth of the range, nothing rebounds.
    """

    rest_s: float = 0.35
    near_s: float = 0.7

    @property
    def unit(self) -> str:
        return "ranges/s²"


@dataclass(frozen=True)
class Several:
    """Several measures, each as a share of a limit of its own.

    Attributes:
        measures: each measure with its limit.
    """

    measures: tuple[tuple[Level | Spread, float], ...]

    @property
    def unit(self) -> str:
        return "times the limit"


@dataclass(frozen=True)
class AnyOf(Several):
    """The measure that lies furthest beyond its own limit, on either side of zero."""


@dataclass(frozen=True)
class AllOf(Several):
    """The measure that lies least beyond its own limit: what all of them show has happened."""


# --- what can be measured on a whole set ---


@dataclass(frozen=True)
class RestAfter:
    """How long the start position is kept after a rep; known only with the rep after it."""

    unit: str = "s"


@dataclass(frozen=True)
class SideSwitches:
    """How often the working leg changes within the set."""

    unit: str = "switches"


@dataclass(frozen=True)
class FormDecay:
    """How far form falls off from the first third of a set with few clean reps to the last.

    The largest of three shares: of range lost, of lifting speed lost, of reps more that are swung.
    """

    unit: str = "share lost"


@dataclass(frozen=True)
class CleanReps:
    """How many reps of the set are complete and without a mistake that was seen."""

    unit: str = "clean reps"


@dataclass(frozen=True)
class RepsOffTarget:
    """How many reps the set lies outside the exercise's target."""

    unit: str = "reps"


@dataclass(frozen=True)
class SideDifference:
    """The largest difference between both legs' sets in range, lifting time or reps, as a share."""

    unit: str = "share"


SET_MEASURES = (RestAfter, SideSwitches, FormDecay, CleanReps, RepsOffTarget, SideDifference)
