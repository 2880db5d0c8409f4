"""The words on the screen, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.live.coach import Coach
from formcheck.mistakes import MISTAKES
from formcheck.report import words

CUE_SHOWN_S = 6.0
AWAY = "The camera gives no picture: check its cable. The set goes on when it is back."


@dataclass(frozen=True)
class Texts:
    """What stands where.

    Attributes:
        number: the large figure; under: the line below it.
        tag: whether the cue is about the last rep or the present one.
        foot: the small line at the bottom.
    """

    number: str = ""
    under: str = ""
    phase: str = ""
    tag: str = ""
    cue: str = ""
    foot: str = ""


def texts_of(coach: Coach, away_s: float) -> Texts:
    """The words for the newest frame."""
    if away_s:
        return Texts("?", "camera away", f"{away_s:.0f} s", cue=AWAY)
    return {
        "placing": _placing, "ready": _ready, "set": _set, "rest": _rest, "done": _done,
        "filming": _filming,
    }[coach.stage](coach)  # fmt: skip


def _placing(coach: Coach) -> Texts:
    if coach.advice:
        more = " ".join(each.text for each in coach.advice[1:])
        return Texts("·", "get ready", "camera", "PLEASE CHANGE", coach.advice[0].text, more)
    position = coach.watched.exercise.position.name
    start = f"Take up the start position: {position}." if coach.plan.exercise else ""
    start = start or "Take up the start position of your exercise."
    return Texts("✓", "get ready", "camera is fine", cue=start, foot=_unjudged(coach))


def _ready(coach: Coach) -> Texts:
    left = coach.countdown
    return Texts(
        str(left) if left else "Go",
        f"set {len(coach.ended) + 1}",
        "hold still" if left else "begin",
        cue="Hold still for a moment, then begin.",
        foot=_unjudged(coach),
    )


def _set(coach: Coach) -> Texts:
    reps = len(coach.watched.tally.reps)
    texts = {
        "number": str(reps),
        "under": f"of {coach.target} · set {len(coach.ended) + 1}",
        "phase": f"{coach.phase} {max(0.0, coach.now_s - coach.phase_s):.1f} s",
        "foot": _unjudged(coach),
    }
    if coach.cue is not None and coach.now_s - coach.cue[1] <= CUE_SHOWN_S:
        cue = coach.cue[0]
        texts |= {"tag": f"{cue.about.upper()} ({cue.rep})", "cue": cue.text}
    elif coach.advice:
        texts |= {"tag": "CAMERA", "cue": coach.advice[0].text}
    return Texts(**texts)


def _rest(coach: Coach) -> Texts:
    left = coach.rest_left_s
    number, reps, clean = len(coach.ended), *coach.ended[-1]
    return Texts(
        f"{max(0.0, left):.0f}",
        "seconds of rest" if left > 0 else "rest is over",
        f"set {number} done",
        cue=f"{words.count(reps, 'rep')}, {clean} clean. "
        "Next set: take up the start position when you are ready.",
        foot=" ".join(each.text for each in coach.advice),
    )


def _filming(coach: Coach) -> Texts:
    return Texts(
        "●", "filming", f"{coach.now_s - coach.stage_s:.0f} s",
        cue="Do your set. Leave the position when it is done.",
        foot=" ".join(each.text for each in coach.advice),
    )  # fmt: skip


def _done(coach: Coach) -> Texts:
    reps, clean = (sum(each[n] for each in coach.ended) for n in (0, 1))
    sets = words.count(len(coach.ended), "set")
    return Texts(
        str(reps), "reps" if reps != 1 else "rep", "done",
        cue=f"{sets}: {words.count(reps, 'rep')}, {clean} clean. The report is being written.",
    )  # fmt: skip


def _unjudged(coach: Coach) -> str:
    """What this view does not show; silence must not mean that it is fine."""
    if coach.plan.exercise is None and not coach.watched.tally.total:
        return ""
    names = [
        MISTAKES[each].name if each in MISTAKES else each
        for each in coach.watched.unjudged(coach.shown.azimuth_deg)
    ]
    return f"Not judged from here: {', '.join(names)}" if names else ""
