"""A circuit breaker: a server that fails again and again is left alone for a while."""

from collections.abc import Callable, Iterator
from threading import Lock
from time import monotonic

from assistant.engines.draft import Completer, DraftRequest, DraftSentence, DraftUsage, Engine
from vectorstore.errors import ServerError

OPENS_AFTER = 3
REST_SECONDS = 30.0


class CircuitBreaker:
    """An Engine around an Engine. After `OPENS_AFTER` failures in a row, in which nothing was drafted and
    another try may help, drafts fail at once for `REST_SECONDS`; then one request finds out how things are,
    while the others go on failing.

    Nobody waits for the timeout of a server that is known to be down. Safe to share between threads.
    """

    def __init__(self, engine: Engine, *, clock: Callable[[], float] = monotonic) -> None:
        self._engine, self._clock = engine, clock
        self._lock = Lock()
        self._failures = 0
        self._rests_until = 0.0
        self._last = ""

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def model(self) -> str | None:
        return self._engine.model

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        """The engine's draft. Raises ServerError at once while the server rests."""
        self._admit()
        begun = False
        try:
            for sentence in self._engine.draft(request, usage):
                begun = True
                yield sentence
        except ServerError as exc:
            if exc.retryable and not begun:
                self._count(str(exc))
            raise
        self._forget()

    def complete(self, prompt: str, usage: DraftUsage, *, field: str, **values: str) -> str | None:
        """The engine's completion, None of an engine that completes nothing. Raises ServerError at once
        while the server rests."""
        if not isinstance(self._engine, Completer):
            return None
        self._admit()
        try:
            found = self._engine.complete(prompt, usage, field=field, **values)
        except ServerError as exc:
            if exc.retryable:
                self._count(str(exc))
            raise
        self._forget()
        return found

    def _admit(self) -> None:
        with self._lock:
            left = self._rests_until - self._clock()
            if left > 0:
                raise ServerError(f"{self._last} It is asked again in {left:.0f} s.", retryable=True)
            if self._failures >= OPENS_AFTER:
                self._rests_until = self._clock() + REST_SECONDS

    def _forget(self) -> None:
        with self._lock:
            self._failures, self._rests_until = 0, 0.0

    def _count(self, message: str) -> None:
        with self._lock:
            self._failures += 1
            self._last = message
            if self._failures >= OPENS_AFTER:
                self._rests_until = self._clock() + REST_SECONDS
