"""The judge that a batch works with: the same check as that of a single film."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.batch.task import Task
from formcheck.batch.work import Judged
from formcheck.progress import Watcher

if TYPE_CHECKING:
    from formcheck.landmarker import EngineChoice, Networks


def judge(film: Path, task: Task, out: Path, watcher: Watcher) -> Judged:
    """Check a film, and write the files of the check into ``out``."""
    # Only here: a worker that finds nothing new to judge is done before this is loaded.
    from formcheck.check import CheckOptions, check_video

    wanted = task.wanted
    options = CheckOptions(
        exercise=wanted.exercise,
        out=out,
        annotate=wanted.annotate,
        blur_faces=wanted.blur_faces,
        client=wanted.client,
        side=wanted.side,
        date=wanted.date,
        load=wanted.load,
        resistance=wanted.resistance,
        variant=wanted.variant,
        target=wanted.target,
        rules=tuple(Path(each) for each in wanted.rules),
    )
    checked = check_video(film, options, watcher, _networks(wanted.engine, wanted.model))
    return Judged(checked.report, checked.pictures)


@cache
def _networks(engine: EngineChoice, model: str | None) -> Networks:
    """The pose model, loaded once a worker."""
    from formcheck.landmarker import Networks

    return Networks(engine, None if model is None else Path(model))
