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
def real_server(status: int = 200, says: str = "") -> Iterator[tuple[str, list[bytes]]]:
    """A server that says one thing, else echoes, and the bodies it saw."""
    seen: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            seen.append(body)
            self.send_response(status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(says.encode() or b"data: " + body)

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


def test_a_finished_recording_names_its_cases_and_drops_replies_they_no_longer_need(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    with real_server() as (base, _):
        with ReplayServer(path, forward_to=base) as recorder:
            recorder.name_model("m")
            post(recorder.base_url, {"a": 1})
            post(recorder.base_url, {"a": 2})
            recorder.finish(["case-1", "case-2"])
        with ReplayServer(path, forward_to=base) as partly:
            post(partly.base_url, {"a": 1})
            partly.finish(["case-1"])
        with ReplayServer(path) as kept:
            assert (kept.cases, post(kept.base_url, {"a": 2})[0]) == (("case-1", "case-2"), 200)
        with ReplayServer(path, forward_to=base) as whole:
            post(whole.base_url, {"a": 1})
            whole.finish(["case-1", "case-2", "case-3"])
    with ReplayServer(path) as replay:
        assert replay.cases == ("case-1", "case-2", "case-3")
        assert post(replay.base_url, {"a": 1})[0] == 200
        assert post(replay.base_url, {"a": 2})[0] == 422


def test_a_model_that_is_listed_by_its_file_is_recorded_without_its_folders(tmp_path: Path) -> None:
    listed = {"object": "list", "data": [{"id": "/models/tiny.gguf", "meta": {"n_ctx": 4096, "size": 1}}]}
    path = tmp_path / "replies.jsonl"
    with (
        real_server(says=json.dumps(listed)) as (base, seen),
        ReplayServer(path, forward_to=base) as recorder,
    ):
        recorder.name_model(None)
        post(recorder.base_url, {"model": recorder.model})
    assert (recorder.model, json.loads(seen[-1])["model"]) == ("tiny.gguf", "/models/tiny.gguf")
    assert "/models/" not in path.read_text("utf-8")


def test_without_one_listed_model_its_name_has_to_be_set(tmp_path: Path) -> None:
    path, listed = tmp_path / "replies.jsonl", '{"object": "list", "data": []}'
    with (
        real_server(says=listed) as (base, _),
        ReplayServer(path, forward_to=base) as recorder,
        pytest.raises(CaseError, match="ASSISTANT_MODEL"),
    ):
        recorder.name_model(None)
