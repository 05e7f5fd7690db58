"""An OpenAI-compatible HTTP server that follows a script, on a real loopback socket.

    with FakeOpenAI(stream("LoX helps [1].")) as server:
        ...  # server.base_url; afterwards server.requests

One reply is used up per chat request; a request beyond the script gets status 500 and fails the test at the
end of the `with`. `GET /v1/models` is not scripted: it lists `models`.
"""

import itertools
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Self

Pieces = Callable[[threading.Event], Iterable[bytes]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the server sends: a status line, headers, and the body piece by piece.

    `body` gets an event that is set when the server closes, so that a stalling reply ends with the test.
    `length` is announced as Content-Length; a body that is shorter is a broken connection for the client.
    `hangs`: before the status line, or after the body, nothing more comes until the client leaves.
    """

    body: Pieces
    status: int = 200
    content_type: str = "text/event-stream"
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    hangs: Literal["", "first", "last"] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A chat request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        return "\n".join(str(message["content"]) for message in self.body["messages"])


def event(delta: str = "", *, finish: str | None = None, **more: object) -> bytes:
    """One streamed chunk."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": delta}, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "fake", "choices": [choice]}
    return b"data: " + json.dumps({**chunk, **more}).encode() + b"\n\n"


def stream(text: str, *, piece: int = 5, finish: str = "stop", prompt_tokens: int = 100) -> Reply:
    """`text` in pieces of `piece` characters, then the usage, as a good server sends it."""

    def body(_closing: threading.Event) -> Iterator[bytes]:
        for start in range(0, len(text), piece):
            yield event(text[start : start + piece])
        yield event(finish=finish)
        usage = {"prompt_tokens": prompt_tokens, "completion_tokens": 7, "total_tokens": prompt_tokens + 7}
        yield event(choices=[], usage=usage)
        yield b"data: [DONE]\n\n"

    return Reply(body=body)


def error(status: int, message: str = "no", *, retry_after: str | None = None, **more: object) -> Reply:
    """An error in OpenAI's JSON form."""
    text = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": None, **more}})
    headers = () if retry_after is None else (("Retry-After", retry_after),)
    return raw(text.encode(), status=status, content_type="application/json", headers=headers)


def raw(
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "text/event-stream",
    headers: tuple[tuple[str, str], ...] = (),
    length: int | None = None,
) -> Reply:
    """These bytes and no others."""
    return Reply(
        body=lambda _: [body], status=status, content_type=content_type, headers=headers, length=length
    )


def stall(text: str = "") -> Reply:
    """`text`, if any, then silence on an open connection."""

    def body(closing: threading.Event) -> Iterator[bytes]:
        if text:
            yield event(text)
        closing.wait(30)

    return Reply(body=body)


def silent(text: str = "") -> Reply:
    """`text`, if any, then silence until the client leaves, which `hung_up` tells at once."""
    return Reply(body=lambda _: [event(text)], hangs="last" if text else "first")


def endless(piece: Callable[[int], bytes]) -> Reply:
    """`piece(0)`, `piece(1)`, … until the client hangs up."""

    def body(closing: threading.Event) -> Iterator[bytes]:
        for number in itertools.takewhile(lambda _: not closing.is_set(), itertools.count()):
            yield piece(number)

    return Reply(body=body)


class FakeOpenAI:
    """The server. Give it the replies in order, or a function of the request; use it in a `with`.

    `requests` are the chat requests so far; `hung_up` is set when a client left before a reply's end.
    """

    def __init__(
        self,
        *script: Reply,
        models: tuple[str, ...] = ("fake",),
        model_fields: Mapping[str, object] = MappingProxyType({}),
        answering: Callable[[Request], Reply] | None = None,
    ) -> None:
        self.script = list(script)
        self.models = models
        self.model_fields = model_fields
        self._answering = answering
        self.requests: list[Request] = []
        self.hung_up = threading.Event()
        self._closing = threading.Event()
        self._unscripted = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def next_reply(self, request: Request) -> Reply:
        if self._answering is not None:
            return self._answering(request)
        if not self.script:
            self._unscripted += 1
            return error(500, "the script has run out")
        return self.script.pop(0)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        if exc is None:
            assert not self._unscripted, f"{self._unscripted} requests beyond the script"
            assert not self.script, f"{len(self.script)} scripted replies were not asked for"


def _handler_of(server: FakeOpenAI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listed = [{"id": name, "object": "model", **server.model_fields} for name in server.models]
            self._send(
                raw(json.dumps({"object": "list", "data": listed}).encode(), content_type="application/json")
            )

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(path=self.path, headers=headers, body=body)
            server.requests.append(request)
            self._send(server.next_reply(request))

        def _send(self, reply: Reply) -> None:
            if reply.hangs == "first":
                self._hang()
                return
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                for name, value in reply.headers:
                    self.send_header(name, value)
                if reply.length is not None:
                    self.send_header("Content-Length", str(reply.length))
                self.end_headers()
                for piece in reply.body(server._closing):
                    self.wfile.write(piece)
                if reply.hangs:
                    self._hang()
            except (BrokenPipeError, ConnectionResetError):
                server.hung_up.set()

        def _hang(self) -> None:
            self.connection.settimeout(0.05)
            while not server._closing.is_set():
                try:
                    if not self.connection.recv(1):
                        server.hung_up.set()
                        return
                except TimeoutError:
                    continue

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            """Keeps the test's output clean."""

    return Handler
