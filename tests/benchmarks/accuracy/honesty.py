"""Whether the margins that the program states hold the true values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from formcheck.rule import Exercise

from .margins import MarginError
from .measuring import by_key
from .records import ClipRecord
from .statistics import Figures, share, spread
from .views import can_show
from .wording import counted, percent, table

KEY = ("exercise", "mistake", "measure", "near")


def margin_figures(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> list[Figures]:
    """For each measure of each check, near and far leg apart: the margin against the errors.

    ``stated`` is the margin, ``covered`` the share of reps on which the error lies within it, and
    ``needed`` what would hold 95% of them; all around the median error, the ``bias``, because
    limits are set on measured values and hold it already.
    """
    found = (
        ((str(clip.exercise), one.mistake, one.measure, one.near), clip.body, one)
        for clip, one in _shown(clips, exercises)
    )
    return by_key(KEY, found, lambda own, _: _figures(own))


def _shown(
    clips: Sequence[ClipRecord], exercises: dict[str, Exercise]
) -> Iterator[tuple[ClipRecord, MarginError]]:
    for clip in clips:
        exercise = exercises.get(str(clip.exercise))
        checks = exercise.rep_checks if exercise else ()
        shown = {c.mistake for c in checks if exercise and can_show(clip, exercise, c) == "yes"}
        yield from ((clip, one) for one in clip.margins if one.mistake in shown)


def _figures(own: Sequence[MarginError]) -> Figures:
    errors = np.array([one.error for one in own])
    margins = np.array([one.margin for one in own])
    bias = float(np.median(errors))
    off = np.abs(errors - bias)
    return {
        "unit": own[0].unit,
        "stated": float(np.median(margins)),
        "needed": spread(off)["p95"],
        "bias": bias,
        "covered": share(int((off <= margins).sum()), len(own)),
    }


# --- in words ---


def margin_table(results: Figures) -> str:
    """The margins of all checks."""
    rows = [
        [
            *(one[name] or "-" for name in KEY),
            one["unit"],
            *(f"{one[name]:.3g}" for name in ("stated", "needed")),
            f"{one['bias']:+.3g}",
            *(counted(one["covered"]), one["bodies"]),
        ]
        for one in results["margins"]
    ]
    heading = [*KEY, "unit", "stated", "needed", "bias", "covered", "bodies"]
    return (
        "Covered: the share of reps on which measured less true, less the bias, is within the "
        "stated margin; needed: what would hold 95% of them. The back's hollow has no true value: "
        "its change on reps without any mistake.\n\n" + table(heading, rows)
    )


def in_a_line(margins: Sequence[Figures]) -> str:
    """How often the margins hold, in a sentence."""
    if not margins:
        return "No margin was tested."
    worst = min(margins, key=lambda one: one["covered"]["value"])
    middle = float(np.median([one["covered"]["value"] for one in margins]))
    leg = f", {worst['near']} leg" if worst["near"] else ""
    return (
        f"The margin that a check states covers the true value, a constant offset taken off, in "
        f"{percent(middle)} of reps (median of {len(margins)} measures; fewest: "
        f"`{worst['exercise']}` {worst['mistake']}{leg}, {percent(worst['covered']['value'])})."
    )
