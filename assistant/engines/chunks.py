"""What LlamaIndex and the OpenAI client put around messages and chunks, read and written in one place."""

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole

from assistant.answer import Usage
from prompts import Messages

_WINDOW_FIELDS = ("max_model_len", "context_length", "context_window", "n_ctx")
"""What vLLM, OpenRouter, Groq and llama.cpp call a model's context window in their list of models."""


def chat(messages: Messages) -> list[ChatMessage]:
    """The messages as LlamaIndex wants them, an empty one left out."""
    roles = ((MessageRole.SYSTEM, messages.system), (MessageRole.USER, messages.user))
    return [ChatMessage(role=role, content=text) for role, text in roles if text]


def finish_of(response: ChatResponse) -> str | None:
    """Why the reply ended, on its last chunk; None on the others."""
    choices = getattr(response.raw, "choices", None)
    return choices[0].finish_reason if choices else None


def reported_usage(response: ChatResponse) -> Usage | None:
    """The tokens of the reply so far that a chunk reports; None when it reports none."""
    reported = getattr(response.raw, "usage", None)
    if reported is None:
        return None
    return Usage(
        prompt_tokens=int(reported.prompt_tokens or 0), completion_tokens=int(reported.completion_tokens or 0)
    )


def window_in(fields: dict[str, object]) -> int | None:
    """The context window in a server's description of a model; None where it gives none."""
    meta = fields.get("meta")
    places = [fields, meta] if isinstance(meta, dict) else [fields]
    for place in places:
        for name in _WINDOW_FIELDS:
            if isinstance(found := place.get(name), int) and found > 0:
                return found
    return None
