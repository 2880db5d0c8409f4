"""Planted sets for the example reports: moves laid out in time, with the mistakes on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from formcheck.report.model import MistakeVerdict, Phases, Rep, RepRange, Side

HIDDEN = "The standing knee was hidden behind the chair in most frames."
FROM_THE_SIDE = "The hips' level cannot be seen from the side."
MARGIN = "The margin to the limit is smaller than the measuring error."


@dataclass(frozen=True)
class Kind:
    """A mistake of the example exercise: how it reads and what a clean rep measures."""

    id: str
    name: str
    cue: str
    unit: str
    clean: float
    faulty: float
    limit: float
    error: float
    at_most: bool = True
    unjudgable: str | None = None


KINDS = (
    Kind("lumbar-arch", "Lower back arches", "Brace your belly and lift only as high as the lower "
         "back stays still.", "trunk lengths", 0.008, 0.052, 0.028, 0.009),
    Kind("over-range", "Leg lifted too high", "Stop where the pelvis would start to tip.", "deg",
         18.4, 41.2, 30, 6.1),
    Kind("short-range", "Range too short", "Lift until the glutes do the work, about 20° behind "
         "the trunk.", "deg", 21.3, 9.1, 15, 3.8, at_most=False),
    Kind("swinging", "Leg swings", "Lift with the muscle: slower, from a standstill.", "deg/s",
         96, 231, 160, 24),
    Kind("dropped-return", "Leg falls back", "Lower the leg as slowly as you lift it.", "deg/s",
         61, 148, 110, 18),
    Kind("no-hold", "No pause at the top", "Hold for a breath at the top before lowering.", "s",
         0.62, 0.08, 0.3, 0.12, at_most=False),
    Kind("torso-rocking", "Trunk rocks", "Keep the chest where it is while the leg moves.", "deg",
         3.2, 14.6, 8, 2.4),
    Kind("locked-knee", "Standing knee locked", "Keep the standing knee soft.", "deg", 0, 0, -5,
         6.4, at_most=False, unjudgable=HIDDEN),
    Kind("knee-drift", "Working knee bends", "Keep the lifted leg's knee as it is.", "deg", 6.0,
         24.8, 15, 4.2),
    Kind("hip-tilt", "Hips not level", "Keep both hips at one height.", "deg", 0, 0, 6, 3,
         unjudgable=FROM_THE_SIDE),
)  # fmt: skip

NAMES = {kind.id: kind.name for kind in KINDS}


@dataclass(frozen=True)
class Move:
    """One planned rep: its peak angle in degrees and the mistakes on it."""

    peak: float = 22.0
    mistakes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    side: Side = "right"
    set: int = 1


@dataclass
class Film:
    """Lays moves out in time and keeps what the report needs."""

    reps: list[Rep] = field(default_factory=list)
    time_s: list[float] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)


def act(moves: tuple[Move, ...]) -> Film:
    """Three still seconds, the moves one after another, two still seconds; 32 between sets."""
    film = Film()
    clock = _still(film, 0.0, 3.0)
    for number, move in enumerate(moves, 1):
        if number > 1 and move.set != moves[number - 2].set:
            clock = _still(film, clock, 32.0)
        clock = _perform(film, clock, number, move, last=number == len(moves))
    _still(film, clock, 2.0)
    return film


def _still(film: Film, clock: float, length: float) -> float:
    for step in range(int(length * 15)):
        at = clock + step / 15
        film.time_s.append(at)
        film.value.append(None if 0.9 < at < 1.3 else -3 + 0.6 * math.sin(2 * at))
    return clock + length


def _perform(film: Film, clock: float, number: int, move: Move, *, last: bool) -> float:
    lift = 0.45 if "swinging" in move.mistakes else 0.95 + 0.05 * (number % 3)
    hold = 0.08 if "no-hold" in move.mistakes else 0.62
    lower = 0.5 if "dropped-return" in move.mistakes else 1.21
    rest = 0.55
    for step in range(int((lift + hold + lower) * 15)):
        at = step / 15
        part = min(at / lift, 1) if at < lift + hold else 1 - (at - lift - hold) / lower
        eased = part**3 * (10 - 15 * part + 6 * part**2)
        film.time_s.append(clock + at)
        film.value.append(-3 + (move.peak + 3) * eased)
    end = clock + lift + hold + lower
    film.reps.append(
        Rep(number=number, set=move.set, view="side-right", side=move.side, start_s=clock,
            peak_start_s=clock + lift, peak_end_s=clock + lift + hold, end_s=end,
            phases=Phases(lift_s=lift, hold_s=hold, lower_s=lower, rest_s=None if last else rest),
            time_error_s=0.06, range=RepRange(start=-3.1, peak=move.peak, unit="deg"),
            complete="short-range" not in move.mistakes,
            mistakes=[_verdict(kind, move, clock + lift, hold) for kind in KINDS])
    )  # fmt: skip
    return _still(film, end, rest)


def _verdict(kind: Kind, move: Move, at: float, length: float) -> MistakeVerdict:
    seen = kind.id in move.mistakes
    verdict = MistakeVerdict(
        id=kind.id, verdict="seen" if seen else "not_seen",
        value=kind.faulty if seen else kind.clean, limit=kind.limit, error=kind.error,
        unit=kind.unit, reason=None, from_s=at if seen else None,
        to_s=at + length if seen else None, frame_s=at + length / 2)  # fmt: skip
    if kind.unjudgable:
        abstain(verdict, kind.unjudgable)
    elif kind.id in move.unsure:
        verdict.verdict, verdict.value, verdict.reason = "cannot_be_judged", 7.1, MARGIN
    return verdict


def abstain(verdict: MistakeVerdict, reason: str = "The camera stood in front.") -> None:
    """Turn the verdict into one that cannot be given."""
    verdict.verdict, verdict.reason = "cannot_be_judged", reason
    verdict.value = verdict.from_s = verdict.to_s = verdict.frame_s = None
