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
from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS
from llama_index.llms.openai_like import OpenAILike

from assistant.answer import Usage
from assistant.cancelling import current
from assistant.engines.address import Address
from assistant.engines.bounds import Responses
from assistant.engines.budget import Budget
from assistant.engines.chat_request import ChatRequest
from assistant.engines.chunks import chat, finish_of, reported_usage, window_in
from assistant.engines.draft import DraftUsage
from assistant.engines.faults import FAULTS, GARBAGE, Fault, fault_of, garbage
from assistant.engines.hanging_up import watch_request
from assistant.engines.reply_cache import ReplyCache
from assistant.engines.tokens import PromptTooLong, estimate_tokens
from vectorstore.errors import ServerError, SettingsError

ATTEMPTS = 3
LONGEST_WAIT = 20.0
"""Seconds: a server that asks for more before the next attempt is reported instead."""
UNKNOWN_WINDOW = 4096
"""Tokens, for a server that does not say: what Ollama gives a model unless told otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedModel:
    """A model that the server lists; `window` is its context window in tokens, where the server says so."""

    name: str
    window: int | None


class ChatServer:
    """Streams one reply a request. Every failure is a ServerError of one line.

    timeout  longest silence, in seconds; a whole reply may take four times as long
    budget   what may be used, and where it is booked
    cache    whole replies to give again; None to ask every time
    pause    sleeps between attempts (tests hand in another)
    """

    def __init__(
        self,
        address: Address,
        *,
        timeout: float,
        budget: Budget,
        cache: ReplyCache | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address, self._timeout, self._pause = address, timeout, pause
        self._budget, self._cache = budget, cache
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
                    ListedModel(name=str(model.id), window=window_in(model.to_dict())) for model in listed
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

    def stream(self, request: ChatRequest, usage: DraftUsage) -> Generator[str]:
        """Pieces of the reply as they come. `usage` is added to, and marked when the reply was cut.

        Failures before the first piece are tried again where that may help: `ATTEMPTS` in all, with
        jitter, or after as long as the server asks. Raises BudgetSpent instead of going over a limit.
        """
        model = self.model
        key = request.key(self._address.base_url, model)
        if self._cache is not None and (kept := self._cache.get(key)) is not None:
            usage.cut = False
            yield kept
            return
        for attempt in range(1, ATTEMPTS + 1):
            said: list[str] = []
            try:
                with closing(self._reply(request, usage)) as pieces:
                    for piece in pieces:
                        said.append(piece)
                        yield piece
            except FAULTS as exc:
                current().go_on()
                fault = fault_of(exc, self._address, model, self._timeout)
                if (
                    said
                    or attempt == ATTEMPTS
                    or not self._may_go_on(exc, fault, attempt, schema=request.schema is not None)
                ):
                    raise self._with_offer(exc, fault.error) from exc
            else:
                if self._cache is not None and not usage.cut:
                    self._cache.put(key, "".join(said))
                return

    def reply(self, request: ChatRequest, usage: DraftUsage) -> str:
        """The whole reply at once; see `stream`."""
        return "".join(self.stream(request, usage))

    def _may_go_on(self, exc: Exception, fault: Fault, attempt: int, *, schema: bool) -> bool:
        """Whether another attempt makes sense; waits until it does.

        A server that takes no JSON schema says so in many ways: any refusal of a request with one counts.
        """
        if isinstance(exc, _REFUSALS) and not isinstance(fault.error, PromptTooLong):
            new = [name for name in _OPTIONAL if name not in self._refused]
            named = [name for name in new if name in exc.message]
            self._refused.update(named or (_SCHEMA if schema else ()))
            return bool(named) or (schema and _SCHEMA[0] in new)
        if not fault.again or (fault.wait or 0.0) > LONGEST_WAIT:
            return False
        backoff = 0.5 * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311  # jitter, no secret
        self._pause(backoff if fault.wait is None else fault.wait)
        return True

    def _reply(self, request: ChatRequest, usage: DraftUsage) -> Generator[str]:
        prompt = estimate_tokens(request.messages.system) + estimate_tokens(request.messages.user)
        most = self._budget.reply_tokens(usage, prompt=prompt, wanted=request.max_tokens)
        reported: Usage | None = None
        finish, said = None, list[str]()
        try:
            chunks = self._llm.stream_chat(chat(request.messages), **self._options(request, most))
            chunk = next(chunks, None)
            if chunk is None:
                raise garbage(self._address)
            with closing(self._responses.last()):
                for response in chain((chunk,), chunks):
                    finish = finish_of(response) or finish
                    reported = reported_usage(response) or reported
                    if response.delta:
                        said.append(response.delta)
                        yield response.delta
        finally:
            heard = Usage(prompt_tokens=prompt, completion_tokens=estimate_tokens("".join(said)))
            spent = reported or (heard if said else Usage())
            self._budget.book(self.label, usage, spent)
        usage.cut = finish != "stop"
        if not said:
            why = ": it used up its tokens on thinking" if finish == "length" else ""
            raise ServerError(
                f"The LLM server {self._address.host} sent an empty reply{why}. "
                "Try again or choose another model.",
                retryable=True,
            )

    def _options(self, request: ChatRequest, max_tokens: int) -> dict[str, object]:
        """The parameters of a request, those that this server once refused left out."""
        options: dict[str, object] = {
            "max_tokens": max_tokens,
            "temperature": 0.0,
            "stream_options": {"include_usage": True},
        }
        if request.schema is not None:
            schema = {"name": "reply", "strict": True, "schema": dict(request.schema)}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        if "max_tokens" in self._refused:
            options["max_completion_tokens"] = options.pop("max_tokens")
        for name in self._refused & {"temperature", "stream_options"}:
            options[name] = openai.omit
        if "response_format" in self._refused:
            options.pop("response_format", None)
        return options

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


_REFUSALS = (openai.BadRequestError, openai.UnprocessableEntityError)
_SCHEMA = ("response_format",)
_OPTIONAL = ("max_tokens", "temperature", "stream_options", *_SCHEMA)
