"""How often one client may ask, list, add and rate."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any, Protocol

from vectorstore.errors import OutsideError


class TooManyRequests(OutsideError):
    """A client asked more often than the limit; waiting helps."""


class Client(Protocol):
    """A request, as far as it tells who asks."""

    username: str | None
    client: Any


def client_of(request: Client) -> str:
    """Who is counted: the name that signed in, else the address."""
    return request.username or (request.client.host if request.client else "")


class RateLimit:
    """At most `requests` of one client within any `seconds`. Safe to share between threads.

    Only clients seen within the window are remembered.
    """

    def __init__(self, *, requests: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._requests, self._seconds, self._clock = requests, seconds, clock
        self._times: dict[str, deque[float]] = {}
        self._lock = Lock()

    def admit(self, client: str) -> None:
        """Count one request; TooManyRequests, which is not counted, when the client is over the limit."""
        now = self._clock()
        with self._lock:
            for name in [name for name, times in self._times.items() if times[-1] <= now - self._seconds]:
                del self._times[name]
            times = self._times.setdefault(client, deque())
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._requests:
                wait = max(1, round(times[0] + self._seconds - now))
                raise TooManyRequests(f"Too many requests at once; wait {wait} s and try again.")
            times.append(now)
