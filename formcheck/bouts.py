"""Several exercises in one film: which stretches belong to another one than the one judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from formcheck.events import Rep, SetResult

LEAST_REPS = 3
"""Fewer are as likely a movement between two sets."""
LEAST_SPEAKS = 0.5
"""Of a set's reps, in the mean: less is hardly like the exercise that counts them."""
CLEARLY = 1.15
"""So many times more has to speak for the other exercise: two that count the same movements are
seldom sure of every one."""
CHANGE_S = 3.0
"""Nobody takes up the next exercise's position in less, but a cut may part them."""


@dataclass(frozen=True)
class Bout:
    """A set of another exercise than the one that is judged.

    Attributes:
        exercise: its id.
        reps: how many its rules count.
        speaks: how much they speak for it: each rep 0..1.
    """

    exercise: str
    scene: int
    from_s: float
    to_s: float
    reps: int
    speaks: float

    @classmethod
    def of(cls, exercise: str, done: SetResult) -> Bout:
        """One set as its own exercise counts it."""
        reps = done.reps
        return cls(exercise, done.scene, reps[0].start_s, reps[-1].end_s, len(reps), _speaks(reps))

    @property
    def is_sure(self) -> bool:
        """Whether it is a set at all."""
        return self.reps >= LEAST_REPS and self.speaks >= LEAST_SPEAKS * self.reps

    def holds(self, rep: Rep) -> bool:
        """Whether a rep was done in it, were it in part: of one movement the way back may be
        another exercise's way there."""
        return self.from_s < rep.end_s and rep.start_s < self.to_s

    def joins(self, rep: Rep) -> bool:
        """Whether a rep outside of it lies so near that the exercise cannot have changed."""
        apart_s = max(self.from_s - rep.end_s, rep.start_s - self.to_s)
        return rep.scene == self.scene and 0 <= apart_s < CHANGE_S

    def meets(self, other: Bout) -> bool:
        """Whether both share some time."""
        return self.from_s < other.to_s and other.from_s < self.to_s


def bouts_of_others(own: Sequence[Rep], rivals: Mapping[str, Iterable[SetResult]]) -> list[Bout]:
    """The sets in a film that belong to another exercise than the one judged, by time.

    Empty where no rep is left to the exercise itself: then the film does not show several, but
    another one.

    Args:
        own: the reps that the judged exercise counts.
        rivals: by id, the sets that exercises count which do not look like it.
    """
    sets = [Bout.of(exercise, each) for exercise, done in rivals.items() for each in done]
    found: list[Bout] = []
    for bout in sorted((bout for bout in sets if bout.is_sure), key=lambda bout: -bout.speaks):
        inside = _speaks([rep for rep in own if bout.holds(rep)])
        clear = bout.speaks > CLEARLY * inside and not any(map(bout.joins, own))
        if clear and not any(map(bout.meets, found)):
            found.append(bout)
    if all(any(bout.holds(rep) for bout in found) for rep in own):
        return []
    return sorted(found, key=lambda bout: bout.from_s)


def _speaks(reps: Sequence[Rep]) -> float:
    return sum(rep.speaks for rep in reps)
