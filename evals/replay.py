"""Recorded LLM replies: a server on loopback that gives back the words that a real server once said.

It works below every client, so it needs nothing of the engine. A request that was never recorded is
refused and remembered: prompts or papers have changed, and the recording has to be made anew.
"""

import hashlib
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from evals.case import CaseError
from evals.portable import base_name, portable


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the server said: HTTP status, content type, and the body (server-sent events included)."""

    status: int
    content_type: str
    body: str


def request_key(path: str, body: bytes) -> str:
    """What makes two requests the same: the path and the JSON body, however its keys are ordered.

    A request without a body (the list of models) is known by its path.
    """
    try:
        text = json.dumps(json.loads(body or b"{}"), sort_keys=True, ensure_ascii=False)
    except ValueError:
        text = body.decode("utf-8", "replace")
    return hashlib.sha256(f"{path}\0{text}".encode()).hexdigest()[:24]


class ReplayServer:
    """Serves a recording at `base_url` while open. With `forward_to` it asks that server and records.

    model    name of the model that was recorded
    cases    ids of the cases that it was asked; a replay asks these when none are named
    """

    def __init__(self, path: Path, *, forward_to: str | None = None, api_key: str = "") -> None:
        self.path = path
        self.missed = 0
        self.model = ""
        self.cases: tuple[str, ...] = ()
        self._forward_to = forward_to
        self._api_key = api_key
        self._replies: dict[str, Reply] = {}
        self._used: set[str] = set()
        self._listed_as: str | None = None
        self._guard = threading.Lock()
        if path.exists() or forward_to is None:
            self._read()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def reply_to(self, path: str, body: bytes) -> Reply:
        """The recorded reply, else the real server's, else a refusal."""
        key = request_key(path, body)
        with self._guard:
            self._used.add(key)
            if key in self._replies:
                return self._replies[key]
        if self._forward_to is None:
            with self._guard:
                self.missed += 1
            error = {"error": {"message": "no recorded reply for this request", "code": "not_recorded"}}
            return Reply(status=422, content_type="application/json", body=json.dumps(error))
        reply = self._forward(path, body)
        if reply.status == 200:
            reply = replace(reply, body=portable(reply.body))
            with self._guard:
                self._replies[key] = reply
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(_line(key, reply) + "\n")
        return reply

    def name_model(self, model: str | None) -> None:
        """Write the model's name at the head of a new recording; None: the only one the server lists.

        Raises CaseError when the server lists none or several.
        """
        self.model = model or self._only_model()
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps({"model": self.model}) + "\n", encoding="utf-8")

    def finish(self, cases: Sequence[str]) -> None:
        """Write the recording in order, with the cases it is for.

        Replies that these cases no longer need are left out when every case recorded before is among them.
        """
        whole = set(self.cases) <= set(cases)
        self.cases = tuple(dict.fromkeys((*self.cases, *cases)))
        kept = sorted(key for key in self._replies if key in self._used or not whole)
        head = json.dumps({"model": self.model, "cases": self.cases}, ensure_ascii=False)
        lines = [head, *(_line(key, self._replies[key]) for key in kept)]
        fresh = self.path.with_suffix(".new")
        fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
        fresh.replace(self.path)

    def _only_model(self) -> str:
        try:
            listed = [str(each["id"]) for each in json.loads(self._forward("/v1/models", b"").body)["data"]]
        except (ValueError, KeyError, TypeError):
            listed = []
        if len(listed) != 1:
            raise CaseError("--record needs the model's name here: set ASSISTANT_MODEL.")
        self._listed_as = listed[0]
        return base_name(listed[0])

    def _as_listed(self, body: bytes) -> bytes:
        """The request with the model's name as the real server knows it."""
        if self._listed_as is None or not body:
            return body
        return json.dumps({**json.loads(body), "model": self._listed_as}).encode()

    def _forward(self, path: str, body: bytes) -> Reply:
        url = (self._forward_to or "").rstrip("/") + path.removeprefix("/v1")
        method = "POST" if body else "GET"
        sent = self._as_listed(body)
        request = urllib.request.Request(url, data=sent or None, method=method)  # noqa: S310  # the user's own
        request.add_header("Content-Type", "application/json")
        if self._api_key:
            request.add_header("Authorization", f"Bearer {self._api_key}")
        try:
            with urllib.request.urlopen(request, timeout=600) as got:  # noqa: S310  # as above
                kind = got.headers.get("Content-Type", "application/json")
                return Reply(status=got.status, content_type=kind, body=got.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as exc:
            text = exc.read().decode("utf-8", "replace")
            return Reply(status=exc.code, content_type="application/json", body=text)
        except OSError as exc:
            error = json.dumps({"error": {"message": f"the server at {url} does not answer: {exc}"}})
            return Reply(status=502, content_type="application/json", body=error)

    def _read(self) -> None:
        try:
            records = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
            self.model = str(records[0]["model"])
            self.cases = tuple(map(str, records[0].get("cases", ())))
            for record in records[1:]:
                self._replies[record["key"]] = _reply(record)
        except OSError as exc:
            raise CaseError(
                f"{self.path}: cannot be read ({exc.strerror}). Record one with --record."
            ) from exc
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as exc:
            raise CaseError(f"{self.path}: not a recording. Record one with --record.") from exc

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:  # the name that http.server calls
                length = int(self.headers.get("Content-Length", "0"))
                reply = replay.reply_to(self.path, self.rfile.read(length))
                body = reply.body.encode()
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as inherited
                del format, args

        return Handler

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _reply(record: Mapping[str, object]) -> Reply:
    return Reply(
        status=int(str(record["status"])), content_type=str(record["type"]), body=str(record["body"])
    )


def _line(key: str, reply: Reply) -> str:
    record = {"key": key, "status": reply.status, "type": reply.content_type, "body": reply.body}
    return json.dumps(record, ensure_ascii=False)
