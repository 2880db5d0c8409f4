"""The workers of a dask cluster, behind its executor; needs the extra ``cluster``."""

from __future__ import annotations

import logging
import sys
import warnings
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

import formcheck
from formcheck.batch.crew import Loss
from formcheck.batch.errors import BatchError
from formcheck.batch.meter import Reading
from formcheck.batch.task import Outcome, Task
from formcheck.batch.work import Judge, work

if TYPE_CHECKING:
    from distributed import Client

ANSWER_S = 10.0
_AHEAD = 2
"""Films given out for each worker, so that none waits for its next one."""


class ClusterCrew:
    """Workers of a dask cluster that judge one film at a time each."""

    def __init__(self, address: str, judge: Judge, alone: bool = False) -> None:
        """Call the scheduler and look at its workers.

        Args:
            alone: give out one film at a time.

        Raises:
            BatchError: the scheduler does not answer, or a worker cannot be used.
        """
        self._address, self._judge = address, judge
        self._client = _connected(address)
        try:
            workers = _checked_workers(self._client, address)
        except BaseException:
            self._client.close()
            raise
        self.width = 1 if alone else _AHEAD * workers
        self._executor = self._client.get_executor(pure=False)

    def submit(self, task: Task) -> Future[Outcome]:
        future: Future[Outcome] = self._executor.submit(work, task, self._judge)
        return future

    def collect(self, future: Future[Outcome]) -> Outcome | Loss:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Loss("each worker that took it ended")
        except (OSError, CancelledError, TimeoutError) as error:
            raise BatchError(
                f"The cluster {self._address} went away: what was finished is kept, run the same "
                "command again when it is back."
            ) from error

    def running(self) -> list[tuple[Task, Reading]]:
        return []

    def close(self, at_once: bool) -> None:
        self._executor.shutdown(wait=not at_once)
        self._client.close()


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise BatchError("--cluster needs dask: install formcheck[cluster].") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # told in our own words instead
    # Connecting is part of its making: this way there is something to close where that fails. One
    # that is left open closes itself when it is collected; in the middle of the next one's start
    # it would wait for that start, and the start for it.
    client = Client.__new__(Client)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared below
            client.__init__(address, timeout=ANSWER_S, set_as_default=False)
            return client
    except (OSError, ValueError, TimeoutError) as error:
        client.close()
        raise BatchError(
            f"The cluster {address} does not answer: check the address, "
            "and that dask scheduler runs there."
        ) from error


def _checked_workers(client: Client, address: str) -> int:
    """How many workers there are; raises BatchError where one of them cannot be used."""
    threads: dict[str, int] = client.nthreads()
    if not threads:
        raise BatchError(f"The cluster {address} has no worker: start dask worker {address}.")
    own = _versions()
    for worker, found in client.run(eval, _VERSIONS, on_error="return").items():
        if found != own:
            said = f"formcheck {found[0]} on Python {found[1]}" if isinstance(found, tuple) else ""
            raise BatchError(
                f"The cluster's worker {worker} runs {said or 'no formcheck that works'}, this "
                f"machine formcheck {own[0]} on Python {own[1]}: install the same on both."
            )
    if max(threads.values()) > 1:
        raise BatchError(
            f"Workers of the cluster {address} run several films in one process: "
            "start them with --nthreads 1."
        )
    return len(threads)


_VERSIONS = "(__import__('formcheck').__version__, '%d.%d' % __import__('sys').version_info[:2])"


def _versions() -> tuple[str, str]:
    return formcheck.__version__, "{}.{}".format(*sys.version_info)
