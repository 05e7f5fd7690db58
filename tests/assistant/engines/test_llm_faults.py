import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.engines.draft import DraftSentence, DraftUsage
from tests.assistant.engines.scripted_llm import KEY, REQUEST, engine_for
from tests.fake_openai import FakeOpenAI, Reply, endless, error, event, raw, stall, stream
from vectorstore.errors import ServerError


@contextmanager
def failing(*script: Reply, timeout: float = 5.0) -> Iterator[tuple[FakeOpenAI, list[str], list[float]]]:
    """Drafts against a script that must fail: the server, the one line of the message, the pauses."""
    said, pauses = list[str](), list[float]()
    with FakeOpenAI(*script, models=("owl-1", "owl-2")) as server:
        with pytest.raises(ServerError) as caught:
            list(
                engine_for(server.base_url, timeout=timeout, pause=pauses.append).draft(REQUEST, DraftUsage())
            )
        said.append(str(caught.value))
        assert "\n" not in said[0]
        assert KEY not in said[0]
        assert f"127.0.0.1:{server.port}" in said[0]
        yield server, said, pauses


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (401, f"Incorrect API key provided: {KEY}", "refuses the key"),
        (403, "forbidden", "refuses the key"),
        (404, "The model `fake` does not exist", r"no model 'fake'.* has: owl-1, owl-2\."),
        (400, f"bad\nthing with {KEY}", "refuses the request .*bad thing"),
        (429, "You exceeded your current quota", "no quota left"),
    ],
)
def test_what_no_second_attempt_can_mend_is_said_at_once(status: int, message: str, expected: str) -> None:
    with failing(error(status, message)) as (server, said, pauses):
        assert len(server.requests) == 1
        assert pauses == []
        assert re.search(expected, said[0])


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    pauses: list[float] = []
    with FakeOpenAI(error(status), error(status), stream("Owls see mice [1].")) as server:
        found = list(engine_for(server.base_url, pause=pauses.append).draft(REQUEST, DraftUsage()))
    assert [sentence.text for sentence in found] == ["Owls see mice."]
    assert 0.3 < pauses[0] < pauses[1] < 2


@pytest.mark.parametrize(("status", "expected"), [(429, "limits the rate"), (500, "failed")])
def test_a_failure_that_stays_is_reported_after_three_attempts(status: int, expected: str) -> None:
    with failing(error(status), error(status), error(status)) as (server, said, _):
        assert len(server.requests) == 3
        assert expected in said[0]


def test_the_server_is_given_the_time_it_asks_for() -> None:
    pauses: list[float] = []
    with FakeOpenAI(error(429, retry_after="7"), stream("A [1].")) as server:
        list(engine_for(server.base_url, pause=pauses.append).draft(REQUEST, DraftUsage()))
    assert pauses == [7.0]


def test_a_wait_that_is_too_long_is_reported_instead() -> None:
    with failing(error(429, retry_after="600")) as (_, said, pauses):
        assert "wait 600 s" in said[0]
        assert pauses == []


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (raw(b"<html>Hello</html>", content_type="text/html"), "not with a chat completion"),
        (raw(b'{"id": 1}', content_type="application/json"), "not with a chat completion"),
        (raw(b""), "not with a chat completion"),
        (raw(b"\x00\xff\xfe garbage \x80"), "not with a chat completion"),
        (raw(b'data: {"id": "c", "choi\n\n'), "not with a chat completion"),
        (raw(b"data: [1, 2]\n\n"), "not with a chat completion"),
        (raw(b'data: {"choices": null}\n\n'), "not with a chat completion"),
        (raw(b'data: {"choices": [{"delta": {"content": 5}}]}\n\n'), "not with a chat completion"),
        (raw(b"data: " + b"[" * 100_000 + b"\n\n"), "not with a chat completion"),
        (raw(b'data: {"error": {"message": "out of memory"}}\n\n'), "out of memory"),
        (raw(b"data: [DONE]\n\n"), "not with a chat completion"),
        (raw(event(finish="stop") + b"data: [DONE]\n\n"), "an empty reply"),
        (raw(event(finish="length") + b"data: [DONE]\n\n"), "on thinking"),
    ],
)
def test_garbage_is_reported_in_words(reply: Reply, expected: str) -> None:
    with failing(reply) as (_, said, _pauses):
        assert expected in said[0]


def test_a_connection_that_breaks_is_reported_and_what_was_complete_is_kept() -> None:
    found: list[DraftSentence] = []
    with (
        FakeOpenAI(raw(event("Owls see mice [1]. Bats hear moths "), length=100_000)) as server,
        pytest.raises(ServerError, match="broke off the connection"),
    ):
        found.extend(engine_for(server.base_url).draft(REQUEST, DraftUsage()))
    assert [sentence.text for sentence in found] == ["Owls see mice."]


def test_a_silent_server_is_reported_after_the_timeout_and_not_asked_again() -> None:
    with failing(stall(), timeout=0.3) as (server, said, _):
        assert "silent for 0.3 s" in said[0]
        assert len(server.requests) == 1


@pytest.mark.parametrize("piece", [b": still here\n\n", b"x" * 1000])
def test_a_server_that_sends_forever_without_a_word_is_bounded(piece: bytes) -> None:
    with failing(endless(lambda _: piece), timeout=0.2) as (_, said, _pauses):
        assert "did not come to an end" in said[0]


def test_a_server_that_is_down_is_named() -> None:
    with FakeOpenAI() as server:
        port = server.port
    with pytest.raises(ServerError, match=rf"127\.0\.0\.1:{port} does not answer"):
        list(engine_for(f"http://127.0.0.1:{port}/v1").draft(REQUEST, DraftUsage()))
    with pytest.raises(ServerError, match="does not answer"):
        list(engine_for(f"http://127.0.0.1:{port}/v1", model=None).draft(REQUEST, DraftUsage()))
