"""The parent's desk: films go out to the workers, what comes back is kept, noted or tried again."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace

from formcheck.batch.board import Board
from formcheck.batch.crew import Crew, Loss
from formcheck.batch.errors import FilmError
from formcheck.batch.films import Film
from formcheck.batch.history import History
from formcheck.batch.results import Results, saying
from formcheck.batch.rows import Row, failed_row, rows_of
from formcheck.batch.task import Outcome, Task
from formcheck.leave import write_log
from formcheck.outputs import explained

LOOK_S = 0.25
"""How often the board is brought up to date."""

Order = tuple[Film, Task]


class Office:
    """Keeps the books of one run.

    Attributes:
        rows: of every film that is finished or failed.
        failed: name and sentence of every film that failed.
        kept: films whose earlier result still holds.
        finished: films with a result.
    """

    def __init__(self, results: Results, history: History, board: Board) -> None:
        self._results, self._history, self._board = results, history, board
        self.rows: list[Row] = []
        self.failed: list[tuple[str, str]] = []
        self.kept = 0
        self.finished = 0
        self._settled_bytes = 0

    def give_out(self, orders: Iterable[Order], crew: Crew, again: bool = False) -> list[Order]:
        """Have films judged; returns those to try again, whose worker ended or result is damaged.

        Args:
            again: the second try, after which a film whose worker ends has failed.
        """
        waiting, out = deque(orders), dict[Future[Outcome], Order]()
        suspects: list[Order] = []
        while waiting or out:
            while waiting and len(out) < crew.width:
                self._hand(waiting.popleft(), crew, out)
            suspects += self._settle_finished(crew, out, again)
            settled = self.finished + len(self.failed)
            self._board.show(settled, self._settled_bytes, crew.running())
        return suspects

    def _hand(self, order: Order, crew: Crew, out: dict[Future[Outcome], Order]) -> None:
        film, task = order
        if film.trouble:
            self._fail(film, film.trouble)
        else:
            out[crew.submit(task)] = order

    def _settle_finished(
        self, crew: Crew, out: dict[Future[Outcome], Order], again: bool
    ) -> list[Order]:
        """Wait for films and take what came of them; returns those to try again.

        On return nothing holds on to their futures: a cluster would judge a film anew whose
        worker ends while its result is still asked for.
        """
        suspects: list[Order] = []
        done, _ = wait(out, LOOK_S, FIRST_COMPLETED)
        for future in done:
            film, task = out.pop(future)
            if not self._settle(film, task, crew, future, again):
                suspects.append((film, replace(task, kept=None)))
        return suspects

    def _settle(
        self, film: Film, task: Task, crew: Crew, future: Future[Outcome], again: bool
    ) -> bool:
        """Take what came of a film; False where it deserves another try."""
        outcome = crew.collect(future)
        if isinstance(outcome, Loss):
            if outcome.outcome is None and not again:
                return False
            outcome = outcome.outcome or _broke(film, outcome.why)
        return self._take(film, task, outcome)

    def _take(self, film: Film, task: Task, outcome: Outcome) -> bool:
        """Keep or note an outcome; False where an earlier result that should hold is damaged."""
        if outcome.state == "stopped":
            raise explained(
                OSError(outcome.error, os.strerror(outcome.error)), self._results.folder
            )
        if outcome.trace:
            log = write_log(outcome.trace)
            self._fail(film, f"{outcome.sentence} The log is {log.name}.")
        elif outcome.state == "failed":
            self._fail(film, outcome.sentence)
        else:
            return self._keep(film, task, outcome)
        return True

    def _keep(self, film: Film, task: Task, outcome: Outcome) -> bool:
        try:
            with saying(self._results.folder):
                if outcome.state == "done":
                    self._history.replace(film, self._results)
                    made = outcome.folder or self._results.unpack(outcome.files)
                    self._results.publish(film.place, made)
                report = self._results.report(film.place)
                if report is None:
                    return False
                self.finished += 1
                self._settled_bytes += film.size
                self._history.add(film, task, report, self._results)
        except FilmError as error:
            self._fail(film, str(error))
            return True
        self.rows += rows_of(film, report)
        self.kept += outcome.state == "kept"
        return True

    def _fail(self, film: Film, sentence: str) -> None:
        self._settled_bytes += film.size
        self.failed.append(("/".join(film.place), sentence))
        self.rows.append(failed_row(film, sentence))


def _broke(film: Film, why: str) -> Outcome:
    return Outcome(
        "failed",
        f"{film.name} ended its worker twice ({why}): "
        "convert or export it again, or check it alone on a machine with more memory.",
    )
