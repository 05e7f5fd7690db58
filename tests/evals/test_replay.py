"""Recorded replies come back word for word; a request without one is refused and counted."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from evals.case import CaseError
from evals.replay import ReplayServer, request_key


@contextmanager
def real_server(status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """A server that echoes, and the bodies it saw."""
    seen: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(body)
            self.send_response(status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b"data: " + body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as inherited
            del format, args

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    finally:
        server.shutdown()
        server.server_close()


def post(base: str, body: dict[str, object]) -> tuple[int, str, str]:
    data = json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/chat/completions", data=data, method="POST")  # loopback
    try:
        with urllib.request.urlopen(request) as got:  # loopback
            return got.status, got.headers["Content-Type"], got.read().decode()
    except urllib.error.HTTPError as exc:
        return exc.code, exc.headers["Content-Type"], exc.read().decode()


def test_what_was_recorded_is_replayed_without_the_server(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    with real_server() as (base, seen), ReplayServer(path, forward_to=base) as recorder:
        recorder.name_model("model-1")
        first = post(recorder.base_url, {"a": 1, "b": 2})
        assert post(recorder.base_url, {"b": 2, "a": 1}) == first
        assert len(seen) == 1
    with ReplayServer(path) as replay:
        assert replay.model == "model-1"
        assert post(replay.base_url, {"a": 1, "b": 2}) == first
        assert replay.missed == 0


def test_a_request_that_was_never_recorded_is_refused_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text('{"model": "m"}\n', encoding="utf-8")
    with ReplayServer(path) as replay:
        status, _, text = post(replay.base_url, {"a": 1})
        assert (status, "no recorded reply" in text, replay.missed) == (422, True, 1)


def test_a_failure_of_the_real_server_is_passed_on_and_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    with real_server(status=500) as (base, _), ReplayServer(path, forward_to=base) as recorder:
        recorder.name_model("m")
        assert post(recorder.base_url, {"a": 1})[0] == 500
    with ReplayServer(tmp_path / "none", forward_to="http://127.0.0.1:9/v1") as recorder:
        assert post(recorder.base_url, {"a": 1})[0] == 502
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_requests_differ_by_path_and_content_and_not_by_the_order_of_keys() -> None:
    assert request_key("/a", b'{"x": 1, "y": 2}') == request_key("/a", b'{"y": 2, "x": 1}')
    assert request_key("/a", b"{}") != request_key("/b", b"{}")
    assert request_key("/a", b"no json") != request_key("/a", b"other")


@pytest.mark.parametrize("text", ["", "{}", '{"model": "m"}\n{"key": 1}', "no json"])
def test_a_file_that_is_no_recording_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="--record"):
        ReplayServer(path)


def test_a_recording_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="--record"):
        ReplayServer(tmp_path / "none.jsonl")
