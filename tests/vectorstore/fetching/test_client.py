"""Requests are polite, repeated where that may help, and never sent twice in a day."""

import os
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.assistant.cli.test_commands import closed_port
from tests.vectorstore.fetching.asking import client
from tests.vectorstore.fetching.stub import Reply, Stub, closed, cut, cut_unseen, status
from vectorstore.errors import ServerError, StorageError
from vectorstore.fetching.cache import KEPT_SECONDS, AnswerCache
from vectorstore.fetching.client import Request
from vectorstore.fetching.json_answers import first_list
from vectorstore.fetching.waiting import asked_for, backoff

GOOD = Reply(body=b'{"results": [1]}')
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)


def request(stub: Stub, **params: str) -> Request:
    return Request(
        url=f"{stub.address}/works",
        params=params,
        secret={"api_key": "s3cret"},
        check=first_list("results"),
        pause=0,
    )


def test_the_one_who_asks_is_named(tmp_path: Path) -> None:
    with Stub(lambda _: GOOD) as stub, client(tmp_path, mail="ada@example.org") as opened:
        opened.must(request(stub))
    [sent] = stub.requests
    assert sent.headers["User-Agent"] == "grounded-research-assistant/1.2.3 (mailto:ada@example.org)"


@pytest.mark.parametrize(
    "trouble",
    [status(429), status(503), status(500), closed(), cut(), cut_unseen(), Reply(body=b"<html>busy</html>")],
    ids=["429", "503", "500", "closed", "cut", "cut without a length", "no JSON"],
)
def test_what_may_pass_is_asked_for_again(tmp_path: Path, trouble: Reply) -> None:
    waits: list[float] = []
    with Stub(lambda _: GOOD) as stub, client(tmp_path, sleep=waits.append) as opened:
        stub.trouble += [trouble, trouble]
        assert opened.must(request(stub)).body() == GOOD.body
    assert len(stub.requests) == 3
    assert len(waits) == 2
    assert waits[0] <= 1
    assert waits[1] <= 2


@pytest.mark.parametrize("trouble", [status(429), closed(), cut(), cut_unseen()])
def test_what_does_not_pass_ends_with_advice(tmp_path: Path, trouble: Reply) -> None:
    with (
        Stub(lambda _: trouble) as stub,
        client(tmp_path) as opened,
        pytest.raises(ServerError, match="goes on from there") as caught,
    ):
        opened.must(request(stub))
    assert len(stub.requests) == 6
    assert caught.value.retryable
    assert "s3cret" not in str(caught.value)


def test_the_service_says_how_long_to_wait(tmp_path: Path) -> None:
    waits: list[float] = []
    with Stub(lambda _: GOOD) as stub, client(tmp_path, sleep=waits.append) as opened:
        stub.trouble += [status(429, retry_after="7"), status(503, retry_after="0")]
        opened.must(request(stub))
    assert waits == [7, 0]


def test_nobody_waits_for_hours(tmp_path: Path) -> None:
    waits: list[float] = []
    with (
        Stub(lambda _: status(429, retry_after="7200")) as stub,
        client(tmp_path, sleep=waits.append) as opened,
        pytest.raises(ServerError, match="7,200 s"),
    ):
        opened.must(request(stub))
    assert (waits, len(stub.requests)) == ([], 1)


@pytest.mark.parametrize("code", [401, 405, 301])
def test_a_refusal_is_final(tmp_path: Path, code: int) -> None:
    with (
        Stub(lambda _: status(code)) as stub,
        client(tmp_path) as opened,
        pytest.raises(ServerError, match=f"HTTP {code}"),
    ):
        opened.must(request(stub))
    assert len(stub.requests) == 1


def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    lost = Request(url=f"http://127.0.0.1:{closed_port()}/works", check=first_list("results"))
    with client(tmp_path) as opened, pytest.raises(ServerError, match=r"cannot be reached.*network"):
        opened.must(lost)


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    waits: list[float] = []
    with Stub(lambda _: GOOD) as stub, client(tmp_path, sleep=waits.append) as opened:
        for page in "12":
            opened.must(Request(url=f"{stub.address}/{page}", check=first_list("results"), pause=3))
    assert len(waits) == 1
    assert 2 < waits[0] <= 3


def test_an_answer_is_asked_for_once_a_day(tmp_path: Path) -> None:
    with Stub(lambda _: GOOD) as stub:
        for _ in range(2):
            with client(tmp_path) as opened:
                opened.must(request(stub, page="1"))
                opened.must(request(stub, page="2"))
        assert len(stub.requests) == 2
        for kept in tmp_path.iterdir():
            os.utime(kept, (0, time.time() - KEPT_SECONDS - 60))
        AnswerCache(tmp_path).tidy()
        assert list(tmp_path.iterdir()) == []
        with client(tmp_path) as opened:
            opened.must(request(stub, page="1"))
        assert len(stub.requests) == 3


def test_a_damaged_cache_is_asked_for_anew(tmp_path: Path) -> None:
    with Stub(lambda _: GOOD) as stub, client(tmp_path) as opened:
        opened.must(request(stub))
        [kept] = tmp_path.iterdir()
        kept.write_bytes(b'{"resul')
        assert opened.must(request(stub)).body() == GOOD.body


def test_neither_key_nor_mail_is_kept(tmp_path: Path) -> None:
    with Stub(lambda _: GOOD) as stub, client(tmp_path, mail="ada@example.org") as opened:
        assert "s3cret" not in opened.must(request(stub)).url
    [sent] = stub.requests
    assert sent.query["api_key"] == "s3cret"
    [kept] = tmp_path.iterdir()
    assert re.fullmatch(r"[0-9a-f]{64}\.answer", kept.name)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with (
        Stub(lambda _: GOOD) as stub,
        client(file / "cache") as opened,
        pytest.raises(StorageError, match="XDG_CACHE_HOME"),
    ):
        opened.must(request(stub))


def test_an_answer_without_end_is_not_taken_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.fetching.client._MOST_BYTES", 1_000)
    with (
        Stub(lambda _: Reply(body=b" " * 2_000)) as stub,
        client(tmp_path) as opened,
        pytest.raises(ServerError, match="more than"),
    ):
        opened.must(request(stub))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("5", 5.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(hours=1), usegmt=True), 0.0),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert asked_for(header, NOW) == seconds


def test_backoff_doubles_up_to_a_minute_and_is_spread() -> None:
    assert [backoff(failures, 1.0) for failures in (0, 1, 2, 3, 10, 10_000)] == [1, 2, 4, 8, 60, 60]
    assert backoff(4, 0.25) == 4
    assert backoff(4, 0.0) == 0
