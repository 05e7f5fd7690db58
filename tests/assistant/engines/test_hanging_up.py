"""A question that is given up gives up its request: the server sees the connection closed."""

import threading
import time
from collections.abc import Callable

import pytest

from assistant.cancelling import Abandoned, Cancellation
from assistant.engines.breaker import OPENS_AFTER, CircuitBreaker
from assistant.engines.draft import DraftUsage
from tests.assistant.engines.scripted_llm import REQUEST, engine_for
from tests.fake_openai import FakeOpenAI, silent, stream


def soon(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 5
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("begun", ["", "Owls see mice [1]. Bats hear "])
def test_a_request_that_waits_for_words_ends_at_once(begun: str) -> None:
    cancellation, seen = Cancellation(), list[object]()

    def work() -> None:
        with cancellation.governing():
            try:
                seen.extend(engine_for(server.base_url).draft(REQUEST, DraftUsage()))
            except Abandoned:
                seen.append("abandoned")

    with FakeOpenAI(silent(begun)) as server:
        working = threading.Thread(target=work)
        working.start()
        soon(lambda: server.requests)
        time.sleep(0.1)
        assert not server.hung_up.is_set()
        cancellation.cancel()
        assert server.hung_up.wait(5)
        working.join(5)
    assert seen[-1] == "abandoned"
    assert len(server.requests) == 1


def test_questions_that_are_given_up_do_not_count_against_the_server() -> None:
    with FakeOpenAI(stream("Owls see mice [1].")) as server:
        engine = CircuitBreaker(engine_for(server.base_url))
        for _ in range(OPENS_AFTER):
            cancellation = Cancellation()
            cancellation.cancel()
            with cancellation.governing(), pytest.raises(Abandoned):
                list(engine.draft(REQUEST, DraftUsage()))
        assert [each.text for each in engine.draft(REQUEST, DraftUsage())] == ["Owls see mice."]


class Watched(Cancellation):
    def __init__(self) -> None:
        super().__init__()
        self.waits: list[object] = []

    def waits_for(self, cut: Callable[[], None] | None) -> None:
        self.waits.append(cut)
        super().waits_for(cut)


def test_a_reply_that_has_ended_is_waited_for_no_more_so_that_its_connection_can_serve_others() -> None:
    cancellation = Watched()
    with FakeOpenAI(stream("Owls see mice [1].")) as server, cancellation.governing():
        list(engine_for(server.base_url).draft(REQUEST, DraftUsage()))
    assert cancellation.waits[0] is not None
    assert cancellation.waits[-1] is None
