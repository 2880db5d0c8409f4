"""One exercise watched on one person: its session, what is foreseen, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from formcheck.body import SIDES, view_name
from formcheck.events import Event, Refusal, Rep
from formcheck.geometry import Array
from formcheck.live.cues import seen_at_turn, seen_in
from formcheck.live.foresight import Foresight, Preview
from formcheck.live.messages import PhaseName
from formcheck.live.tally import Counted, Tally
from formcheck.rule import Exercise
from formcheck.session import Session
from formcheck.signals import REGISTRY
from formcheck.watch import peak_band

CURVE_S = 8.0
POSITION_MEMORY_S = 5.0


@dataclass
class News:
    """What one frame brought.

    Attributes:
        counted: reps counted just now, provisionally or at once for good.
        settled: reps counted before that change no more.
        withdrawn: reps counted before that were none, with the reason.
        mistakes: (rep number, mistake ids, whether the rep is still under way).
    """

    counted: list[Counted] = field(default_factory=list)
    settled: list[Counted] = field(default_factory=list)
    withdrawn: list[tuple[Counted, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    mistakes: list[tuple[int, list[str], bool]] = field(default_factory=list)


class Watched:
    """Feed what the session settles; ask what is going on.

    Attributes:
        in_position: how much of the last seconds the position was held, 0..1.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.tally = Tally()
        self.in_position = 0.0
        self._foresight = Foresight(session)
        self._last_s = 0.0

    @property
    def exercise(self) -> Exercise:
        return self.session.exercise

    @property
    def likelihood(self) -> tuple[float, bool, float]:
        """By which the exercise under way is told among several."""
        return (self.tally.likely + 0.5 * self.in_position, self.exercise.usual, self.in_position)

    @property
    def phase(self) -> PhaseName:
        """The phase that the newest frame is in."""
        return self._foresight.phase

    @property
    def moving(self) -> bool:
        """Whether a rep may be under way."""
        return self._foresight.moving

    @property
    def still(self) -> bool:
        """Whether nothing has moved for a moment."""
        return self._foresight.still

    @property
    def side(self) -> str:
        """The leg at work, or the one that worked last."""
        return self._foresight.side

    def left_for_s(self, now_s: float) -> float:
        """For how long the position has not been held."""
        since = self.session.left_since_s
        return 0.0 if since is None else now_s - since

    def step(self, now_s: float, events: list[Event]) -> News:
        """Take what the session settled with the newest frame, and look ahead."""
        news = News()
        held = self.session.left_since_s is None
        share = min(1.0, max(0.0, now_s - self._last_s) / POSITION_MEMORY_S)
        self.in_position += share * (held - self.in_position)
        self._last_s = now_s
        for event in events:
            self._settle(event, now_s, news)
        for preview in self._foresight.look():
            self._foresee(preview, now_s, news)
        overdue = self.tally.overdue(now_s)
        if overdue is not None:
            news.withdrawn.append((overdue, "it did not end as a rep"))
        return news

    def curve(self) -> tuple[Array, Array]:
        """(K,) seconds and (K,) values of the rep signal over the last seconds."""
        timeline, cycle = self.session.timeline, self._foresight.leg.cycle
        if not len(timeline):
            return np.empty(0), np.empty(0)
        newest = timeline.between(float(timeline.time_s[-1]) - CURVE_S, np.inf)
        values = timeline.column(cycle.signal, self.side, newest)
        return timeline.time_s[newest], values - self.offset

    @property
    def angle(self) -> tuple[str, float] | None:
        """The joint that the rep signal turns about, such as ``left_knee``, and its newest value
        in degrees."""
        cycle = self._foresight.leg.cycle
        if not len(self.session.timeline) or REGISTRY[cycle.signal].unit != "deg":
            return None
        value = self.session.timeline.latest(cycle.signal, self.side) - self.offset
        joint = "knee" if cycle.signal.startswith("knee") else "hip"
        leg = self.session.timeline.leg_read(self.side)
        return (f"{leg if leg in SIDES else 'left'}_{joint}", value) if np.isfinite(value) else None

    @property
    def offset(self) -> float:
        """What the camera adds to the rep signal, as far as the last rep told."""
        last = self.tally.last
        return last.rep.offset if last else 0.0

    @property
    def band(self) -> tuple[float | None, float | None]:
        """Between which levels of the rep signal a peak should lie; None = open or not known."""
        return peak_band(self.exercise, self._foresight.leg.cycle)

    def unjudged(self, azimuth_deg: float) -> list[str]:
        """The mistakes that cannot be judged from where the camera stands."""
        if not np.isfinite(azimuth_deg):
            return []
        view = view_name(azimuth_deg)
        checks = self.exercise.rep_checks
        judged = {check.mistake for check in checks if view in self.exercise.seen_from(check)}
        return list(dict.fromkeys(c.mistake for c in checks if c.mistake not in judged))

    def _settle(self, event: Event, now_s: float, news: News) -> None:
        if isinstance(event, Refusal):
            news.refused.append(event)
            gone = self.tally.refuse(event)
            if gone is not None:
                news.withdrawn.append((gone, event.reason))
        elif isinstance(event, Rep):
            counted, is_new = self.tally.settle(event, now_s)
            if counted is not None:
                (news.counted if is_new else news.settled).append(counted)
                news.mistakes.append((counted.number, seen_in(event), False))

    def _foresee(self, preview: Preview, now_s: float, news: News) -> None:
        if preview.known == "turn":
            mistakes = seen_at_turn(self.exercise, preview.rep)
            news.mistakes.append((len(self.tally.reps) + 1, mistakes, True))
            return
        counted = self.tally.expect(preview.rep, now_s)
        if counted is not None:
            news.counted.append(counted)
            news.mistakes.append((counted.number, seen_in(preview.rep), False))
