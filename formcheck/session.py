"""The causal core: signals go in frame by frame, reps with their verdicts come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from formcheck import signals
from formcheck.between import place_left
from formcheck.body import other, view_name
from formcheck.counting import RepBuilder
from formcheck.events import Event, Refusal, Rep
from formcheck.order import median
from formcheck.presence import LEAVE_S, UNSEEN_S, Presence
from formcheck.reps import Excursion, ExcursionFinder
from formcheck.rule import Between, Exercise, RepCycle
from formcheck.setwatch import conclude
from formcheck.signals import REGISTRY
from formcheck.timeline import Row, Timeline
from formcheck.working import works

SET_REST_S = 15.0
"""A longer time without a rep ends a set (EXERCISES: sets)."""
LONGEST_BETWEEN_S = 1.0
"""Without a picture for longer, nobody knows what was done; the set may go on all the same."""
IN_POSITION_SHARE = 0.8


def new_timeline() -> Timeline:
    """An empty timeline with a column for every signal, the facing and the scene."""
    return Timeline([*signals.columns(), "azimuth", "scene"])


@dataclass
class Leg:
    """What is followed for one possible working side in one kind of view."""

    side: str
    cycle: RepCycle
    finder: ExcursionFinder
    value: Callable[[Row], float]
    presence: Presence = field(default_factory=Presence)


class Session:
    """One person doing one exercise.

    Feed every frame in order of time; each call gives the events that this frame settles. An
    event never changes afterwards, whatever comes next. Sessions of several exercises may watch
    one timeline. A ``variant`` of the exercise is named where all reps are to be judged by it.
    """

    def __init__(
        self, exercise: Exercise, timeline: Timeline | None = None, variant: str | None = None
    ) -> None:
        self.exercise = exercise
        self.timeline = new_timeline() if timeline is None else timeline
        self._legs = [self._leg(side, cycle) for cycle in exercise.cycles for side in cycle.sides]
        self._bounds = {leg.side: self._bounds_of(leg.side) for leg in self._legs}
        self._scene_in = self.timeline.reader("scene", "")
        self._azimuth_in = self.timeline.reader("azimuth", "")
        self._builder = RepBuilder(exercise, self.timeline, variant)
        self._sets_done = 0
        self._scene = -1
        self._last_s = -np.inf
        self._seen_s = -np.inf
        self._view = "oblique"
        self._moved_until_s: float | None = None
        self._presence = Presence()

    def _leg(self, side: str, cycle: RepCycle) -> Leg:
        finder = ExcursionFinder.of(cycle.full_range, REGISTRY[cycle.found_by].unit)
        return Leg(side, cycle, finder, self.timeline.reader(cycle.found_by, side))

    def _bounds_of(self, side: str) -> list[tuple[Callable[[Row], float], float, float]]:
        """What the position asks of a row with ``side`` working: value, low, high."""
        return [
            (self.timeline.reader(one.signal, _leg_of(one, side)), one.low, one.high)
            for one in self.exercise.position.requires
        ]

    def push(self, time_s: float, row: Sequence[float]) -> list[Event]:
        """Take one frame: ``row`` holds the timeline's columns in their order."""
        self.timeline.append(time_s, row)
        return self.step()

    def step(self) -> list[Event]:
        """Look at the newest frame of the timeline."""
        events: list[Event] = []
        row = self.timeline.newest
        time_s, scene = float(self.timeline.time_s[-1]), int(self._scene_in(row))
        azimuth = self._azimuth_in(row)
        self._view = view_name(azimuth)
        if scene != self._scene:
            events += self._cut()
            self._scene = scene
        elif time_s - self._last_s > LONGEST_BETWEEN_S:
            events += self._let_go()
        self._last_s = time_s
        if np.isfinite(azimuth):
            self._seen_s = time_s
        unseen_s = time_s - self._seen_s
        if 0 < unseen_s <= UNSEEN_S:
            return events + (self._let_go() if unseen_s > LONGEST_BETWEEN_S else [])
        held = {side: self._in_position_now(side) for side in self._bounds}
        for leg in self._legs:
            events += self._follow(leg, time_s, held[leg.side])
        if any(leg.presence.left_since_s is None for leg in self._legs):
            self._presence.enter(time_s)
        else:
            self._presence.leave(time_s)
        return events

    def finish(self) -> list[Event]:
        """The film ends here."""
        return self._cut()

    def position_share(self) -> float:
        """Share of the frames so far in which the exercise's position was held, 0..1."""
        if not len(self.timeline):
            return 0.0
        whole = slice(0, len(self.timeline))
        return max(float(self.in_position(side, whole).mean()) for side in self._bounds)

    # --- what is not settled yet ---

    @property
    def legs(self) -> Sequence[Leg]:
        """Every possible working side, in each kind of view, with its movement under way."""
        return self._legs

    @property
    def left_since_s(self) -> float | None:
        """Since when the exercise's position has not been held; None while it is."""
        return self._presence.left_since_s

    def preview(self, leg: Leg, found: Excursion) -> Rep | Refusal | None:
        """What a movement of a leg would be if it ended here; None where another leg made it.

        Nothing is counted by this, and nothing remembered.
        """
        part = slice(found.low_before, found.low_after + 1)
        if not self.works(leg, part):
            return None
        if self.in_position(leg.side, part).mean() < IN_POSITION_SHARE:
            return self._out_of_position(part)
        first = self._begins_new_set(found)
        return self._builder.preview(leg.cycle, leg.side, found, self._moved_before(found), first)

    # --- following one leg ---

    def _follow(self, leg: Leg, time_s: float, held: bool) -> list[Event]:
        events: list[Event] = []
        if held:
            if leg.presence.enter(time_s):
                events += self._flush(leg)
        else:
            leg.presence.leave(time_s)
        found = leg.finder.push(len(self.timeline) - 1, time_s, self.travel(leg))
        return events + (self._consider(leg, found) if found else [])

    def travel(self, leg: Leg) -> float:
        """The signal that excursions are found on; the way forward counts as none."""
        if self._view not in leg.cycle.views:
            return float("nan")
        value = leg.value(self.timeline.newest)
        return max(leg.cycle.found_sign * value, leg.cycle.found_from)

    def _flush(self, leg: Leg) -> list[Event]:
        found = leg.finder.finish()
        return self._consider(leg, found) if found else []

    def _in_position_now(self, side: str) -> bool:
        """What :meth:`in_position` says of the newest frame."""
        row = self.timeline.newest
        return all(low <= value(row) <= high for value, low, high in self._bounds[side])

    def in_position(self, side: str, part: slice) -> npt.NDArray[np.bool_]:
        """(T,) whether the exercise's position is held with ``side`` working."""
        held = np.ones(part.stop - part.start, dtype=bool)
        for condition in self.exercise.position.requires:
            held &= self._holds(condition, side, part)
        return held

    def _holds(self, condition: Between, side: str, part: slice) -> npt.NDArray[np.bool_]:
        values = self.timeline.column(condition.signal, _leg_of(condition, side), part)
        return (values >= condition.low) & (values <= condition.high)

    # --- from an excursion to a rep ---

    def _consider(self, leg: Leg, found: Excursion) -> list[Event]:
        part = slice(found.low_before, found.low_after + 1)
        if not self.works(leg, part):
            return []
        earliest_s, self._moved_until_s = self._moved_before(found), self._end_of(found)
        if self.in_position(leg.side, part).mean() < IN_POSITION_SHARE:
            return [self._out_of_position(part)]
        if not found.returned:
            return [self._refuse(part, "cut off before the way back")]
        if self._other_worked(leg, part):
            return [self._refuse(part, "the other leg did a rep meanwhile")]
        # A set is closed before the next one's first rep is judged: each has its own baseline.
        events = self._end_set() if self._begins_new_set(found) else []
        built = self._builder.build(leg.cycle, leg.side, found, earliest_s)
        if isinstance(built, Rep):
            built = self._builder.number(built, self._sets_done + 1)
        return [*events, built]

    def _other_worked(self, leg: Leg, part: slice) -> bool:
        """Whether the leg was only put aside while the other one did a whole rep."""
        from_s, to_s = (float(self.timeline.time_s[i]) for i in (part.start, part.stop - 1))
        return any(
            rep.side == other(leg.side) != leg.side and from_s <= rep.start_s and rep.end_s <= to_s
            for rep in self._builder.reps[-2:]
        )

    def _moved_before(self, found: Excursion) -> float | None:
        """When the movement before ended; what the other leg seems to do meanwhile is none."""
        until_s = self._moved_until_s
        return until_s and min(until_s, float(self.timeline.time_s[found.low_before]))

    def _end_of(self, found: Excursion) -> float:
        """Until when the legs moved: the latest end of an excursion."""
        return max(float(self.timeline.time_s[found.low_after]), self._moved_until_s or 0.0)

    def works(self, leg: Leg, part: slice) -> bool:
        """Whether this leg, or both together, made the movement."""
        return self._begins_so(leg, part) and works(self.timeline, leg.cycle, leg.side, part)

    def _begins_so(self, leg: Leg, part: slice) -> bool:
        """Whether the movement begins where movements of this cycle do."""
        around = self.timeline.around(part.start)
        return all(
            one.low <= median(self.timeline.column(one.signal, leg.side, around)) <= one.high
            for one in leg.cycle.starts
        )

    def _out_of_position(self, part: slice) -> Refusal:
        name = self.exercise.position.name
        return self._refuse(part, f"not in the position of this exercise ({name})")

    def _refuse(self, part: slice, reason: str) -> Refusal:
        time_s = self.timeline.time_s
        return Refusal(float(time_s[part.start]), float(time_s[part.stop - 1]), reason)

    def _begins_new_set(self, found: Excursion) -> bool:
        if not self._builder.reps:
            return False
        last_s = self._builder.reps[-1].end_s
        start_s = float(self.timeline.time_s[found.low_before])
        returned = any(last_s <= at <= start_s for at in self._presence.returned_at_s)
        if returned or start_s - last_s >= SET_REST_S:
            return True
        position = self.exercise.position
        return place_left(
            self.timeline, last_s, start_s, LEAVE_S, position.left_by_deg, position.stays
        )

    def _end_set(self) -> list[Event]:
        if not self._builder.reps:
            return []
        self._sets_done += 1
        done = conclude(self.exercise, self._sets_done, self._builder.reps)
        self._builder.new_set()
        return [done]

    def _let_go(self) -> list[Event]:
        """No movement goes on over what was not seen."""
        events: list[Event] = []
        for leg in self._legs:
            events += self._flush(leg)
            leg.finder.reset()
            leg.presence.left_since_s = None
        return events

    def _cut(self) -> list[Event]:
        return [*self._let_go(), *self._end_set()]


def _leg_of(condition: Between, side: str) -> str:
    """The leg that a condition is about while ``side`` works."""
    return side if condition.leg == "working" else other(side)
