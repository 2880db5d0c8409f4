"""Everybody in the picture, each followed alone; the one who exercises is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.live.follower import Follower
from formcheck.live.watched import News, Watched
from formcheck.pose import Observation, Pose
from formcheck.rule import Exercise

FORGOTTEN_S = 6.0
"""The landmarker gives nobody's number again after this time."""
MOST_ROWS = 9000
"""Between two sets a longer past is left behind, so that memory does not grow with the hours."""


@dataclass
class _Person:
    follower: Follower
    watched: list[Watched]
    seen_s: float

    @property
    def best(self) -> Watched:
        return max(self.watched, key=lambda one: one.likelihood)


class Crowd:
    """Follows everybody; what one has counted stays when somebody else is shown.

    Attributes:
        pose: of the person shown in the newest frame; None where they were not found.
    """

    def __init__(self, exercises: Sequence[Exercise], variant: str | None = None) -> None:
        self._exercises = list(exercises)
        self._variant = variant
        self._people: dict[int, _Person] = {}
        self._shown = self._newcomer(0.0)
        self.pose: Pose | None = None

    @property
    def watched(self) -> Watched:
        """The likeliest exercise of the person shown."""
        return self._shown.best

    @property
    def azimuth_deg(self) -> float:
        """Where the person shown faces; NaN = unknown."""
        timeline = self._shown.follower.timeline
        return timeline.latest("azimuth", "") if len(timeline) else float("nan")

    def push(self, observation: Observation) -> News:
        """Take the next frame; returns what it brought of the person shown."""
        now_s = observation.time_s
        for number in observation.people:
            if number not in self._people:
                self._people[number] = self._newcomer(now_s)
        news: dict[int, News] = {}
        for number, person in list(self._people.items()):
            pose = observation.people.get(number)
            person.seen_s = now_s if pose is not None else person.seen_s
            if now_s - person.seen_s > FORGOTTEN_S and person is not self._shown:
                del self._people[number]
            news[id(person)] = self._step(person, observation, pose)
        self._show(now_s)
        self.pose = self.pose_in(observation.people)
        return news.get(id(self._shown), News())

    def pose_in(self, poses: Mapping[int, Pose]) -> Pose | None:
        """Where the person shown is among everybody in a picture; None where they are not in it."""
        here = (pose for n, pose in poses.items() if self._people.get(n) is self._shown)
        return next(here, None)

    def finish(self, now_s: float) -> News:
        """No more frames will come."""
        said = self._shown.follower.finish()
        best = self._shown.best
        return best.step(now_s, [one.event for one in said if one.session is best.session])

    def forget_sets(self) -> None:
        """A set is over: nobody's unfinished count goes on, and a long past is left behind."""
        for person in self._people.values():
            for one in person.watched:
                one.tally.end_set()
            if len(person.follower.timeline) > MOST_ROWS:
                fresh = self._newcomer(person.seen_s)
                person.follower, person.watched = fresh.follower, fresh.watched

    def _newcomer(self, now_s: float) -> _Person:
        follower = Follower(self._exercises, self._variant)
        return _Person(follower, [Watched(session) for session in follower.sessions], now_s)

    @staticmethod
    def _step(person: _Person, observation: Observation, pose: Pose | None) -> News:
        said = person.follower.push(observation.time_s, observation.scene, pose)
        news = [
            one.step(observation.time_s, [s.event for s in said if s.session is one.session])
            for one in person.watched
        ]
        return news[person.watched.index(person.best)]

    def _show(self, now_s: float) -> None:
        """Show whoever exercises; a tie leaves the one shown."""
        here = [p for p in self._people.values() if now_s - p.seen_s < FORGOTTEN_S]
        if not here:
            return
        best = max(here, key=lambda p: (self._reps(p), p.best.in_position > 0.5, p is self._shown))
        if best is not self._shown:
            self._shown = best

    @staticmethod
    def _reps(person: _Person) -> int:
        return len(person.best.tally.reps)
