"""The connection of a request is shut when nobody waits for the answer any more."""

import socket
from contextlib import suppress
from functools import partial
from typing import Any

import httpx

from assistant.cancelling import Cancellation, current

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


def watch_request(request: httpx.Request) -> None:
    """An httpx request hook: the connection that is made for the request is shut on cancellation.

    That is what ends the wait for a reply's first word. Raises Abandoned when it is too late already.
    """
    cancellation = current()
    cancellation.go_on()

    def trace(name: str, about: dict[str, Any]) -> None:
        if name in _CONNECTED:
            _watch(about["return_value"], cancellation)

    request.extensions = {**request.extensions, "trace": trace}


def watch_response(response: httpx.Response) -> None:
    """The same for a response under way, whose connection may be an earlier request's, kept open."""
    if stream := response.extensions.get("network_stream"):
        _watch(stream, current())


def _watch(stream: Any, cancellation: Cancellation) -> None:  # httpcore's network stream, which has no type
    connection = stream.get_extra_info("socket")
    if isinstance(connection, socket.socket):
        cancellation.waits_for(partial(_shut, connection))


def _shut(connection: socket.socket) -> None:
    """Wake whoever reads from it, which closing would not; another thread may have closed it meanwhile."""
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
