"""The LLM engine: a draft by any OpenAI-compatible server, as sentences with the papers they cite."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING

import prompts
from assistant.engines.address import Address
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.engines.numbered_papers import defuse, number_papers
from assistant.engines.refusal import REFUSAL, is_refusal
from assistant.engines.stream import SentenceStream
from assistant.engines.tokens import PromptTooLong, estimate_tokens
from assistant.settings import Settings
from vectorstore.errors import InputError, SettingsError

if TYPE_CHECKING:
    from assistant.engines.server import ChatServer

MOST_CHARACTERS = 8000
"""Of one reply. The prompt asks for a few sentences; a reply beyond this is running away and is cut."""
EVIDENCE_SHARE = 4
"""The papers get at most a quarter of the window: a model with a small one is small or runs on a small
machine, reads slowly and loses itself in long prompts. From 16,000 tokens on, eight abstracts fit whole."""
LEAST_ROOM = 300
"""Tokens that must be left for papers."""
_SAFETY = 64
"""Tokens a chat template adds around the messages."""


class LLMEngine:
    """An Engine. The first draft connects: it loads the client's libraries and asks for the server's models.

    fence   gives the word that fences the papers of one prompt; nobody can know it beforehand
    pause   sleeps between attempts

    Raises SettingsError for an address, a key or a prompt file that cannot be used.
    """

    name = "llm"

    def __init__(
        self,
        settings: Settings,
        *,
        fence: Callable[[], str] = lambda: secrets.token_hex(4),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address = Address.of(settings)
        self._timeout, self._fence, self._pause = settings.timeout_seconds, fence, pause
        self._window: int | None = None
        self._prompt = load_prompt("answer")
        self.model: str | None = self._address.model

    @property
    def prompt_version(self) -> str:
        return self._prompt.version

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        """The reply's sentences, each as soon as it is complete; nothing when the model refuses.

        Raises ServerError when the server fails, InputError when the question leaves no room for papers.
        """
        self.model = self._server.label
        window = self._window or self._server.window()
        for smaller in (window, window // 2, window // 4):
            try:
                yield from self._sentences(self._messages(request, smaller), smaller, usage)
            except PromptTooLong:
                if smaller == window // 4:
                    raise
            else:
                self._window = smaller
                return

    def _sentences(
        self, messages: prompts.Messages, window: int, usage: DraftUsage
    ) -> Iterator[DraftSentence]:
        stream, length = SentenceStream(), 0
        pieces = self._server.stream(messages, max_tokens=_reply_tokens(window), usage=usage)
        with closing(pieces):
            for piece in pieces:
                length += len(piece)
                yield from (each for each in stream.feed(piece) if not is_refusal(each.text))
                if length > MOST_CHARACTERS:
                    usage.cut = True
                    break
        yield from (each for each in stream.finish(cut=usage.cut) if not is_refusal(each.text))

    def _messages(self, request: DraftRequest, window: int) -> prompts.Messages:
        fence = self._fence()
        question = defuse(request.question, fence=fence)
        empty = self._prompt.render(refusal=REFUSAL, fence=fence, papers="", question=question)
        used = estimate_tokens(empty.system) + estimate_tokens(empty.user) + _SAFETY
        room = min(window // EVIDENCE_SHARE, window - _reply_tokens(window) - used)
        if room < LEAST_ROOM:
            raise InputError(
                f"The question is too long for the model {self.model}, which reads {window} tokens at once. "
                "Ask a shorter question or set ASSISTANT_MODEL to a model with a larger context window."
            )
        papers = number_papers(request.hits, fence=fence, room=room)
        return self._prompt.render(refusal=REFUSAL, fence=fence, papers=papers, question=question)

    @cached_property
    def _server(self) -> "ChatServer":
        from assistant.engines.server import ChatServer  # LlamaIndex and openai: heavy

        return ChatServer(self._address, timeout=self._timeout, pause=self._pause)


def load_prompt(name: str) -> prompts.Prompt:
    """The prompt `name`, the user's own where their config folder has one. SettingsError when unusable."""
    from platformdirs import user_config_path  # only with an LLM

    try:
        return prompts.load(name, overrides=user_config_path("assistant") / "prompts")
    except prompts.PromptError as exc:
        raise SettingsError(str(exc)) from exc


def _reply_tokens(window: int) -> int:
    """A quarter of the window, at most 8,192: enough for models that think before they answer."""
    return min(8192, window // 4)
