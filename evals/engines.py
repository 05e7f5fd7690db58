"""Which engine a run asks: as set, from recorded replies, or recorded on the way."""

from contextlib import ExitStack
from pathlib import Path

from assistant.chain import Assistant
from assistant.settings import DEFAULT_MODEL, Settings
from evals.case import CaseError
from evals.replay import ReplayServer
from vectorstore import Library

FENCE = "0f3c9a1e"
"""Fences the papers of every prompt of a run. Live prompts draw theirs anew; here the same question has to
give the same request, or no reply could be recorded."""


def assistant_over(library: Library, settings: Settings) -> Assistant:
    """The assistant of these settings, with prompts that repeat."""
    if settings.chosen_engine == "extractive":
        return Assistant(library, settings=settings)
    from assistant.engines.llm import LLMEngine  # its framework takes seconds and only an LLM needs it

    return Assistant(library, settings=settings, engine=LLMEngine(settings, fence=lambda: FENCE))


def settings_for(
    stack: ExitStack, engine: str, replay: Path | None, record: Path | None
) -> tuple[Settings, str, ReplayServer | None]:
    """Settings, the name under which thresholds and baseline are kept, and the server of recorded replies.

    An LLM is asked for by name, so that a server that fails is an error and never replaced by quotes.
    Raises CaseError where the options contradict each other.
    """
    if replay is not None and (record is not None or engine == "extractive"):
        raise CaseError("--replay goes with neither --record nor --engine extractive. Leave one away.")
    if replay is not None:
        server = stack.enter_context(ReplayServer(replay))
        return _over(server, server.model), "replay", server
    settings = Settings.load(engine=engine)
    if settings.chosen_engine == "extractive":
        if record is not None:
            raise CaseError("--record needs an LLM: set OPENAI_API_KEY or OPENAI_BASE_URL, or --engine llm.")
        return Settings.load(engine="extractive"), "extractive", None
    if record is None:
        return Settings.load(engine="llm"), "llm", None
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    real = settings.openai_base_url or "https://api.openai.com/v1"
    server = stack.enter_context(ReplayServer(record, forward_to=real, api_key=key))
    server.name_model(settings.model or (None if settings.openai_base_url else DEFAULT_MODEL))
    return _over(server, server.model), "llm", server


def _over(server: ReplayServer, model: str) -> Settings:
    """Settings that send requests to the server of recorded replies."""
    given = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "recorded"}
    return Settings.load(engine="llm", model=model, **given)
