"""One OpenAI-compatible chat server, through LlamaIndex's OpenAILike. Heavy: imports both."""

import random
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import PureWindowsPath

import httpx
import openai
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS
from llama_index.llms.openai_like import OpenAILike

from assistant.answer import Usage
from assistant.cancelling import current
from assistant.engines.address import Address
from assistant.engines.bounds import Responses
from assistant.engines.draft import DraftUsage
from assistant.engines.faults import FAULTS, GARBAGE, Fault, fault_of, garbage
from assistant.engines.hanging_up import watch_request
from assistant.engines.tokens import PromptTooLong
from prompts import Messages
from vectorstore.errors import ServerError, SettingsError

ATTEMPTS = 3
LONGEST_WAIT = 20.0
"""Seconds: a server that asks for more before the next attempt is reported instead."""
UNKNOWN_WINDOW = 4096
"""Tokens, for a server that does not say: what Ollama gives a model unless told otherwise."""
_WINDOW_FIELDS = ("max_model_len", "context_length", "context_window", "n_ctx")
"""What vLLM, OpenRouter, Groq and llama.cpp call a model's context window in their list of models."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedModel:
    """A model that the server lists; `window` is its context window in tokens, where the server says so."""

    name: str
    window: int | None


class ChatServer:
    """Streams one reply a request. Every failure is a ServerError of one line.

    timeout  longest silence, in seconds; a whole reply may take four times as long
    pause    sleeps between attempts (tests hand in another)
    """

    def __init__(
        self, address: Address, *, timeout: float, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._address, self._timeout, self._pause = address, timeout, pause
        self._refused: set[str] = set()  # optional parameters that this server does not take
        self._responses = Responses(4 * timeout)
        http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)),
            follow_redirects=True,
            event_hooks={"request": [watch_request], "response": [self._responses]},
        )
        try:
            self._openai = openai.OpenAI(
                base_url=address.base_url, api_key=address.key, max_retries=0, http_client=http
            )
        except (httpx.InvalidURL, ValueError) as exc:
            raise SettingsError(f"OPENAI_BASE_URL is no address of a server: {address.host!r}.") from exc
        self._models: tuple[ListedModel, ...] | None = None

    def models(self) -> tuple[ListedModel, ...]:
        """The models that the server lists; none where it keeps no list. Asked until it answers once.

        Raises ServerError when the server is down, slow or refuses the key.
        """
        if self._models is None:
            try:
                listed = self._openai.models.list(timeout=min(self._timeout, 10.0)).data
                self._models = tuple(
                    ListedModel(name=str(model.id), window=_window_in(model.to_dict())) for model in listed
                )
            except (openai.NotFoundError, *GARBAGE):
                self._models = ()
            except FAULTS as exc:
                raise fault_of(exc, self._address, "", self._timeout).error from exc
        return self._models

    @cached_property
    def model(self) -> str:
        """The model that is asked: as set, else the only one that the server lists.

        Raises SettingsError when none is set and the server has several, and the errors of `models`.
        """
        if self._address.model is not None:
            return self._address.model
        names = [model.name for model in self.models()]
        if len(names) == 1:
            return names[0]
        raise SettingsError(f"Set ASSISTANT_MODEL to the model that is to answer.{self._offer()}")

    @property
    def label(self) -> str:
        """The model's name for people: of a file, which is what llama.cpp lists, without its folders."""
        if self.model.startswith(("/", "\\\\", "~")) or self.model[1:3] == ":\\":
            return PureWindowsPath(self.model).name
        return self.model

    def window(self) -> int:
        """The model's context window in tokens: as the server lists it, else as known, else 4,096."""
        if not self._address.is_local:
            return ALL_AVAILABLE_MODELS.get(self.model, UNKNOWN_WINDOW)
        return next(
            (model.window for model in self._listed() if model.name == self.model and model.window),
            UNKNOWN_WINDOW,
        )

    def _listed(self) -> tuple[ListedModel, ...]:
        try:
            return self.models()
        except ServerError:
            return ()

    def _offer(self) -> str:
        """A sentence that names some of the listed models, or ''."""
        names = [model.name for model in self._listed()]
        more = ", …" if len(names) > 5 else ""
        return f" {self._address.host} has: {', '.join(names[:5])}{more}." if names else ""

    def stream(self, messages: Messages, *, max_tokens: int, usage: DraftUsage) -> Generator[str]:
        """Pieces of the reply as they come. `usage` is added to, and marked when the reply was cut.

        Failures before the first piece are tried again where that may help: `ATTEMPTS` in all, with
        jitter, or after as long as the server asks.
        """
        model = self.model
        for attempt in range(1, ATTEMPTS + 1):
            begun = False
            try:
                with closing(self._reply(messages, max_tokens, usage)) as pieces:
                    for piece in pieces:
                        begun = True
                        yield piece
            except FAULTS as exc:
                current().go_on()
                fault = fault_of(exc, self._address, model, self._timeout)
                if begun or attempt == ATTEMPTS or not self._may_go_on(exc, fault, attempt):
                    raise self._with_offer(exc, fault.error) from exc
            else:
                return

    def _may_go_on(self, exc: Exception, fault: Fault, attempt: int) -> bool:
        """Whether another attempt makes sense; waits until it does."""
        if isinstance(exc, openai.BadRequestError) and not isinstance(fault.error, PromptTooLong):
            named = [name for name in _OPTIONAL if name not in self._refused and name in exc.message]
            self._refused.update(named)
            return bool(named)
        if not fault.again or (fault.wait or 0.0) > LONGEST_WAIT:
            return False
        backoff = 0.5 * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311  # jitter, no secret
        self._pause(backoff if fault.wait is None else fault.wait)
        return True

    def _reply(self, messages: Messages, max_tokens: int, usage: DraftUsage) -> Generator[str]:
        options: dict[str, object] = {
            "max_tokens": max_tokens,
            "temperature": 0.0,
            "stream_options": {"include_usage": True},
        }
        if "max_tokens" in self._refused:
            options["max_completion_tokens"] = options.pop("max_tokens")
        for name in self._refused - {"max_tokens"}:
            options[name] = openai.omit
        before, finish, said = usage.usage, None, False
        chunks = self._llm.stream_chat(_chat(messages), **options)
        chunk = next(chunks, None)
        if chunk is None:
            raise garbage(self._address)
        with closing(self._responses.last()):
            for response in chain((chunk,), chunks):
                finish = _finish_of(response) or finish
                usage.usage = _with_reported(response, before) or usage.usage
                if response.delta:
                    said = True
                    yield response.delta
        usage.cut = finish != "stop"
        if not said:
            why = ": it used up its tokens on thinking" if finish == "length" else ""
            raise ServerError(
                f"The LLM server {self._address.host} sent an empty reply{why}. "
                "Try again or choose another model.",
                retryable=True,
            )

    @cached_property
    def _llm(self) -> OpenAILike:
        return OpenAILike(
            model=self.model,
            is_chat_model=True,
            api_base=self._address.base_url,
            api_key=self._address.key,
            max_retries=0,
            timeout=self._timeout,
            openai_client=self._openai,  # type: ignore[call-arg]  # no field: its parent's constructor takes it
        )

    def _with_offer(self, exc: Exception, error: ServerError) -> ServerError:
        if isinstance(exc, openai.NotFoundError) and self._address.is_local:
            return ServerError(f"{error}{self._offer()}", retryable=error.retryable)
        return error


_OPTIONAL = ("max_tokens", "temperature", "stream_options")


def _chat(messages: Messages) -> list[ChatMessage]:
    roles = ((MessageRole.SYSTEM, messages.system), (MessageRole.USER, messages.user))
    return [ChatMessage(role=role, content=text) for role, text in roles if text]


def _finish_of(response: ChatResponse) -> str | None:
    choices = getattr(response.raw, "choices", None)
    return choices[0].finish_reason if choices else None


def _with_reported(response: ChatResponse, before: Usage) -> Usage | None:
    """The tokens before this reply and the running total that a chunk reports; None when it reports none."""
    reported = getattr(response.raw, "usage", None)
    if reported is None:
        return None
    return Usage(
        prompt_tokens=before.prompt_tokens + int(reported.prompt_tokens or 0),
        completion_tokens=before.completion_tokens + int(reported.completion_tokens or 0),
    )


def _window_in(fields: dict[str, object]) -> int | None:
    meta = fields.get("meta")
    places = [fields, meta] if isinstance(meta, dict) else [fields]
    for place in places:
        for name in _WINDOW_FIELDS:
            if isinstance(found := place.get(name), int) and found > 0:
                return found
    return None
