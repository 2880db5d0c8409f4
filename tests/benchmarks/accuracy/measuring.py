"""How far the signals are off, and whether the program notices wrong landmarks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from .abstention import WRONG_REP
from .records import ClipRecord
from .statistics import Figures, share, spread

LEAST_REPS = 5
"""Fewer reps give no interval."""


def signal_figures(clips: Sequence[ClipRecord]) -> list[Figures]:
    """For each signal, exercise (and "all"), view, leg, span and kind: the error's interval.

    ``half_width`` is that of the interval around zero in which 95% of the errors lie, the bias
    included; for a "clean change" that around its median, which is the ``bias``: the change that
    the movement brings in everybody.
    """
    errors: dict[tuple[str, ...], list[float]] = defaultdict(list)
    bodies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for clip in clips:
        for one in clip.signals:
            if np.isfinite(one.error):
                for exercise in (str(clip.exercise), "all"):
                    key = (one.signal, exercise, view_class(clip.view), *one[1:5])
                    errors[key].append(one.error)
                    bodies[key].add(clip.body)
    names = ("signal", "exercise", "view", "leg", "near", "span", "kind")
    return [
        dict(zip(names, key, strict=True)) | _interval(key[-1], own) | {"bodies": len(bodies[key])}
        for key, own in sorted(errors.items())
        if len(own) >= LEAST_REPS
    ]


def view_class(view: str) -> str:
    """Both side views as one."""
    return "side" if view.startswith("side-") else view


def _interval(kind: str, errors: Sequence[float]) -> Figures:
    values = np.asarray(errors)
    middle = float(np.median(values)) if kind == "clean change" else 0.0
    found = spread(values - middle)
    return {"half_width": found["p95"], "bias": float(np.median(values)), "reps": found["n"]}


# --- the reliability gate ---


def gate_figures(clips: Sequence[ClipRecord]) -> dict[str, Figures]:
    """Wrong landmarks caught and right ones refused, by exercise and in all.

    A frame of a leg is wrong by the truth, visible by the model's own word, refused by the
    program. ``caught_though_visible`` is what visibility alone does not tell.
    """
    known = [clip for clip in clips if clip.legs]
    by_id: dict[str, list[ClipRecord]] = {}
    for clip in known:
        by_id.setdefault(str(clip.exercise), []).append(clip)
    return {name: _gate(own) for name, own in {**by_id, "all": known}.items()}


def _gate(clips: Iterable[ClipRecord]) -> Figures:
    legs: Counter[tuple[bool, bool, bool]] = Counter()
    reps: Counter[tuple[bool, str]] = Counter()
    for clip in clips:
        legs.update(clip.legs)
        for rep in clip.reps:
            for said in rep.said.values() if rep.number is not None else ():
                reps[rep.wrong_share >= WRONG_REP, said.verdict] += 1
    return {
        "wrong": share(_sum(legs, wrong=True), legs.total()),
        "caught": _refused(legs, wrong=True),
        "caught_though_visible": _refused(legs, wrong=True, visible=True),
        "right_refused": _refused(legs, wrong=False),
        "abstained_on_wrong_reps": _abstained(reps, wrong=True),
        "abstained_on_right_reps": _abstained(reps, wrong=False),
    }


def _sum(
    legs: Counter[tuple[bool, bool, bool]],
    wrong: bool,
    visible: bool | None = None,
    refused: bool | None = None,
) -> int:
    return sum(
        n
        for (w, v, r), n in legs.items()
        if w == wrong and visible in (None, v) and refused in (None, r)
    )


def _refused(
    legs: Counter[tuple[bool, bool, bool]], wrong: bool, visible: bool | None = None
) -> Figures:
    return share(_sum(legs, wrong, visible, refused=True), _sum(legs, wrong, visible))


def _abstained(reps: Counter[tuple[bool, str]], wrong: bool) -> Figures:
    return share(
        reps[wrong, "cannot_be_judged"], sum(n for (w, _), n in reps.items() if w == wrong)
    )
