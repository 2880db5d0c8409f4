"""From recorded landmarks to counted and judged reps: who exercised, and which exercise it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck import signals
from formcheck.body import Body
from formcheck.events import Outcome, Refusal, Rep, SetResult
from formcheck.preparation import find_breaks, find_swaps, prepare
from formcheck.recording import Recording
from formcheck.rule import Exercise
from formcheck.session import Session
from formcheck.setwatch import compare_legs

Array = npt.NDArray[np.floating]

LEAST_FRAMES = 8
"""A scene in which a person was found less often than this is not looked at."""
SAME_REFUSAL_S = 1.0


@dataclass
class Analysis:
    """One person, one exercise.

    Attributes:
        session: its timeline holds every signal of every frame.
        swapped_frames: frames in which left and right were exchanged back.
        in_position_s: time spent in the exercise's position.
    """

    exercise: Exercise
    person: int
    session: Session
    outcome: Outcome = field(default_factory=Outcome)
    swapped_frames: int = 0
    in_position_s: float = 0.0


def analyse(recording: Recording, exercise: Exercise, person: int) -> Analysis:
    """Run one person's recorded landmarks through a session, scene by scene."""
    done = Analysis(exercise, person, Session(exercise))
    for number, part in enumerate(scenes(recording, person)):
        raw = _raw_body(recording, person, part)
        if np.isfinite(raw.xy[:, 0, 0]).sum() >= LEAST_FRAMES:
            _watch_scene(done, raw, number)
    _take(done, done.session.finish())
    done.outcome.sets = compare_legs(exercise, done.outcome.sets)
    done.outcome.refusals = list(merge_refusals(done.outcome.refusals))
    return done


def scenes(recording: Recording, person: int) -> list[slice]:
    """Frames of each scene: parted by the film's cuts and by jumps of the body itself."""
    starts = [0, *(np.flatnonzero(np.diff(recording.scene)) + 1), len(recording)]
    found: list[slice] = []
    for first, last in pairwise(int(s) for s in starts):
        raw = _raw_body(recording, person, slice(first, last))
        breaks = [first + at for at in find_breaks(raw.time_s, raw.xy, raw.world)]
        found += [slice(a, b) for a, b in pairwise([first, *breaks, last]) if b > a]
    return found


def _raw_body(recording: Recording, person: int, frames: slice) -> Body:
    track = recording.person(person, frames)
    unknown = np.full(len(track.time_s), np.nan)
    return Body(
        track.time_s, track.xy, track.world, track.visibility, track.outline, unknown
    )


def _watch_scene(done: Analysis, raw: Body, number: int) -> None:
    swapped = find_swaps(raw.xy)
    done.swapped_frames += int(swapped.sum())
    for body in prepare(raw, swapped):
        _push_all(done, body, number)


def _push_all(done: Analysis, body: Body, scene: int) -> None:
    measured = signals.measure(body)
    rows = np.column_stack([*(measured[name] for name in signals.columns()), body.azimuth_deg])
    for time_s, row in zip(body.time_s, rows.astype(np.float32), strict=True):
        _take(done, done.session.push(float(time_s), scene, row.tolist()))


def _take(done: Analysis, events: Sequence[object]) -> None:
    for event in events:
        if isinstance(event, SetResult):
            done.outcome.sets.append(event)
        elif isinstance(event, Refusal):
            done.outcome.refusals.append(event)


def merge_refusals(refusals: Sequence[Refusal]) -> Iterator[Refusal]:
    """Refusals of one reason that follow each other closely, as one."""
    merged: list[Refusal] = []
    for one in sorted(refusals, key=lambda r: (r.from_s, r.to_s)):
        last = merged[-1] if merged else None
        if last and last.reason == one.reason and one.from_s - last.to_s <= SAME_REFUSAL_S:
            merged[-1] = Refusal(last.from_s, max(last.to_s, one.to_s), last.reason)
        else:
            merged.append(one)
    return iter(merged)


__all__ = ["Analysis", "Rep", "analyse"]
