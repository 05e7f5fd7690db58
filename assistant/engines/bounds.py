"""A bound on every reply of a server: bytes and seconds, whatever it sends."""

from collections.abc import Iterator
from threading import local
from time import monotonic

import httpx

from assistant.cancelling import current
from assistant.engines.hanging_up import watch_response

MOST_BYTES = 16_000_000
"""A streamed token takes some 250 bytes, so this is far beyond the tokens that are asked for."""


class BoundedStream(httpx.SyncByteStream):
    """A response's bytes until a number or a time is reached; then httpx.ReadTimeout.

    Abandoned when nobody waits for the answer any more.
    """

    def __init__(self, stream: httpx.SyncByteStream, *, until: float, most_bytes: int = MOST_BYTES) -> None:
        self._stream, self._until, self._left = stream, until, most_bytes
        self._cancellation = current()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._cancellation.go_on()
            self._left -= len(chunk)
            if self._left < 0 or monotonic() > self._until:
                raise httpx.ReadTimeout("the reply does not end")
            yield chunk
        self._cancellation.go_on()  # a connection that was shut can look like the end of a reply

    def close(self) -> None:
        self._cancellation.waits_for(None)
        self._stream.close()


class Responses:
    """An httpx response hook that bounds every body to `seconds` from its headers.

    It remembers the response, too: the OpenAI client's stream is a reference cycle, so one that is left
    halfway would keep its connection until the garbage collector runs.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = local()

    def __call__(self, response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = BoundedStream(response.stream, until=monotonic() + self._seconds)
        self._thread.last = response
        watch_response(response)

    def last(self) -> httpx.Response:
        """The response that this thread received last."""
        found: httpx.Response = self._thread.last
        return found
