"""Work that goes on beside the main thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class _End:
    """Marks the end of a queue."""


class WriteBehind(Generic[T]):
    """Hands items to ``sink`` in another thread, at most ``depth`` of them waiting.

    What the sink raises is raised again in the main thread. When the ``with`` block is left by an
    exception (an interrupt, too), what still waits is dropped.
    """

    def __init__(self, sink: Callable[[T], None], depth: int = 4) -> None:
        self._sink = sink
        self._queue: Queue[T | _End] = Queue(depth)
        self._dropped = Event()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._write, name="write-behind", daemon=True)

    def __enter__(self) -> WriteBehind[T]:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait until everything is written; after an exception, drop what still waits."""
        if kind is not None:
            self._drop()
        self._queue.put(_End())
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error

    def put(self, item: T) -> None:
        """Queue an item; raises what the sink raised on an earlier one."""
        if self._error is not None:
            raise self._error
        self._queue.put(item)

    def _drop(self) -> None:
        self._dropped.set()
        try:
            while True:
                self._queue.get_nowait()
        except Empty:
            pass

    def _write(self) -> None:
        while not isinstance(item := self._queue.get(), _End):
            if self._dropped.is_set() or self._error is not None:
                continue
            try:
                self._sink(item)
            except BaseException as error:  # raised again in the main thread
                self._error = error


def read_ahead(items: Iterable[T], depth: int) -> Iterator[T]:
    """The same items, at most ``depth`` of them read ahead by a thread.

    It stops when the caller does; what goes wrong is raised again where the next item would be.
    """
    ready: Queue[T | BaseException | _End] = Queue(depth)
    stopped = Event()

    def put(item: T | BaseException | _End) -> None:
        while not stopped.is_set():
            try:
                ready.put(item, timeout=0.1)
                return
            except Full:
                continue

    def work() -> None:
        try:
            for item in items:
                put(item)
                if stopped.is_set():
                    return
            put(_End())
        except BaseException as error:  # handed over to the caller's thread
            put(error)

    thread = Thread(target=work, name="read-ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := ready.get(), _End):
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        thread.join()
