"""Polite requests: one at a time, with pauses, repeated when a service fails, and never twice in a day."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from vectorstore.errors import ServerError
from vectorstore.fetching.cache import AnswerCache
from vectorstore.fetching.faults import Fault, fault_of, unusable
from vectorstore.fetching.waiting import backoff

_LONGEST_WAIT = 120.0
_MOST_BYTES = 64_000_000
_SECONDS = 300.0  # for one answer, however slowly it drips
_SILENCE = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What is asked of a service.

    `check` looks at a whole answer and raises ValueError when it is not what was asked for (cut, empty
    without reason): such an answer is asked for again. `secret` parameters are in no message and no name
    of a cached answer. `pause` is what the service wants between two requests, in seconds.
    """

    url: str
    check: Callable[[bytes], object]
    params: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict)
    accept: str = "application/json"
    pause: float = 0.1

    @property
    def name(self) -> str:
        """The address without what is secret."""
        return str(httpx.URL(self.url, params=dict(self.params)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A whole, checked answer: where it came from and where it is kept."""

    url: str
    path: Path

    def body(self) -> bytes:
        return self.path.read_bytes()


class Client:
    """Sends requests. `mail` is an address at which the services may reach the person who asks."""

    def __init__(
        self,
        cache: AnswerCache,
        *,
        mail: str | None = None,
        version: str = "0",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        agent = f"grounded-research-assistant/{version}" + (f" (mailto:{mail})" if mail else "")
        self._cache = cache
        self._sleep = sleep
        self._http = httpx.Client(headers={"User-Agent": agent}, timeout=_SILENCE)
        self._last: dict[str, float] = {}

    def get(self, request: Request) -> Answer | None:
        """The answer, from the cache or the service; None where the service knows no such thing (400, 404).

        ServerError when the service cannot be reached, refuses, or keeps failing.
        """
        name = request.name
        path = self._cache.find(name)
        if path is None or not _is_sound(path, request):
            body = self._asked(request)
            if body is None:
                return None
            path = self._cache.keep(name, body)
        return Answer(url=name, path=path)

    def must(self, request: Request) -> Answer:
        """The answer; ServerError also where the service knows no such thing, though it should."""
        answer = self.get(request)
        if answer is None:
            host = urlsplit(request.url).netloc
            raise ServerError(
                f"{host} does not know what was asked for ({request.name[:300]}). Check it, and that the "
                "service's address is right."
            )
        return answer

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(self, request: Request) -> bytes | None:
        failures = 0
        while True:
            self._pause(request)
            result = self._once(request)
            if not isinstance(result, Fault):
                return result
            chance = random.random()  # noqa: S311 -- no secret
            wait = backoff(failures, chance) if result.wait is None else result.wait
            failures += 1
            if failures >= result.attempts or wait > _LONGEST_WAIT:
                raise result.error
            self._sleep(wait)

    def _pause(self, request: Request) -> None:
        """Keep the distance that the service asks for between two requests."""
        host = urlsplit(request.url).netloc
        since = time.monotonic() - self._last.get(host, -1e9)
        if since < request.pause:
            self._sleep(request.pause - since)
        self._last[host] = time.monotonic()

    def _once(self, request: Request) -> bytes | Fault | None:
        try:
            with self._http.stream(
                "GET",
                request.url,
                params={**request.params, **request.secret},
                headers={"Accept": request.accept},
            ) as reply:
                if reply.status_code in {400, 404, 410}:
                    return None
                if reply.status_code != 200:
                    return fault_of(request.url, reply, datetime.now(UTC))
                body = _whole(reply)
            request.check(body)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as exc:
            return fault_of(request.url, exc, datetime.now(UTC))
        except (ValueError, RecursionError) as exc:
            return unusable(request.url, str(exc))
        return body


def _is_sound(path: Path, request: Request) -> bool:
    try:
        request.check(path.read_bytes())
    except (OSError, ValueError):
        return False
    return True


def _whole(reply: httpx.Response) -> bytes:
    """The body; ValueError when it is longer, or takes longer, than any list does."""
    ends = time.monotonic() + _SECONDS
    body = bytearray()
    for piece in reply.iter_bytes():
        body += piece
        if len(body) > _MOST_BYTES:
            raise ValueError(f"more than {_MOST_BYTES:,} bytes")
        if time.monotonic() > ends:
            raise ValueError(f"not at its end after {_SECONDS:.0f} s")
    return bytes(body)
