"""The LLM engine: a draft by any OpenAI-compatible server, as sentences with the papers they cite."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING

import prompts
from assistant.engines.address import Address
from assistant.engines.budget import Budget
from assistant.engines.chat_request import ChatRequest, text_in, text_in_schema
from assistant.engines.correcting import listed_failed, listed_passed
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.engines.ledger import Ledger, user_ledger
from assistant.engines.numbered_papers import defuse, number_papers
from assistant.engines.prompt_files import load_prompts
from assistant.engines.refusal import REFUSAL, is_refusal
from assistant.engines.reply_cache import user_cache
from assistant.engines.stream import SentenceStream
from assistant.engines.tokens import PromptTooLong, TokenCounter, counter_for
from assistant.settings import Settings
from vectorstore.errors import InputError

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
_QUESTION_TOKENS = 1024
"""Of the reply that rewrites a question; models that think first need some."""
_LONG_TEXT_TOKENS = 4096
"""Of a reply that is a whole prompt."""


class LLMEngine:
    """An Engine and a Completer. The first request connects: it loads the client's libraries and asks for
    the server's models.

    fence    gives the word that fences untrusted text in one prompt; nobody can know it beforehand
    pause    sleeps between attempts
    ledger   where usage is booked; the person's own when None
    changed  prompts to use in the place of those in files

    Raises SettingsError for an address, a key or a prompt file that cannot be used.
    """

    name = "llm"

    def __init__(
        self,
        settings: Settings,
        *,
        fence: Callable[[], str] = lambda: secrets.token_hex(4),
        pause: Callable[[float], None] = time.sleep,
        ledger: Ledger | None = None,
        changed: Mapping[str, prompts.Prompt] | None = None,
    ) -> None:
        self._address = Address.of(settings)
        self._settings, self._fence, self._pause = settings, fence, pause
        self._budget = Budget.of(settings, ledger or user_ledger())
        self._window: int | None = None
        self._prompts = {**load_prompts(), **(changed or {})}
        self.model: str | None = self._address.model

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        """The reply's sentences, each as soon as it is complete; nothing when the model refuses.

        Raises ServerError when the server fails or a budget is spent, InputError when the question leaves
        no room for papers.
        """
        self.model = self._server.label
        window = self._window or self._server.window()
        for smaller in (window, window // 2, window // 4):
            try:
                yield from self._sentences(self._drafting(request, smaller, usage), usage)
            except PromptTooLong:
                if smaller == window // 4:
                    raise
            else:
                self._window = smaller
                return

    def complete(self, prompt: str, usage: DraftUsage, *, field: str, **values: str) -> str | None:
        """The text `field` of the JSON object that answers a prompt, None when the reply holds none.

        The values are untrusted: they are defused, line by line, and the prompt fences them. Raises
        ServerError when the server fails or a budget is spent.
        """
        fence = self._fence()
        safe = {
            name: "\n".join(defuse(line, fence=fence) for line in value.splitlines())
            for name, value in values.items()
        }
        messages = self._rendered(prompt, usage, fence=fence, **safe)
        return self.text_for(messages, usage, field=field, fence=fence, most=_QUESTION_TOKENS)

    def text_for(
        self,
        messages: prompts.Messages,
        usage: DraftUsage,
        *,
        field: str,
        fence: str = "",
        most: int = _LONG_TEXT_TOKENS,
    ) -> str | None:
        """The text `field` of the JSON object that answers the messages, in at most `most` tokens. What is
        untrusted in them is defused already. Raises ServerError as `complete` does."""
        self.model = self._server.label
        request = ChatRequest(
            messages=messages,
            max_tokens=min(most, _reply_tokens(self._window or self._server.window())),
            schema=text_in_schema(field),
            fence=fence,
        )
        return text_in(self._server.reply(request, usage), field)

    def _sentences(self, request: ChatRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        stream, length = SentenceStream(), 0
        usage.cut = False
        with closing(self._server.stream(request, usage)) as pieces:
            for piece in pieces:
                length += len(piece)
                yield from (each for each in stream.feed(piece) if not is_refusal(each.text))
                if length > MOST_CHARACTERS:
                    usage.cut = True
                    break
        yield from (each for each in stream.finish(cut=usage.cut) if not is_refusal(each.text))

    def _drafting(self, request: DraftRequest, window: int, usage: DraftUsage) -> ChatRequest:
        """The request for a first draft, or for the correction of one that failed."""
        fence = self._fence()
        values = {"refusal": REFUSAL, "fence": fence, "question": defuse(request.question, fence=fence)}
        name = "correct" if request.failed else "answer"
        if request.failed:
            values["failed"] = listed_failed(request.failed, fence=fence)
            values["passed"] = listed_passed(request.shown, fence=fence)
        empty = self._rendered(name, usage, papers="", **values)
        used = self._count(empty.system) + self._count(empty.user) + _SAFETY
        room = min(window // EVIDENCE_SHARE, window - _reply_tokens(window) - used)
        if room < LEAST_ROOM:
            raise InputError(
                f"The question is too long for the model {self.model}, which reads {window} tokens at once. "
                "Ask a shorter question or set ASSISTANT_MODEL to a model with a larger context window."
            )
        papers = number_papers(request.hits, fence=fence, room=room, count=self._count)
        messages = self._rendered(name, usage, papers=papers, **values)
        return ChatRequest(messages=messages, max_tokens=_reply_tokens(window), fence=fence)

    def _rendered(self, name: str, usage: DraftUsage, **values: str) -> prompts.Messages:
        prompt = self._prompts[name]
        usage.prompts[name] = prompt.version
        return prompt.render(**values)

    @cached_property
    def _count(self) -> TokenCounter:
        return counter_for(self._server.model)

    @cached_property
    def _server(self) -> "ChatServer":
        from assistant.engines.server import ChatServer  # LlamaIndex and openai: heavy

        return ChatServer(
            self._address,
            timeout=self._settings.timeout_seconds,
            budget=self._budget,
            cache=user_cache() if self._settings.reuse_replies else None,
            pause=self._pause,
        )


def _reply_tokens(window: int) -> int:
    """A quarter of the window, at most 8,192: enough for models that think before they answer."""
    return min(8192, window // 4)
