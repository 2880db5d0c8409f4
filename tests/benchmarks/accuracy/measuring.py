"""How far the signals are off, and whether the program notices wrong landmarks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from .abstention import WRONG_REP
from .landmarks import LegFrame
from .records import ClipRecord
from .statistics import Figures, share, spread

One = TypeVar("One")
LEAST_REPS = 5
"""Fewer reps give no interval."""


def signal_figures(clips: Sequence[ClipRecord]) -> list[Figures]:
    """For each signal, exercise (and "all"), view, leg, span and kind: the error's interval.

    ``half_width`` is that of the interval around zero in which 95% of the errors lie, the bias
    included; for a "clean change" that around its median, which is the ``bias``: the change that
    the movement brings in everybody. ``around_bias`` is always around the median: limits that are
    set on measured values hold the bias already.
    """
    names = ("signal", "exercise", "view", "leg", "near", "span", "kind")
    found = (
        ((one.signal, exercise, view_class(clip.view), *one[1:5]), clip.body, one.error)
        for clip in clips
        for one in clip.signals
        if np.isfinite(one.error)
        for exercise in (str(clip.exercise), "all")
    )
    return by_key(names, found, lambda own, key: _interval(key["kind"], own))


def by_key(
    names: Sequence[str],
    found: Iterable[tuple[tuple[str, ...], str, One]],
    figures: Callable[[list[One], dict[str, str]], Figures],
) -> list[Figures]:
    """What was found under each key on enough reps, in figures, and on how many bodies.

    Args:
        names: of the parts of a key.
        found: on each rep: the key, the body, and what it was.
    """
    values: dict[tuple[str, ...], list[One]] = defaultdict(list)
    bodies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, body, one in found:
        values[key].append(one)
        bodies[key].add(body)
    return [
        named | figures(own, named) | {"bodies": len(bodies[key])}
        for key, own in sorted(values.items())
        if len(own) >= LEAST_REPS
        for named in [dict(zip(names, key, strict=True))]
    ]


def view_class(view: str) -> str:
    """Both side views as one."""
    return "side" if view.startswith("side-") else view


def _interval(kind: str, errors: Sequence[float]) -> Figures:
    found = spread(errors)
    around_bias = spread(np.asarray(errors) - found["bias"])["p95"]
    return {
        "half_width": around_bias if kind == "clean change" else found["p95"],
        "around_bias": around_bias,
        "bias": found["bias"],
        "reps": found["n"],
    }


# --- the reliability gate ---


def gate_figures(clips: Sequence[ClipRecord]) -> dict[str, Figures]:
    """Wrong landmarks caught and right ones refused, by exercise and in all.

    A leg is wrong in a frame where it is misplaced or misangled. ``caught_though_visible`` is
    what the model's own word does not tell; ``misangled`` ones are those that mislead verdicts.
    """
    known = [clip for clip in clips if clip.legs]
    by_id: dict[str, list[ClipRecord]] = {}
    for clip in known:
        by_id.setdefault(str(clip.exercise), []).append(clip)
    return {name: _gate(own) for name, own in {**by_id, "all": known}.items()}


def _gate(clips: Iterable[ClipRecord]) -> Figures:
    legs: Counter[LegFrame] = Counter()
    reps: Counter[tuple[bool, str]] = Counter()
    for clip in clips:
        legs.update(clip.legs)
        for rep in clip.reps:
            for said in rep.said.values() if rep.number is not None else ():
                reps[rep.wrong_share >= WRONG_REP, said.verdict] += 1
    return {
        "wrong": _share(legs, _wrong),
        "caught": _share(legs, _refused, _wrong),
        "caught_though_visible": _share(legs, _refused, lambda leg: _wrong(leg) and leg.visible),
        "misangled": _share(legs, lambda leg: leg.misangled),
        "misangled_caught": _share(legs, _refused, lambda leg: leg.misangled),
        "right_refused": _share(legs, _refused, lambda leg: not _wrong(leg)),
        "abstained_on_wrong_reps": _abstained(reps, wrong=True),
        "abstained_on_right_reps": _abstained(reps, wrong=False),
    }


def _wrong(leg: LegFrame) -> bool:
    return leg.misplaced or leg.misangled


def _refused(leg: LegFrame) -> bool:
    return leg.refused


def _share(
    legs: Counter[LegFrame],
    hit: Callable[[LegFrame], bool],
    of: Callable[[LegFrame], bool] = lambda leg: True,
) -> Figures:
    asked = {leg: n for leg, n in legs.items() if of(leg)}
    return share(sum(n for leg, n in asked.items() if hit(leg)), sum(asked.values()))


def _abstained(reps: Counter[tuple[bool, str]], wrong: bool) -> Figures:
    return share(
        reps[wrong, "cannot_be_judged"], sum(n for (w, _), n in reps.items() if w == wrong)
    )
