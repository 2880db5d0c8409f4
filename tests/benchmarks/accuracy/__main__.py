"""How often the program is right, on rendered clips whose truth is known.

    python -m tests.benchmarks.accuracy [--split test|tuning|all]

prints the figures as Markdown and writes them as Markdown, JSON and a picture into ``--out``.
``--compare`` holds them against those stored, ``--store`` stores them anew, ``--readme`` writes
the stored ones into the README, and ``--short`` prints a few of them.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import get_args

from formcheck.errors import FormcheckError
from formcheck.landmarker import EngineChoice

from . import readme
from .judged import rules
from .picture import draw
from .results import (
    STORED,
    Figures,
    StoredResultsError,
    as_json,
    figures_of,
    read_stored,
    regressions,
    stored_path,
    write_text,
)
from .running import Pixels, judge_all
from .samples import SPLITS, find_samples
from .tables import markdown, short


def main() -> int:
    """Run the benchmark; 1 where figures are worse than stored, 2 where it cannot be run."""
    options = _options()
    try:
        return _run(options)
    except (StoredResultsError, FormcheckError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.readme:
        readme.put(read_stored(stored_path(options.split)))
        return 0
    if options.short:
        print(short(read_stored(stored_path(options.split))))
        return 0
    stored = read_stored(stored_path(options.split)) if options.compare else None
    samples = find_samples(options.split, options.only, recorded=not options.pixels)
    if not samples:
        print(f"No clip of the split {options.split} fits {options.only}.", file=sys.stderr)
        return 2
    pixels = Pixels(options.engine or "mediapipe", options.films) if options.pixels else None
    clips = judge_all(samples, options.jobs, pixels)
    results = figures_of(clips, rules(), options.split)
    print(markdown(results))
    write_all(results, STORED if options.store else options.out)
    return _compared(stored, results) if stored else 0


def write_all(results: Figures, folder: Path) -> None:
    """Write the figures as Markdown, JSON and a picture; the signals' errors beside them."""
    path = stored_path(results["split"], folder)
    write_text(path.with_suffix(".md"), markdown(results))
    draw(results, path.with_suffix(".png"))
    write_text(path.with_name(f"{path.stem}-signals.json"), as_json(results["signals"]))
    write_text(path, as_json({k: v for k, v in results.items() if k != "signals"}))


def _compared(stored: Figures, results: Figures) -> int:
    worse = regressions(stored, results)
    print("\n".join(worse) or "Nothing is worse than stored.", file=sys.stderr)
    return 1 if worse else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=[*SPLITS, "all"], default="test")
    parser.add_argument("--only", metavar="PATTERN", default="*", help="clips with such a name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--pixels", action="store_true", help="watch the clips, rendered anew")
    parser.add_argument(
        "--engine", choices=get_args(EngineChoice), help="with --pixels: what runs the pose model"
    )
    parser.add_argument(
        "--films", type=Path, metavar="DIR", help="with --pixels: where rendered ones lie already"
    )
    parser.add_argument("--out", type=Path, default=Path("reports/accuracy"), metavar="DIR")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--compare", action="store_true", help="fail where figures are worse")
    what.add_argument("--store", action="store_true", help="store the figures for later runs")
    what.add_argument("--readme", action="store_true", help="put the stored ones in README.md")
    what.add_argument("--short", action="store_true", help="print the stored figures in short")
    options = parser.parse_args()
    if (options.store or options.compare) and (options.pixels or options.only != "*"):
        parser.error("only a whole split, judged from its recordings, is stored and compared")
    if (options.engine or options.films) and not options.pixels:
        parser.error("--engine and --films say how films are watched: add --pixels")
    return options


if __name__ == "__main__":
    sys.exit(main())
