"""Whether the landmarks of the legs are wrong, and whether the program notices."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from formcheck.body import SIDES
from formcheck.geometry import wrap
from formcheck.legtrust import LEAST_ON_BODY, LEAST_VISIBILITY
from formcheck.timeline import Timeline

from .against_truth import TRUE_SIGNALS, FrameTruth, measured_legs
from .judged import Judged

Flags = npt.NDArray[np.bool_]

LEG_JOINTS = ("hip", "knee", "ankle")
WRONG_TRUNKS = 0.15
WRONG_DEG = 20.0
"""Landmarks further off than this are wrong: a joint by trunk lengths, hip or knee by degrees."""
AROUND_S = 1.0


def refused(timeline: Timeline, side: str) -> Flags:
    """(T,) whether the program itself says that a leg's landmarks cannot be relied on: the model
    hardly sees it, or its bones lie beside the person's mask."""
    unseen = ~(timeline.column("leg_seen", side) >= LEAST_VISIBILITY)
    return np.asarray(unseen | (timeline.column("leg_on_body", side) < LEAST_ON_BODY))


class LegFrame(NamedTuple):
    """One leg in one frame.

    Attributes:
        misplaced: a joint lies :data:`WRONG_TRUNKS` from where it is.
        misangled: seen from the side, hip or knee are :data:`WRONG_DEG` off.
        visible: the model says that it sees the leg.
        refused: the program does not rely on it.
    """

    misplaced: bool
    misangled: bool
    visible: bool
    refused: bool


def leg_frames(judged: Judged, true: FrameTruth) -> tuple[Counter[LegFrame], dict[int, float]]:
    """Frames of the legs during the set; and the share of each true rep that is measured wrongly.

    Where both legs work together only the one that is measured counts.
    """
    assert judged.analysis is not None
    timeline, reps = judged.analysis.session.timeline, judged.truth["reps"]
    during = timeline.between(reps[0]["start_s"] - AROUND_S, reps[-1]["end_s"] + AROUND_S)
    view = judged.truth["view"]
    sides = measured_legs("both", view) if reps[0]["side"] == "both" else SIDES
    counted: Counter[LegFrame] = Counter()
    wrong: dict[str, Flags] = {}
    for side in sides:
        places, angles = _misplaced(judged, timeline, true, side), _misangled(timeline, true, side)
        if not view.startswith("side-"):
            angles = np.zeros_like(angles)
        wrong[side] = angles if view.startswith("side-") else places
        visible = timeline.column("leg_seen", side) >= LEAST_VISIBILITY
        rows = np.stack([places, angles, visible, refused(timeline, side)], axis=1)[during]
        counted.update(LegFrame(*map(bool, row)) for row in rows)
    shares = {
        true_rep["number"]: max(
            float(wrong[side][timeline.between(rep.start_s, rep.end_s)].mean())
            for side in measured_legs(true_rep["side"], view)
        )
        for true_rep, rep in judged.pairs
    }
    return counted, shares


def _misplaced(judged: Judged, timeline: Timeline, true: FrameTruth, side: str) -> Flags:
    wrong = np.zeros(len(timeline), dtype=bool)
    for joint in LEG_JOINTS:
        x, y = true.joint(joint, side)
        across = timeline.column(f"{joint}_across", side) * judged.trunk_px - x
        up = -timeline.column(f"{joint}_up", side) * judged.trunk_px - y
        wrong |= np.hypot(across, up) > WRONG_TRUNKS * true.trunk_px
    return wrong


def _misangled(timeline: Timeline, true: FrameTruth, side: str) -> Flags:
    wrong = np.zeros(len(timeline), dtype=bool)
    for signal in ("hip_extension", "knee_flexion"):
        off = timeline.column(signal, side) - TRUE_SIGNALS[signal](true, side)
        wrong |= np.abs(wrap(off)) > WRONG_DEG
    return wrong
