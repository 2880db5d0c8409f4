"""``formcheck batch``: what it prints, and its exit code."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from formcheck.batch.run import BatchOptions, Summary, run_batch
from formcheck.report import words
from formcheck.report.fields import readable

SOME_FAILED = 3


def batch(options: BatchOptions) -> int:
    """Run a batch, print how it ended, and return the exit code; raises FormcheckError."""
    summary = run_batch(options)
    _print(summary, Console(highlight=False))
    return SOME_FAILED if summary.failed else 0


def _print(summary: Summary, console: Console) -> None:
    judged = summary.films - len(summary.failed)
    earlier = f", {summary.kept} of them by an earlier run" if summary.kept else ""
    console.print(Text(f"{words.count(judged, 'film')} judged{earlier}."))
    if summary.failed:
        console.print(Text(f"{words.count(len(summary.failed), 'film')} failed:", style="bold"))
    for name, sentence in summary.failed:
        console.print(Text(f"  {readable(name)}: {readable(sentence)}"), soft_wrap=True)
    # A path that is broken over lines cannot be copied: leave that to the terminal.
    console.print(Text(f"Who needs a look first: {summary.page}"), soft_wrap=True)
