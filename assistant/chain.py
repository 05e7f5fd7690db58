"""The chain: a question in, a checked Answer out. Understand, retrieve, draft, check."""

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer import Answer, AnswerEvent, Event, HitsEvent, SentenceEvent, StatusEvent, Turn
from assistant.catalogue.answering import answer_from_records, answer_with_model, with_title
from assistant.catalogue.proposing import QueryModel
from assistant.conversation import is_small_talk, standalone
from assistant.engines.draft import DraftRequest, Engine
from assistant.engines.extractive import ExtractiveEngine
from assistant.grounding.guard import Guard
from assistant.grounding.quotes import sentences_of
from assistant.opening import open_library
from assistant.question import readable
from assistant.resemblance import single_words
from assistant.run import Run
from assistant.settings import Settings
from vectorstore import Filters, Hit, Library
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
        run.standalone = with_title(question, history, self.library) or run.standalone
        yield StatusEvent(message="Searching")
        hits = self.library.search(run.standalone, top_k=self.settings.top_k, filters=filters)
        run.lap("retrieve")
        if not hits:
            yield AnswerEvent(answer=run.abstained("not_in_library"))
            return
        yield HitsEvent(hits=hits)
        yield StatusEvent(message=f"Reading {len(hits)} paper{'s' if len(hits) > 1 else ''}")
        try:
            guard = yield from self._released(run, hits)
        except ServerError as exc:
            if self.settings.engine == "llm" or self._engine is self._extractive:
                raise
            run.notes.append(f"The language model did not answer, so this is quoted from the papers. {exc}")
            guard = yield from self._quoted(run, hits)
        if not guard.claims and run.engine is not self._extractive:
            drafted, guard = guard, (yield from self._quoted(run, hits))
            guard.withheld[:0] = drafted.withheld
            guard.invalid_citations[:0] = drafted.invalid_citations
            if guard.claims:
                run.notes.append(
                    "Nothing that the language model wrote was supported; this is quoted instead."
                )
        yield AnswerEvent(answer=run.answered(guard, hits))

    def _proposed(self, run: Run, filters: Filters | None) -> Answer | None:
        """The exact answer by a query that the language model proposes; None without one to be trusted."""
        if not isinstance(self._engine, QueryModel) or run.standalone != run.question:
            return None
        try:
            return answer_with_model(run.question, self.library, self._engine, run.usage, filters=filters)
        except ServerError:
            return None  # the draft asks the same server, and says so

    def _quoted(self, run: Run, hits: Sequence[Hit]) -> Generator[Event, None, Guard]:
        """The extractive engine in place of the language model."""
        run.engine = self._extractive
        yield StatusEvent(message="Quoting the papers")
        return (yield from self._released(run, hits))

    def _released(self, run: Run, hits: Sequence[Hit]) -> Generator[Event, None, Guard]:
        """Draft with the run's engine and release what passes the guard, which is returned."""
        guard, released = Guard(hits=hits), list[str]()
        last_paper = 0
        for sentence in run.engine.draft(DraftRequest(question=run.standalone, hits=tuple(hits)), run.usage):
            run.lap("draft")
            shown = guard.admit(sentence)
            run.lap("check")
            if shown is None:
                continue
            paper = shown.claim.citations[0]
            same = run.engine.name == "llm" or paper == last_paper
            released.append(("" if not released else " " if same else "\n\n") + shown.text)
            last_paper = paper
            yield SentenceEvent(text=released[-1], citations=shown.citations)
        run.lap("draft")
        run.text = "".join(released)
        if run.usage.cut:
            run.notes.append("The language model's reply was longer than is read, so its end is missing.")
        return guard
