"""Films of real people, each as it is and filmed otherwise: are they counted as they are labelled?

    python -m tests.benchmarks.realfilms FOLDER [NAME...] [--only mirrored dark ...]

The folder's ``labels.json`` says of each film which exercise it shows and how many reps may be
counted. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.analysis import Choice, choose
from formcheck.rulebook import load_rules

from .otherwise import AS_IT_IS, VARIANTS
from .recordings import record

JUDGED = ("count", "must_not_count")
HEADING = "| film | variant | recognised | reps | accepted | right |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Told:
    """What came out for one film in one variant.

    Attributes:
        exercise: what it was recognised as; None where nothing was.
    """

    exercise: str | None
    reps: int

    @classmethod
    def of(cls, choice: Choice) -> Told:
        analysis = choice.analysis
        if analysis is None:
            return cls(None, 0)
        return cls(analysis.exercise.id, len(analysis.outcome.reps))

    def is_right(self, label: dict[str, Any]) -> bool:
        """Whether the reps lie within the label, and are of its exercise."""
        low, high = label["reps_accept"]
        named = self.reps == 0 or label["label"] != "count" or self.exercise == label["exercise"]
        return bool(low <= self.reps <= high and named)


def labels_of(folder: Path, names: Sequence[str]) -> list[dict[str, Any]]:
    """The labels of the films that can be judged."""
    found = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    films = [each for each in found if each["label"] in JUDGED]
    return [each for each in films if not names or Path(each["name"]).stem in names]


def _told(film: Path) -> Told:
    return Told.of(choose(record(film), list(load_rules().exercises.values())))


def judge_all(
    folder: Path, labels: Sequence[dict[str, Any]], variants: Sequence[str]
) -> Iterator[bool]:
    """Print a row for each film and variant; whether each is right."""
    with tempfile.TemporaryDirectory() as temporary:
        for label in labels:
            for variant in (AS_IT_IS, *variants):
                film = Path(temporary) / f"{variant}.mp4"
                VARIANTS[variant](folder / label["name"], film)
                told = _told(film)
                right = told.is_right(label)
                low, high = label["reps_accept"]
                cells = [Path(label["name"]).stem, variant, told.exercise or "-", told.reps]
                cells += [f"{low}-{high}", "yes" if right else "NO"]
                print(f"| {' | '.join(map(str, cells))} |", flush=True)
                yield right


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help="films; default: all")
    choices = [variant for variant in VARIANTS if variant != AS_IT_IS]
    parser.add_argument("--only", nargs="+", choices=choices, default=choices)
    options = parser.parse_args()
    print(HEADING, flush=True)
    found = list(judge_all(options.folder, labels_of(options.folder, options.names), options.only))
    print(f"\n{sum(found)} of {len(found)} are right.")


if __name__ == "__main__":
    main()
