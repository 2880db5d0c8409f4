"""The stretches of a film in which one person is followed, and what was recorded of them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.body import Body
from formcheck.bouts import Bout
from formcheck.preparation import find_breaks, usual_trunk
from formcheck.recording import Recording

LEAST_FRAMES = 8
"""A scene in which a person was found less often than this is not looked at."""
BLOCK_FRAMES = 1800
MARGIN_FRAMES = 120
"""Long films are prepared block by block, so that memory does not grow with them; the margin is
far longer than the smoothing's filter rings."""


@dataclass(frozen=True)
class Part:
    """The frames of one scene, and the person who exercises in it."""

    person: int
    frames: slice


def successions(recording: Recording, first: int, last: int) -> Iterator[tuple[slice, list[int]]]:
    """Stretches of a scene that share nobody: who was away for long has a new number."""
    seen: list[tuple[int, int, int]] = []
    for person in recording.people:
        frames = recording.frames_with(person)
        own = frames[(frames >= first) & (frames < last)]
        if len(own) >= LEAST_FRAMES:
            seen.append((int(own[0]), int(own[-1]), person))
    groups: list[tuple[int, list[int]]] = []
    for begins, ends, person in sorted(seen):
        if groups and begins <= groups[-1][0]:
            groups[-1] = (max(groups[-1][0], ends), [*groups[-1][1], person])
        else:
            groups.append((ends, [person]))
    cuts = [first, *(until + 1 for until, _ in groups[:-1]), last]
    for (begin, end), (_, people) in zip(pairwise(cuts), groups, strict=False):
        yield slice(begin, end), people


def person_parts(recording: Recording, person: int, frames: slice) -> list[Part]:
    """A person's frames, parted where the body itself jumps, as at a cut nobody noticed."""
    breaks: list[int] = []
    for inner, outer in blocks(frames):
        raw = raw_body(recording, person, outer)
        found = (outer.start + at for at in find_breaks(raw.time_s, raw.xy, raw.world))
        breaks += [at for at in found if inner.start <= at < inner.stop and at > frames.start]
    edges = [frames.start, *breaks, frames.stop]
    return [Part(person, slice(a, b)) for a, b in pairwise(edges)]


def blocks(frames: slice) -> Iterator[tuple[slice, slice]]:
    """Long stretches piece by piece: each with and without its margins."""
    for start in range(frames.start, frames.stop, BLOCK_FRAMES):
        inner = slice(start, min(start + BLOCK_FRAMES, frames.stop))
        first = max(frames.start, inner.start - MARGIN_FRAMES)
        yield inner, slice(first, min(frames.stop, inner.stop + MARGIN_FRAMES))


def raw_body(recording: Recording, person: int, frames: slice, trunk_px: float = np.nan) -> Body:
    """What was recorded of a person, as it was recorded: NaN where they were not found."""
    track = recording.person(person, frames)
    unknown = np.full(len(track.time_s), np.nan)
    return Body(
        track.time_s,
        track.xy,
        track.world,
        track.visibility,
        track.outline,
        track.on_mask,
        unknown,
        np.zeros((len(unknown), 2)),
        trunk_px,
    )


def scene_trunk(recording: Recording, part: Part) -> float:
    """The trunk's usual length in the scene, from its first minute or so, pixels."""
    first = slice(part.frames.start, min(part.frames.stop, part.frames.start + BLOCK_FRAMES))
    return usual_trunk(recording.person(part.person, first).xy)


def outside(
    parts: Iterable[Part], bouts: Sequence[Bout], time_s: npt.NDArray[np.float64]
) -> list[Part]:
    """The parts, less the frames of the bouts, which follow each other in time."""
    kept: list[Part] = []
    for part in parts:
        start = part.frames.start
        for bout in bouts:
            first = int(np.searchsorted(time_s, bout.from_s))
            past = int(np.searchsorted(time_s, bout.to_s, "right"))
            kept.append(Part(part.person, slice(start, min(first, part.frames.stop))))
            start = max(start, past)
        kept.append(Part(part.person, slice(start, part.frames.stop)))
    return [part for part in kept if part.frames.start < part.frames.stop]
