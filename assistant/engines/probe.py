"""Whether the LLM server answers, found out by one tiny request."""

from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

from assistant.engines.address import Address
from assistant.engines.budget import Budget
from assistant.engines.chat_request import ChatRequest
from assistant.engines.draft import DraftUsage
from assistant.engines.ledger import user_ledger
from assistant.settings import Settings
from prompts import Messages
from vectorstore.errors import ResearchError

_TINY = ChatRequest(messages=Messages(system="", user="Reply with one word: ready"), max_tokens=1024)
"""It is dropped at the first word; models that think first need some tokens."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProbeResult:
    """What was found. `message` is one line for a person; `seconds` passed until the first word or failure.

    `model` is the one that was asked, None when no server could be asked; `window` its context window in
    tokens as far as known.
    """

    answers: bool
    model: str | None
    message: str
    seconds: float = 0.0
    window: int | None = None


def probe(settings: Settings) -> ProbeResult:
    """Ask the server that the settings name for one word. No fault of server or settings is raised."""
    started = perf_counter()
    model: str | None = None
    try:
        address = Address.of(settings)
        model = address.model
        from assistant.engines.server import ChatServer  # LlamaIndex and openai: heavy

        server = ChatServer(
            address, timeout=settings.timeout_seconds, budget=Budget.of(settings, user_ledger())
        )
        model = server.label
        with closing(server.stream(_TINY, DraftUsage())) as pieces:
            started = perf_counter()
            next(pieces, "")
    except ResearchError as exc:
        return ProbeResult(
            answers=False, model=model, message=str(exc), seconds=round(perf_counter() - started, 3)
        )
    seconds = round(perf_counter() - started, 3)
    return ProbeResult(
        answers=True,
        model=model,
        message=f"{address.host} answered after {seconds:.1f} s.",
        seconds=seconds,
        window=server.window(),
    )
