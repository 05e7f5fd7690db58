import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from vectorstore.embeddings import embedder_for
from vectorstore.errors import ServerError, SettingsError

Body = dict[str, object]
Answer = Callable[[Body], tuple[int, object]]


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[Body]]]:
    """An embeddings server on loopback; its base URL and the requests it got."""
    requests: list[Body] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append({**request, "path": self.path, "key": self.headers["Authorization"]})
            status, reply = answer(request)
            content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}/v1", requests
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def lengths(request: Body) -> tuple[int, object]:
    """For each text the vector (length, 1), last first, as a server may."""
    texts = request["input"]
    assert isinstance(texts, list)
    rows = [
        {"index": n, "object": "embedding", "embedding": [float(len(t)), 1.0]} for n, t in enumerate(texts)
    ]
    return 200, {
        "object": "list",
        "model": "m",
        "data": rows[::-1],
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    }


def test_texts_go_out_in_batches_and_come_back_as_unit_rows_in_order() -> None:
    with server(lengths) as (url, requests):
        embedder = embedder_for("small-model", base_url=url, api_key="a-key")
        vectors = embedder.embed(["x" * n for n in range(1, 301)])
        assert embedder.name == "openai:small-model"
        assert embedder.dimension == 2
        assert embedder.embed([]).shape == (0, 2)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(300))
    assert vectors[:, 0] / vectors[:, 1] == pytest.approx(np.arange(1, 301), rel=1e-4)
    assert [len(str(request["input"])) > 0 for request in requests] == [True] * 4
    assert {(r["model"], r["path"], r["key"]) for r in requests} == {
        ("small-model", "/v1/embeddings", "Bearer a-key")
    }


def test_lone_surrogates_and_empty_texts_can_be_sent() -> None:
    with server(lengths) as (url, requests):
        embedder_for("m", base_url=url).embed(["\ud800", ""])
    assert requests[0]["input"] == ["\ufffd", " "]


@pytest.mark.parametrize(
    "reply",
    [
        b"<html>not json",
        {},
        {"object": "list", "model": "m", "data": []},
        {
            "object": "list",
            "model": "m",
            "data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}],
        },
        {
            "object": "list",
            "model": "m",
            "data": [{"index": 0, "embedding": "AAAA"}, {"index": 1, "embedding": None}],
        },
        {"object": "list", "model": "m", "data": [{"index": 0, "embedding": [float("nan")]}] * 2},
        {"object": "list", "model": "m", "data": [{"embedding": [1.0]}] * 2},
    ],
)
def test_garbage_is_named_and_never_stored(reply: object) -> None:
    with server(lambda _: (200, reply)) as (url, _), pytest.raises(ServerError, match="embedding model"):
        embedder_for("m", base_url=url).embed(["a", "b"])


def test_a_dimension_that_changes_is_garbage() -> None:
    with server(lambda r: (200, {"data": [{"index": 0, "embedding": [1.0] * len(str(r["input"]))}]})) as (
        url,
        _,
    ):
        embedder = embedder_for("m", base_url=url)
        assert embedder.dimension > 0
        with pytest.raises(ServerError):
            embedder.embed(["a text of another length"])


@pytest.mark.parametrize(("status", "retryable"), [(401, False), (404, False), (429, True), (500, True)])
def test_a_refusal_says_what_to_check_and_whether_to_try_again(
    status: int, retryable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openai._base_client.BaseClient._calculate_retry_timeout", lambda *_: 0.0)
    with server(lambda _: (status, {"error": {"message": "no"}})) as (url, _):
        embedder = embedder_for("m", base_url=url, api_key="secret-key")
        with pytest.raises(ServerError, match=f"HTTP {status}") as refused:
            embedder.embed(["a"])
    assert refused.value.retryable is retryable
    assert "secret-key" not in str(refused.value)


def test_a_server_that_is_down_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai._base_client.BaseClient._calculate_retry_timeout", lambda *_: 0.0)
    with server(lengths) as (url, _):
        pass
    with pytest.raises(ServerError, match="does not answer") as down:
        embedder_for("m", base_url=url).embed(["a"])
    assert down.value.retryable


def test_no_key_where_one_is_needed_is_a_matter_of_settings() -> None:
    from vectorstore.embeddings.openai_compatible import OpenAICompatibleEmbedder  # local: like the factory

    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        OpenAICompatibleEmbedder("text-embedding-3-small")
