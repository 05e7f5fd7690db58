import asyncio
import threading
from collections.abc import Generator

from anyio import CapacityLimiter

from assistant.cancelling import current
from assistant.page.threaded import stepped


def test_values_come_in_order_and_the_generator_is_closed() -> None:
    closed: list[bool] = []

    def values() -> Generator[int]:
        try:
            yield from (1, 2, 3)
        finally:
            closed.append(True)

    async def collect() -> list[int]:
        return [each async for each in stepped(values(), CapacityLimiter(1))]

    assert asyncio.run(collect()) == [1, 2, 3]
    assert closed == [True]


def test_a_cancelled_wait_ends_at_once_and_ends_what_it_waits_for() -> None:
    waiting, cut = threading.Event(), threading.Event()

    def values() -> Generator[int]:
        current().waits_for(cut.set)
        waiting.set()
        cut.wait(10)
        yield 1

    async def leave() -> None:
        async def ask() -> None:
            async for _ in stepped(values(), CapacityLimiter(1)):
                raise AssertionError("nothing was made yet")

        asking = asyncio.create_task(ask())
        await asyncio.to_thread(waiting.wait, 10)
        asking.cancel()
        await asyncio.wait({asking}, timeout=5)
        assert asking.cancelled()

    asyncio.run(leave())
    assert cut.wait(5)


def test_leaving_between_two_values_closes_the_generator() -> None:
    closed: list[bool] = []

    def values() -> Generator[int]:
        try:
            yield from (1, 2)
        finally:
            closed.append(True)

    async def leave() -> None:
        steps = stepped(values(), CapacityLimiter(1))
        assert await anext(steps) == 1
        await steps.aclose()  # type: ignore[attr-defined]  # an async generator
        assert closed == [True]

    asyncio.run(leave())
