"""Reports of the sample clips, analysed from their recorded landmarks, to fill histories with."""

from __future__ import annotations

from functools import cache

from benchmarks import recordings

from formcheck.analysis import Choice, choose
from formcheck.recording import Recording
from formcheck.report.build import Source, build
from formcheck.report.model import Described, Program, Report, Timing, Video
from formcheck.rulebook import load_rules
from formcheck.secondlook import SecondLook
from formcheck.video import VideoFile


@cache
def _choice(clip: str) -> tuple[Choice, Recording]:
    recording = recordings.load(clip)
    exercises = load_rules().exercises
    wanted = next((each for name, each in exercises.items() if clip.startswith(name)), None)
    return choose(recording, list(exercises.values()), wanted), recording


def analysed(clip: str, **told: str) -> Report:
    """The report of a sample clip, as its file has it; ``told`` is what the user said."""
    choice, recording = _choice(clip)
    source = Source(
        program=Program(version="1.2.3", engine="test", model_sha256=None, smoothing=None),
        video=Video(
            name=f"{clip}.mp4",
            sha256=recordings.clip_sha256(clip),
            duration_s=float(recording.time_s[-1]),
            width=recording.width,
            height=recording.height,
            rotation_deg=0,
            frames=len(recording),
            mean_fps=None,
            variable_rate=False,
        ),
        timing=Timing(frames_per_second=None, realtime_factor=None),
        described=Described.model_validate(told) if told else None,
    )
    return Report.from_json(build(choice, recording, source).to_json())


@cache
def evidence(clip: str) -> dict[str, bytes]:
    """The pictures of that report: JPEG files by name, drawn into the clip's frames."""
    choice, recording = _choice(clip)
    video = VideoFile(recordings.CLIPS / f"{clip}.mp4")
    return SecondLook(
        video, recording, analysed(clip), choice.analysis, blur_faces=False
    ).evidence()
