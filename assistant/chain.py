"""The chain: a question in, a checked Answer out. Understand, retrieve, draft, check."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer import Answer, AnswerEvent, Event, HitsEvent, StatusEvent, Turn
from assistant.catalogue.answering import answer_from_records, answer_with_model, with_title
from assistant.conversation import is_small_talk, standalone, stands_alone
from assistant.drafting import Drafting
from assistant.engines.condensing import condense
from assistant.engines.draft import Completer, Engine
from assistant.engines.extractive import ExtractiveEngine
from assistant.grounding.quotes import sentences_of
from assistant.opening import open_library
from assistant.question import readable
from assistant.resemblance import single_words
from assistant.run import Run
from assistant.settings import Settings
from vectorstore import Filters, Library
from vectorstore.errors import ServerError

WARMED_PAPERS = 300
"""Papers whose sentences are embedded beforehand: about half of what the library remembers."""


class Assistant:
    """Answers questions about one library. Safe to share between threads; close it when done."""

    def __init__(
        self, library: Library, *, settings: Settings | None = None, engine: Engine | None = None
    ) -> None:
        self.library = library
        self.settings = settings or Settings.load()
        self._extractive = ExtractiveEngine(library)
        self._engine: Engine = engine or self._engine_for(self.settings)

    @classmethod
    def open(cls, library: Path | str | None = None, *, settings: Settings | None = None) -> Self:
        """The assistant of the library at a folder, else of the library that the settings name.

        A folder that does not exist is an empty library. Raises the errors of `Library.open`.
        """
        settings = settings or Settings.load()
        path = None if library is None else Path(library).expanduser()
        return cls(open_library(settings, path), settings=settings)

    @classmethod
    def from_file(cls, source: Path | str, *, settings: Settings | None = None) -> Self:
        """The assistant of one publication list.

        Its library is kept in the user's cache folder under the list's own path, so that the second
        time costs nothing; papers that have left the list leave the library. Raises UnreadableSource
        when the file is no list.
        """
        from assistant.listing import library_of_list  # importers are needed for this alone

        settings = settings or Settings.load()
        return cls.open(library_of_list(Path(source), settings), settings=settings)

    @property
    def engine_name(self) -> str:
        return self._engine.name

    def ask(self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """The answer to a question, earlier turns and filters considered.

        Raises InputError for a question that is empty or too long, ServerError when the LLM that was
        asked for by name fails.
        """
        for event in self.stream(question, history=history, filters=filters):
            if isinstance(event, AnswerEvent):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Event]:
        """Status events, each sentence as soon as it is checked, and last the whole Answer."""
        question = readable(question)
        return self._events(question, history, filters)

    async def aask(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Answer:
        """`ask` for asyncio; the work is done in a thread."""
        return await asyncio.to_thread(self.ask, question, history=history, filters=filters)

    async def astream(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> AsyncIterator[Event]:
        """`stream` for asyncio; the work is done in a thread."""
        events = self.stream(question, history=history, filters=filters)
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event

    def warm_up(self) -> None:
        """Pay now what first questions would pay: model, index, a small library's sentences and words."""
        papers = self.library.papers()[:WARMED_PAPERS]
        if papers:
            self.library.search(papers[0].title)
        for paper in papers:
            self.library.embed([paper.abstract[start:end] for start, end in sentences_of(paper.abstract)])
            self.library.embed(single_words(f"{paper.title}. {paper.abstract}"))

    def close(self) -> None:
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _engine_for(self, settings: Settings) -> Engine:
        if settings.chosen_engine == "extractive":
            return self._extractive
        from assistant.engines.breaker import CircuitBreaker  # needed only with an LLM
        from assistant.engines.llm import LLMEngine

        return CircuitBreaker(LLMEngine(settings))

    def _events(self, question: str, history: Sequence[Turn], filters: Filters | None) -> Iterator[Event]:
        run = Run(question, standalone(question, history), self._engine)
        if is_small_talk(question):
            yield AnswerEvent(answer=run.small_talk())
            return
        if not len(self.library):
            yield AnswerEvent(answer=run.abstained("empty_library"))
            return
        exact = answer_from_records(question, history, self.library, filters=filters)
        exact = exact or self._proposed(run, filters)
        if exact is not None:
            yield AnswerEvent(answer=exact)
            return
        titled = with_title(question, history, self.library)
        run.standalone = titled or self._condensed(run, history) or run.standalone
        yield StatusEvent(message="Searching")
        hits = self.library.search(run.standalone, top_k=self.settings.top_k, filters=filters)
        run.lap("retrieve")
        if not hits:
            yield AnswerEvent(answer=run.abstained("not_in_library"))
            return
        yield HitsEvent(hits=hits)
        yield StatusEvent(message=f"Reading {len(hits)} paper{'s' if len(hits) > 1 else ''}")
        reading = self._extractive.read(run.standalone, hits)
        run.heed(reading)
        if run.engine is self._extractive or reading.is_final:
            run.engine = reading
        run.lap("draft")
        drafting = Drafting(run=run, hits=hits, quotes=reading, by_name=self.settings.engine == "llm")
        guard = yield from drafting.events()
        yield AnswerEvent(answer=run.answered(guard, hits))

    def _proposed(self, run: Run, filters: Filters | None) -> Answer | None:
        """The exact answer by a query that the language model proposes; None without one to be trusted."""
        if not isinstance(self._engine, Completer) or run.standalone != run.question:
            return None
        try:
            found = answer_with_model(run.question, self.library, self._engine, run.usage, filters=filters)
        except ServerError:
            return None  # the draft asks the same server, and says so
        return found and replace(found, model=self._engine.model)

    def _condensed(self, run: Run, history: Sequence[Turn]) -> str | None:
        """A follow-up as the model rewrites it; None without a model, or when the question stands alone."""
        if stands_alone(run.question, history) or not isinstance(self._engine, Completer):
            return None
        try:
            return condense(self._engine, run.question, history, run.usage)
        except ServerError as exc:
            if self.settings.engine == "llm":
                raise
            run.model_failed(exc)
            run.engine = self._extractive
            return None
