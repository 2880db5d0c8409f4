"""The report in the terminal: what was seen, rep by rep, and what could not be judged."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.report import words
from formcheck.report.model import MistakeSummary, Rep, Report


def print_summary(report: Report, folder: Path | None, console: Console | None = None) -> None:
    """Print the report so that it reads at 80 columns, in colour and without.

    Args:
        folder: where the files were written; None where none were.
        console: where to print; standard output by default.
    """
    console = console or Console(highlight=False)
    _print_headline(report, console)
    if report.reps:
        console.print()
        console.print(_reps_table(report))
    _print_mistakes(report, console)
    _print_unclear(report, console)
    if report.warnings:
        _title(console, "About this video")
    for warning in report.warnings:
        _item(console, Text(warning.message))
    if folder is not None:
        _print_files(folder, console)


def _print_headline(report: Report, console: Console) -> None:
    name = report.exercise.name or report.exercise.id or "No exercise recognised"
    if told := words.variant(report.exercise):
        name += f" ({told})"
    console.print(Text(f"{name}: {report.video.name}", style="bold"))
    for line in report.headline:
        console.print(Text(line))


def _reps_table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    several = len(report.sets) > 1
    for heading in (["Set"] if several else []) + ["Rep", "Start", "Lift", "Hold", "Lower"]:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Peak", justify="right", no_wrap=True)
    table.add_column("Seen", ratio=1)
    for rep in report.reps:
        table.add_row(*([str(rep.set)] if several else []), *_cells(report, rep))
    return table


def _cells(report: Report, rep: Rep) -> list[str | Text]:
    phases = (rep.phases.lift_s, rep.phases.hold_s, rep.phases.lower_s)
    return [
        str(rep.number),
        words.clock(rep.start_s),
        *(words.number(seconds, "s") for seconds in phases),
        words.number(rep.range.peak, rep.range.unit),
        _seen_on(report, rep),
    ]


def _seen_on(report: Report, rep: Rep) -> Text:
    seen = [words.mistake_name(report, each.id) for each in rep.mistakes if each.verdict == "seen"]
    unclear = sum(each.verdict == "cannot_be_judged" for each in rep.mistakes)
    text = Text(", ".join(seen), style="yellow") if seen else Text("nothing", style="green")
    if unclear:
        text.append(f" ({unclear} not judged)", style="dim")
    return text


def _print_mistakes(report: Report, console: Console) -> None:
    seen = [each for each in report.mistakes if each.verdict == "seen"]
    if seen:
        _title(console, "Mistakes seen")
    for summary in seen:
        _item(console, Text.assemble(("! ", "yellow"), _sentence(report, summary)))
        if summary.cue:
            _item(console, Text(summary.cue), indent=4)


def _sentence(report: Report, summary: MistakeSummary) -> str:
    text = words.mistake_name(report, summary.id)
    if summary.reps:
        text += f", {words.reps(summary.reps)}"
    if summary.first_frame_s is not None:
        text += f", first at {words.clock(summary.first_frame_s)}"
    return f"{text}: {summary.reason}" if summary.reason else text


def _print_unclear(report: Report, console: Console) -> None:
    unclear = words.unclear_by_reason(report)
    if unclear:
        _title(console, "Could not be judged")
    for reason, names in unclear.items():
        _item(console, Text(f"? {', '.join(names)}" + (f": {reason}" if reason else "")))
    if report.advice:
        _title(console, "How to film it better")
    for advice in report.advice:
        _item(console, Text(advice))


def _print_files(folder: Path, console: Console) -> None:
    _title(console, "Written")
    for path in (folder / name for name in _FILES):
        if path.exists():
            # A path that is broken over lines cannot be copied: leave that to the terminal.
            console.print(Text(f"  {path}"), soft_wrap=True)


_FILES = ("report.html", "report.json", "signals.csv", "annotated.mp4")


def _title(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _item(console: Console, text: Text, indent: int = 2) -> None:
    for line in text.wrap(console, console.width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line)
