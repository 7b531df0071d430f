"""Several engines of a line at work at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from velasdk.engine.client import Engine

T = TypeVar("T")
R = TypeVar("R")


def shared(engines: Sequence[Engine], work: Callable[[T, Engine], R], items: Iterable[T]) -> Iterator[R]:
    """`work` on each of `items`, in their order; every engine does the next one when it is free."""
    free: SimpleQueue[Engine] = SimpleQueue()
    for engine in engines:
        free.put(engine)

    def one(item: T) -> R:
        engine = free.get()
        try:
            return work(item, engine)
        finally:
            free.put(engine)

    with ThreadPoolExecutor(len(engines)) as pool:
        yield from pool.map(one, items)
