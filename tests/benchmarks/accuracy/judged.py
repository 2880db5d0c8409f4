"""One rendered clip judged, and what is true of it laid beside that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from formcheck.analysis import Analysis, Choice, choose
from formcheck.events import Rep, SetResult
from formcheck.legway import LEAST_RANGE_SHARE
from formcheck.parts import scene_trunk
from formcheck.recording import Recording
from formcheck.rule import Exercise
from formcheck.rulebook import load_rules
from formcheck.signals import REGISTRY

from .samples import Array, Sample

BOUNDARIES = ("start_s", "peak_start_s", "peak_end_s", "end_s")
SHOWN_BY_NEXT = frozenset({"bouncing"})
"""Planted at the end of a rep, and seen in the one that it throws up."""


@cache
def rules() -> dict[str, Exercise]:
    """The rule book's exercises, loaded once in each process."""
    return load_rules().exercises


@dataclass(frozen=True)
class Judged:
    """One clip: what is true, what was found, and which rep is which.

    Attributes:
        recognised: the exercise that was recognised; None where nothing was.
        candidates: exercises that it might be, with the confidence in each, likeliest first.
        recognised_reps, recognised_sets: what was counted by that exercise's rules.
        analysis: by the rules of the exercise that is true, so that a wrong recognition costs
            no verdicts; by those recognised where the rule book has none for it; None where
            nobody exercises.
        pairs: (true rep, rep found at that time) of every rep that was found.
        missed: true reps at whose time nothing was found.
        false: reps found where there is none.
        trunk_px: (T,) the program's unit of length in each frame of the timeline, pixels.
    """

    name: str
    truth: dict[str, Any]
    recognised: str | None
    candidates: tuple[tuple[str, float], ...]
    recognised_reps: int
    recognised_sets: int
    analysis: Analysis | None
    pairs: tuple[tuple[dict[str, Any], Rep], ...]
    missed: tuple[dict[str, Any], ...]
    false: tuple[Rep, ...]
    trunk_px: Array

    @property
    def found(self) -> list[Rep]:
        """All counted reps."""
        return self.analysis.outcome.reps if self.analysis else []

    @property
    def found_sets(self) -> list[SetResult]:
        """All sets, each with what was concluded about it."""
        return self.analysis.outcome.sets if self.analysis else []

    @property
    def boundary_errors_ms(self) -> Array:
        """(pairs, 4) found minus true, for start, start and end of the peak, end."""
        rows = [[1e3 * (getattr(r, b) - t[b]) for b in BOUNDARIES] for t, r in self.pairs]
        return np.array(rows).reshape(-1, len(BOUNDARIES))

    @property
    def peak_errors(self) -> Array:
        """(pairs,) found minus true peak of the rep signal, where both are in degrees."""
        return np.array(
            [r.peak_level - t["range"]["peak"] for t, r in self.pairs if r.unit == "deg"]
        )

    @property
    def planted(self) -> set[tuple[int, str]]:
        """(true rep number, mistake) of everything planted that the rules call a mistake.

        A rep's number is that of the rep in which it shows.
        """
        return {
            (rep["number"] + (m["id"] in SHOWN_BY_NEXT), m["id"])
            for rep in self.truth["reps"]
            for m in rep["mistakes"]
            if m.get("counts", True)
        }

    def verdicts(self) -> dict[tuple[int, str], str]:
        """The verdict on each mistake of each rep, by the true rep's number.

        Negative numbers stand for reps that are none. What only a whole set shows is in
        :attr:`seen_of_sets`.
        """
        numbers = {rep.number: true["number"] for true, rep in self.pairs}
        return {
            (numbers.get(rep.number, -rep.number), mistake): verdict
            for rep in self.found
            for mistake, verdict in self._verdicts_on(rep)
        }

    def _verdicts_on(self, rep: Rep) -> Iterable[tuple[str, str]]:
        yield from ((f.mistake, f.verdict) for f in rep.findings)
        for one in self.found_sets:
            for found in one.findings:
                if one.number == rep.set and found.mistake == "side-switch":
                    yield found.mistake, "seen" if rep.number in found.reps else "not_seen"

    @property
    def seen(self) -> set[tuple[int, str]]:
        """(true rep number, mistake) of everything seen."""
        return {key for key, verdict in self.verdicts().items() if verdict == "seen"}

    @property
    def seen_of_sets(self) -> set[str]:
        """What is seen of whole sets; ``off-plan`` rightly, where clips are short."""
        if self.analysis is None:
            return set()
        of_sets = {check.mistake for check in self.analysis.exercise.set_checks}
        found = [f for one in self.found_sets for f in one.findings]
        return {f.mistake for f in found if f.verdict == "seen" and f.mistake in of_sets}


def judge(sample: Sample, recording: Recording, named: bool = False) -> Judged:
    """Analyse the landmarks of a clip and lay its truth beside the outcome.

    Args:
        named: by the rules of the true exercise alone, as if the user had named it, in a third of
            the time; still by all where nobody exercises, or several people are seen: who of them
            does depends on the exercises to choose among.
    """
    exercises, truth = rules(), sample.truth()
    if named and truth["exercise"] in exercises and len(recording.people) == 1:
        exercises = {truth["exercise"]: exercises[truth["exercise"]]}
    reps, hardly = split_reps(truth, exercises.get(truth["exercise"]))
    choice = choose(recording, list(exercises.values()))
    picked = choice.analysis
    analysis = by_true_rules(recording, exercises, truth["exercise"], picked)
    found = analysis.outcome.reps if analysis else []
    matches = match([*reps, *hardly], found)
    taken = {rep.number for rep in matches.values() if rep}
    asked = [*reps, *(each for each in hardly if matches[each["number"]])]
    truth = {**truth, "reps": sorted(asked, key=lambda rep: rep["number"])}
    return Judged(
        name=sample.name,
        truth=truth,
        recognised=picked.exercise.id if picked else None,
        candidates=tuple(choice.candidates),
        recognised_reps=len(picked.outcome.reps) if picked else 0,
        recognised_sets=len(picked.outcome.sets) if picked else 0,
        analysis=analysis,
        pairs=tuple((t, rep) for t in truth["reps"] if (rep := matches[t["number"]])),
        missed=tuple(t for t in truth["reps"] if not matches[t["number"]]),
        false=tuple(rep for rep in found if rep.number not in taken),
        trunk_px=_trunk_px(recording, analysis),
    )


def split_reps(
    truth: dict[str, Any], exercise: Exercise | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The true reps, and a ladder's movements that are hardly too small to be reps.

    Movements below 30% of the range are none; the latter may be counted or not, because they lie
    within the measuring error of those 30%.
    """
    if exercise is None:
        return truth["reps"], []
    least = LEAST_RANGE_SHARE * exercise.cycle.full_range
    error = REGISTRY[exercise.cycle.signal].change_error
    sized = [(abs(r["range"]["peak"] - r["range"]["start"]), r) for r in truth["reps"]]
    return (
        [rep for size, rep in sized if size >= least],
        [rep for size, rep in sized if least - error <= size < least],
    )


def _trunk_px(recording: Recording, analysis: Analysis | None) -> Array:
    each = [np.empty(0)]
    for part in analysis.parts if analysis else []:
        frames = part.frames.stop - part.frames.start
        each.append(np.full(frames, scene_trunk(recording, part)))
    return np.concatenate(each)


def by_true_rules(
    recording: Recording,
    exercises: dict[str, Exercise],
    true: str | None,
    picked: Analysis | None,
) -> Analysis | None:
    """The clip judged by the rules of the exercise that it shows, if there are any."""
    if true not in exercises or (picked is not None and picked.exercise.id == true):
        return picked
    named: Choice = choose(recording, list(exercises.values()), exercises[true])
    return named.analysis


def match(true_reps: Sequence[dict[str, Any]], found: Sequence[Rep]) -> dict[int, Rep | None]:
    """To each true rep's number the found rep that shares most time with it; each used once."""
    shared = sorted(
        (
            (min(rep.end_s, true["end_s"]) - max(rep.start_s, true["start_s"]), true["number"], rep)
            for true in true_reps
            for rep in found
        ),
        key=lambda each: -each[0],
    )
    matches: dict[int, Rep | None] = {true["number"]: None for true in true_reps}
    taken: set[int] = set()
    for seconds, number, rep in shared:
        if seconds > 0 and matches[number] is None and rep.number not in taken:
            matches[number] = rep
            taken.add(rep.number)
    return matches
