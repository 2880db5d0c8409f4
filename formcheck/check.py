"""One filmed set in, its report out: video, landmarks, judgement, pictures, files."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import cast

from formcheck import __version__, smoothing
from formcheck.analysis import Analysis, choose
from formcheck.landmarker import EngineChoice, Landmarker, Networks, loading
from formcheck.outputs import Outputs
from formcheck.progress import Watcher
from formcheck.recording import Recording
from formcheck.report import html
from formcheck.report.build import Source, build
from formcheck.report.fields import Resistance, Side
from formcheck.report.files import REPORT_HTML, REPORT_JSON, SIGNALS_CSV, write_report
from formcheck.report.model import Described, Program, Report, Timing, Video
from formcheck.rulebook import rules_for
from formcheck.secondlook import SecondLook
from formcheck.smoothing import FILTER_NAME
from formcheck.video import VideoFile

ANNOTATED = "annotated.mp4"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the user asked for, and said about the set.

    Attributes:
        exercise: id; None = find out.
        out: folder of the report; None = ``reports/<file name>``.
        annotate: write the annotated video, too.
        blur_faces: make heads unrecognisable in every picture that is written.
        date: ISO 8601.
        load, resistance: what was moved; notes, by which nothing is judged.
        variant: of the exercise, by name; None = find out rep by rep.
        target: reps of a set; None = the exercise's own.
        rules: folders with rule modules of the user's own.
        engine: what runs the pose model; auto = the fastest that works here.
        model: a pose model of the user's own; None = the built-in one.
    """

    exercise: str | None = None
    out: Path | None = None
    annotate: bool = True
    blur_faces: bool = False
    client: str | None = None
    side: Side | None = None
    date: str | None = None
    load: str | None = None
    resistance: Resistance | None = None
    variant: str | None = None
    target: int | None = None
    rules: tuple[Path, ...] = ()
    engine: EngineChoice = "mediapipe"
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished check: the report, the folder in which its files are, the evidence.

    Attributes:
        pictures: JPEG files by the name that ``Evidence.picture`` gives.
    """

    report: Report
    folder: Path
    pictures: Mapping[str, bytes]


def check_video(
    path: Path,
    options: CheckOptions,
    watcher: Watcher,
    networks: Networks | Future[Networks] | None = None,
) -> Checked:
    """Analyse one filmed set and write its report.

    Args:
        networks: the pose model, loaded once for many films or being loaded, whatever the
            options say of it; None = load the one of the options.

    Raises:
        FormcheckError: the video, the options or the place to write to are wrong. Nothing has
            been written then, and what was there before is still there.
    """
    book = rules_for(options.exercise, options.rules).with_target(options.target)
    wanted = book.exercise(options.exercise) if options.exercise else None
    if options.variant is not None:
        book.check_variant(options.variant, wanted)
    video = VideoFile(path)
    names = [REPORT_JSON, REPORT_HTML, SIGNALS_CSV, ANNOTATED]
    with Outputs(options.out or Path("reports") / path.name, names, path) as outputs:
        began = time.monotonic()
        with _loaded(networks, options) as model:
            program = program_of(model)
            recording = _watch(video, watcher, model)
        watcher.begin("Judging", None)
        choice = choose(recording, list(book.exercises.values()), wanted, options.variant)
        source = _source(video, recording, options, program, time.monotonic() - began)
        source = replace(source, replaced_rules=list(book.replaced), refused_rules=book.refused)
        report = build(choice, recording, source)
        second = SecondLook(video, recording, report, choice.analysis, options.blur_faces)
        if options.annotate:
            pictures = second.evidence_and_video(outputs.staging / ANNOTATED, watcher)
        else:
            pictures = second.evidence()
        write_report(outputs.staging, report, pictures, signals_of(recording, choice.analysis))
        outputs.publish()
    return Checked(report, outputs.folder, pictures)


@contextmanager
def _loaded(lent: Networks | Future[Networks] | None, options: CheckOptions) -> Iterator[Networks]:
    """The pose model: the one that was lent, else one for this film alone."""
    if isinstance(lent, Future):
        yield lent.result()
    elif lent is not None:
        yield lent
    else:
        with loading(options.engine, options.model) as own:
            yield own.result()


def _watch(video: VideoFile, watcher: Watcher, networks: Networks) -> Recording:
    """Find the landmarks in every frame."""
    recording = Recording(video.info.width, video.info.height, networks.engine)
    watcher.begin("Watching", video.info.duration_s)
    Thread(target=_get_ready).start()
    with Landmarker(networks=networks) as landmarker:
        for observation in landmarker.watch(video.frames()):
            recording.append(observation)
            watcher.reach(observation.time_s)
    return recording


def _get_ready() -> None:
    """Load beside the watching what is needed after it."""
    smoothing.get_ready()
    html.get_ready()


def program_of(networks: Networks) -> Program:
    """What made a report that rests on this pose model."""
    return Program(
        version=__version__,
        engine=networks.engine,
        model_sha256=networks.model_sha256,
        smoothing=FILTER_NAME,
    )


def _source(
    video: VideoFile,
    recording: Recording,
    options: CheckOptions,
    program: Program,
    took_s: float,
) -> Source:
    info = video.info
    return Source(
        program=program,
        video=Video(
            name=info.name,
            sha256=info.sha256,
            duration_s=info.duration_s,
            width=info.width,
            height=info.height,
            rotation_deg=info.rotation_deg,
            frames=len(recording),
            mean_fps=info.mean_fps,
            variable_rate=bool(info.variable_rate),
        ),
        timing=Timing(
            frames_per_second=len(recording) / took_s,
            realtime_factor=(info.duration_s or 0.0) / took_s,
        ),
        truncated=video.truncated,
        described=_described(options),
    )


def _described(options: CheckOptions) -> Described | None:
    told = Described(
        client=options.client,
        date=options.date,
        load=options.load,
        resistance=options.resistance,
        variant=options.variant,
        side=options.side,
    )
    return told if told.model_dump(exclude_none=True) else None


def signals_of(recording: Recording, analysis: Analysis | None) -> Mapping[str, Sequence[float]]:
    """Every signal by time; the times alone where nobody was found."""
    timeline = {"time_s": recording.time_s}
    columns = timeline if analysis is None else analysis.session.timeline.as_columns()
    # Arrays, not lists: on a long film these would be larger than all that was recorded.
    return cast("Mapping[str, Sequence[float]]", columns)
