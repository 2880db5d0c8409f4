"""What the reader of a report should know about the film before trusting it."""

from __future__ import annotations

import numpy as np

from formcheck.analysis import Analysis, Choice
from formcheck.bouts import Bout
from formcheck.events import Rep
from formcheck.legbalance import LEAST_REPS_OF_A_LEG
from formcheck.legtrust import LEAST_VISIBILITY
from formcheck.order import median
from formcheck.pose import Landmark
from formcheck.recording import Recording
from formcheck.report import words
from formcheck.report.model import ReportWarning
from formcheck.signals import END_VIEW, SIDE_VIEW
from formcheck.watch import looks_down_deg

DARK_LUMA = 45.0
LEAST_FOUND_SHARE = 0.6
OUTSIDE_SHARE = 0.2
BLOCK_FRAMES = 4096
COMPANY_S = 1.0
SLOW_FPS = 12.0
STEEP_DEG = 25.0
"""Cameras at the height that the rules advise look down by less, as the shoulders tell it."""
LIKELIER = 2.0
ENDS = [
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.NOSE,
]


def warnings_about(
    choice: Choice, analysis: Analysis | None, recording: Recording, truncated: bool
) -> list[ReportWarning]:
    """Every warning that applies, gravest first."""
    found = [
        _truncated(truncated),
        _nobody(recording),
        _few_frames(recording),
        _low_light(recording),
        *(_about_person(recording, analysis) if analysis else []),
        _unsure_count(analysis),
        _far_leg(analysis),
        _steep(analysis),
        _company(recording),
        _swaps(analysis),
        _other_exercise(choice),
        *(_bout(bout) for bout in choice.bouts),
        _other_variant(choice, analysis),
    ]
    return [warning for warning in found if warning]


def _truncated(truncated: bool) -> ReportWarning | None:
    return (
        ReportWarning(
            code="truncated", message="The file is damaged; what could be read of it was judged."
        )
        if truncated
        else None
    )


def _nobody(recording: Recording) -> ReportWarning | None:
    return (
        None
        if recording.people
        else ReportWarning(
            code="no-person",
            message="Nobody was found in the picture: show the whole body, the right way up, "
            "in good light.",
        )
    )


def _few_frames(recording: Recording) -> ReportWarning | None:
    times = recording.time_s
    if len(times) > 1 and (len(times) - 1) / max(times[-1] - times[0], 1e-9) >= SLOW_FPS:
        return None
    return ReportWarning(
        code="low-frame-rate",
        message=f"Fewer than {SLOW_FPS:g} pictures a second: too few to time a movement by.",
    )


def _low_light(recording: Recording) -> ReportWarning | None:
    known = recording.brightness[np.isfinite(recording.brightness)]
    if not len(known) or np.median(known) >= DARK_LUMA:
        return None
    return ReportWarning(code="low-light", message="The picture is dark: film in more light.")


def _about_person(recording: Recording, analysis: Analysis) -> list[ReportWarning | None]:
    found = outside = 0
    size = np.array([recording.width, recording.height])
    for part in analysis.parts:
        for start in range(part.frames.start, part.frames.stop, BLOCK_FRAMES):
            block = slice(start, min(start + BLOCK_FRAMES, part.frames.stop))
            xy = recording.person(part.person, block).xy
            ends = xy[np.isfinite(xy[:, 0, 0])][:, ENDS]
            found += len(ends)
            outside += int(((ends < 0) | (ends > size)).any(axis=(1, 2)).sum())
    return [_seldom(found / max(1, len(recording))), _cut_off(outside / max(1, found))]


def _seldom(share: float) -> ReportWarning | None:
    return (
        ReportWarning(
            code="seldom-found",
            message=f"The person was found in only {share:.0%} of the pictures.",
        )
        if share < LEAST_FOUND_SHARE
        else None
    )


def _cut_off(share: float) -> ReportWarning | None:
    return (
        ReportWarning(
            code="cut-off",
            message=f"Hands, feet or head lie outside the picture in {share:.0%} of it: "
            "move the camera back.",
        )
        if share > OUTSIDE_SHARE
        else None
    )


def _unsure_count(analysis: Analysis | None) -> ReportWarning | None:
    """Reps whose working leg the camera hardly saw may be missing, or be none."""
    hidden = (
        [rep.number for rep in analysis.outcome.reps if _leg_hidden(analysis, rep)]
        if (analysis)
        else []
    )
    return (
        ReportWarning(
            code="unsure-count",
            message=f"The working leg was hidden or cut off on {words.reps(hidden)}: "
            "the count is unsure there.",
        )
        if hidden
        else None
    )


def _leg_hidden(analysis: Analysis, rep: Rep) -> bool:
    timeline = analysis.session.timeline
    seen = timeline.column("leg_seen", rep.side, timeline.between(rep.start_s, rep.end_s))
    return bool(np.nanmedian(seen) < LEAST_VISIBILITY)


def _far_leg(analysis: Analysis | None) -> ReportWarning | None:
    """Reps of the leg that the other one hides now and then: more of them is misread.

    A few among others are as likely to have been taken for the far leg's.
    """
    reps = analysis.outcome.reps if analysis else []
    far = [rep.number for rep in reps if rep.works_far and rep.view not in END_VIEW]
    return (
        ReportWarning(
            code="far-leg",
            message=f"The leg away from the camera worked on {words.reps(far)}: it is read less "
            "surely. Turn round for it, or film from the other side.",
        )
        if far and len(far) >= min(len(reps), LEAST_REPS_OF_A_LEG)
        else None
    )


def _steep(analysis: Analysis | None) -> ReportWarning | None:
    """A camera high above the body: angles in the picture are not the body's.

    The line of the shoulders tells it, which leans in somebody who leans sideways, too.
    """
    if analysis is None:
        return None
    timeline = analysis.session.timeline
    above = [
        looks_down_deg(timeline, timeline.between(rep.start_s, rep.end_s))
        for rep in analysis.outcome.reps
        if rep.view in SIDE_VIEW
    ]
    down_deg = median(np.array(above))
    return (
        ReportWarning(
            code="camera-high",
            message=f"The camera looks down on the body by about {10 * round(down_deg / 10)} "
            "degrees: angles are read less surely. Put it at the height of the hips.",
        )
        if down_deg >= STEEP_DEG
        else None
    )


def _company(recording: Recording) -> ReportWarning | None:
    present = np.zeros(len(recording), dtype=int)
    for person in recording.people:
        present[recording.frames_with(person)] += 1
    step = np.median(np.diff(recording.time_s)) if len(recording) > 1 else 0.0
    if (present > 1).sum() * step < COMPANY_S:
        return None
    return ReportWarning(
        code="two-people",
        message="More than one person is in the picture: the one whose movements are reps was "
        "judged.",
    )


def _swaps(analysis: Analysis | None) -> ReportWarning | None:
    if analysis is None or not analysis.swapped:
        return None
    pictures = words.count(len(analysis.swapped), "picture")
    return ReportWarning(
        code="side-swap-repaired",
        message=f"In {pictures} left and right leg had been exchanged; this was undone.",
    )


def _other_exercise(choice: Choice) -> ReportWarning | None:
    """The user's exercise is not the likeliest.

    Where nothing was counted, only how the person stood or lay speaks: that has to say it plainly.
    """
    if choice.recognised or choice.wanted is None or not choice.candidates or choice.bouts:
        return None
    likeliest, confidence = choice.candidates[0]
    own = dict(choice.candidates).get(choice.wanted.id, 0.0)
    counted = choice.analysis is not None and bool(choice.analysis.outcome.reps)
    if confidence <= own or (not counted and confidence < LIKELIER * own):
        return None
    return ReportWarning(
        code="other-exercise", message=f"This looks more like {likeliest}: check --exercise."
    )


def _bout(bout: Bout) -> ReportWarning:
    """A set of another exercise in the same film."""
    return ReportWarning(
        code="several-exercises",
        message=f"From {words.clock(bout.from_s)} to {words.clock(bout.to_s)} this looks like "
        f"{bout.exercise} ({words.count(bout.reps, 'rep')}), which is not judged here: check the "
        f"film once more with --exercise {bout.exercise}.",
    )


def _other_variant(choice: Choice, analysis: Analysis | None) -> ReportWarning | None:
    """The user's variant is not the one that the pictures show, or the exercise has none such."""
    named = choice.variant
    if analysis is None or named is None:
        return None
    exercise = analysis.exercise
    if named not in exercise.variant_names:
        told = f"There is no {named} variant of {exercise.id}: --variant changed nothing."
        return ReportWarning(code="variant-differs", message=told)
    reps = [rep for rep in analysis.outcome.reps if rep.variant_seen not in (named, None)]
    if not reps:
        return None
    shown = " or ".join(dict.fromkeys(rep.variant_seen or "" for rep in reps))
    told = (
        f"Judged as the {named} variant, as you named it; {words.reps([r.number for r in reps])} "
        f"{'looks' if len(reps) == 1 else 'look'} {shown}: check --variant."
    )
    return ReportWarning(code="variant-differs", message=told)
