"""Composes the library's clip descriptions: seeded, so that the same words come out again."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from .composer import Composer
from .decoys import DECOYS, ENDS_ELSEWHERE
from .exercises import EXERCISES
from .exercises.base import Exercise
from .library import LIBRARY
from .palettes import COURSES, Table
from .programme import (
    FROM_AN_END,
    Amount,
    Programme,
    ladders,
    lasting,
    magnitude,
    programme_of,
    share_out,
    single,
    steps,
)
from .set_faults import add_set_faults

DECOY_CLIPS = {"tuning": 4, "wider": 8, "further": 4, "test": 12}
BENCHES = {"sit-bench", "lie-bench"}
BETWEEN_SETS = ("march", "quad-stretch", "hamstring-stretch", "forward-fold")
LADDER_REPS = 7
LEAST_BODIES = 4
"""No set has more reps with one mistake than leave room for it on so many bodies."""
PACES = {"brisk": ((0.67, 1.04, 0.59, 0.67), 8), "easy": ((0.85, 1.04, 0.75, 0.85), 7),
         "usual": ((1.0, 1.04, 0.85, 1.0), 6), "slow": ((1.5, 2.1, 1.45, 1.3), 4)}
"""Shares of the exercise's own tempo (lift, hold, lower, rest), and how many reps fit a clip."""
PACE_SHARES = {"brisk": 0.55, "easy": 0.32, "usual": 0.10, "slow": 0.03}
NOT_BRISK = {"over-range"}
"""Further in the same time is a swing: such sets are not brisk, so that one mistake stays one."""
NEAR_SHARE = 0.65
"""Share of side views in which the working leg is the one nearer to the camera."""


@dataclass
class Sets:
    """Composes the sets of one exercise for one split."""

    composer: Composer
    exercise: Exercise
    programme: Programme
    amount: Amount

    def compose(self) -> None:
        """All sets, kind by kind."""
        self._ladders()
        self._mixed("set", single(self.exercise, from_end=False), from_end=False)
        self._mixed("end", single(self.exercise, from_end=True), from_end=True)
        self._whole_sets()
        self._switches()
        for _ in range(self.amount.clean_sets):
            self.add("clean", self.doing(self.amount.clean_reps))
        for _ in range(self.amount.broken_sets if self.exercise.rise else 0):
            self._broken()
        self._blind()
        add_set_faults(self)

    def _ladders(self) -> None:
        for from_end in (False, True):
            names = single(self.exercise, from_end)
            for group in ladders(names, self.amount.on_ladder):
                doing = self.doing(LADDER_REPS + self._needs_next(group), without=group,
                                    pace="usual" if NOT_BRISK & set(group) else "easy")
                doing["mistake"] = [
                    {"id": name, "reps": list(range(1, LADDER_REPS + 1)),
                     "magnitude": steps(self.exercise, name, LADDER_REPS)} for name in group]
                self.add("ladder", doing, self._end if from_end else self._side)

    def _needs_next(self, names: Iterable[str]) -> bool:
        return any(self.exercise.mistakes[name].needs_next for name in names)

    def _mixed(self, kind: str, names: list[str], from_end: bool) -> None:
        need = {name: self.amount.positives - self._on_ladder(name) for name in names}
        while any(left > 0 for left in need.values()):
            variant = self._variant(())
            absent = self.programme.without.get(variant, ())
            pace = self.composer.weighed(PACE_SHARES)
            if pace == "brisk":
                absent = (*absent, *NOT_BRISK)
            own = {name: left for name, left in need.items() if name not in absent}
            if not any(left > 0 for left in own.values()):
                continue
            doing = self.doing(PACES[pace][1], pace=pace, variant=variant)
            most = -(-self.amount.positives // LEAST_BODIES)
            shared = share_out(self.exercise, own, PACES[pace][1], self.composer.rng, most)
            need |= own
            doing["mistake"] = self._planted(shared)
            self.add(kind, doing, self._end if from_end else self._side)

    def _on_ladder(self, name: str) -> int:
        sizes = steps(self.exercise, name, LADDER_REPS)
        return sum(self.exercise.mistakes[name].counts(size) for size in sizes)

    def _planted(self, shared: Sequence[tuple[str, ...]]) -> list[Table]:
        planted = []
        for name in dict.fromkeys(name for names in shared for name in names):
            reps = [number for number, names in enumerate(shared, start=1) if name in names]
            sizes = [magnitude(self.exercise, name, self.composer.rng) for _ in reps]
            planted.append({"id": name, "reps": reps, "magnitude": sizes})
        return planted

    def _whole_sets(self) -> None:
        for name in lasting(self.exercise):
            mistake = self.exercise.mistakes[name]
            _, gross = mistake.ends
            sizes = np.linspace(mistake.counts_from, gross, self.amount.whole_sets + 1)[:-1]
            faint = mistake.counts_from - 0.5 * (gross - mistake.counts_from)
            for size in (*sizes, np.clip(faint, mistake.low, mistake.high)):
                doing = self.doing(self.amount.whole_reps, pace="brisk")
                doing["mistake"] = [{"id": name, "magnitude": round(float(size), 3)}]
                self.add(name, doing, self._end if name in FROM_AN_END else self._side)

    def _switches(self) -> None:
        if "side-switch" not in self.exercise.mistakes:
            return
        for _ in range(self.amount.whole_sets):
            doing = self.doing(self.amount.whole_reps, pace="easy")
            first = self.composer.pick((("left", "right"), ("right", "left")))
            sides = list(islice(cycle(first), self.amount.whole_reps))
            doing |= {"reps": sides, "mistake": [
                {"id": "side-switch", "reps": list(range(2, len(sides) + 1))}]}
            doing.pop("side", None)
            self.add("switch", doing)

    def _broken(self) -> None:
        """Two clean sets, the person standing up in between."""
        reps = self.amount.clean_reps
        doing = self.doing(reps, pace="easy")
        does = [self.composer.pick(BETWEEN_SETS)] if self.composer.rng.random() < 0.7 else []
        wait = round(float(self.composer.rng.uniform(1.0, 4.0)), 1)
        doing["break"] = [{"after": reps // 2, "do": does, "wait_s": wait}]
        self.add("break", doing)

    def _blind(self) -> None:
        """Sets from where their mistakes cannot be seen: the front, a diagonal, behind."""
        names = single(self.exercise, from_end=False)
        spots = [0, 135, 45, 180, -45, -135]
        start = int(self.composer.rng.integers(len(spots)))
        for azimuth in islice(cycle(spots[start:] + spots[:start]), self.amount.blind_sets):
            doing = self.doing(6, variant=next(iter(self.exercise.ranges)), pace="usual")
            need = dict.fromkeys(names, 1)
            doing["mistake"] = self._planted(
                share_out(self.exercise, need, 6, self.composer.rng, most=1))
            if doing["support"] == "wall" and abs(azimuth) < 90:
                doing["support"] = "none"  # the wall would hide the person
            self.add("blind", doing, lambda doing, at=azimuth: at)

    def _variant(self, without: Iterable[str]) -> str:
        absent = self.programme.without
        fitting = [variant for variant in self.exercise.ranges
                   if not set(absent.get(variant, ())) & set(without)]
        # The first variant is the exercise's usual form.
        return str(self.composer.weighed({variant: 2.0 if i == 0 else 1.0
                                          for i, variant in enumerate(fitting)}))

    def doing(self, reps: int, pace: str | None = None, variant: str | None = None,
              without: Iterable[str] = ()) -> Table:
        """A set without mistakes; in a variant that has those of ``without``."""
        pick, exercise = self.composer.pick, self.exercise
        if pace is None:
            pace = self.composer.weighed(PACE_SHARES | {"slow": 0.0})
        legs = pick(exercise.legs)
        factors = PACES[pace][0]
        times = [round(own * factor, 2) for own, factor in
                 zip(exercise.tempo, factors, strict=True)]
        side = {"side": pick(("left", "right"))} if legs == "one" else {}
        return {"exercise": exercise.id, "variant": variant or self._variant(without),
                "support": pick(exercise.supports), **side, "reps": reps,
                "lead_in": self._lead(exercise.leads_in),
                "lead_out": self._lead(exercise.leads_out),
                "tempo": dict(zip(("lift_s", "hold_s", "lower_s", "rest_s"), times,
                                  strict=True))}

    def _lead(self, ways: Sequence[str]) -> str:
        """Already in position in two films of five, where the exercise allows that."""
        if "none" in ways and self.composer.rng.random() < 0.4:
            return "none"
        return str(self.composer.pick([way for way in ways if way != "none"] or ways))

    def add(self, kind: str, doing: Table, azimuth: Callable[[Table], int] | None = None) -> None:
        """One more clip, seen from the side if nothing else is said."""
        self.composer.add(kind, doing, (azimuth or self._side)(doing))

    def _side(self, doing: Table) -> int:
        near = {"left": 90, "right": -90}.get(doing.get("side", ""))
        if near is None:
            return int(self.composer.pick((90, -90)))
        return near if self.composer.rng.random() < NEAR_SHARE else -near

    def _end(self, doing: Table) -> int:
        return self.programme.end


def compose_exercise(exercise: Exercise, course: str) -> list[Table]:
    """The clip descriptions of one exercise with the people and places of one palette."""
    composer, programme = Composer(course, exercise.id), programme_of(exercise)
    Sets(composer, exercise, programme, programme.amounts[course]).compose()
    return composer.clips


def compose_decoys(course: str) -> list[Table]:
    """Clips in which nobody does a rep."""
    composer = Composer(course, "decoys")
    alone = [name for name in DECOYS if name not in ENDS_ELSEWHERE | {"tie-shoe"}]
    each = cycle([alone[i] for _ in range(3) for i in composer.rng.permutation(len(alone))])
    for _ in range(DECOY_CLIPS[course]):
        chosen = list(dict.fromkeys(islice(each, 3)))
        if set(chosen) >= BENCHES:
            chosen.remove("sit-bench")
        if composer.rng.random() < 0.5:
            chosen[1:1] = ["kneel", "tie-shoe"]
        if composer.rng.random() < 0.5:
            chosen.append("walk-off")
        doing = {"exercise": "none", "side": composer.pick(("left", "right")), "decoys": chosen}
        composer.add("clip", doing, composer.pick((90, -90, 90, -90, 135, 0)))
    return composer.clips


def compose(only: str = "*", again: bool = False, folder: Path = LIBRARY) -> Iterator[Path]:
    """Write the files of the exercises whose id fits; yields those written.

    Args:
        again: replace files that are there already, and with them what was changed by hand.
    """
    for course, split in COURSES.items():
        for topic in [*EXERCISES, "decoys"]:
            path = folder / split / f"{topic if course == split else f'{course}-{topic}'}.toml"
            if fnmatch.fnmatch(topic, only) and (again or not path.exists()):
                clips = (compose_decoys(course) if topic == "decoys"
                         else compose_exercise(EXERCISES[topic], course))
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_name(f".{path.name}.part")
                part.write_text("\n".join(map(written, clips)))
                part.replace(path)
                yield path


def written(clip: Table) -> str:
    """A clip as TOML."""
    lines = ["[[clip]]"]
    for key, value in clip.items():
        if key in ("mistake", "break"):
            lines += [f"{key} = [", *(f"  {_value(each)}," for each in value), "]"]
        elif key != "kind":
            lines.append(f"{key} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value}"
