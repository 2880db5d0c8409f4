"""The workers of this machine: each a process of its own, so that one's end is not another's."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from formcheck.batch.deadline import over
from formcheck.batch.meter import SLOTS, Meter, NoMeter, Reading, SharedMeter, read, reset
from formcheck.batch.task import Outcome, Task
from formcheck.batch.work import Judge, work

CODE_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Loss:
    """The end of a worker that had a film.

    Attributes:
        why: a few words.
        outcome: where the film is to blame for certain; None = it may be tried again.
    """

    why: str
    outcome: Outcome | None = None


class Crew(Protocol):
    """Whoever judges films.

    Attributes:
        width: how many films to give out at a time.
    """

    width: int

    def submit(self, task: Task) -> Future[Outcome]:
        """Give a film to a free worker."""

    def collect(self, future: Future[Outcome]) -> Outcome | Loss:
        """What became of a film whose future is done; its worker is free from now on."""

    def running(self) -> list[tuple[Task, Reading]]:
        """The films that are being judged and how far they are, where that is known."""

    def close(self, at_once: bool) -> None:
        """Let the workers go, or end them in the middle of their work."""


class LocalCrew:
    """Processes of this machine, each behind an executor of its own."""

    def __init__(self, width: int, judge: Judge) -> None:
        self.width = width
        self._slots = [_Slot(judge, _cores_of(number, width)) for number in range(width)]

    def submit(self, task: Task) -> Future[Outcome]:
        return next(each for each in self._slots if each.future is None).submit(task)

    def collect(self, future: Future[Outcome]) -> Outcome | Loss:
        return next(each for each in self._slots if each.future is future).collect()

    def running(self) -> list[tuple[Task, Reading]]:
        return [(each.task, read(each.numbers)) for each in self._slots if each.task]

    def close(self, at_once: bool) -> None:
        for each in self._slots:
            each.close(at_once)


def _cores_of(number: int, width: int) -> list[int]:
    """The cores for one of so many workers: its share of them, at least one.

    On cores of its own a worker uses as many threads as these can run at once, and finds in their
    caches what it left there.
    """
    cores = sorted(os.sched_getaffinity(0))
    return cores[number::width] or [cores[number % len(cores)]]


class _Slot:
    """Room for one worker, who is hired for the first film and again after an end."""

    def __init__(self, judge: Judge, cores: list[int]) -> None:
        self._judge, self._cores = judge, cores
        self._context = multiprocessing.get_context("spawn")
        self._executor: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None
        self.numbers: Any = self._context.RawArray("d", SLOTS)
        self.future: Future[Outcome] | None = None
        self.task: Task | None = None

    def submit(self, task: Task) -> Future[Outcome]:
        reset(self.numbers)
        self.task = task
        try:
            self.future = self._submit(task)
        except BrokenProcessPool:  # the worker ended while it had nothing to do
            self.close(at_once=True)
            self.future = self._submit(task)
        return self.future

    def _submit(self, task: Task) -> Future[Outcome]:
        if self._executor is None:
            told = (self.numbers, self._cores)
            self._executor = ProcessPoolExecutor(
                1, self._context, initializer=_start_worker, initargs=told
            )
        before = set(multiprocessing.active_children())
        future = self._executor.submit(_work, task, self._judge)
        for process in set(multiprocessing.active_children()) - before:
            self._process = process
        return future

    def collect(self) -> Outcome | Loss:
        assert self.future is not None, "nothing was given out"
        assert self.task is not None, "nothing was given out"
        try:
            return self.future.result()
        except BrokenProcessPool:
            return self._bury(self.task.name)
        finally:
            self.future = self.task = None

    def _bury(self, name: str) -> Loss:
        """Clear up after a worker that is gone, and say what became of it."""
        reading, now = read(self.numbers), time.monotonic()
        why = _cause(self._process)
        self.close(at_once=True)
        if reading.limit_s and now > reading.end_s:
            return Loss(why, Outcome("failed", over(name, reading.limit_s)))
        return Loss(why)

    def close(self, at_once: bool) -> None:
        if self._executor is None:
            return
        if at_once and self._process is not None:
            self._process.kill()
        self._executor.shutdown(cancel_futures=at_once)
        self._executor = self._process = None


def _cause(process: BaseProcess | None) -> str:
    if process is None:
        return "it ended"
    # Joining is not enough: where the pool's own thread fetched the exit code, it comes late.
    until_s = time.monotonic() + CODE_WITHIN_S
    while process.exitcode is None and time.monotonic() < until_s:
        time.sleep(0.01)
    code = process.exitcode
    if code == -signal.SIGKILL:
        return "it was killed, perhaps for want of memory"
    if code is not None and code < 0:
        return f"it crashed, {signal.Signals(-code).name}"
    return f"it ended with code {code}"


_meter: Meter = NoMeter()


def _start_worker(numbers: Any, cores: list[int]) -> None:
    global _meter
    os.sched_setaffinity(0, cores)
    _meter = SharedMeter(numbers)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """Without this a worker whose parent is killed would wait for its next film for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(task: Task, judge: Judge) -> Outcome:
    return work(task, judge, _meter)
