"""Giving an answer up: whoever waits for it says so, and what is under way for it ends at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock


class Abandoned(BaseException):
    """Nobody waits for this answer any more. Not an Exception: nothing may take it for a failure, try again
    or count it against a server.
    """


class Cancellation:
    """Of one question. One thread waits for the answer and may cancel, another makes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cut: Callable[[], None] | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """Give the answer up, and cut off what its making waits for."""
        with self._lock:
            self._cancelled = True
            cut, self._cut = self._cut, None
        if cut:
            cut()

    def waits_for(self, cut: Callable[[], None] | None) -> None:
        """From now on the making waits for something that `cut` ends; None: for nothing."""
        with self._lock:
            self._cut = None if self._cancelled else cut
        if cut and self._cancelled:
            cut()

    def go_on(self) -> None:
        """Raise Abandoned when nobody waits any more."""
        if self._cancelled:
            raise Abandoned

    @contextmanager
    def governing(self) -> Iterator[None]:
        """While this lasts, it is what `current` gives to this thread."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)


_CURRENT: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


def current() -> Cancellation:
    """The cancellation of the question that this thread works on, else one that never comes."""
    return _CURRENT.get() or Cancellation()
