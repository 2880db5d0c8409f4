"""From recorded landmarks to counted and judged reps: who exercised, and which exercise it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from formcheck import signals
from formcheck.body import Body
from formcheck.events import Outcome, Refusal, Rep, SetResult
from formcheck.preparation import find_swaps, prepare
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
    track = recording.person(person)
    for scene in np.unique(track.scene):
        frames = np.flatnonzero(track.scene == scene)
        part = slice(int(frames[0]), int(frames[-1]) + 1)
        if np.isfinite(track.xy[part, 0, 0]).sum() < LEAST_FRAMES:
            continue
        raw = Body(
            track.time_s[part],
            track.xy[part],
            track.world[part],
            track.visibility[part],
            track.outline[part],
            np.full(len(frames), np.nan),
        )
        swapped = find_swaps(raw.xy)
        done.swapped_frames += int(swapped.sum())
        for body in prepare(raw, swapped):
            _push_all(done, body, int(scene))
    _take(done, done.session.finish())
    done.outcome.sets = compare_legs(exercise, done.outcome.sets)
    done.outcome.refusals = list(merge_refusals(done.outcome.refusals))
    return done


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
