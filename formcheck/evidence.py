"""The pictures of a report: each mistake's frame with the skeleton and the measurement drawn in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.body import SIDES, other
from formcheck.markings import Marking
from formcheck.measures import Several
from formcheck.overlay import evidence_picture
from formcheck.pose import OUTLINE_STATIONS, Floats, Landmark, Pose
from formcheck.preparation import lost_leg
from formcheck.report import words
from formcheck.report.evidence import drawing
from formcheck.report.fields import ViewName
from formcheck.report.model import Evidence, MistakeVerdict, Rep, Report
from formcheck.rule import Change, Exercise, Measure, Spread

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
    drawn = _marking(exercise, rep, verdict, pose) if verdict else None
    caption = _caption(shown, verdict, report)
    return evidence_picture(image, pose, rep.side, [drawn] if drawn else [], caption)


def _caption(shown: Evidence, verdict: MistakeVerdict | None, report: Report) -> str:
    """What stands below the picture, so that it can be shown without its report."""
    if verdict is None:
        return shown.caption
    summary = next((each for each in report.mistakes if each.id == shown.mistake), None)
    return f"Rep {shown.rep}, {shown.caption}: {words.finding(verdict, summary)}"


def _marking(exercise: Exercise, rep: Rep, verdict: MistakeVerdict, pose: Pose) -> Marking | None:
    check = next((each for each in exercise.checks if each.mistake == verdict.id), None)
    drawn = drawing(check) if check else None
    if check is None or drawn is None:
        return None
    kind, leg, names = drawn
    label = _label(check.measure, verdict)
    if kind == "outline":
        return Marking("outline", _back(pose, rep.view), label)
    working = rep.side if rep.side in SIDES else _measured(pose, rep.view)
    side = working if leg == "working" else other(working)
    return Marking(kind, [_point(pose, name, side) for name in names], label)  # type: ignore[arg-type]


def _measured(pose: Pose, view: ViewName | None) -> str:
    """Of both legs the nearer one, or the other while that one is lost."""
    near = "right" if view == "side-right" else "left"
    return other(near) if lost_leg(pose.on_mask) == near else near


def _label(measure: Measure, verdict: MistakeVerdict) -> str:
    if isinstance(measure, Several) or verdict.value is None:
        return ""  # a share of a limit says nothing beside one of its lengths
    text = words.number(verdict.value, verdict.unit)
    if isinstance(measure, Change):
        return f"change {text}"
    return f"travels {text}" if isinstance(measure, Spread) else text


def _point(pose: Pose, name: str, side: str) -> Point:
    """A landmark by its name in ``Signal.drawing``: ``hip``, ``other knee``, ``left hip``."""
    *which, joint = name.split()
    if which:
        side = other(side) if which == ["other"] else which[0]
    sided = f"{side}_{joint}".upper()
    x, y = pose.xy[Landmark[sided if sided in Landmark.__members__ else joint.upper()]]
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
