"""The page's functions for programs: `ask`, `papers`, `ingest`. Names, arguments and replies are typed JSON.

`gradio_client` calls them by name; served with MCP they are its tools. Their docstrings are what a
program or a model is told about them.
"""

from dataclasses import asdict, dataclass
from typing import TypedDict

import gradio as gr
from gradio.events import api
from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer, Turn
from assistant.chain import Assistant
from assistant.page.importing import read_list
from assistant.page.messages import message_for
from assistant.page.rate_limit import RateLimit, client_of
from vectorstore import Filters, Paper
from vectorstore.errors import ResearchError


class TurnRecord(TypedDict):
    """An earlier question and the text that answered it."""

    question: str
    answer: str


class FilterRecord(TypedDict, total=False):
    """Conditions on the papers, all of which must hold; years are inclusive."""

    year_from: int | None
    year_to: int | None
    categories: list[str] | None
    authors: list[str] | None
    has_code: bool | None
    paper_ids: list[str] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRecord:
    """A paper as the list states it; null and empty mean 'not given'."""

    paper_id: str
    title: str
    authors: tuple[str, ...]
    authors_complete: bool
    date: str | None
    year: int | None
    categories: tuple[str, ...]
    venue: str | None
    has_code: bool
    url: str | None
    doi: str | None
    abstract: str
    abstract_kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadableRecord:
    """A place of a list that gave no paper, and what was expected there."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestRecord:
    """What became of each record of a list."""

    read: int
    new: int
    unchanged: int
    updated: int
    merged: int
    without_abstract: int
    unreadable: tuple[UnreadableRecord, ...]


_FILTERS = TypeAdapter(Filters)
_TURNS = TypeAdapter(tuple[Turn, ...])


class Endpoints:
    """The three functions over one assistant, to be registered inside a page."""

    def __init__(self, assistant: Assistant, limit: RateLimit) -> None:
        self._assistant, self._limit = assistant, limit

    def register(self, simultaneous: int) -> None:
        """Offer the functions under their names. Questions share the page's limit."""
        api(self.ask, api_name="ask", concurrency_limit=simultaneous, concurrency_id="ask")
        api(self.papers, api_name="papers", concurrency_limit=simultaneous)
        api(self.ingest, api_name="ingest", concurrency_limit=1, concurrency_id="write")

    def ask(
        self,
        request: gr.Request,
        question: str,
        history: list[TurnRecord] | None = None,
        filters: FilterRecord | None = None,
    ) -> Answer:
        """Answer a question about the papers of this library.

        Returns the checked answer: `text` with [n] markers, `claims`, and `citations` whose `quote` stands
        word for word in the cited paper. `status` is "answered", "partial" or "abstained"; an abstention
        has no claims and no citations, and `reason` says why. `withheld` holds drafted statements that
        the cited words do not bear out: never repeat those as facts.

        Args:
            question: the question, in plain words
            history: earlier turns, oldest first, so that a follow-up can be understood
            filters: conditions on the papers that may be used
        """
        try:
            self._limit.admit(client_of(request))
            return self._assistant.ask(
                question,
                history=_TURNS.validate_python(history or ()),
                filters=_FILTERS.validate_python(filters) if filters else None,
            )
        except (ResearchError, ValidationError) as exc:
            raise gr.Error(self._one_line(exc), print_exception=False) from exc

    def papers(self, request: gr.Request, filters: FilterRecord | None = None) -> list[PaperRecord]:
        """List the papers of this library, in the order in which they were added.

        Returns one record a paper: id, title, authors, date, categories, venue, addresses, abstract.
        `authors_complete` is false where the list was cut ("et al."); `abstract_kind` is "summary" where
        somebody else's words stand in place of the abstract.

        Args:
            filters: conditions on the papers; without it, all
        """
        try:
            self._limit.admit(client_of(request))
            chosen = _FILTERS.validate_python(filters) if filters else None
            return [_paper_record(paper) for paper in self._assistant.library.papers(chosen)]
        except (ResearchError, ValidationError) as exc:
            raise gr.Error(self._one_line(exc), print_exception=False) from exc

    def ingest(self, request: gr.Request, text: str) -> IngestRecord:
        """Add the papers of a publication list, given as text, to this library.

        Returns how many records were read, and how many papers are new, unchanged, updated or merged as
        duplicates; `unreadable` names each place that gave no paper, and why. Adding a list twice
        changes nothing.

        Args:
            text: a publication list in any format that the importers know
        """
        try:
            self._limit.admit(client_of(request))
            reading = read_list(self._assistant.library, text, [])
            report = self._assistant.library.ingest(reading.papers)
        except ResearchError as exc:
            raise gr.Error(self._one_line(exc), print_exception=False) from exc
        return IngestRecord(
            read=len(reading.papers),
            without_abstract=sum(not paper.abstract.strip() for paper in reading.papers),
            unreadable=tuple(
                UnreadableRecord(file=place.file, line=place.line, reason=place.reason)
                for place in reading.unreadable
            ),
            **asdict(report),
        )

    def _one_line(self, error: ResearchError | ValidationError) -> str:
        if isinstance(error, ResearchError):
            return message_for(error, self._assistant.library.path)
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"{place}: {first['msg']}. Correct it and try again."


def _paper_record(paper: Paper) -> PaperRecord:
    return PaperRecord(
        paper_id=paper.paper_id,
        title=paper.title,
        authors=paper.authors,
        authors_complete=paper.authors_complete,
        date=None if paper.date is None else str(paper.date),
        year=paper.year,
        categories=paper.categories,
        venue=paper.venue,
        has_code=paper.has_code,
        url=paper.url,
        doi=paper.doi,
        abstract=paper.abstract,
        abstract_kind=paper.abstract_kind,
    )
