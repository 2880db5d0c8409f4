"""One exercise, one mistake: how often it is seen where it is, and where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from formcheck.fatigue import LEAST_REPS_FOR_DECAY
from formcheck.rule import Change, Check, Exercise, FormDecay, Rebound, RestAfter, SideDifference

from .records import SET_MISTAKES, ClipRecord, Planted, RepRecord, Said, SetRecord
from .statistics import Figures, share
from .views import Showing, can_show

TOP_REASONS = 3
NOT_COUNTED = "the rep was not counted"


@dataclass(frozen=True)
class Case:
    """One rep, or one set, and what was said of one mistake on it.

    Attributes:
        planted: None where the mistake was not planted at any size.
        others: the other mistakes planted there.
        said: None where nothing was said: the rep was not counted.
        real: False for a counted rep that is none.
        bridged: a shirt hangs over the hollow of the back, by which this mistake is told. That
            leaves a clean rep open; a mistake that is there is missed all the same.
    """

    body: str
    showing: Showing
    planted: Planted | None
    others: tuple[str, ...]
    said: Said | None
    real: bool = True
    bridged: bool = False

    @property
    def verdict(self) -> str:
        return self.said.verdict if self.said else "cannot_be_judged"

    @property
    def reason(self) -> str:
        return self.said.reason if self.said else NOT_COUNTED

    @property
    def positive(self) -> bool:
        """The mistake is there, as large as the rule's text calls one, and the view shows it."""
        return self.rung and self.planted is not None and self.planted.counts

    @property
    def rung(self) -> bool:
        """The mistake is there at some size, and the view shows it."""
        return self.planted is not None and self.planted.shown and self.showing == "yes"

    @property
    def negative(self) -> bool:
        """The mistake is not there at any size; other mistakes may be."""
        return self.planted is None

    @property
    def clean(self) -> bool:
        """No mistake at all is there, and the view would show this one."""
        return self.faultless and not self.bridged

    @property
    def faultless(self) -> bool:
        """The same, whatever the clothes show."""
        return self.real and self.negative and not self.others and self.showing == "yes"


@dataclass
class Cell:
    """The cases of one exercise and one mistake."""

    exercise: str
    mistake: str
    cases: list[Case] = field(default_factory=list)

    def figures(self) -> Figures:
        """Everything that is published about this cell; a share is None where nothing was tried."""
        positives = [c for c in self.cases if c.positive]
        clean = [c for c in self.cases if c.clean]
        bridged = [c for c in self.cases if c.faultless and c.bridged]
        seen = _count(positives, "seen")
        false = [c for c in self.cases if c.negative and c.verdict == "seen"]
        blind = [c for c in self.cases if c.real and c.showing == "no"]
        return {
            "positives": len(positives),
            "bodies": len({c.body for c in positives}),
            "seen": seen,
            "not_seen": _count(positives, "not_seen"),
            "abstained": _count(positives, "cannot_be_judged"),
            "recall": share(seen, len(positives)),
            "negatives": sum(c.negative for c in self.cases),
            "false_alarms": len(false),
            "false_alarms_on_clean": sum(c.real and not c.others for c in false),
            "false_alarms_beside": dict(Counter(o for c in false for o in c.others).most_common(5)),
            "precision": share(seen, seen + len(false)),
            "clean": len(clean),
            "clean_not_seen": share(_count(clean, "not_seen"), len(clean)),
            "abstained_on_clean": _count(clean, "cannot_be_judged"),
            "reasons_on_positives": _reasons(positives),
            "reasons_on_clean": _reasons(clean),
            "blind": share(_count(blind, "cannot_be_judged"), len(blind)),
            "bridged": share(_count(bridged, "cannot_be_judged"), len(bridged)),
        }


def _count(cases: Iterable[Case], verdict: str) -> int:
    return sum(case.verdict == verdict for case in cases)


def _reasons(cases: Iterable[Case]) -> dict[str, int]:
    counted = Counter(c.reason for c in cases if c.verdict == "cannot_be_judged")
    return dict(counted.most_common(TOP_REASONS))


def all_cells(clips: Sequence[ClipRecord], exercises: dict[str, Exercise]) -> Iterator[Cell]:
    """A cell for every check of every registered exercise that clips were made of."""
    for exercise in exercises.values():
        own = [clip for clip in clips if clip.exercise == exercise.id]
        for check in exercise.checks if own else ():
            cases = [case for clip in own for case in _cases(clip, exercise, check)]
            yield Cell(exercise.id, check.mistake, cases)


def _cases(clip: ClipRecord, exercise: Exercise, check: Check) -> Iterator[Case]:
    showing = can_show(clip, exercise, check)
    if check.mistake in SET_MISTAKES:
        for one in clip.sets:
            # Of a set, the faults of single reps are no other mistakes.
            yield _case(clip, _shown_by_set(one, check, showing), check, one)
    else:
        for rep in clip.reps:
            yield case_of_rep(clip, showing, check, rep)


def case_of_rep(clip: ClipRecord, showing: Showing, check: Check, rep: RepRecord) -> Case:
    """One rep of a clip, whose camera shows the mistake or not."""
    return _case(clip, _shown_by_rep(rep, check, showing), check, rep)


def _case(clip: ClipRecord, showing: Showing, check: Check, of: RepRecord | SetRecord) -> Case:
    return Case(
        body=clip.body,
        showing=showing,
        planted=of.planted.get(check.mistake),
        others=tuple(sorted(set(of.planted) - {check.mistake})),
        said=of.said.get(check.mistake),
        real=not isinstance(of, RepRecord) or of.number is not None,
        bridged=clip.bridged and _needs_the_hollow(check),
    )


def _needs_the_hollow(check: Check) -> bool:
    return isinstance(check.measure, Change) and check.measure.shows_from is not None


def _shown_by_rep(rep: RepRecord, check: Check, showing: Showing) -> Showing:
    """Nothing rebounds into the first rep of a set, and no rep follows the last one's rest."""
    nothing = (rep.first and isinstance(check.measure, Rebound)) or (
        rep.last and isinstance(check.measure, RestAfter)
    )
    return "border" if nothing else showing


def _shown_by_set(one: SetRecord, check: Check, showing: Showing) -> Showing:
    """One leg alone shows no difference between both, and a few reps do not show tiring."""
    nothing = (isinstance(check.measure, SideDifference) and one.sides < 2) or (
        isinstance(check.measure, FormDecay) and one.true_reps < LEAST_REPS_FOR_DECAY
    )
    return "no" if nothing else showing
