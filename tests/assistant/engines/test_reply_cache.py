"""Replies are kept only where that is asked for, and never where they are not whole."""

from pathlib import Path

import pytest

from assistant.engines import reply_cache
from assistant.engines.chat_request import ChatRequest
from assistant.engines.draft import DraftRequest, DraftUsage
from assistant.engines.reply_cache import ReplyCache
from prompts import Messages
from tests.assistant.engines.scripted_llm import HITS, REQUEST, engine_for
from tests.fake_openai import FakeOpenAI, stream

OTHER = DraftRequest(question="What do bats hear?", hits=HITS)


@pytest.fixture(autouse=True)
def _cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def asked(server: FakeOpenAI, request: DraftRequest = REQUEST, **settings: object) -> tuple[list[str], int]:
    """The sentences, and the requests that were booked; a new engine each time, with a fence of its own."""
    usage = DraftUsage()
    engine = engine_for(server.base_url, fence=None, given=settings)
    return [sentence.text for sentence in engine.draft(request, usage)], usage.usage.calls


def test_the_same_request_is_answered_without_the_server_when_asked_for() -> None:
    with FakeOpenAI(stream("Owls see mice [1]."), stream("Bats hear moths [2].")) as server:
        assert asked(server, reuse_replies=True) == (["Owls see mice."], 1)
        assert asked(server, reuse_replies=True) == (["Owls see mice."], 0)
        assert asked(server, OTHER, reuse_replies=True) == (["Bats hear moths."], 1)


def test_unless_asked_for_nothing_is_kept(tmp_path: Path) -> None:
    with FakeOpenAI(stream("Owls see mice [1]."), stream("Owls see mice [1].")) as server:
        asked(server)
        asked(server)
    assert not list((tmp_path / "cache").rglob("*.sqlite3"))


def test_a_reply_that_was_cut_is_not_kept() -> None:
    with FakeOpenAI(
        stream("Owls see mice [1]. Bats", finish="length"), stream("Owls see mice [1].")
    ) as server:
        asked(server, reuse_replies=True)
        assert asked(server, reuse_replies=True)[1] == 1


def test_model_server_and_limit_make_requests_different_and_the_fence_does_not() -> None:
    def key(fence: str = "aa", most: int = 9, server: str = "s", model: str = "m") -> str:
        messages = Messages(system=f"<papers-{fence}>", user="q")
        return ChatRequest(messages=messages, max_tokens=most, fence=fence).key(server, model)

    assert key() == key(fence="bb")
    assert len({key(), key(most=8), key(server="t"), key(model="n")}) == 4


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reply_cache, "KEPT", 2)
    cache = ReplyCache(tmp_path / "replies.sqlite3")
    for name in "abc":
        cache.put(name, name.upper())
    assert [cache.get(name) for name in "abc"] == [None, "B", "C"]


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "replies.sqlite3"
    file.write_bytes(b"no database" * 100)
    cache = ReplyCache(file)
    cache.put("a", "A")
    assert cache.get("a") is None
