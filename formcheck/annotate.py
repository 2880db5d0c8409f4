"""What stands on each frame of the annotated video."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from formcheck.overlay import Status, draw_skeleton, draw_status
from formcheck.pose import Pose
from formcheck.report import words
from formcheck.report.model import Rep, Report

Picture = npt.NDArray[np.uint8]


class Annotator:
    """Draws the skeleton and the banner onto the frames of one report's video."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._reps = sorted(report.reps, key=lambda rep: rep.start_s)
        self._starts = [rep.start_s for rep in self._reps]

    def draw(self, image: Picture, time_s: float, pose: Pose | None) -> None:
        """Draw in place what is known of the frame at ``time_s``; no skeleton without a pose."""
        rep = self._rep_at(time_s)
        if pose is not None:
            draw_skeleton(image, pose, rep.side if rep else None)
        draw_status(image, self._status(time_s, rep))

    def _rep_at(self, time_s: float) -> Rep | None:
        """The rep under way, or the last one before."""
        place = bisect_right(self._starts, time_s)
        return self._reps[place - 1] if place else None

    def _status(self, time_s: float, rep: Rep | None) -> Status:
        if rep is None:
            return Status(time_s)
        seen = [each.id for each in rep.mistakes if each.verdict == "seen"]
        return Status(
            time_s,
            rep=rep.number,
            phase=phase_at(rep, time_s),
            mistakes=[words.mistake_name(self._report, mistake) for mistake in seen],
            cue=self._cue(seen[0]) if seen else None,
        )

    def _cue(self, mistake: str) -> str | None:
        return next((each.cue for each in self._report.mistakes if each.id == mistake), None)


def phase_at(rep: Rep, time_s: float) -> str:
    """The phase of a rep at a moment after its start: lift, hold, lower or rest."""
    if rep.peak_start_s is None or time_s < rep.peak_start_s:
        return "lift"
    if rep.peak_end_s is not None and time_s < rep.peak_end_s:
        return "hold"
    return "lower" if time_s < rep.end_s else "rest"
