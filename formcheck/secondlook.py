"""The pictures of a report, drawn in a second pass over the video.

They are not kept in the first pass, so that memory does not grow with the film.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.analysis import Analysis
from formcheck.annotate import Annotator
from formcheck.background import WriteBehind
from formcheck.evidence import draw_evidence
from formcheck.headcover import HeadCover
from formcheck.legswaps import with_legs_exchanged
from formcheck.pose import Observation, Pose
from formcheck.progress import Watcher
from formcheck.recording import Recording
from formcheck.report.model import Evidence, Report
from formcheck.video import Frame, VideoFile, VideoWriter

Seen = tuple[Frame, Observation]


class SecondLook:
    """A second pass over the video: draws the evidence, and every frame if asked for.

    The pictures themselves are not kept in the first pass, so memory does not grow with the film.
    """

    def __init__(
        self,
        video: VideoFile,
        recording: Recording,
        report: Report,
        analysis: Analysis | None,
        blur_faces: bool,
    ) -> None:
        self._video = video
        self._recording = recording
        self._report = report
        self._analysis = analysis
        self._cover = HeadCover(recording) if blur_faces else None
        self._wanted = _by_frame(report.evidence, recording.time_s)

    def evidence(self) -> dict[str, bytes]:
        """The JPEG files by the name that the report gives them."""
        if not self._wanted:
            return {}
        wanted = islice(self._frames(only=self._wanted), len(self._wanted))
        return self._pictures(wanted)

    def evidence_and_video(self, annotated: Path, watcher: Watcher) -> dict[str, bytes]:
        """The same, and the annotated video written to ``annotated``."""
        watcher.begin("Drawing", self._video.info.duration_s)
        annotator = Annotator(self._report)
        info = self._video.info
        with (
            VideoWriter(annotated, info.width, info.height) as writer,
            WriteBehind[Frame](lambda frame: writer.write(frame.image, frame.time_s)) as behind,
        ):
            return self._pictures(self._drawn(annotator, behind, watcher))

    def _frames(self, only: Collection[int] | None = None) -> Iterator[Seen]:
        observations = (
            one for one in self._recording.observations() if only is None or one.index in only
        )
        for frame, observation in zip(self._video.frames(only), observations, strict=False):
            if self._cover is not None:
                self._cover.cover(frame.image, observation.index)
            yield frame, observation

    def _drawn(
        self, annotator: Annotator, behind: WriteBehind[Frame], watcher: Watcher
    ) -> Iterator[Seen]:
        """Pass the frames on; once used, draw on each and hand it to the video's writer."""
        for frame, observation in self._frames():
            yield frame, observation
            annotator.draw(frame.image, frame.time_s, self._exerciser(observation))
            behind.put(frame)
            watcher.reach(frame.time_s)

    def _pictures(self, frames: Iterator[Seen]) -> dict[str, bytes]:
        pictures: dict[str, bytes] = {}
        for frame, observation in frames:
            pose = self._exerciser(observation)
            for shown in self._wanted.get(frame.index, ()):
                if pose is not None and self._analysis is not None and shown.picture:
                    exercise = self._analysis.exercise
                    pictures[shown.picture] = draw_evidence(
                        frame.image, pose, shown, self._report, exercise
                    )
        return pictures

    def _exerciser(self, observation: Observation) -> Pose | None:
        if self._analysis is None:
            return None
        person = self._analysis.person_at(observation.index)
        pose = None if person is None else observation.people.get(person)
        if pose is not None and observation.index in self._analysis.swapped:
            return with_legs_exchanged(pose)
        return pose


def _by_frame(
    evidence: Sequence[Evidence], time_s: npt.NDArray[np.float64]
) -> dict[int, list[Evidence]]:
    """Each piece of evidence under the index of the frame nearest to its time."""
    found: dict[int, list[Evidence]] = {}
    for each in evidence:
        index = int(np.argmin(np.abs(time_s - each.frame_s)))
        found.setdefault(index, []).append(each)
    return found
