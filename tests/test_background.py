"""Writing beside the main thread."""

from __future__ import annotations

import time

import pytest

from formcheck.background import WriteBehind, read_ahead


def test_everything_is_written_in_order() -> None:
    written: list[int] = []
    with WriteBehind(written.append, depth=2) as behind:
        for item in range(100):
            behind.put(item)
    assert written == list(range(100))


def test_an_error_of_the_sink_reaches_the_main_thread() -> None:
    def sink(item: int) -> None:
        if item == 3:
            raise OSError("the disk is full")

    def write() -> None:
        with WriteBehind(sink, depth=1) as behind:
            for item in range(100):
                behind.put(item)

    with pytest.raises(OSError, match="the disk is full"):
        write()


def test_an_interrupt_does_not_wait_for_what_is_queued() -> None:
    written: list[int] = []

    def sink(item: int) -> None:
        time.sleep(0.05)
        written.append(item)

    def write() -> None:
        with WriteBehind(sink, depth=50) as behind:
            for item in range(50):
                behind.put(item)
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        write()
    assert time.monotonic() - began < 1
    assert len(written) < 5


def test_what_is_read_ahead_comes_in_order() -> None:
    assert list(read_ahead(iter(range(100)), 2)) == list(range(100))


def test_no_more_is_read_ahead_than_asked_for() -> None:
    begun: list[int] = []
    items = read_ahead((begun.append(item) or item for item in range(100)), 2)
    assert next(items) == 0
    time.sleep(0.05)
    items.close()
    assert len(begun) <= 4


def test_an_error_comes_where_the_next_item_would_be() -> None:
    def two():
        yield from (1, 2)
        raise OSError("the disk is gone")

    items = read_ahead(two(), 4)
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(OSError, match="the disk is gone"):
        next(items)
