"""From recorded landmarks to counted and judged reps: who exercised, and which exercise it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from formcheck import signals
from formcheck.body import Body
from formcheck.bouts import Bout, bouts_of_others
from formcheck.events import Outcome, Refusal, SetResult
from formcheck.parts import (
    Part,
    blocks,
    outside,
    person_parts,
    raw_body,
    scene_trunk,
    successions,
)
from formcheck.preparation import prepare
from formcheck.recording import Recording
from formcheck.rule import Exercise
from formcheck.session import Session, new_timeline
from formcheck.setplan import against_plan, with_pauses
from formcheck.setwatch import compare_legs

SAME_REFUSAL_S = 1.0
LEAST_LIKENESS = 0.44


@dataclass
class Analysis:
    """The exerciser judged by the rules of one exercise.

    Attributes:
        parts: who was followed in which frames, a part for each scene.
        session: its timeline holds every signal of every frame.
        swapped: frames in which the legs were exchanged back.
    """

    exercise: Exercise
    parts: list[Part]
    session: Session
    outcome: Outcome = field(default_factory=Outcome)
    swapped: set[int] = field(default_factory=set)

    def person_at(self, frame: int) -> int | None:
        """The person followed in a frame of the recording; None where nobody was."""
        for part in self.parts:
            if part.frames.start <= frame < part.frames.stop:
                return part.person
        return None

    @property
    def group(self) -> frozenset[str]:
        """The ids of its exercise and of those that look like it on video."""
        return frozenset({self.exercise.id, *self.exercise.alike})

    @property
    def likely_reps(self) -> float:
        """Its reps, each as far as it is like a usual one."""
        return sum(rep.speaks for rep in self.outcome.reps)

    @property
    def is_unlike(self) -> bool:
        """Whether its reps are hardly like this exercise: then they are something else."""
        reps = self.outcome.reps
        return sum(rep.likeness for rep in reps) < LEAST_LIKENESS * len(reps)

    @property
    def likelihood(self) -> float:
        """How much speaks for this exercise: its reps first, then its position; 0 = nothing."""
        return self.likely_reps + 0.5 * self.session.position_share()

    def take(self, events: Sequence[object]) -> None:
        """Keep what the session said."""
        self.outcome.sets += [e for e in events if isinstance(e, SetResult)]
        self.outcome.refusals += [e for e in events if isinstance(e, Refusal)]

    def finish(self) -> None:
        """The film ends."""
        self.take(self.session.finish())
        sets = against_plan(with_pauses(self.outcome.sets))
        self.outcome.sets = compare_legs(self.exercise, sets)
        self.outcome.refusals = merge_refusals(self.outcome.refusals)


@dataclass(frozen=True)
class Choice:
    """The person and exercise taken, and what else it might have been.

    Attributes:
        analysis: None where nobody was in the picture.
        wanted: the exercise that the user named; None where it was to be recognised.
        candidates: exercise ids with a confidence of 0..1, likeliest first. Exercises that look
            alike share the confidence of all of them together.
        variant: the variant that the user named; None where it was to be recognised.
        bouts: sets of other exercises in the film, which are not judged.
    """

    analysis: Analysis | None
    wanted: Exercise | None
    candidates: list[tuple[str, float]]
    variant: str | None = None
    bouts: Sequence[Bout] = ()

    @property
    def recognised(self) -> bool:
        """Whether the exercise was recognised, not named by the user."""
        return self.wanted is None


def choose(
    recording: Recording,
    exercises: Sequence[Exercise],
    wanted: Exercise | None = None,
    variant: str | None = None,
) -> Choice:
    """Judge everybody in the film by every exercise and take what fits best.

    Who exercises is the one whose movements are reps, not the largest or the most upright.

    Args:
        exercises: those to choose among.
        wanted: the exercise that the user named; it is taken whatever else seems likelier.
        variant: the variant that the user named; the reps of exercises that have it are judged
            by it, whatever the pictures show.
    """
    parts = cast(recording, exercises)
    found = analyse(recording, exercises, parts, variant) if parts else []
    ranked = rank(found)
    candidates = [(a.exercise.id, confidence) for a, confidence in ranked if confidence > 0]
    if wanted is not None:
        own = next((a for a in found if a.exercise.id == wanted.id), None)
    else:
        own = next((a for a, confidence in ranked if confidence > 0 and not a.is_unlike), None)
    if own is None:
        return Choice(None, wanted, candidates, variant)
    bouts = _bouts(own, [a for a, _ in ranked])
    return Choice(_without(own, bouts, recording, variant), wanted, candidates, variant, bouts)


def _bouts(chosen: Analysis, ranked: Sequence[Analysis]) -> list[Bout]:
    """The sets of exercises that do not look like the chosen one."""
    rivals = {a.exercise.id: a.outcome.sets for a in ranked if a.exercise.id not in chosen.group}
    return bouts_of_others(chosen.outcome.reps, rivals)


def _without(
    chosen: Analysis, bouts: Sequence[Bout], recording: Recording, variant: str | None
) -> Analysis:
    """The analysis, without what it counted in sets of other exercises."""
    if not any(bout.holds(rep) for bout in bouts for rep in chosen.outcome.reps):
        return chosen
    parts = outside(chosen.parts, bouts, recording.time_s)
    return analyse(recording, [chosen.exercise], parts, variant)[0]


def rank(found: Sequence[Analysis]) -> list[tuple[Analysis, float]]:
    """The analyses with the confidence 0..1 in each, likeliest first; without a rep 0.5 at most.

    Of exercises that look alike on video and whose reps are as likely, the usual one comes first.
    """
    strength: dict[frozenset[str], float] = {}
    for a in found:
        strength[a.group] = max(strength.get(a.group, 0.0), a.likelihood)
    total = max(sum(strength.values()), 1.0)
    rated = [(a, strength[a.group] / total) for a in found]
    return sorted(
        rated,
        key=lambda one: (
            -one[1],
            -round(one[0].likely_reps, 1),
            not one[0].exercise.usual,
            -one[0].likelihood,
        ),
    )


def cast(recording: Recording, exercises: Sequence[Exercise]) -> list[Part]:
    """Who exercises in each scene.

    Scenes are parted by the film's cuts and by jumps of the body itself. Where several people
    are in a scene, each one's part in it is judged by itself, and the likeliest is taken.
    """
    starts = [0, *(int(s) + 1 for s in np.flatnonzero(np.diff(recording.scene))), len(recording)]
    parts: list[Part] = []
    for first, last in pairwise(starts):
        for frames, people in successions(recording, first, last):
            rivals = [person_parts(recording, person, frames) for person in people]
            if len(rivals) > 1:
                rivals.sort(key=lambda own: -_likelihood(recording, exercises, own))
            parts += rivals[0]
    return parts


def _likelihood(
    recording: Recording, exercises: Sequence[Exercise], parts: Sequence[Part]
) -> float:
    return max(one.likelihood for one in analyse(recording, exercises, parts))


def analyse(
    recording: Recording,
    exercises: Sequence[Exercise],
    parts: Sequence[Part],
    variant: str | None = None,
) -> list[Analysis]:
    """Run recorded landmarks through a session of each exercise, scene by scene."""
    timeline = new_timeline()
    done = [Analysis(e, list(parts), Session(e, timeline, variant)) for e in exercises]
    for number, part in enumerate(parts):
        _watch_scene(done, recording, part, number)
    for one in done:
        one.finish()
    return done


def _watch_scene(done: Sequence[Analysis], recording: Recording, part: Part, number: int) -> None:
    trunk_px = scene_trunk(recording, part)
    for inner, outer in blocks(part.frames):
        raw = raw_body(recording, part.person, outer, trunk_px)
        body, swapped = prepare(raw)
        own = slice(inner.start - outer.start, inner.stop - outer.start)
        exchanged = {inner.start + int(at) for at in np.flatnonzero(swapped[own])}
        for one in done:
            one.swapped |= exchanged
        _push_all(done, body[own], number)


def _push_all(done: Sequence[Analysis], body: Body, scene: int) -> None:
    measured = signals.measure(body)
    own = [body.azimuth_deg, np.full(len(body), scene)]
    rows = np.column_stack([*(measured[name] for name in signals.columns()), *own])
    timeline = done[0].session.timeline
    for time_s, row in zip(body.time_s, rows.astype(np.float32), strict=True):
        timeline.append(float(time_s), row)
        for one in done:
            one.take(one.session.step())


def merge_refusals(refusals: Sequence[Refusal]) -> list[Refusal]:
    """Refusals of one reason that follow each other closely, as one."""
    merged: list[Refusal] = []
    for one in sorted(refusals, key=lambda r: (r.from_s, r.to_s)):
        last = merged[-1] if merged else None
        if last and last.reason == one.reason and one.from_s - last.to_s <= SAME_REFUSAL_S:
            merged[-1] = Refusal(last.from_s, max(last.to_s, one.to_s), last.reason)
        else:
            merged.append(one)
    return merged
