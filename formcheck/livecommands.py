"""The commands that need a camera. Imports nothing heavy: each loads what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from formcheck.errors import UsageError
from formcheck.options import BlurFaces, EngineName, Exercise, Model, Rules, Target, Variant

Camera = Annotated[
    str,
    typer.Option(
        metavar="N|PATH|URL",
        help="Number of a camera, RTSP or HTTP address, or a video file that stands for one.",
    ),
]
Headless = Annotated[
    bool,
    typer.Option("--headless", help="No window; print events as JSON lines on standard output."),
]
NoMirror = Annotated[
    bool, typer.Option("--no-mirror", help="Show the picture as others see you, not as a mirror.")
]
Sound = Annotated[
    Literal["tones", "speech", "off"],
    typer.Option(help="Tones, or spoken count and cues: needs the speech extra and espeak-ng."),
]
Sets = Annotated[
    int | None, typer.Option(min=1, help="End after so many sets.", show_default="no end")
]

Keep = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="Keep film, landmarks and events there, too."),
]
ReportFolder = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where the report goes.", show_default="reports/live-..."),
]
AnySpeed = Annotated[
    bool,
    typer.Option("--as-fast-as-possible", help="Judge every picture of a video file."),
]


def live(
    camera: Camera = "0",
    exercise: Exercise = "auto",
    variant: Variant = None,
    record: Keep = None,
    out: ReportFolder = None,
    headless: Headless = False,
    as_fast_as_possible: AnySpeed = False,
    no_mirror: NoMirror = False,
    sound: Sound = "tones",
    target: Target = None,
    sets: Sets = None,
    blur_faces: BlurFaces = False,
    rules: Rules = None,
    engine: EngineName = "mediapipe",
    model: Model = None,
) -> None:
    """Give feedback in front of a camera, while the set is being done."""
    if record and out:
        raise UsageError("--record DIR keeps the report, too: leave --out out.")
    from formcheck.live.options import LiveOptions
    from formcheck.live.run import live as run

    run(
        LiveOptions(
            camera=camera,
            exercise=None if exercise == "auto" else exercise,
            variant=variant,
            record=record,
            out=out,
            headless=headless,
            own_pace=not as_fast_as_possible,
            mirrored=not no_mirror,
            sound=sound,
            target=target,
            sets=sets,
            blur_faces=blur_faces,
            rules=tuple(rules or ()),
            engine=engine,
            model=model,
        )
    )


def record(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the films go.")],
    camera: Camera = "0",
    exercise: Exercise = "auto",
    headless: Headless = False,
    no_mirror: NoMirror = False,
    sound: Sound = "tones",
    sets: Sets = None,
    rules: Rules = None,
    engine: EngineName = "mediapipe",
    model: Model = None,
) -> None:
    """Film sets with the camera guide now, for formcheck check to judge later."""
    from formcheck.live.filming import record as run
    from formcheck.live.options import LiveOptions

    run(
        LiveOptions(
            camera=camera,
            exercise=None if exercise == "auto" else exercise,
            record=out,
            headless=headless,
            mirrored=not no_mirror,
            sound=sound,
            sets=sets,
            rules=tuple(rules or ()),
            engine=engine,
            model=model,
        )
    )


def doctor() -> None:
    """Say what works on this machine, and what to do about what does not."""
    from formcheck.live.doctor import examine

    for finding in examine():
        print(f"{'ok ' if finding.works else '-- '} {finding.what}: {finding.says}")
