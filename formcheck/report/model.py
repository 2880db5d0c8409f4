"""The report's models: the fields of ``report.json``, in the order in which they are written.

Times are seconds from the first frame shown, as the container's timestamps give them.
Unknown is ``None``, never 0 or not-a-number.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from formcheck.report.fields import (
    Drawn,
    LimitIs,
    Measured,
    Model,
    Seconds,
    Side,
    Verdict,
    ViewName,
)
from formcheck.report.source import (
    Candidate,
    Described,
    Exercise,
    OtherSet,
    Program,
    ReportWarning,
    Scene,
    Timing,
    Video,
    View,
)

__all__ = [
    "Band",
    "Candidate",
    "Described",
    "Evidence",
    "Exercise",
    "MistakeSummary",
    "MistakeVerdict",
    "NotCounted",
    "OtherSet",
    "Phases",
    "Plan",
    "PlanAsked",
    "PlanDone",
    "Plot",
    "Program",
    "Rep",
    "RepRange",
    "Report",
    "ReportWarning",
    "Scene",
    "SetResult",
    "SideSummary",
    "Symmetry",
    "Target",
    "Tempo",
    "Timing",
    "Video",
    "View",
]


class Phases(Model):
    """How long each phase of a rep lasts."""

    lift_s: Seconds | None = Field(ge=0, description="start to peak (concentric), s")
    hold_s: Seconds | None = Field(ge=0, description="at the peak, s")
    lower_s: Seconds | None = Field(ge=0, description="peak to start (eccentric), s")
    rest_s: Seconds | None = Field(
        ge=0, description="at the start until the next rep, s; null for the last rep"
    )


class RepRange(Model):
    """The rep signal at the two ends of a rep."""

    start: Measured | None = Field(description="rep signal at the start, in unit")
    peak: Measured | None = Field(description="rep signal at the peak, in unit")
    unit: str = Field(description="deg: signed, 0 = straight or neutral")


class MistakeVerdict(Model):
    """What one rep says about one mistake."""

    id: str = Field(description="mistake id")
    verdict: Verdict
    value: Measured | None = Field(description="what was measured, in unit")
    limit: Measured | None = Field(description="where the mistake begins, in unit")
    error: Measured | None = Field(
        ge=0, description="measuring error of value, in unit; nearer to the limit, it is left open"
    )
    unit: str | None = Field(description="deg, s, deg/s, trunk lengths, ratio, ...")
    reason: str | None = Field(
        description="why it cannot be judged, or by what else it was, in plain words"
    )
    from_s: Seconds | None = Field(description="where the mistake begins, s")
    to_s: Seconds | None = Field(description="where it ends, s")
    frame_s: Seconds | None = Field(description="time of the frame that shows it best, s")


class Rep(Model):
    """One excursion of the rep signal from start towards peak and back."""

    number: int = Field(ge=1, description="counts through the whole video, from 1")
    set: int = Field(ge=1, description="number of the set it belongs to")
    view: ViewName | None
    side: Side | None = Field(description="the working leg, the person's own side")
    start_s: Seconds
    peak_start_s: Seconds | None = Field(description="the hold at the peak begins, s")
    peak_end_s: Seconds | None = Field(description="the hold at the peak ends, s")
    end_s: Seconds = Field(description="end of the rep's last movement, without the rest, s")
    phases: Phases
    time_error_s: Seconds | None = Field(ge=0, description="measuring error of the boundaries, s")
    range: RepRange
    complete: bool = Field(description="the target range was reached")
    mistakes: list[MistakeVerdict] = Field(description="every mistake judged rep by rep")


class NotCounted(Model):
    """A movement that looked like a rep and was refused."""

    from_s: Seconds
    to_s: Seconds
    reason: str = Field(description="in plain words")


class MistakeSummary(Model):
    """What a set, or the whole video, says about one mistake."""

    id: str = Field(description="mistake id")
    verdict: Verdict
    reps: list[int] = Field(description="numbers of the reps on which it was seen")
    reason: str | None = Field(description="why it cannot be judged, in plain words")
    cue: str | None = Field(description="what to do about it, in plain words")
    first_frame_s: Seconds | None = Field(description="first frame that shows it, s")
    name: str | None = Field(default=None, description="the mistake in plain words")
    limit_is: LimitIs | None = Field(
        default=None, description="which side of the limit is right: at_most it, or at_least it"
    )
    origin: str | None = Field(default=None, description="where the limit comes from")


class Target(Model):
    """How many reps a set asks for."""

    low: int = Field(ge=0)
    high: int | None = Field(ge=0, description="null: no upper end")


class Tempo(Model):
    """Median length of each phase over the reps of a set."""

    lift_s: Seconds | None = Field(ge=0, description="concentric, s")
    hold_s: Seconds | None = Field(ge=0, description="at the peak, s")
    lower_s: Seconds | None = Field(ge=0, description="eccentric, s")
    rest_s: Seconds | None = Field(ge=0, description="between reps, s")
    rep_s: Seconds | None = Field(ge=0, description="start of a rep to its end, s")


class SetResult(Model):
    """One set: reps without a rest that ends it."""

    number: int = Field(ge=1)
    from_s: Seconds
    to_s: Seconds
    side: Side | None
    reps: int = Field(ge=0, description="all counted reps")
    clean_reps: int = Field(ge=0, description="complete reps on which no mistake is seen")
    target: Target | None
    rest_after_s: Seconds | None = Field(ge=0, description="until the next set, s; null: last")
    tempo: Tempo
    mistakes: list[MistakeSummary]


class PlanAsked(Model):
    """What the set plan asks for."""

    reps: Target | None = Field(description="reps in a set")
    rest_s: Seconds | None = Field(description="rest between sets, s")
    sets_at_most: int | None = Field(description="sets of one exercise")


class PlanDone(Model):
    """What was done of it in this video."""

    sets: int = Field(ge=0)
    reps: list[int] = Field(description="reps of each set, in order")
    rests_s: list[Seconds] = Field(description="rests between the sets, in order, s")


class Plan(Model):
    """The set plan against what was done."""

    asked: PlanAsked
    done: PlanDone
    remarks: list[str] = Field(description="in plain words")


class SideSummary(Model):
    """What one leg did."""

    reps: int = Field(ge=0)
    clean_reps: int = Field(ge=0)
    peak: Measured | None = Field(description="median rep signal at the peak, in unit")
    unit: str
    lift_s: Seconds | None = Field(description="median lift, s")
    lower_s: Seconds | None = Field(description="median lowering, s")


class Symmetry(Model):
    """Left against right."""

    left: SideSummary
    right: SideSummary
    remarks: list[str] = Field(description="in plain words")


class Band(Model):
    """The stretch of a signal in which a peak should lie."""

    low: Measured | None
    high: Measured | None


class Plot(Model):
    """A rep signal over time, thinned out for drawing."""

    set: int | None = Field(description="number of the set; null: the whole video")
    signal: str = Field(description="name of the signal")
    unit: str
    time_s: list[Seconds]
    value: list[Drawn | None] = Field(description="in unit; null: not measured")
    target: Band | None = Field(description="where the peak should lie, in unit")
    label: str | None = Field(default=None, description="the signal in plain words, with its sign")


class Evidence(Model):
    """The frame that shows a mistake."""

    rep: int | None = Field(description="number of the rep; null: the set as a whole")
    mistake: str = Field(description="mistake id")
    frame_s: Seconds
    caption: str = Field(description="what was measured, in plain words")
    picture: str | None = Field(description="name of the picture; null: none was kept")


class Report(Model):
    """Everything found in one video: ``report.json``."""

    schema_: Literal["formcheck.report/1"] = Field(default="formcheck.report/1", alias="schema")
    program: Program
    video: Video
    exercise: Exercise
    scenes: list[Scene]
    reps: list[Rep]
    not_counted: list[NotCounted]
    mistakes: list[MistakeSummary] = Field(
        description="every mistake that belongs to the exercise, each once"
    )
    sets: list[SetResult]
    plan: Plan | None
    symmetry: Symmetry | None = Field(description="null where only one side was done")
    warnings: list[ReportWarning]
    timing: Timing
    headline: list[str] = Field(default=[], description="what was seen, in plain words")
    advice: list[str] = Field(default=[], description="how to film better")
    reminders: list[str] = Field(default=[], description="cues that no camera can judge")
    evidence: list[Evidence] = Field(default=[])
    plots: list[Plot] = Field(default=[])
    described: Described | None = None

    def to_json(self) -> str:
        """The text of ``report.json``: keys in the order of the models, a final newline."""
        return _short_arrays(self.model_dump_json(by_alias=True, indent=2)) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Read ``report.json``; raises ``pydantic.ValidationError`` where it is none."""
        return cls.model_validate_json(text)


def _short_arrays(text: str) -> str:
    """Put arrays of numbers on one line (no JSON string holds a raw line break)."""
    return re.sub(
        r"\[\n\s+([-+\d.eEnul,\s]+?)\n\s+\]",
        lambda found: "[" + re.sub(r"\s+", " ", found[1]) + "]",
        text,
    )
