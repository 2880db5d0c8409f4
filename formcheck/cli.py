"""The command line. Imports nothing heavy: each command loads what it needs when it runs."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from formcheck import __version__, livecommands
from formcheck.errors import UsageError
from formcheck.leave import leave_cleanly
from formcheck.options import (
    AsJson,
    BlurFaces,
    Client,
    Database,
    EngineName,
    Exercise,
    LimitMinutes,
    Load,
    Model,
    NoVideo,
    Out,
    Resistance,
    Rules,
    Sheet,
    Side,
    Since,
    Target,
    Until,
    Variant,
    Video,
    When,
    check_none_empty,
)

if TYPE_CHECKING:
    from formcheck.check import Checked, CheckOptions

app = typer.Typer(
    name="formcheck",
    help="Counts the reps of a filmed set, times their phases and names the mistakes. "
    "Everything stays on this machine.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; prints one sentence on an error."""
    return leave_cleanly(lambda: _dispatch(arguments))


def _dispatch(arguments: list[str]) -> int:
    check_none_empty(arguments)
    try:
        code = app(arguments or ["--help"], prog_name="formcheck", standalone_mode=False)
    except TyperException as error:
        said = error.format_message().replace("Value error, ", "")  # typer quotes its library
        sentence = " ".join(said.split())
        raise UsageError(f"{sentence.rstrip('.')} (see formcheck --help).") from error
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # typer's own way out of it
            raise left.__context__ from None
        raise
    return code if isinstance(code, int) else 0


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _every_command(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


@app.command()
def check(
    video: Video,
    exercise: Exercise = "auto",
    out: Out = None,
    no_video: NoVideo = False,
    as_json: AsJson = False,
    side: Side = None,
    client: Client = None,
    date: When = None,
    load: Load = None,
    resistance: Resistance = None,
    variant: Variant = None,
    target: Target = None,
    blur_faces: BlurFaces = False,
    rules: Rules = None,
    engine: EngineName = "mediapipe",
    model: Model = None,
    db: Database = None,
) -> None:
    """Analyse one filmed set and write its report."""
    name = _checked_client(client, db)
    checked, options = _check(
        video,
        exercise=None if exercise == "auto" else exercise,
        out=out,
        annotate=not no_video,
        blur_faces=blur_faces,
        side=side,
        client=name,
        date=_checked_date(date),
        load=load,
        resistance=resistance,
        variant=variant,
        target=target,
        rules=tuple(rules or ()),
        engine=engine,
        model=model,
    )
    _tell(checked, as_json)
    if name is not None:
        from formcheck.history.remember import remember

        remember(checked, video, name, options, db)


def _check(video: Path, **told: Any) -> tuple[Checked, CheckOptions]:
    """Check a film, the pose model being loaded while the rest of the program is."""
    from formcheck.landmarker.engines import loading

    with loading(told["engine"], told["model"]) as networks:
        from formcheck.check import CheckOptions, check_video
        from formcheck.progress import progress_bar

        options = CheckOptions(**told)
        with progress_bar() as progress:
            return check_video(video, options, progress, networks), options


def _tell(checked: Checked, as_json: bool) -> None:
    from formcheck.report.summary import print_summary

    if as_json:
        sys.stdout.write(checked.report.to_json())
    else:
        print_summary(checked.report, checked.folder)


@app.command()
def exercises(as_json: AsJson = False, rules: Rules = None) -> None:
    """List the exercises and the mistakes looked for in each."""
    from formcheck.explain import listing
    from formcheck.rulebook import load_sound_rules

    book = load_sound_rules(rules or ())
    rows = listing(book)
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    for row in [] if as_json else rows:
        low, high = row["target_reps"]
        print(f"{row['id']}: {row['name']}, {low} to {high} reps")
        print("  " + ", ".join(dict.fromkeys(mistake["id"] for mistake in row["mistakes"])))
    book.check()


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="ID", help="An exercise or a mistake.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Print the whole rule book as a Markdown page.")
    ] = False,
    rules: Rules = None,
) -> None:
    """Say what an exercise or a mistake is, and how it is measured."""
    from formcheck.explain import explain as in_words
    from formcheck.handbook import handbook
    from formcheck.rulebook import load_sound_rules

    book = load_sound_rules(rules or ())
    print(handbook(book) if everything else in_words(book, name))
    book.check()


@app.command()
def batch(
    folder: Annotated[
        str, typer.Argument(help="FOLDER/<client>/...: the films; an fsspec address as well.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where reports and page go.")],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Films at a time.", show_default="one a core")
    ] = None,
    sheet: Sheet = None,
    no_video: NoVideo = False,
    blur_faces: BlurFaces = False,
    rules: Rules = None,
    engine: EngineName = "mediapipe",
    model: Model = None,
    limit_minutes: LimitMinutes = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Use the workers of a dask scheduler.")
    ] = None,
) -> int:
    """Analyse every film of a folder that has no report yet, and say who needs a look first."""
    if jobs and cluster:
        raise UsageError("--jobs counts this machine's workers, and --cluster uses others.")
    from formcheck.batch.command import batch as run_and_print
    from formcheck.batch.run import BatchOptions

    options = BatchOptions(
        folder=folder,
        out=out,
        jobs=jobs,
        sheet=sheet,
        annotate=not no_video,
        blur_faces=blur_faces,
        rules=tuple(rules or ()),
        engine=engine,
        model=model,
        limit_s=None if limit_minutes is None else 60 * limit_minutes,
        cluster=cluster,
    )
    return run_and_print(options)


@app.command()
def history(
    client: Annotated[
        str | None, typer.Argument(help="Whose sets to show; without it, the list of clients.")
    ] = None,
    since: Since = None,
    until: Until = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with plots and pictures.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the sets as a CSV table.")
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the sets as a Parquet table.")
    ] = None,
    as_json: AsJson = False,
    db: Database = None,
) -> None:
    """Show a client's sets over time."""
    first, last = _checked_date(since), _checked_date(until)
    from formcheck.history.commands import Wanted
    from formcheck.history.commands import history as show

    show(Wanted(client, first, last, db, html, csv, parquet, as_json))


@app.command()
def forget(
    client: Annotated[str, typer.Argument(help="Whom to forget.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    db: Database = None,
) -> None:
    """Remove everything that is stored about a client."""
    from formcheck.forget import forget as remove

    for line in remove(client, db, yes=yes):
        print(f"Removed: {line}")


for each in (livecommands.live, livecommands.record, livecommands.doctor):
    app.command()(each)


def _checked_date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is no date: write it as 2025-01-31.") from None


def _checked_client(name: str | None, db: Path | None) -> str | None:
    if name is None:
        if db is not None:
            raise UsageError("--db names a client history: name the client, too, with --client.")
        return None
    from formcheck.store.names import canonical

    return canonical(name)
