"""From the reps of a set to its verdicts, and from the sets to the comparison of both legs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from statistics import median

from formcheck.events import WORST_FIRST, Finding, Rep, SetFinding, SetResult, Verdict
from formcheck.fatigue import (
    DECAY_ERROR,
    LEAST_REPS_FOR_DECAY,
    compared_reps,
    decay,
    decay_error,
    of_one_leg,
    way,
)
from formcheck.legbalance import LegWork, judge_legs
from formcheck.rule import (
    Check,
    CleanReps,
    Exercise,
    FormDecay,
    RepsOffTarget,
    RestAfter,
    SideDifference,
    SideSwitches,
)
from formcheck.signals import SIDE_VIEW
from formcheck.watch import MARGIN, compare

LEAST_JUDGED_SHARE = 0.8
"""A mistake is "not seen" in a set if this share of its reps could be judged (EXERCISES: set)."""
LEAST_REPS_BESIDE_ONE = 4
"""In a set of so many, a rep of the other leg now and then may be one that was taken for it."""
MAYBE_ENOUGH = "form falls off, but whether too few reps had their full range cannot be told"
NO_WAY = "how far a rep goes is not measured from this view"
ODD_REPS = "single reps differ in the leg, which may have been taken for the other one"


def conclude(exercise: Exercise, number: int, reps: Sequence[Rep]) -> SetResult:
    """Close a set: rests filled in, each mistake's verdict over all its reps."""
    rested = with_rests(reps)
    for check in exercise.set_checks:
        if isinstance(check.measure, RestAfter):
            rested = tuple(map(partial(_with_rest_judged, check), rested, [*rested[1:], None]))
    findings = [over_reps(check.mistake, rested) for check in exercise.rep_checks]
    findings += [_over_set(check, exercise, rested) for check in exercise.set_checks]
    return SetResult(number, rested[0].scene, rested, tuple(findings))


def with_rests(reps: Sequence[Rep]) -> tuple[Rep, ...]:
    """The reps with the time from each to the next; unknown for the last."""
    following = [*reps[1:], None]
    return tuple(
        replace(rep, rest_s=after.start_s - rep.end_s if after else None)
        for rep, after in zip(reps, following, strict=True)
    )


def over_reps(mistake: str, reps: Sequence[Rep]) -> SetFinding:
    """Seen if any rep is; not seen if none is and enough could be judged."""
    found = [(rep, f) for rep in reps for f in rep.findings if f.mistake == mistake]
    seen = [(rep, f) for rep, f in found if f.verdict == "seen"]
    if seen:
        numbers = tuple(rep.number for rep, _ in seen)
        return SetFinding(mistake, "seen", numbers, "", seen[0][1].frame_s)
    unjudged = [f.reason for _, f in found if f.verdict == "cannot_be_judged"]
    if found and _enough_judged(len(unjudged), len(found)):
        return SetFinding(mistake, "not_seen", (), "", None)
    reason = max(unjudged, key=unjudged.count) if unjudged else "no rep to judge it on"
    return SetFinding(mistake, "cannot_be_judged", (), reason, None)


def _enough_judged(unjudged: int, reps: int) -> bool:
    return (reps - unjudged) / reps >= LEAST_JUDGED_SHARE


def _with_rest_judged(check: Check, rep: Rep, following: Rep | None) -> Rep:
    """The rep with the verdict on the rest after it."""
    rest_s = rep.rest_s
    verdict: Verdict = "cannot_be_judged"
    reason = "no rep follows, so there is no rest to measure"
    error_s = max(each.time_error_s for each in (rep, following) if each)
    if following is not None and (untimed := rep.untimed or following.untimed):
        reason = untimed
    elif rest_s is not None:
        verdict = compare(rest_s, check.limit, error_s)
        reason = MARGIN if verdict == "cannot_be_judged" else ""
    to_s = rep.end_s + (rest_s or 0.0)
    found = Finding(
        mistake=check.mistake,
        verdict=verdict,
        value=rest_s,
        limit=check.limit.value,
        error=error_s if rest_s is not None else None,
        unit=check.measure.unit,
        reason=reason,
        from_s=rep.end_s,
        to_s=to_s,
        frame_s=(rep.end_s + to_s) / 2,
    )
    return replace(rep, findings=(*rep.findings, found))


def _over_set(check: Check, exercise: Exercise, reps: Sequence[Rep]) -> SetFinding:
    if isinstance(check.measure, RestAfter):
        return over_reps(check.mistake, reps)
    if isinstance(check.measure, SideSwitches):
        return _side_switches(check, reps)
    if isinstance(check.measure, FormDecay):
        return _form_decay(check, exercise, reps)
    if isinstance(check.measure, CleanReps):
        return _clean_reps(check, reps)
    if isinstance(check.measure, RepsOffTarget):
        return _reps_off_target(check, exercise, reps)
    return SetFinding(check.mistake, "cannot_be_judged", (), "only one leg was filmed", None)


def _finding(
    check: Check, verdict: Verdict, value: float, reps: Sequence[Rep], reason: str = ""
) -> SetFinding:
    shown = reps if verdict == "seen" else ()
    return SetFinding(
        mistake=check.mistake,
        verdict=verdict,
        reps=tuple(rep.number for rep in shown),
        reason=reason,
        first_frame_s=shown[0].start_s if shown else None,
        value=value,
        limit=check.limit.value,
    )


def _side_switches(check: Check, reps: Sequence[Rep]) -> SetFinding:
    alone = [rep for rep in reps if rep.side != "both"]  # from both to one, no leg is exchanged
    switched = [after for rep, after in pairwise(alone) if rep.side != after.side]
    odd = len(reps) >= LEAST_REPS_BESIDE_ONE and _oddly_sided(reps)
    if len({rep.side for rep in reps}) > 1 and (odd or not switched):
        return _finding(check, "cannot_be_judged", len(switched), (), ODD_REPS)
    unsure = [rep.untimed for rep in reps if rep.untimed]
    if not switched and not _enough_judged(len(unsure), len(reps)):
        return _finding(check, "cannot_be_judged", 0, (), max(unsure, key=unsure.count))
    verdict = compare(len(switched), check.limit, 0.0)
    return _finding(check, verdict, len(switched), switched)


def _oddly_sided(reps: Sequence[Rep]) -> bool:
    """Whether all but one leg do only single reps, half as many as the others or fewer.

    Whoever takes turns does as many with each leg, and whoever changes legs goes on with the other.
    """
    by_side = Counter(rep.side for rep in reps)
    in_a_row = {rep.side for rep, after in pairwise(reps) if rep.side == after.side}
    odd = [s for s, count in by_side.items() if s not in in_a_row and 3 * count <= len(reps)]
    return len(by_side) - len(odd) <= 1


def _clean_reps(check: Check, reps: Sequence[Rep]) -> SetFinding:
    clean = sum(rep.clean for rep in reps)
    return _finding(check, compare(clean, check.limit, 0.0), clean, ())


def _reps_off_target(check: Check, exercise: Exercise, reps: Sequence[Rep]) -> SetFinding:
    fewest, most = exercise.target_reps
    off = max(fewest - len(reps), len(reps) - most, 0)
    return _finding(check, compare(off, check.limit, 0.0), off, ())


def _form_decay(check: Check, exercise: Exercise, reps: Sequence[Rep]) -> SetFinding:
    own = of_one_leg(reps)
    if len(own) < LEAST_REPS_FOR_DECAY:
        reason = f"a set of {len(own)} reps is too short to see form falling off"
        return SetFinding(check.mistake, "cannot_be_judged", (), reason, None)
    fallen, fewest = decay(own), exercise.target_reps[0]
    error = decay_error(own)
    verdict = min(
        compare(fallen.lost, check.limit, error),
        compare(fallen.swung, check.limit, DECAY_ERROR),
        key=WORST_FIRST.index,
    )
    left_open = MARGIN if math.isfinite(error) else NO_WAY
    said = {"seen": fallen.in_words(check.limit.value), "cannot_be_judged": left_open}
    reason = said.get(verdict, "")
    if sum(rep.clean and not _maybe_short(rep) for rep in reps) >= fewest:
        verdict, reason = "not_seen", ""
    elif verdict == "seen" and sum(rep.clean for rep in reps) >= fewest:
        verdict, reason = "cannot_be_judged", MAYBE_ENOUGH
    return _finding(check, verdict, fallen.largest, own[-compared_reps(len(own)) :], reason)


def _maybe_short(rep: Rep) -> bool:
    return any(f.mistake == "short-range" and f.verdict == "cannot_be_judged" for f in rep.findings)


# --- both legs ---


def compare_legs(exercise: Exercise, sets: Sequence[SetResult]) -> list[SetResult]:
    """The sets with ``side-imbalance`` judged, where both legs have done reps."""
    check = next((c for c in exercise.checks if isinstance(c.measure, SideDifference)), None)
    by_side = {
        side: [rep for one in sets for rep in one.reps if rep.side == side]
        for side in ("left", "right")
    }
    if check is None or not all(by_side.values()):
        return list(sets)
    found = _imbalance(check, by_side)
    return [
        replace(
            one,
            findings=tuple(found if f.mistake == check.mistake else f for f in one.findings),
        )
        for one in sets
    ]


def _imbalance(check: Check, by_side: Mapping[str, Sequence[Rep]]) -> SetFinding:
    found = judge_legs(leg_work(by_side["left"]), leg_work(by_side["right"]), check.limit)
    if found.share is None:
        return SetFinding(check.mistake, found.verdict, (), found.reason, None)
    return _finding(check, found.verdict, found.share, (), found.reason)


def leg_work(reps: Sequence[Rep]) -> LegWork:
    """What a leg did in these reps; at least one.

    From an angle the near leg's way looks longer than the far one's, on rendered people who work
    alike up to twice as long, and from behind no way is measured: their ranges are not compared.
    """
    sideways = all(rep.view in SIDE_VIEW for rep in reps)
    travel = median(map(way, reps))
    return LegWork(
        reps=len(reps),
        range=travel if sideways else None,
        lift_s=median(rep.lift_s for rep in reps),
        way=travel if reps[0].unit == "deg" else None,
        far=2 * sum(rep.works_far for rep in reps) > len(reps),
    )
