"""The reps of one exercise as far as they are known: first expected, then settled."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.events import Refusal, Rep

SETTLES_WITHIN_S = 5.0
"""A rep that its session has not confirmed by then was none."""


@dataclass
class Counted:
    """One rep of the set.

    Attributes:
        number: within the set.
        told_s: when it was counted.
        settled: whether it changes no more.
    """

    number: int
    rep: Rep
    told_s: float
    settled: bool = False


class Tally:
    """Counts the reps of the set under way and of all sets."""

    def __init__(self) -> None:
        self.reps: list[Counted] = []
        self.reps_before = 0
        self._likely_before = 0.0
        self._ended_s = float("-inf")

    @property
    def total(self) -> int:
        """All reps so far."""
        return self.reps_before + len(self.reps)

    @property
    def likely(self) -> float:
        """The same, each as far as it is like a usual one of the exercise."""
        return self._likely_before + sum(counted.rep.speaks for counted in self.reps)

    @property
    def last(self) -> Counted | None:
        """The newest rep of the set."""
        return self.reps[-1] if self.reps else None

    def expect(self, rep: Rep, now_s: float) -> Counted | None:
        """Count a rep that is as good as over; None where it is counted already."""
        if self._same(rep):
            return None
        return self._count(rep, now_s)

    def settle(self, rep: Rep, now_s: float) -> tuple[Counted | None, bool]:
        """The rep as it stays, and whether it is counted only now; None = of an earlier set."""
        known = self._same(rep)
        counted = known or (self._count(rep, now_s) if rep.start_s >= self._ended_s else None)
        if counted is not None:
            counted.rep, counted.settled = rep, True
        return counted, known is None

    def refuse(self, refusal: Refusal) -> Counted | None:
        """Take back the rep that was none; None where nothing was counted then."""
        for counted in self.reps:
            middle = (counted.rep.start_s + counted.rep.end_s) / 2
            if not counted.settled and refusal.from_s <= middle <= refusal.to_s:
                return self._withdraw(counted)
        return None

    def overdue(self, now_s: float) -> Counted | None:
        """Take back a rep that has waited too long to be confirmed."""
        for counted in self.reps:
            if not counted.settled and now_s - counted.told_s > SETTLES_WITHIN_S:
                return self._withdraw(counted)
        return None

    def end_set(self) -> list[Counted]:
        """Close the set; returns its reps."""
        self.reps_before, self._likely_before = self.total, self.likely
        done, self.reps = self.reps, []
        if done:
            self._ended_s = done[-1].rep.end_s
        return done

    def _count(self, rep: Rep, now_s: float) -> Counted:
        counted = Counted(len(self.reps) + 1, rep, now_s)
        self.reps.append(counted)
        return counted

    def _withdraw(self, counted: Counted) -> Counted:
        self.reps.remove(counted)
        for number, each in enumerate(self.reps, 1):
            each.number = number
        return counted

    def _same(self, rep: Rep) -> Counted | None:
        """The rep counted before that lies at the same time."""
        middle = (rep.start_s + rep.end_s) / 2
        for counted in reversed(self.reps):
            if counted.rep.start_s <= middle <= counted.rep.end_s:
                return counted
        return None
