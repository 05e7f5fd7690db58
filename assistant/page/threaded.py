"""A blocking generator, stepped in threads, so that waiting for its next value can be cancelled."""

from collections.abc import AsyncIterator, Generator
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from assistant.cancelling import Cancellation

Value = TypeVar("Value")


async def stepped(values: Generator[Value], limiter: CapacityLimiter) -> AsyncIterator[Value]:
    """The values of `values`, each fetched in a thread.

    When the waiting task is cancelled it ends at once; a request to a model's server that the step under
    way waits for is cut off, other work finishes unseen, and the generator is closed after it.
    """
    cancellation, stepping = Cancellation(), False
    try:
        while True:
            stepping = True
            step = await to_thread.run_sync(
                _next, values, cancellation, limiter=limiter, abandon_on_cancel=True
            )
            stepping = False
            if not step:
                return
            yield step[0]
    finally:
        cancellation.cancel()
        if not stepping:
            values.close()


def _next(values: Generator[Value], cancellation: Cancellation) -> tuple[Value, ...]:
    """The next value in a tuple, or the empty tuple at the end; StopIteration cannot leave a coroutine."""
    with cancellation.governing():
        return next(((value,) for value in values), ())
