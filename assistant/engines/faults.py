"""What went wrong with an LLM server, in one line that says what to do. Heavy: imports the openai client."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx
import openai

from assistant.engines.address import Address
from assistant.engines.tokens import PromptTooLong
from vectorstore.errors import ServerError

GARBAGE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What the client raises, besides its own errors, on replies that are not what they should be."""
_TOO_LONG = re.compile(
    r"context (?:length|size|window)|context_length|too many tokens|too large|prompt is too long",
    re.IGNORECASE,
)
FAULTS = (openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, *GARBAGE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """`again`: whether to send the same request once more at once; `wait`: seconds the server asks for."""

    error: ServerError
    again: bool = False
    wait: float | None = None


def fault_of(exc: Exception, address: Address, model: str, timeout: float) -> Fault:
    """The fault behind an exception of FAULTS."""
    causes = list(_chain(exc))
    if any(isinstance(each, openai.APITimeoutError | httpx.TimeoutException) for each in causes):
        return _fault(
            f"{address.host} was silent for {timeout:g} s or did not come to an end. "
            "Try again, choose a smaller model, or raise ASSISTANT_TIMEOUT_SECONDS.",
            retryable=True,
        )
    if isinstance(exc, openai.APIStatusError):
        return _status(exc, address, model)
    connecting = [each for each in causes if isinstance(each, httpx.TransportError | OSError)]
    if connecting:
        refused = any(isinstance(each, httpx.ConnectError) for each in connecting)
        happened = "does not answer" if refused else "broke off the connection"
        return _fault(
            f"{address.host} {happened}. Check that the server runs and that its address is right.",
            retryable=True,
            again=not refused,
        )
    if isinstance(exc, openai.APIError) and not isinstance(exc, openai.APIResponseValidationError):
        return _fault(f"{address.host} reports: {_quoted(_message_of(exc), address)}", retryable=True)
    return Fault(error=garbage(address))


def garbage(address: Address) -> ServerError:
    """The reply is no streamed chat completion."""
    return ServerError(
        f"The LLM server {address.host} answers, but not with a chat completion. "
        "Check that the address is that of an OpenAI-compatible server; it usually ends in /v1."
    )


def _status(exc: openai.APIStatusError, address: Address, model: str) -> Fault:
    status, host = exc.status_code, address.host
    said = _message_of(exc)
    if status in (401, 403):
        what = "refuses the key" if address.has_key else "wants a key"
        return _fault(f"{host} {what} (HTTP {status}). Set OPENAI_API_KEY to a key that is valid there.")
    if status == 404:
        return _fault(
            f"{host} knows no model {model!r}, or has no chat at this address (HTTP 404). "
            "Set ASSISTANT_MODEL to a model that it has; OPENAI_BASE_URL usually ends in /v1."
        )
    if status == 429:
        wait = _retry_after(exc.response.headers)
        if "quota" in f"{exc.code} {said}".lower():
            return _fault(f"{host} says that the account has no quota left (HTTP 429). Check its billing.")
        pause = "" if wait is None else f" It asks to wait {wait:.0f} s."
        return _fault(
            f"{host} limits the rate of requests (HTTP 429).{pause} Try again later.",
            retryable=True,
            again=True,
            wait=wait,
        )
    if status >= 500 or status in (408, 409):
        wait = _retry_after(exc.response.headers)
        return _fault(
            f"{host} failed (HTTP {status}). Try again; if it stays so, look at the server's log.",
            retryable=True,
            again=True,
            wait=wait,
        )
    if _TOO_LONG.search(said):
        return Fault(
            error=PromptTooLong(
                f"The LLM server {host} cannot read that much at once: {_quoted(said, address)}"
            )
        )
    return _fault(f"{host} refuses the request (HTTP {status}): {_quoted(said, address)}")


def _fault(message: str, *, retryable: bool = False, again: bool = False, wait: float | None = None) -> Fault:
    return Fault(error=ServerError(f"The LLM server {message}", retryable=retryable), again=again, wait=wait)


def _message_of(exc: openai.APIError) -> str:
    """The words in an error's JSON, else what there is."""
    body = exc.body.get("error", exc.body) if isinstance(exc.body, dict) else exc.body
    found = body.get("message") if isinstance(body, dict) else body
    return found if isinstance(found, str) else exc.message


def _quoted(message: str, address: Address) -> str:
    """Words of the server: one line, shortened, without our key."""
    line = " ".join(re.sub(r"[^\w\s.,:;'\"!?%()\[\]{}/=<>+-]", "", message).split())
    line = line.replace(address.key, "…") if address.has_key else line
    line = re.sub(r"\bsk-[\w-]{4,}", "…", line)
    return f"{line[:200]}…" if len(line) > 200 else line or "no reason given."


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds of a Retry-After header, from now where it holds a date; None without one that can be read."""
    said = headers.get("retry-after", "")
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
        except (ValueError, OverflowError):
            return None
    return seconds if 0 <= seconds < 1e6 else None


def _chain(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__
