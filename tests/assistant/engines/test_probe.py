import pytest

from assistant.engines.probe import probe
from assistant.settings import Settings
from tests.fake_openai import FakeOpenAI, Reply, error, raw, stall, stream


def settings_for(server: FakeOpenAI, *, timeout: float = 5.0) -> Settings:
    return Settings.load(OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY="sk-secret", timeout_seconds=timeout)


def test_a_server_that_answers_is_reported_with_its_model_and_window() -> None:
    with FakeOpenAI(stream("ready"), models=("owl",), model_fields={"max_model_len": 9000}) as server:
        found = probe(settings_for(server))
    assert found.answers
    assert (found.model, found.window) == ("owl", 9000)
    assert f"127.0.0.1:{server.port} answered" in found.message
    assert len(server.requests) == 1
    assert len(server.requests[0].prompt) < 100


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (error(401), "refuses the key"),
        (error(404), "no model 'fake'"),
        (raw(b"<html>", content_type="text/html"), "not with a chat completion"),
        (stall(), "silent for 0.3 s"),
    ],
)
def test_what_is_wrong_is_said_in_words(reply: Reply, expected: str) -> None:
    with FakeOpenAI(reply) as server:
        found = probe(settings_for(server, timeout=0.3))
    assert not found.answers
    assert expected in found.message
    assert "sk-secret" not in found.message


def test_no_server_and_a_bad_address_are_no_errors() -> None:
    assert "OPENAI_API_KEY" in probe(Settings.load()).message
    assert "must look like" in probe(Settings.load(OPENAI_BASE_URL="nowhere")).message


def test_a_server_that_is_down_is_reported() -> None:
    with FakeOpenAI() as server:
        settings = settings_for(server)
    assert "does not answer" in probe(settings).message
