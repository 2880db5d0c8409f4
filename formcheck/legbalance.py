"""One leg's work against the other's, whether one film shows both or each has its own."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.events import WORST_FIRST, Verdict
from formcheck.rule import Limit
from formcheck.watch import MARGIN, compare

DIFFERENCE_ERRORS = {"range": 0.1, "lift_s": 0.1, "reps": 0.05}
"""Shares. The far leg is read less well than the near one: in 13 of 14 rendered clips of legs that
work alike their ranges seem to differ by less than 0.3, in one by 0.7."""
QUANTITIES = {"range": "range of motion", "lift_s": "lifting time", "reps": "number of reps"}
LEAST_REPS_OF_A_LEG = 3
"""Fewer are as likely reps that were taken for the other leg's."""
FAR_WAY_READ_FROM = 35.0
"""Degrees; what the near leg hides of a shorter way makes it look down to a third as long, and as
much quicker: of four rendered sets of standing kicks by legs that work alike, two looked uneven."""
UNLIKE = "of both legs was not filmed alike"


@dataclass(frozen=True, slots=True)
class LegWork:
    """What one leg did.

    Attributes:
        range, lift_s: medians over its reps, None where not measured alike.
        way: degrees from start to peak, however it was filmed; None where not measured in degrees.
        far: whether it was the leg away from the camera.
    """

    reps: int
    range: float | None
    lift_s: float | None
    way: float | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class LegBalance:
    """The verdict on two legs.

    Attributes:
        share: the difference that says most; None where none could be taken.
        reason: why it cannot be judged, else empty.
    """

    verdict: Verdict
    share: float | None
    reason: str


def leg_differences(left: LegWork, right: LegWork) -> dict[str, float]:
    """Difference between the legs as a share of the larger value; none where reps are too few."""
    if min(left.reps, right.reps) < LEAST_REPS_OF_A_LEG:
        return {}
    pairs: dict[str, tuple[float | None, float | None]] = {
        "range": (left.range, right.range),
        "lift_s": (left.lift_s, right.lift_s),
        "reps": (left.reps, right.reps),
    }
    if _hidden(left, right):
        del pairs["range"], pairs["lift_s"]
    return {
        name: abs(a - b) / max(a, b, 1e-9)
        for name, (a, b) in pairs.items()
        if a is not None and b is not None
    }


def _hidden(left: LegWork, right: LegWork) -> bool:
    """Whether a short way was done behind the other leg."""
    ways = [leg.way for leg in (left, right) if leg.way is not None]
    return (left.far or right.far) and bool(ways) and max(ways) < FAR_WAY_READ_FROM


def judge_legs(left: LegWork, right: LegWork, limit: Limit) -> LegBalance:
    """The verdict on the difference that says most; not "not seen" where one cannot be taken."""
    differences = leg_differences(left, right)
    if not differences:
        fewest = "left" if left.reps <= right.reps else "right"
        few = f"fewer than {LEAST_REPS_OF_A_LEG} reps of the {fewest} leg to compare"
        return LegBalance("cannot_be_judged", None, few)
    told = [
        (compare(share, limit, DIFFERENCE_ERRORS[name]), share)
        for name, share in differences.items()
    ]
    verdict, share = min(told, key=lambda one: (WORST_FIRST.index(one[0]), -one[1]))
    unlike = [words for name, words in QUANTITIES.items() if name not in differences]
    if verdict != "seen" and unlike:
        reason = f"the {' and '.join(unlike)} {UNLIKE}"
        return LegBalance("cannot_be_judged", share, reason)
    return LegBalance(verdict, share, MARGIN if verdict == "cannot_be_judged" else "")
