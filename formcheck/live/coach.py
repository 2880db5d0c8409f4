"""Leads a person through sets without hands: place, ready, set, rest, and the next set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from formcheck.live import messages as say
from formcheck.live.crowd import Crowd
from formcheck.live.cues import Cue, CueChooser
from formcheck.live.guide import Guide, Shown
from formcheck.live.tally import Counted
from formcheck.live.watched import News, Watched
from formcheck.pose import Observation
from formcheck.presence import LEAVE_S
from formcheck.rule import Exercise
from formcheck.session import SET_REST_S
from formcheck.standard_checks import BETWEEN_SETS_S

RepKind = TypeVar("RepKind", bound=say.RepMessage)

STILL_S = 0.6
COUNTDOWN_S = 3
AWAY_S = 120.0
"""Out of the picture for this long after a set, the workout is over."""


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    Attributes:
        exercise: None = whichever is recognised.
        sets: after so many the workout is over; None = open.
        variant: the one of the exercise that every rep is judged by; None = as each rep shows.
        only_films: reps are judged later; whoever films says when a set begins.
    """

    exercise: Exercise | None = None
    sets: int | None = None
    variant: str | None = None
    only_films: bool = False


class Coach:
    """Takes what is seen in each frame and says what follows from it.

    Attributes:
        stage: the part of the workout that is under way.
        stage_s: when it began.
        advice: what to change about camera, light and place.
        cue: the newest cue, and when it was given.
        phase_s: when the phase under way began.
        shown: the newest frame's quality.
    """

    def __init__(self, plan: Plan, exercises: Sequence[Exercise], width: int, height: int) -> None:
        self.plan = plan
        self.stage: say.StageName = "placing"
        self.stage_s = self.now_s = self.phase_s = 0.0
        self.advice: list[say.Advice] = []
        self.cue: tuple[Cue, float] | None = None
        self.phase: say.PhaseName = "rest"
        self.ended: list[tuple[int, int]] = []
        self.shown = Shown(0.0, float("nan"), None, float("nan"), width, height)
        self.crowd = Crowd(exercises, plan.variant)
        self._guide = Guide(exercises)
        self._chooser = CueChooser()
        self._side: str | None = None
        self._held_since_s: float | None = None
        self._seen_s = 0.0
        self._counted_down = 0

    @property
    def watched(self) -> Watched:
        """The exercise under way, on the person who does it."""
        return self.crowd.watched

    @property
    def target(self) -> int:
        """How many reps a set should have."""
        return self.watched.exercise.target_reps[0]

    @property
    def rest_left_s(self) -> float:
        """What remains of the rest between two sets; negative when it is over."""
        return BETWEEN_SETS_S - (self.now_s - self.stage_s)

    @property
    def countdown(self) -> int:
        """Seconds until the set should begin; 0 = go."""
        return max(0, COUNTDOWN_S - int(self.now_s - self.stage_s))

    @property
    def _set(self) -> int:
        """Number of the set under way, or of the next one."""
        return len(self.ended) + 1

    def see(self, observation: Observation) -> list[say.Message]:
        """Take the next frame."""
        self.now_s = observation.time_s
        news = self.crowd.push(observation)
        self.shown = replace(
            self.shown,
            time_s=self.now_s,
            brightness=observation.brightness,
            pose=self.crowd.pose,
            azimuth_deg=self.crowd.azimuth_deg,
        )
        if self.crowd.pose is not None:
            self._seen_s = self.now_s
        return [
            *self._guided(),
            *self._told(news),
            *(() if self.plan.only_films else self._moved_on(news)),
            *self._phase_told(),
        ]

    def film(self, running: bool) -> None:
        """Show that a set is being filmed, or not yet; its reps are judged later."""
        stage: say.StageName = "filming" if running else "placing"
        if stage != self.stage:
            self.stage, self.stage_s = stage, self.now_s

    def finish(self) -> list[say.Message]:
        """No more frames will come."""
        news = self.crowd.finish(self.now_s)
        told = list(self._told(news))
        if self.stage == "set":
            told += self._end_set()
        return [*told, *self._enter("done")]

    # --- what is told ---

    def _guided(self) -> Iterator[say.Message]:
        before, self.advice = self.advice, self._guide.look(self.shown)
        if [a.code for a in before] != [a.code for a in self.advice]:
            yield say.Guide(time_s=self.now_s, advice=self.advice)

    def _told(self, news: News) -> Iterator[say.Message]:
        for gone, reason in news.withdrawn:
            yield say.RepWithdrawn(
                time_s=self.now_s, number=gone.number, set=self._set, reason=reason
            )
        for counted in news.counted:
            yield from self._switched(counted)
            yield self._rep(say.RepCounted, counted)
        for counted in news.settled:
            yield self._rep(say.RepSettled, counted)
        for one in news.refused:
            yield say.NotCounted(
                time_s=self.now_s, from_s=one.from_s, to_s=one.to_s, reason=one.reason
            )
        for number, mistakes, under_way in news.mistakes:
            yield from self._cued(number, mistakes, under_way)

    def _rep(self, kind: type[RepKind], counted: Counted) -> RepKind:
        rep = counted.rep
        return kind(
            time_s=self.now_s,
            number=counted.number,
            set=self._set,
            side=rep.side,
            provisional=not counted.settled,
            start_s=rep.start_s,
            peak_start_s=rep.peak_start_s,
            peak_end_s=rep.peak_end_s,
            end_s=rep.end_s,
            complete=rep.complete,
            mistakes=[say.MistakeNow(id=f.mistake, verdict=f.verdict) for f in rep.findings],
        )

    def _switched(self, counted: Counted) -> Iterator[say.Message]:
        before, self._side = self._side, counted.rep.side
        if before not in (None, self._side):
            yield say.LegSwitched(
                time_s=self.now_s, side=counted.rep.side, within_set=counted.number > 1
            )

    def _cued(self, number: int, mistakes: list[str], under_way: bool) -> Iterator[say.Message]:
        about = "this rep" if under_way else "last rep"
        cue = self._chooser.choose(self.watched.exercise, mistakes, number, about)
        if cue is not None:
            self.cue = cue, self.now_s
            yield say.CueGiven(
                time_s=self.now_s, mistake=cue.mistake, text=cue.text, about=cue.about, rep=number
            )

    def _phase_told(self) -> Iterator[say.Message]:
        if self.stage != "set" or self.watched.phase == self.phase:
            return
        self.phase, self.phase_s = self.watched.phase, self.now_s
        number = len(self.watched.tally.reps) + (self.phase != "rest")
        yield say.Phase(
            time_s=self.now_s,
            phase=self.phase,
            rep=number,
            side=self.watched.side,  # type: ignore[arg-type]
        )

    # --- from one part of the workout to the next ---

    def _moved_on(self, news: News) -> Iterator[say.Message]:
        watched, now_s = self.watched, self.now_s
        if self.stage == "set":
            if self._set_is_over(watched):
                yield from self._end_set()
                yield from self._enter("done" if self._all_done() else "rest")
            return
        if news.counted or any(under_way for _, _, under_way in news.mistakes):
            yield from self._enter("set")
            return
        held = watched.left_for_s(now_s) == 0.0 and self.crowd.pose is not None
        if not held or not watched.still:
            self._held_since_s = None
        elif self._held_since_s is None:
            self._held_since_s = now_s
        yield from self._waited(held)

    def _waited(self, held: bool) -> Iterator[say.Message]:
        """Before a set, or between two."""
        still = self._held_since_s is not None and self.now_s - self._held_since_s >= STILL_S
        if self.stage == "ready":
            if not held and self.watched.left_for_s(self.now_s) > LEAVE_S:
                yield from self._enter("rest" if self.ended else "placing")
            elif self.countdown != self._counted_down:
                self._counted_down = self.countdown
                yield say.Countdown(time_s=self.now_s, seconds=self.countdown)
        elif still and not self.advice and (self.stage == "placing" or self.rest_left_s <= STILL_S):
            yield from self._enter("ready")
        elif self.stage == "rest" and self.now_s - self._seen_s > AWAY_S:
            yield from self._enter("done")

    def _set_is_over(self, watched: Watched) -> bool:
        if watched.left_for_s(self.now_s) > LEAVE_S:
            return True
        last = watched.tally.last
        since_s = self.stage_s if last is None else max(self.stage_s, last.told_s)
        return not watched.moving and self.now_s - since_s > SET_REST_S

    def _all_done(self) -> bool:
        return self.plan.sets is not None and len(self.ended) >= self.plan.sets

    def _end_set(self) -> list[say.Message]:
        done = self.watched.tally.end_set()
        self.crowd.forget_sets()
        self._chooser = CueChooser()
        if not done:
            return []
        clean = sum(each.rep.clean for each in done)
        self.ended.append((len(done), clean))
        number = len(self.ended)
        return [say.SetEnded(time_s=self.now_s, set=number, reps=len(done), clean_reps=clean)]

    def _enter(self, stage: say.StageName) -> Iterator[say.Message]:
        if stage == self.stage:
            return
        self.stage, self.stage_s = stage, self.now_s
        self._held_since_s, self._counted_down = None, 0
        done = stage in ("rest", "done")
        yield say.Stage(time_s=self.now_s, stage=stage, set=max(1, self._set - done))
