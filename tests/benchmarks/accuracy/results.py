"""All figures of one run; kept, read again, and held against a later run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from formcheck.mistakes import MISTAKES
from formcheck.rule import Exercise

from .abstention import abstention_figures
from .cells import all_cells
from .demands import MISTAKES_OF, demands, state_of
from .exercises import decoy_figures, exercise_figures
from .honesty import margin_figures
from .ladders import ladder
from .measuring import gate_figures, signal_figures
from .nearness import nearness_figures
from .records import ClipRecord
from .statistics import Figures

FORMAT = "formcheck.accuracy/1"
STORED = Path(__file__).resolve().parents[1] / "results"
TOLERANCE_REPS = 1
"""Precision and recall may fall by this many reps before it is called a regression."""


class StoredResultsError(Exception):
    """Stored figures cannot be read; one sentence says which file and what to do."""


def figures_of(clips: Sequence[ClipRecord], exercises: dict[str, Exercise], split: str) -> Figures:
    """Everything that is published, as plain data."""
    cells = list(all_cells(clips, exercises))
    found: Figures = {
        "format": FORMAT,
        "split": split,
        "clips": len(clips),
        "exercises": exercise_figures(clips, exercises),
        "decoys": decoy_figures(clips, exercises),
        "cells": {},
        "ladders": {},
        "abstention": abstention_figures(clips, exercises),
        "gate": gate_figures(clips),
        "signals": signal_figures(clips),
        "margins": margin_figures(clips, exercises),
        "nearness": nearness_figures(clips, exercises),
    }
    for cell in cells:
        found["cells"].setdefault(cell.exercise, {})[cell.mistake] = cell.figures()
        if steps := ladder(cell):
            found["ladders"].setdefault(cell.exercise, {})[cell.mistake] = steps
    found["states"] = {
        exercise: {
            mistake: state_of(
                exercise, mistake, found["cells"].get(exercise, {}).get(mistake), exercises
            )
            for mistake in MISTAKES
        }
        for exercise in sorted({*MISTAKES_OF, *exercises})
    }
    found["demands"] = demands(found)
    return _rounded(found)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


# --- keeping ---


def stored_path(split: str, folder: Path = STORED) -> Path:
    """Where the figures of a split are kept."""
    return folder / f"{split}.json"


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def as_json(results: Any) -> str:
    """One line for each innermost table, so that changes can be read."""
    return _laid_out(results, 0) + "\n"


def _laid_out(value: Any, depth: int) -> str:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(part, dict | list) and part for part in parts):
        return json.dumps(value)
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(k)}: {_laid_out(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{outer}}}"
    return "[\n" + ",\n".join(inner + _laid_out(v, depth + 1) for v in value) + f"\n{outer}]"


def read_stored(path: Path) -> Figures:
    """The figures that were stored.

    Raises:
        StoredResultsError: there are none, or they are damaged or of another format.
    """
    remedy = "store them anew with python -m tests.benchmarks.accuracy --store"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = found["format"]
    except FileNotFoundError:
        raise StoredResultsError(f"There are no stored figures {path.name}: {remedy}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoredResultsError(
            f"The stored figures {path.name} cannot be read ({error}): {remedy}."
        ) from error
    if kept != FORMAT:
        raise StoredResultsError(
            f"The stored figures {path.name} are of format {kept}, not {FORMAT}: {remedy}."
        )
    return found


# --- comparing ---


def regressions(stored: Figures, new: Figures) -> list[str]:
    """A sentence for everything that is worse than what was stored; empty if nothing is."""
    return [
        *_of_counting(stored, new),
        *_of_cells(stored, new),
        *_of_decoys(stored["decoys"], new["decoys"]),
    ]


def _of_counting(stored: Figures, new: Figures) -> Iterator[str]:
    for name, before in stored["exercises"].items():
        now = new["exercises"].get(name)
        if now is None:
            yield f"{name}: it is no longer measured."
            continue
        old, fresh = before["counting"]["exact"], now["counting"]["exact"]
        if _share(fresh) < _share(old):
            yield (
                f"{name}: reps are exact in {fresh['hits']} of {fresh['of']} sets, "
                f"stored are {old['hits']} of {old['of']}."
            )


def _share(figures: Figures) -> float:
    return figures["hits"] / figures["of"] if figures["of"] else 1.0


def _of_cells(stored: Figures, new: Figures) -> Iterator[str]:
    for exercise, cells in stored["cells"].items():
        for mistake, old in cells.items():
            now = new["cells"].get(exercise, {}).get(mistake)
            if now is None or (old["positives"] and not now["positives"]):
                yield f"{exercise} {mistake}: it is no longer measured."
                continue
            for name in ("precision", "recall"):
                if _share(now[name]) < floor_of(name, old) - 1e-9:
                    yield (
                        f"{exercise} {mistake}: {name} is {_told(now[name])}, "
                        f"stored is {_told(old[name])}."
                    )


def floor_of(name: str, stored: Figures) -> float:
    """The least that precision or recall of a cell may be: one rep worse than stored."""
    least = max(0, stored["seen"] - TOLERANCE_REPS)
    most_false = stored["false_alarms"] + TOLERANCE_REPS
    return least / max(1, stored["positives"] if name == "recall" else least + most_false)


def _told(figures: Figures) -> str:
    value = "none" if figures["value"] is None else f"{figures['value']:.3f}"
    return f"{value} ({figures['hits']} of {figures['of']})"


def _of_decoys(stored: Figures, new: Figures) -> Iterator[str]:
    where = (
        ("on decoys", stored, new),
        ("where none is in the clips of sets", stored["in_sets"], new["in_sets"]),
    )
    for place, old, now in where:
        if now["reps"] > old["reps"]:
            yield f"{now['reps']} reps are counted {place}, stored are {old['reps']}."
