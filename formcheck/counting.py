"""From an excursion of the rep signal to a counted rep, or to the reason why it is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy, deepcopy
from dataclasses import replace
from typing import cast

import numpy as np

from formcheck.between import LONGEST_PAUSE_S, begins_at_peak
from formcheck.body import is_far
from formcheck.events import Refusal, Rep, WorkingSide
from formcheck.legtrust import TO_AND_FRO_ERROR_S, hidden, to_and_fro
from formcheck.legway import LEAST_RANGE_SHARE, timed_by, travelled
from formcheck.measures import Calibrated
from formcheck.phases import Move, begun_after, beside, meet
from formcheck.plausible import implausible
from formcheck.readings import offset_of, read
from formcheck.reps import Excursion
from formcheck.rhythm import border_share
from formcheck.rule import Condition, Exercise, Guard, RepCycle, Variant
from formcheck.signals import REGISTRY
from formcheck.stretches import REST_SEEN_S, there_and_back
from formcheck.timeline import Timeline
from formcheck.timing import time_move
from formcheck.watch import compare, judge, likeness, spoken_view
from formcheck.window import Baseline, RepWindow

OTHER_WAY = "it began at what is the turning point here: another exercise, from the other end"
UNCOUNTABLE = "a rep cannot be told from other movements there"


class RepBuilder:
    """Builds the reps of one session, one after the other; ``reps`` are those of the set so far."""

    def __init__(self, exercise: Exercise, timeline: Timeline, variant: str | None = None) -> None:
        """``variant``: named by the user, in place of the one that the pictures show."""
        self.exercise = exercise
        self.timeline = timeline
        self._checks = [replace(c, views=exercise.seen_from(c)) for c in exercise.rep_checks]
        self._named = variant if variant in exercise.variant_names else None
        self._counted = 0
        self._ended_s = self._other_way_until_s = -np.inf
        self.new_set()

    def new_set(self) -> None:
        """Forget what holds only within a set."""
        self._baseline = Baseline()
        self._variants: Counter[str] = Counter()
        self.reps: list[Rep] = []

    def preview(
        self,
        cycle: RepCycle,
        side: str,
        found: Excursion,
        earliest_s: float | None,
        first_of_set: bool,
    ) -> Rep | Refusal:
        """What :meth:`build` would say now, before the movement's end is settled."""
        trial = copy(self)
        if first_of_set:
            trial.new_set()
        else:
            trial._variants = self._variants.copy()
        return trial.build(cycle, side, found, earliest_s)

    def number(self, rep: Rep, set_number: int) -> Rep:
        """Take the rep into the set; returns it with its place in the film."""
        self._counted += 1
        self._ended_s = rep.end_s
        self.reps.append(replace(rep, number=self._counted, set=set_number))
        return self.reps[-1]

    def build(
        self, cycle: RepCycle, side: str, found: Excursion, earliest_s: float | None
    ) -> Rep | Refusal:
        """One rep with all its verdicts, or why it does not count.

        Args:
            cycle: what a rep is in the view at hand.
            side: the working leg, or "both".
            earliest_s: where the movement before ended, of either leg; None for the first.
        """
        by = timed_by(self.timeline, cycle, side, found)
        moves = self._fit(cycle, side, found, earliest_s, by)
        if moves is None:
            return self._refusal(found, "too short or too unsteady to be a rep")
        baseline = deepcopy(self._baseline)
        window = RepWindow(
            timeline=self.timeline,
            signal=cycle.signal,
            joints=cycle.timed_by,
            side=side,
            out=moves[0],
            back=moves[1],
            lowers_first=cycle.lowers_first,
            still_from_s=max(moves[0].start_s - REST_SEEN_S, earliest_s or 0.0),
            moved_before_s=earliest_s,
            rep_before_s=self.reps[-1].end_s if self.reps else None,
            side_before=self.reps[-1].side if self.reps else None,
            baseline=baseline,
            full_range=cycle.full_range,
            signal_tells=by == cycle.signal,
        )
        scene_start_s = self._scene_start_s(found)
        if refusal := self._refused(cycle, window, found, scene_start_s):
            return refusal
        self._baseline = baseline
        earliest_s = max(self._ended_s, scene_start_s)
        out, back = beside(cycle.unseen_s, window.out, window.back)
        return self._judged(cycle, replace(window, out=begun_after(earliest_s, out), back=back))

    # --- phases ---

    def _fit(
        self, cycle: RepCycle, side: str, found: Excursion, earliest_s: float | None, by: str
    ) -> tuple[Move, Move] | None:
        both = there_and_back(self.timeline, cycle, side, found, earliest_s, by)
        out, back = (time_move(self.timeline, cycle, side, stretch, by) for stretch in both)
        if out is None or back is None:
            return None
        moves = meet(begun_after(self._ended_s, out), back)
        return moves if all(move.start_s < move.end_s for move in moves) else None

    # --- refusing ---

    def _refusal(self, found: Excursion, reason: str) -> Refusal:
        time_s = self.timeline.time_s
        return Refusal(float(time_s[found.low_before]), float(time_s[found.low_after]), reason)

    def _refused(
        self, cycle: RepCycle, window: RepWindow, found: Excursion, scene_start_s: float
    ) -> Refusal | None:
        if reason := implausible(cycle, window, self._ended_s, scene_start_s):
            return self._refusal(found, reason)
        if window.view not in cycle.views:
            return self._refusal(found, f"filmed from {spoken_view(window.view)}: {UNCOUNTABLE}")
        # Where a leg is so badly seen that nothing is judged, what it seems to do still tells.
        trusting = replace(window, trusting=True)
        share = border_share(self.reps, window.out.start_s, window.back.end_s)
        doubt = share * REGISTRY[cycle.signal].change_error
        if travelled(cycle, trusting) + doubt < LEAST_RANGE_SHARE * cycle.full_range:
            return self._refusal(found, "too small to be a rep")
        if cycle.from_rest and self._goes_the_other_way(window, scene_start_s):
            self._other_way_until_s = window.back.end_s
            return self._refusal(found, OTHER_WAY)
        for guard in cycle.guards:
            if window.view in guard.views and self._strikes(guard, trusting):
                return self._refusal(found, guard.reason)
        return None

    def _goes_the_other_way(self, window: RepWindow, scene_start_s: float) -> bool:
        """Whether it is the way back of a movement that begins at what would be the peak."""
        if self.reps:
            return False
        before_s = self._other_way_until_s
        again = before_s > scene_start_s and window.out.start_s - before_s <= LONGEST_PAUSE_S
        return again or begins_at_peak(window, scene_start_s)

    def _scene_start_s(self, found: Excursion) -> float:
        scene = self.timeline["scene"]
        return float(self.timeline.time_s[np.argmax(scene == scene[found.low_before])])

    @staticmethod
    def _strikes(guard: Guard, window: RepWindow) -> bool:
        def beyond(conditions: Iterable[Condition]) -> bool:
            return all(
                compare(read(measure, window).value, limit, 0.0) == "seen"
                for measure, limit in conditions
            )

        return beyond(guard.conditions) and not (guard.unless and beyond(guard.unless))

    # --- judging ---

    def _judged(self, cycle: RepCycle, window: RepWindow) -> Rep:
        shown = cycle.variant or self._variant(window)
        variant = self._named or shown
        findings = tuple(judge(check, window, variant) for check in self._checks)
        out, back = window.out, window.back
        short = any(f.mistake == "short-range" and f.verdict == "seen" for f in findings)
        offset = 0.0
        if cycle.neutral_start is not None:
            offset = offset_of(Calibrated(cycle.signal, at_start=cycle.neutral_start), window)
        return Rep(
            number=0,
            set=0,
            scene=int(self.timeline["scene"][window.span("rep").start]),
            side=cast(WorkingSide, window.side),
            view=window.view,
            azimuth_deg=window.azimuth_deg,
            start_s=out.start_s,
            peak_start_s=out.end_s,
            peak_end_s=back.start_s,
            end_s=back.end_s,
            rest_s=None,
            time_error_s=max(out.error_s, back.error_s, self._least_time_error(cycle, window)),
            signal=cycle.signal,
            start_level=out.level_from - offset,
            peak_level=out.level_to - offset,
            offset=offset,
            unit=REGISTRY[cycle.signal].unit,
            lowers_first=cycle.lowers_first,
            complete=not short,
            variant=variant,
            variant_seen=shown,
            likeness=likeness(self.exercise, window),
            untimed=hidden(window, "working", window.span("rep")),
            findings=findings,
        )

    @staticmethod
    def _least_time_error(cycle: RepCycle, window: RepWindow) -> float:
        """What rendered clips show, whatever the fit itself says."""
        far = is_far(window.side, window.view)
        lost_s = TO_AND_FRO_ERROR_S if to_and_fro(window) else 0.0
        return max(cycle.time_error_s, cycle.far_time_error_s if far else 0.0, lost_s)

    def _variant(self, window: RepWindow) -> str | None:
        """The variant that most reps of the set so far belong to."""
        for variant in self.exercise.variants:
            if self._is(variant, window):
                self._variants[variant.name] += 1
        return self._variants.most_common(1)[0][0] if self._variants else None

    @staticmethod
    def _is(variant: Variant, window: RepWindow) -> bool:
        levels = [(read(level, window).value, low, high) for level, low, high in variant.requires]
        return all(low <= value <= high for value, low, high in levels)
