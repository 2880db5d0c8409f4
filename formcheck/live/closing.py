"""The report at the end of a live set: the very analysis that a recorded film gets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.analysis import choose
from formcheck.check import Checked, program_of, signals_of
from formcheck.landmarker import Networks
from formcheck.live.reader import Gap
from formcheck.outputs import Outputs
from formcheck.recording import Recording
from formcheck.report import words
from formcheck.report.build import Source, build
from formcheck.report.files import REPORT_HTML, REPORT_JSON, SIGNALS_CSV, write_report
from formcheck.report.model import Described, Report, ReportWarning, Timing, Video
from formcheck.rule import Exercise
from formcheck.rulebook import RuleBook
from formcheck.secondlook import SecondLook
from formcheck.video import Frame, VideoFile

UNEVEN_S = 0.0025
MANY_DROPPED = 0.1
"""A smaller share of pictures passed over is not worth a warning."""


@dataclass(frozen=True)
class Seen:
    """What the camera gave.

    Attributes:
        name: of the camera, or of the film that stood for it.
        numbers: of each frame of the recording its number in the film.
        film: the film that was kept, or stood for the camera; None = there is none.
        gaps: times without pictures.
        dropped: pictures passed over.
        truncated: a part of the film that stood for the camera could not be decoded.
        took_s: how long it all took.
    """

    name: str
    recording: Recording
    numbers: Sequence[int]
    film: Path | None
    gaps: Sequence[Gap]
    dropped: int
    truncated: bool
    took_s: float


class SeenFilm(VideoFile):
    """A film of which only some pictures were judged, numbered as they were."""

    def __init__(self, path: Path, numbers: Sequence[int]) -> None:
        """
        Args:
            numbers: of the pictures that were judged, in their order.
        """
        super().__init__(path)
        self._numbers = numbers

    def frames(self, only: Collection[int] | None = None) -> Iterator[Frame]:
        """The pictures that were judged; ``only`` names them by their new numbers."""
        rows = {
            number: row for row, number in enumerate(self._numbers) if only is None or row in only
        }
        for frame in super().frames(rows):
            yield replace(frame, index=rows[frame.index])


def place_of_report(folder: Path) -> Outputs:
    """Where the report of a live set is written."""
    return Outputs(folder, [REPORT_JSON, REPORT_HTML, SIGNALS_CSV], folder)


def write_live_report(
    seen: Seen,
    book: RuleBook,
    wanted: Exercise | None,
    folder: Path,
    networks: Networks,
    variant: str | None = None,
    blur_faces: bool = False,
) -> Checked:
    """Judge what was seen and write the report beside the film.

    Raises:
        OutputError: the place cannot be written to.
    """
    film = SeenFilm(seen.film, seen.numbers) if seen.film else None
    source = Source(
        program=program_of(networks),
        video=_video(seen, film),
        timing=Timing(
            frames_per_second=len(seen.recording) / max(seen.took_s, 1e-6), realtime_factor=None
        ),
        truncated=seen.truncated,
        replaced_rules=list(book.replaced),
        refused_rules=book.refused,
        described=Described(variant=variant) if variant else None,
    )
    choice = choose(seen.recording, list(book.exercises.values()), wanted, variant)
    report = build(choice, seen.recording, source)
    report.warnings += warnings_of(seen)
    pictures: dict[str, bytes] = {}
    if film is not None:
        second = SecondLook(film, seen.recording, report, choice.analysis, blur_faces)
        pictures = second.evidence()
    _name_only(report, pictures)
    with place_of_report(folder) as outputs:
        columns = signals_of(seen.recording, choice.analysis)
        write_report(outputs.staging, report, pictures, columns)
        outputs.publish()
    return Checked(report, folder, pictures)


def warnings_of(seen: Seen) -> list[ReportWarning]:
    """What only a camera can do to a film."""
    found = []
    for gap in seen.gaps:
        message = (
            f"The camera gave no picture from {words.clock(gap.from_s)} to "
            f"{words.clock(gap.to_s)}: what was done meanwhile is not judged."
        )
        found.append(ReportWarning(code="camera-gap", message=message))
    share = seen.dropped / max(1, seen.dropped + len(seen.recording))
    if share > MANY_DROPPED:
        message = f"{share:.0%} of the pictures were passed over, to keep up with the camera."
        found.append(ReportWarning(code="frames-dropped", message=message))
    return found


def _video(seen: Seen, film: VideoFile | None) -> Video:
    times = seen.recording.time_s
    steps = times[1:] - times[:-1]
    lasted_s = float(times[-1]) if len(times) else 0.0
    return Video(
        name=seen.name,
        sha256=film.info.sha256 if film else None,
        duration_s=lasted_s,
        width=seen.recording.width,
        height=seen.recording.height,
        rotation_deg=film.info.rotation_deg if film else 0,
        frames=len(times),
        mean_fps=len(steps) / lasted_s if lasted_s else None,
        variable_rate=bool(len(steps) and steps.max() - steps.min() > UNEVEN_S),
    )


def _name_only(report: Report, pictures: dict[str, bytes]) -> None:
    """Evidence of which no picture was kept names none."""
    for each in report.evidence:
        if each.picture not in pictures:
            each.picture = None
