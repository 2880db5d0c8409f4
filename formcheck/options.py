"""Options that more than one command has, or that take many lines to say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import typer

from formcheck.errors import UsageError

Video = Annotated[Path, typer.Argument(help="The filmed set, in any format that FFmpeg reads.")]
Exercise = Annotated[
    str, typer.Option(metavar="ID|auto", help="The exercise; auto finds out by itself.")
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where the report goes.", show_default="reports/<file name>"),
]
NoVideo = Annotated[bool, typer.Option("--no-video", help="Leave the annotated video out.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]
Side = Annotated[
    Literal["left", "right", "both"] | None,
    typer.Option(help="The side that was trained, the person's own; for the report."),
]
BlurFaces = Annotated[
    bool, typer.Option("--blur-faces", help="Make faces unrecognisable in every picture.")
]
When = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="When the set was done.")]
Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The first day to show.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The last day to show.")]
Load = Annotated[str | None, typer.Option(help='Load or equipment, e.g. "5 kg ankle weight".')]
Resistance = Annotated[
    Literal["band", "cable", "ankle-weight", "dumbbell", "machine", "none"] | None,
    typer.Option(help="What the load was, for the report; nothing is judged by it."),
]
Variant = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The variant of the exercise, such as straight or bent; without it, each rep shows "
        "its own.",
    ),
]
Target = Annotated[
    int | None,
    typer.Option(min=1, help="Reps that a set should have.", show_default="the exercise's own"),
]
Client = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Whose set it is; it then goes into their history, too."),
]
Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The client history.",
        show_default="one file in your data folder",
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="A folder with rule modules of your own; one with the id of a built-in exercise "
        "replaces it. Rule modules are Python programs and run with your rights: name only "
        "folders that you trust. May be given more than once.",
    ),
]

EngineName = Annotated[
    Literal["auto", "mediapipe", "openvino"],
    typer.Option(
        "--engine",
        help="What runs the pose model: openvino is the faster one, and an extra to install; "
        "auto takes the fastest that works here.",
    ),
]
Model = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A pose model of your own: a .task or .tflite file of BlazePose, lite, full or heavy.",
        show_default="the full one, which is built in",
    ),
]
Sheet = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV with the columns file, client, exercise, date, load, resistance, variant, "
        "target, side.",
    ),
]
LimitMinutes = Annotated[
    float | None,
    typer.Option(
        min=0.01, max=10080, help="How long a film may take.", show_default="by its length"
    ),
]


def check_none_empty(arguments: Sequence[str]) -> None:
    """Raise UsageError where an argument is empty, as a variable is that was never set."""
    for before, argument in pairwise(["", *arguments]):
        option, is_set, value = argument.partition("=")
        if not argument.strip():
            empty = before if before.startswith("-") else "An argument"
        elif option.startswith("--") and is_set and not value.strip():
            empty = option
        else:
            continue
        raise UsageError(f"{empty} is empty: give it a value, or leave it out.")
