"""A batch from its folder to its page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.batch import pages
from formcheck.batch.board import board
from formcheck.batch.crew import Crew, LocalCrew
from formcheck.batch.errors import BatchError, InterruptedBatchError
from formcheck.batch.films import Film, Films, find_films
from formcheck.batch.history import History
from formcheck.batch.judging import judge as check
from formcheck.batch.listing import is_remote
from formcheck.batch.office import Office
from formcheck.batch.results import Results
from formcheck.batch.sheet import Sheet
from formcheck.batch.task import Task, Wanted, options_key, rules_digest
from formcheck.batch.work import Judge
from formcheck.rulebook import builtin_folder, load_sound_rules

if TYPE_CHECKING:
    from formcheck.landmarker import EngineChoice


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What the user asked for.

    Attributes:
        folder: a path, or an fsspec address.
        out: the target folder.
        jobs: workers; None = one for each core.
        sheet: CSV file that describes the films.
        rules: folders with rule modules of the user's own.
        engine, model: as those of a check.
        limit_s: how long a film may take; None = by its duration.
        cluster: address of a dask scheduler; None = this machine.
    """

    folder: str
    out: Path
    jobs: int | None = None
    sheet: Path | None = None
    annotate: bool = True
    blur_faces: bool = False
    rules: tuple[Path, ...] = ()
    engine: EngineChoice = "mediapipe"
    model: Path | None = None
    limit_s: float | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How a batch ended.

    Attributes:
        films: all that were found.
        kept: those of them whose earlier result still holds.
        failed: name and sentence of each that could not be analysed.
        page: the page of the whole batch.
    """

    films: int
    kept: int
    failed: tuple[tuple[str, str], ...]
    page: Path


def run_batch(options: BatchOptions, judge: Judge = check) -> Summary:
    """Judge every film of a folder that has no result yet, and write the pages over all.

    Raises:
        FormcheckError: the folder, the sheet, the options, the target folder, the history or the
            cluster are wrong or in the way. What was finished is kept.
        InterruptedBatchError: as well, after Ctrl-C.
    """
    found = _found(options)
    hire = _hiring(options, len(found.films), judge)
    with (
        _hired(hire(False)) as crew,
        Results(options.out) as results,
        History(options.out, found.films) as history,
        board(len(found.films), sum(each.size for each in found.films)) as shown,
    ):
        office = Office(results, history, shown)
        try:
            suspects = office.give_out(_tasks(options, found.films, results), crew)
            crew.close(at_once=False)
            if suspects:
                with _hired(hire(True)) as alone:
                    office.give_out(suspects, alone, again=True)
            history.write_courses(results)
            page = pages.write(results, office.rows, found.others)
        except KeyboardInterrupt:
            raise InterruptedBatchError(
                f"Interrupted; {office.finished} of {len(found.films)} films are finished and "
                "kept: run the same command again for the others."
            ) from None
    return Summary(len(found.films), office.kept, tuple(office.failed), page)


def _found(options: BatchOptions) -> Films:
    book = load_sound_rules(options.rules)
    _check_out(options)
    if options.cluster is None:
        _check_model(options)
    sheet = Sheet(options.sheet, book.ids) if options.sheet else None
    common = Wanted(
        annotate=options.annotate,
        blur_faces=options.blur_faces,
        rules=tuple(str(each.resolve()) for each in options.rules),
        engine=options.engine,
        model=None if options.model is None else str(options.model.resolve()),
    )
    found = find_films(options.folder, sheet, book.variants, common)
    if any(film.wanted.exercise is None for film in found.films):
        book.check()  # where an exercise is to be recognised, all rules have to be there
    return found


def _check_model(options: BatchOptions) -> None:
    """Rather one sentence now than one for each film; workers elsewhere have their own engine."""
    if options.engine != "mediapipe" or options.model is not None:
        from formcheck.landmarker import check_engine

        check_engine(options.engine, options.model)


def _check_out(options: BatchOptions) -> None:
    if is_remote(options.folder):
        return
    folder, out = Path(options.folder).resolve(), options.out.resolve()
    if out.is_relative_to(folder):
        raise BatchError(
            f"{options.out} lies in {options.folder}, whose films would be mixed with their "
            "reports: choose an --out folder outside of it."
        )


def _tasks(
    options: BatchOptions, films: tuple[Film, ...], results: Results
) -> list[tuple[Film, Task]]:
    """What to give out, the largest films first, so that no long one is left to the end."""
    rules = rules_digest([builtin_folder(), *options.rules], options.model)
    order = sorted(films, key=lambda film: -film.size)
    return [(film, _task(options, film, rules, results)) for film in order]


def _task(options: BatchOptions, film: Film, rules: str, results: Results) -> Task:
    record = results.record(film.place)
    return Task(
        address=film.address,
        name=film.name,
        size=film.size,
        wanted=film.wanted,
        options_key=options_key(film.wanted, rules),
        kept=record.key if record else None,
        workplace=None if options.cluster else str(results.workplace.resolve()),
        limit_s=options.limit_s,
    )


def _hiring(options: BatchOptions, films: int, judge: Judge) -> Callable[[bool], Crew]:
    """Makes a crew; called with True, one that judges a film at a time."""
    if options.cluster is None:
        jobs = min(options.jobs or len(os.sched_getaffinity(0)), films)
        return lambda alone: LocalCrew(1 if alone else jobs, judge)
    address = options.cluster

    def hire(alone: bool) -> Crew:
        from formcheck.batch.cluster import ClusterCrew

        return ClusterCrew(address, judge, alone)

    return hire


@contextmanager
def _hired(crew: Crew) -> Iterator[Crew]:
    try:
        yield crew
    except BaseException:
        crew.close(at_once=True)
        raise
    crew.close(at_once=False)
