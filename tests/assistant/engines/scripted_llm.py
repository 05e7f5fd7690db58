"""An LLM engine that talks to the scripted server, for the tests of engines."""

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.engines.ledger import Ledger
from assistant.engines.llm import LLMEngine
from assistant.settings import Settings
from tests.assistant.engines.hits import hit
from tests.fake_openai import FakeOpenAI

KEY = "sk-secret-0123456789"
HITS = (hit("Owls see mice."), hit("Bats hear moths.", title="On Bats"))
REQUEST = DraftRequest(question="What do owls see?", hits=HITS)


def engine_for(
    base_url: str,
    *,
    model: str | None = "fake",
    timeout: float = 5.0,
    pause: Callable[[float], None] = lambda _: None,
    fence: str | None = "f00dcafe",
    ledger: Ledger | None = None,
    given: Mapping[str, object] = MappingProxyType({}),
) -> LLMEngine:
    """An engine with these settings and those `given`; `fence` None gives every prompt another."""
    settings = Settings.load(
        OPENAI_BASE_URL=base_url, OPENAI_API_KEY=KEY, model=model, timeout_seconds=timeout, **given
    )
    fences = (lambda: secrets.token_hex(4)) if fence is None else (lambda: fence)
    return LLMEngine(settings, fence=fences, pause=pause, ledger=ledger or Ledger(folder=None))


def drafted(server: FakeOpenAI, request: DraftRequest = REQUEST) -> list[DraftSentence]:
    return list(engine_for(server.base_url).draft(request, DraftUsage()))
