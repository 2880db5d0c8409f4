"""Command line: ``python -m sample_videos.studio render CLIP.toml ...``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .errors import StudioError
from .library import LIBRARY


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 2 something to put right)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except StudioError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sample_videos.studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="draw clips and write their truth beside them")
    render.add_argument("clips", nargs="+", type=Path, metavar="CLIP.toml")
    still = commands.add_parser("still", help="draw one moment of a clip as PNG")
    still.add_argument("clips", nargs=1, type=Path, metavar="CLIP.toml")
    still.add_argument("--at", type=float, default=0.0, metavar="SECONDS")
    _library_commands(commands)
    for each in (render, still):
        each.set_defaults(run=_run)
        each.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT")
        each.add_argument("--fps", type=int)
        each.add_argument("--mirror", action="store_true", help="as a mirrored webcam shows it")
        each.add_argument("--out", type=Path, metavar="DIR",
                          help="default: beside the description")
    return parser


def _library_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    compose = commands.add_parser("compose", help="write the library's clip descriptions")
    compose.add_argument("--only", default="*", metavar="PATTERN", help="exercise ids, or decoys")
    compose.add_argument("--again", action="store_true",
                         help="replace descriptions that are there, also what was changed by hand")
    compose.set_defaults(run=_compose)
    record = commands.add_parser(
        "record-library", help="film what the library describes and keep its landmarks and truth")
    record.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    record.add_argument("--only", nargs="+", default=["*"], metavar="PATTERN", help="clip names")
    record.add_argument("--keep-films", type=Path, metavar="DIR")
    record.set_defaults(run=_record)
    sheet = commands.add_parser("contact-sheet", help="draw clips of each exercise side by side")
    sheet.add_argument("--only", nargs="+", default=["*"], metavar="PATTERN", help="clip names")
    sheet.add_argument("--columns", type=int, default=5, metavar="N")
    sheet.add_argument("--out", type=Path, default=Path("contact-sheet.jpg"), metavar="FILE.jpg")
    sheet.set_defaults(run=_sheet)
    for each in (compose, record, sheet):
        each.add_argument("--library", type=Path, default=LIBRARY, metavar="DIR")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()) or int(width) % 2 or int(height) % 2:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write it as 1280x720, both even")
    return int(width), int(height)


def _compose(options: argparse.Namespace) -> int:
    from .compose import compose

    for path in compose(options.only, options.again, options.library):
        print(path)
    return 0


def _record(options: argparse.Namespace) -> int:
    from .library import read_library
    from .record import record_library, report, wanted

    entries = wanted(read_library(options.library), options.only)
    return report(record_library(entries, options.jobs, options.keep_films))


def _sheet(options: argparse.Namespace) -> int:
    from .library import read_library
    from .record import wanted
    from .sheet import contact_sheet

    entries = wanted(read_library(options.library), options.only)
    print(contact_sheet(entries, options.columns, options.out))
    return 0


def _run(options: argparse.Namespace) -> int:
    try:
        from .produce import overridden, render, still
        from .spec import RATES, read_clip
    except ImportError as error:
        raise StudioError(f"{error.name} is missing: run `pip install {error.name}`.") from error
    if options.fps is not None and options.fps not in RATES:
        raise StudioError(f"--fps {options.fps} does not divide 240; choose one of "
                          f"{', '.join(map(str, RATES))}.")
    for path in options.clips:
        clip = overridden(read_clip(path), options.size, options.fps, options.mirror)
        folder = options.out or path.parent
        if options.command == "render":
            print(render(clip, folder))
        else:
            print(still(clip, options.at, folder / f"{clip.name}-{options.at:g}s.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
