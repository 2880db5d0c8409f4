"""The pictures of a report: each mistake's frame with the skeleton and the measurement drawn in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.body import SIDES, other
from formcheck.markings import Marking
from formcheck.overlay import evidence_picture
from formcheck.pose import OUTLINE_STATIONS, Floats, Landmark, Pose
from formcheck.report import words
from formcheck.report.fields import ViewName
from formcheck.report.model import Evidence, MistakeVerdict, Rep, Report
from formcheck.rule import AnyOf, Change, Exercise, Level, Measure, Spread
from formcheck.signals import REGISTRY

Picture = npt.NDArray[np.uint8]
Point = tuple[float, float]

_DRAWN_BACK = (OUTLINE_STATIONS >= 0.0) & (OUTLINE_STATIONS <= 0.8)


def draw_evidence(
    image: Picture, pose: Pose, shown: Evidence, report: Report, exercise: Exercise
) -> bytes:
    """The JPEG of one piece of evidence.

    Args:
        image: the whole frame at ``shown.frame_s``.
        pose: the exerciser in that frame.
    """
    rep = next((rep for rep in report.reps if rep.number == shown.rep), None)
    if rep is None:
        return evidence_picture(image, pose, None, [], shown.caption)
    verdict = next((each for each in rep.mistakes if each.id == shown.mistake), None)
    drawn = _markings(exercise, rep, verdict, pose) if verdict else []
    return evidence_picture(image, pose, rep.side, drawn, shown.caption)


def _markings(
    exercise: Exercise, rep: Rep, verdict: MistakeVerdict, pose: Pose
) -> list[Marking]:
    check = next((each for each in exercise.checks if each.mistake == verdict.id), None)
    if check is None:
        return []
    return [
        marking
        for part in _parts(check.measure)
        if (marking := _marking(part, _label(check.measure, verdict), rep, pose))
    ]


def _parts(measure: Measure) -> list[Level | Spread]:
    """The measurements of signals in it; none for what is measured in time alone."""
    if isinstance(measure, AnyOf):
        return [part for part, _ in measure.measures]
    return [measure] if isinstance(measure, Level | Spread) else []


def _label(measure: Measure, verdict: MistakeVerdict) -> str:
    if isinstance(measure, AnyOf) or verdict.value is None:
        return ""  # a share of a limit says nothing beside one of its lengths
    text = words.number(verdict.value, verdict.unit)
    if isinstance(measure, Change):
        return f"change {text}"
    return f"travels {text}" if isinstance(measure, Spread) else text


def _marking(part: Level | Spread, label: str, rep: Rep, pose: Pose) -> Marking | None:
    signal = REGISTRY[part.signal]
    if not signal.drawing:
        return None
    kind, *names = signal.drawing
    if kind == "outline":
        return Marking("outline", _back(pose, rep.view), label)
    side = _side(part, rep) if signal.sided else None
    return Marking(kind, [_point(pose, name, side) for name in names], label)  # type: ignore[arg-type]


def _side(part: Level | Spread, rep: Rep) -> str:
    """The leg that the measure is about; with both legs working, the left one stands for them."""
    working = rep.side if rep.side in SIDES else "left"
    return working if part.leg == "working" else other(working)


def _point(pose: Pose, name: str, side: str | None) -> Point:
    """A joint by its name in ``Signal.drawing``: ``hip``, ``other knee``, ``left hip``."""
    *which, joint = name.split()
    if which:
        side = other(side or "right") if which == ["other"] else which[0]
    sides = (side,) if side else SIDES
    x, y = np.mean([pose.xy[Landmark[f"{each}_{joint}".upper()]] for each in sides], axis=0)
    return float(x), float(y)


def _back(pose: Pose, view: ViewName | None) -> list[Point]:
    """The dorsal edge of the mask from the hips to the shoulder blades, pixels."""
    hips, shoulders = (_middle(pose, joint) for joint in ("HIP", "SHOULDER"))
    trunk = shoulders - hips
    # Facing picture right, the back is the anticlockwise side of the hip-shoulder line.
    row, turn = (1, -1) if view == "side-right" else (0, 1)
    outwards = turn * np.array([-trunk[1], trunk[0]]) / (np.hypot(*trunk) or 1.0)
    line = hips + OUTLINE_STATIONS[_DRAWN_BACK, None] * trunk
    edge = line + pose.outline[row, _DRAWN_BACK, None] * outwards
    return [(float(x), float(y)) for x, y in edge]


def _middle(pose: Pose, joint: str) -> Floats:
    ends = [pose.xy[Landmark[f"{side}_{joint}".upper()]] for side in SIDES]
    return np.asarray(np.mean(ends, axis=0), np.float32)
