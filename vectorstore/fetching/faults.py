"""What went wrong with a request, in one line that says what to do, and whether to send it again."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from vectorstore.errors import ServerError
from vectorstore.fetching.waiting import asked_for

_AGAIN = {403, 408, 425, 429, 500, 502, 503, 504}  # 403: OpenAlex and arXiv answer so to haste
_ATTEMPTS = 6
_GO_ON = "What has come is kept: the same command goes on from there."


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """The error to end with, after so many attempts; `wait` is what the service asks for, in seconds."""

    error: ServerError
    attempts: int = 1
    wait: float | None = None


def fault_of(url: str, happened: httpx.Response | Exception, now: datetime) -> Fault:
    """The fault behind a reply that is no answer, or behind an exception of the connection."""
    host = urlsplit(url).netloc
    if isinstance(happened, httpx.Response):
        return _status(host, happened, now)
    if isinstance(happened, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Fault(
            error=ServerError(
                f"{host} cannot be reached. Check that this machine has a network (and HTTPS_PROXY where it "
                f"needs one), then try again. {_GO_ON}",
                retryable=True,
            ),
            attempts=2,
        )
    if isinstance(happened, httpx.TransportError):
        how = "was silent for too long" if isinstance(happened, httpx.TimeoutException) else "broke off"
        return _lasting(f"{host} {how} again and again. Try again later. {_GO_ON}")
    return Fault(error=ServerError(f"{host} answers what cannot be read. Check that its address is right."))


def unusable(url: str, reason: str) -> Fault:
    """The service answers, but with something else than was asked for."""
    host = urlsplit(url).netloc
    return _lasting(
        f"{host} answers what cannot be used ({reason[:100]}). Try again later, or check its address. "
        f"{_GO_ON}"
    )


def _status(host: str, reply: httpx.Response, now: datetime) -> Fault:
    status = reply.status_code
    if status not in _AGAIN:
        advice = "Check what you asked for, and the service's address."
        if status in {301, 302, 303, 307, 308}:
            advice = f"It points to {reply.headers.get('location', 'nowhere')[:200]!r}; set its new address."
        elif status in {401, 402}:
            advice = "Check the key (ASSISTANT_OPENALEX_KEY)."
        return Fault(error=ServerError(f"{host} refuses the request (HTTP {status}). {advice}"))
    wait = asked_for(reply.headers.get("retry-after"), now)
    if status in {403, 429}:
        pause = "" if wait is None else f" It asks to wait {wait:,.0f} s."
        return _lasting(
            f"{host} limits the rate of requests (HTTP {status}).{pause} Try again later; ASSISTANT_MAIL, or "
            f"a key where the service gives one, often raises the limit. {_GO_ON}",
            wait=wait,
        )
    return _lasting(f"{host} failed (HTTP {status}). Try again later. {_GO_ON}", wait=wait)


def _lasting(message: str, *, wait: float | None = None) -> Fault:
    return Fault(error=ServerError(message, retryable=True), attempts=_ATTEMPTS, wait=wait)
