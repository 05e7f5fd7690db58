"""A blocking iterator, stepped in threads, so that waiting for its next value can be cancelled."""

from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Value = TypeVar("Value")


async def stepped(values: Iterator[Value], limiter: CapacityLimiter) -> AsyncIterator[Value]:
    """The values of `values`, each fetched in a thread.

    When the waiting task is cancelled it ends at once; the step under way finishes unseen, and the
    iterator is closed after it.
    """
    while True:
        step = await to_thread.run_sync(_next, values, limiter=limiter, abandon_on_cancel=True)
        if not step:
            return
        yield step[0]


def _next(values: Iterator[Value]) -> tuple[Value, ...]:
    """The next value in a tuple, or the empty tuple at the end; StopIteration cannot leave a coroutine."""
    return next(((value,) for value in values), ())
