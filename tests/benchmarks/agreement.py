"""The sample clips judged, against what is known of them.

    python -m tests.benchmarks.agreement [--pixels] [NAME...]

prints Markdown tables. Without ``--pixels`` the recorded landmarks are judged, which takes
seconds; with it the pose model watches the clips again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.analysis import Analysis, choose
from formcheck.events import Rep
from formcheck.recording import Recording
from formcheck.rulebook import load_rules

from .recordings import CLIPS, clip_names, held_out, load, record, truth_of

Array = npt.NDArray[np.floating]

BOUNDARIES = ("start_s", "peak_start_s", "peak_end_s", "end_s")
FROM_BEHIND = "rear"
NONE = "none"


@dataclass(frozen=True)
class Judged:
    """One clip: what is true, what was found, and which rep is which.

    Attributes:
        exercise: as recognised; None where nothing was.
        analysis: None where nobody exercises.
        pairs: (true rep, rep found at that time) of every rep that was found.
        missed: true reps at whose time nothing was found.
        false: reps found where there is none.
    """

    name: str
    truth: dict[str, Any]
    exercise: str | None
    analysis: Analysis | None
    pairs: tuple[tuple[dict[str, Any], Rep], ...]
    missed: tuple[dict[str, Any], ...]
    false: tuple[Rep, ...]

    @property
    def found(self) -> list[Rep]:
        """All counted reps."""
        return self.analysis.outcome.reps if self.analysis else []

    @property
    def sets(self) -> int:
        return len(self.analysis.outcome.sets) if self.analysis else 0

    @property
    def from_behind(self) -> bool:
        return self.truth["view"] == FROM_BEHIND

    @property
    def held_out(self) -> bool:
        """No limit was set on this clip."""
        return self.name in held_out()

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
        """(true rep number, mistake) of everything planted."""
        return {(rep["number"], m["id"]) for rep in self.truth["reps"] for m in rep["mistakes"]}

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
        assert self.analysis is not None
        yield from ((f.mistake, f.verdict) for f in rep.findings)
        for one in self.analysis.outcome.sets:
            for found in one.findings:
                if one.number == rep.set and found.mistake == "side-switch":
                    yield found.mistake, "seen" if rep.number in found.reps else "not_seen"

    @property
    def seen(self) -> set[tuple[int, str]]:
        """(true rep number, mistake) of everything seen."""
        return {key for key, verdict in self.verdicts().items() if verdict == "seen"}

    @property
    def seen_of_sets(self) -> set[str]:
        """What is seen of whole sets; ``off-plan`` rightly, the clips are short."""
        if self.analysis is None:
            return set()
        of_sets = {check.mistake for check in self.analysis.exercise.set_checks}
        found = [f for one in self.analysis.outcome.sets for f in one.findings]
        return {f.mistake for f in found if f.verdict == "seen" and f.mistake in of_sets}


def judge_clip(name: str, recording: Recording) -> Judged:
    """Analyse a recording of a sample clip and lay its truth beside it."""
    truth = truth_of(name)
    choice = choose(recording, list(load_rules().exercises.values()))
    found = choice.analysis.outcome.reps if choice.analysis else []
    matches = {true["number"]: _match(true, found) for true in truth["reps"]}
    taken = {rep.number for rep in matches.values() if rep}
    return Judged(
        name=name,
        truth=truth,
        exercise=choice.analysis.exercise.id if choice.analysis else None,
        analysis=choice.analysis,
        pairs=tuple((t, rep) for t in truth["reps"] if (rep := matches[t["number"]])),
        missed=tuple(t for t in truth["reps"] if not matches[t["number"]]),
        false=tuple(rep for rep in found if rep.number not in taken),
    )


def _match(true: dict[str, Any], found: Sequence[Rep]) -> Rep | None:
    """The rep that shares most time with a true one."""

    def shared(rep: Rep) -> float:
        return min(rep.end_s, true["end_s"]) - max(rep.start_s, true["start_s"])

    best = max(found, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


# --- tables ---


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _spread(errors: Array) -> tuple[str, str]:
    """Median and 95th percentile of the sizes, rounded."""
    sizes = np.abs(errors).ravel()
    if not len(sizes):
        return NONE, NONE
    return f"{np.median(sizes):.0f}", f"{np.percentile(sizes, 95):.0f}"


def clips_table(clips: Sequence[Judged]) -> str:
    """Counting and timing, clip by clip."""
    heading = [
        *("clip", "reps true", "found", "false", "missed", "recognised as", "sets"),
        "seen of the whole set",
        *("boundary error median ms", "95th percentile ms"),
    ]
    rows = [
        [
            *(_named(one), len(one.truth["reps"]), len(one.found), len(one.false), len(one.missed)),
            *(_recognised(one), one.sets, ", ".join(sorted(one.seen_of_sets)) or NONE),
            *_spread(one.boundary_errors_ms),
        ]
        for one in clips
    ]
    return _table(heading, rows)


def _named(one: Judged) -> str:
    return f"{one.name} (held out)" if one.held_out else one.name


def _recognised(one: Judged) -> str:
    if not one.truth["reps"]:
        return "(no exercise in it)"
    right = one.exercise == one.truth["exercise"]
    return f"{one.exercise}" if right else f"WRONG: {one.exercise}"


def timing_table(clips: Sequence[Judged]) -> str:
    """Phase boundaries and peak angles, by view."""
    groups: dict[str, Callable[[Judged], bool]] = {
        "all clips": lambda one: True,
        "side views alone": lambda one: not one.from_behind,
        "side views that limits were set on": lambda one: not (one.from_behind or one.held_out),
        "side views held out": lambda one: not one.from_behind and one.held_out,
        "the clip from behind alone": lambda one: one.from_behind,
    }
    rows = [
        _timing_row(name, [one for one in clips if belongs(one) and one.pairs])
        for name, belongs in groups.items()
    ]
    heading = [
        *("clips", "boundaries", "median ms", "95th percentile ms", *BOUNDARIES),
        *("peak angle error, median deg", "without the clip's offset"),
    ]
    return _table(heading, rows)


def _timing_row(name: str, clips: Sequence[Judged]) -> list[object]:
    errors = _joined([one.boundary_errors_ms for one in clips], len(BOUNDARIES))
    peaks = [one.peak_errors for one in clips if len(one.peak_errors)]
    single = [" / ".join(_spread(column)) for column in errors.T]
    return [name, errors.size, *_spread(errors), *single, _typical(peaks), _typical_spread(peaks)]


def _joined(arrays: Sequence[Array], columns: int) -> Array:
    return np.vstack([np.empty((0, columns)), *arrays])


def _typical(peaks: Sequence[Array]) -> str:
    return f"{np.median(np.abs(np.concatenate(peaks))):.1f}" if peaks else NONE


def _typical_spread(peaks: Sequence[Array]) -> str:
    return _typical([errors - np.median(errors) for errors in peaks])


def mistakes_table(clips: Sequence[Judged]) -> str:
    """Each planted mistake: where it was planted, and where it was seen."""
    kinds = sorted({(one.truth["exercise"], m) for one in clips for _, m in one.planted})
    tuned = [one for one in clips if not one.held_out]
    unknown = [one for one in clips if one.held_out]
    rows = [
        [e, m, side, *cells]
        for e, m in kinds
        for side, own in (("tuned on", tuned), ("held out", unknown))
        if (cells := _mistake_row(e, m, own))
    ]
    heading = ["exercise", "mistake", "clips", "reps planted on", "seen there"]
    return _table(
        [*heading, "cannot be judged there", "not seen there", "seen elsewhere"], rows
    )


def _mistake_row(exercise: str, mistake: str, clips: Sequence[Judged]) -> list[object]:
    there: list[str] = []
    elsewhere: list[str] = []
    for one in clips:
        for (rep, named), verdict in one.verdicts().items():
            if named == mistake and one.truth["exercise"] == exercise:
                if (rep, named) in one.planted:
                    there.append(verdict)
                elif verdict == "seen":
                    elsewhere.append(f"{one.name} rep {rep}")
    planted = sum(
        one.truth["exercise"] == exercise and m == mistake for one in clips for _, m in one.planted
    )
    if not planted and not elsewhere:
        return []
    counts = [there.count(v) for v in ("seen", "cannot_be_judged", "not_seen")]
    return [planted, *counts, ", ".join(elsewhere) or "nowhere"]


def clean_table(clips: Sequence[Judged]) -> str:
    """What is said of reps on which nothing was planted."""
    counted: dict[tuple[str, str], list[str]] = {}
    for one in clips:
        faulty = {rep for rep, _ in one.planted}
        for (rep, mistake), verdict in one.verdicts().items():
            if rep > 0 and rep not in faulty:
                view = "from behind" if one.from_behind else "from the side"
                key = f"{one.truth['exercise']}, {view}"
                counted.setdefault((key, mistake), []).append(verdict)
    rows = [
        [key, mistake, *(verdicts.count(v) for v in ("seen", "not_seen", "cannot_be_judged"))]
        for (key, mistake), verdicts in sorted(counted.items())
    ]
    return _table(["clean reps of", "mistake", "seen", "not seen", "cannot be judged"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips; default: all")
    parser.add_argument("--pixels", action="store_true", help="from the films, not from landmarks")
    options = parser.parse_args()
    clips = [
        judge_clip(name, record(CLIPS / f"{name}.mp4") if options.pixels else load(name))
        for name in options.names or clip_names()
    ]
    for title, table in {
        "Reps": clips_table,
        "Times and peaks": timing_table,
        "Planted mistakes": mistakes_table,
        "Clean reps": clean_table,
    }.items():
        print(f"## {title}\n\n{table(clips)}\n")


if __name__ == "__main__":
    main()
