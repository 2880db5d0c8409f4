"""The part of a clip description that says what is done: reps, tempo, range, mistakes, decoys."""

from __future__ import annotations

from dataclasses import dataclass

from .decoys import DECOYS, ENDS_ELSEWHERE
from .exercises.base import Exercise, Setup
from .others import NO_EXERCISE
from .reader import Reader
from .reps import Mistake, RepPlan

SIGNAL_RANGE = {"hip": (-120, 60), "knee": (-10, 150)}
"""Degrees that a body can do, by rep signal."""
CHANGE_RANGE = {"lumbar": (-36, 44), "lean": (-60, 60), "pelvis_roll": (-25, 25),
                "neck": (-50, 50), "knee_work": (-100, 100), "abd_work": (-15, 35)}
"""Degrees by which a body can move away from the start posture of an exercise in one rep."""


@dataclass(frozen=True)
class Planted:
    """A mistake in some reps (numbers from 1) with its magnitude in each."""

    id: str
    reps: tuple[int, ...]
    magnitudes: tuple[float, ...]


@dataclass(frozen=True)
class Break:
    """The position is left after a rep (from 1): stand up, do things standing, wait, go back."""

    after: int
    do: tuple[str, ...]
    wait_s: float


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What is done in a clip; exercise None = a film without any rep.

    Attributes:
        sides: the working side of each rep: "L", "R" or "B" (both legs together).
        tempo: seconds of lift, hold, lower and rest of each rep.
        range_start: the rep signal at the start, degrees; None = as the exercise starts.
        peaks: the rep signal at the peak of each rep, degrees.
    """

    exercise: Exercise | None
    setup: Setup
    sides: tuple[str, ...]
    tempo: tuple[tuple[float, ...], ...] = ()
    range_start: float | None = None
    peaks: tuple[float, ...] = ()
    mistakes: tuple[Planted, ...] = ()
    breaks: tuple[Break, ...] = ()
    decoys: tuple[str, ...] = ()
    lead_in: str | None = None
    lead_out: str | None = None


def read_doing(top: Reader, exercise: Exercise | None) -> Doing:
    """Read what is done out of the top table of a clip description."""
    if exercise is None:
        side = top.choice("side", ["left", "right"], "left")
        return Doing(exercise=None, setup=Setup(), sides=(side[0].upper(),),
                     decoys=top.words("decoys", NO_EXERCISE))
    variant = top.choice("variant", exercise.ranges, next(iter(exercise.ranges)))
    support = top.choice("support", exercise.supports, exercise.supports[0])
    sides = _sides(top, exercise)
    mistakes = _mistakes(top, exercise, sides)
    _check_possible(top, exercise, variant, mistakes)
    start, peaks = _range(top.table("range"), exercise, variant, len(sides))
    return Doing(
        exercise=exercise, sides=sides, mistakes=mistakes, range_start=start, peaks=peaks,
        breaks=_breaks(top, exercise, len(sides)),
        setup=Setup(variant, support, _standing_faults(exercise, mistakes)),
        tempo=_tempo(top.table("tempo"), exercise, len(sides)),
        lead_in=top.choice("lead_in", exercise.leads_in, exercise.leads_in[0]),
        lead_out=top.choice("lead_out", exercise.leads_out, exercise.leads_out[0]))


def _sides(top: Reader, exercise: Exercise) -> tuple[str, ...]:
    single = ["left", "right"] if "one" in exercise.legs else []
    known = single + (["both"] if "both" in exercise.legs else [])
    side = top.choice("side", known, "both" if exercise.legs[0] == "both" else "left")
    reps = top.take("reps", 6)
    if isinstance(reps, int) and not isinstance(reps, bool) and 1 <= reps <= 60:
        return (side[0].upper(),) * reps
    if isinstance(reps, list) and single and reps and all(r in single for r in reps):
        return tuple(r[0].upper() for r in reps)
    each = ', or a list of "left" and "right", one for each rep' if single else ""
    raise top.fail("reps", f"{reps!r} is no number of reps", f"give 1 to 60{each}")


def _breaks(top: Reader, exercise: Exercise, count: int) -> tuple[Break, ...]:
    breaks = []
    for table in top.tables("break"):
        if exercise.rise is None:
            raise table.fail("after", f"nobody stands up in the middle of {exercise.id} here",
                             "remove the break")
        if count < 2:
            raise table.fail("after", "there is no rep after the first", "give reps = 2 or more")
        after = table.whole("after", None, 1, count - 1)
        if any(after == each.after for each in breaks):
            raise table.fail("after", f"there is already a break after rep {after}",
                             "give each break a rep of its own")
        do = table.words("do", [name for name in DECOYS if name not in ENDS_ELSEWHERE])
        breaks.append(Break(after, do, table.number("wait_s", 1.0, 0.2, 60)))
        table.done()
    return tuple(breaks)


def _tempo(table: Reader, exercise: Exercise, count: int) -> tuple[tuple[float, ...], ...]:
    lift, hold, lower, rest = exercise.tempo
    columns = (table.numbers("lift_s", lift, 0.3, 6, count),
               table.numbers("hold_s", hold, 0, 5, count),
               table.numbers("lower_s", lower, 0.3, 8, count),
               table.numbers("rest_s", rest, 0.2, 40, count))
    table.done()
    return tuple(zip(*columns, strict=True))


def _range(table: Reader, exercise: Exercise, variant: str, count: int,
           ) -> tuple[float | None, tuple[float, ...]]:
    start, peak = exercise.ranges[variant]
    low, high = SIGNAL_RANGE[exercise.signal]
    first = table.take("start", start)
    if first is not None and (isinstance(first, bool) or not isinstance(first, int | float)
                              or not low <= first <= high):
        raise table.fail("start", f"{first!r} is no start angle", f"give {low} to {high}")
    peaks = table.numbers("peak", peak, low, high, count)
    table.done()
    return first, peaks


def _mistakes(top: Reader, exercise: Exercise, sides: tuple[str, ...]) -> tuple[Planted, ...]:
    planted = []
    for table in top.tables("mistake"):
        name = table.choice("id", exercise.mistakes)
        mistake = exercise.mistakes[name]
        reps = _planted_reps(table, mistake, len(sides))
        sizes = table.numbers("magnitude", mistake.usual, mistake.low, mistake.high, len(reps))
        if mistake.whole_set and len(set(sizes)) > 1:
            raise table.fail("magnitude", "differs from rep to rep, but it belongs to the start "
                             "position of the whole set", "give one number")
        table.done()
        planted.append(Planted(name, reps, sizes))
    return tuple(planted)


def _check_possible(top: Reader, exercise: Exercise, variant: str, mistakes: tuple[Planted, ...],
                    ) -> None:
    """Refuse reps whose mistakes together ask for more than a body can do."""
    for rep in sorted({rep for planted in mistakes for rep in planted.reps}):
        plan = RepPlan("B", 1, 1, 1, 1, 0, *exercise.ranges[variant][1:],
                       offsets=dict(exercise.coupling[variant]))
        for planted in mistakes:
            if rep in planted.reps:
                size = planted.magnitudes[planted.reps.index(rep)]
                plan = exercise.mistakes[planted.id].apply(plan, size)
        for channel, (low, high) in CHANGE_RANGE.items():
            asked = plan.offsets.get(channel, 0.0)
            if not low <= asked <= high:
                raise top.fail("mistake", f"the mistakes of rep {rep} together change {channel} "
                               f"by {asked:.0f} degrees", f"lessen a magnitude: a body can do "
                               f"{low} to {high}")


def _planted_reps(table: Reader, mistake: Mistake, count: int) -> tuple[int, ...]:
    reps = table.take("reps", list(range(1, count + 1)) if mistake.whole_set else [])
    if not isinstance(reps, list) or not reps:
        raise table.fail("reps", "names no rep", "give a list such as [2, 4]")
    last = count - 1 if mistake.needs_next else count
    for rep in reps:
        if isinstance(rep, bool) or not isinstance(rep, int) or not 1 <= rep <= count:
            raise table.fail("reps", f"rep {rep!r} does not exist",
                             f"give numbers from 1 to {count}")
        if rep > last:
            raise table.fail("reps", f"rep {rep} is the last, and this mistake shows before the "
                             "next one", f"give numbers from 1 to {last}, or one rep more")
    return tuple(reps)


def _standing_faults(exercise: Exercise, mistakes: tuple[Planted, ...]) -> dict[str, float]:
    return {each.id: each.magnitudes[0] for each in mistakes
            if exercise.mistakes[each.id].whole_set}
