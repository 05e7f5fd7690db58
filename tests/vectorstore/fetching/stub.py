"""A server on loopback in place of the services, which throttles, fails, cuts and breaks when told to.

with Stub(services) as stub:
    stub.trouble += [status(429, retry_after="2"), cut()]   # before the next answers
    ...                                                     # stub.address, stub.requests
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What was asked."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """`announced` is the Content-Length where it is not that of the body; a body of None is a closed line."""

    body: bytes | None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    announced: int | None = None
    with_length: bool = True


Service = Callable[[Request], Reply]
NOTHING = Reply(body=b"", status=404)


def status(code: int, *, retry_after: str | None = None) -> Reply:
    headers = () if retry_after is None else (("Retry-After", retry_after),)
    return Reply(body=b"slow down", status=code, headers=headers)


def closed() -> Reply:
    """The connection ends without a word."""
    return Reply(body=None)


def cut() -> Reply:
    """A body shorter than announced."""
    return Reply(body=b'{"results": [{"id": "https://openal', announced=9_000)


def cut_unseen(body: bytes = b'{"results": [{"id": "https://openal') -> Reply:
    """A body that ends early, where no length was announced."""
    return Reply(body=body, with_length=False)


class Stub:
    """Answers by `service`, after what is in `trouble`; remembers what it was asked."""

    def __init__(self, service: Service) -> None:
        self.trouble: list[Reply] = []
        self.requests: list[Request] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                request = Request(path=parts.path, query=query, headers=dict(self.headers.items()))
                stub.requests.append(request)
                self._send(stub.trouble.pop(0) if stub.trouble else service(request))

            def _send(self, reply: Reply) -> None:
                self.close_connection = True
                if reply.body is None:
                    return
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                if reply.with_length:
                    self.send_header("Content-Length", str(reply.announced or len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name in the base
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
