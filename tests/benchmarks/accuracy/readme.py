"""What the README says of the accuracy: made from the stored figures, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from formcheck.mistakes import MISTAKES

from . import honesty, nearness
from .results import StoredResultsError, write_text
from .statistics import Figures
from .tables import short
from .wording import number, table

README = Path(__file__).resolve().parents[3] / "README.md"
_MARKED = re.compile(r"(<!-- accuracy -->\n)(.*?)(<!-- end of accuracy -->)", re.DOTALL)
_WORDS = {
    "does not belong": "·",
    "one camera cannot see it": "cannot be seen by one camera",
    "works, few reps": "works",
}


def section(results: Figures) -> str:
    """Counting and timing, the table of exercises and mistakes, and what falls short and why."""
    return "\n\n".join(
        [
            f"Of the {results['split']} side, {results['clips']} clips:",
            short(results),
            _decoys(results["decoys"]),
            nearness.in_a_line(results["nearness"]),
            honesty.in_a_line(results["margins"]),
            "Precision/recall of each mistake; `+`: on fewer reps or bodies than it should be; "
            "`·`: does not belong to the exercise.",
            mistake_table(results),
            "\n".join(["What falls short, and why:", "", *(shortfalls(results) or ["Nothing."])]),
        ]
    )


def _decoys(found: Figures) -> str:
    return (
        f"On movements that are no exercise, {found['reps']} reps were counted in "
        f"{found['clips']} clips of {found['minutes']:.1f} minutes."
    )


def mistake_table(results: Figures) -> str:
    """Twenty-four mistakes by thirteen exercises."""
    names = list(results["states"])
    rows = [[mistake, *(cell(results, name, mistake) for name in names)] for mistake in MISTAKES]
    return table(["mistake", *(f"`{name}`" for name in names)], rows)


def cell(results: Figures, exercise: str, mistake: str) -> str:
    """What one pair of them comes to, with its figures where it was tested."""
    state = results["states"][exercise][mistake]
    told = _WORDS.get(state, state)
    if state not in ("works", "works, few reps", "falls short"):
        return told
    found = results["cells"][exercise][mistake]
    figures = "/".join(number(found[name]["value"], 2) for name in ("precision", "recall"))
    return f"{told} {figures}{'+' if state == 'works, few reps' else ''}"


def shortfalls(results: Figures) -> list[str]:
    """A line for each pair that falls short: how far, and what went wrong."""
    return [
        f"- `{exercise}` {mistake}: {'; '.join(_causes(results['cells'][exercise][mistake]))}."
        for exercise, row in results["states"].items()
        for mistake, state in row.items()
        if state == "falls short"
    ]


def _causes(found: Figures) -> Iterator[str]:
    yield f"seen on {found['seen']} of {found['positives']}"
    if found["not_seen"]:
        yield f"{found['not_seen']} taken for none"
    if found["abstained"]:
        reason = next(iter(found["reasons_on_positives"]), "")
        yield f"{found['abstained']} not judged" + (f", most of them: {reason}" if reason else "")
    if found["false_alarms"]:
        beside = ", ".join(list(found["false_alarms_beside"])[:2])
        yield f"{found['false_alarms']} false" + (f", beside {beside}" if beside else "")


def shown(path: Path = README) -> str:
    """What the README says now.

    Raises:
        StoredResultsError: the README has no place for it.
    """
    found = _MARKED.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise StoredResultsError(
            f"{path.name} has no lines <!-- accuracy --> and <!-- end of accuracy -->: "
            "put them where the figures belong."
        )
    return found[2].strip()


def put(results: Figures, path: Path = README) -> None:
    """Write the figures into the README, in place of those that are there."""
    shown(path)
    text = path.read_text(encoding="utf-8")
    write_text(path, _MARKED.sub(lambda at: f"{at[1]}{section(results)}\n{at[3]}", text))
