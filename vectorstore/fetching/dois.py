"""Records of works by their DOIs: from Crossref, else DataCite; abstracts that these lack from OpenAlex.

https://api.crossref.org/swagger-ui, https://support.datacite.org/docs/api-get-doi
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from vectorstore.errors import ServerError
from vectorstore.fetching.client import Answer, Client, Request
from vectorstore.fetching.json_answers import document, first_list
from vectorstore.fetching.openalex import OpenAlexService
from vectorstore.importers.json_values import items_at, member, text_at
from vectorstore.importers.plain_text import doi_in
from vectorstore.reports import Progress

_BATCH = 40  # DOIs in one address, which servers bound to 4 to 8 thousand characters
_CROSSREF_PAUSE = 1.0
_APART = frozenset(",|")  # these part DOIs in a filter, and stand in a few


@dataclass(kw_only=True, slots=True)
class FoundWorks:
    """Answers by service, DOIs that no service knows, and why abstracts could not be asked for."""

    crossref: list[Answer] = field(default_factory=list)
    datacite: list[Answer] = field(default_factory=list)
    openalex: list[Answer] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WorksByDoi:
    """The services, at their addresses."""

    client: Client
    openalex: OpenAlexService
    crossref: str
    datacite: str

    def find(self, dois: Sequence[str], progress: Progress) -> FoundWorks:
        """What is known of these DOIs (in small letters). An OpenAlex that fails costs abstracts only."""
        found = FoundWorks()
        with_abstract: dict[str, bool] = {}
        for batch in _batches(dois):
            answers = self._from_crossref(batch)
            found.crossref += answers
            for work in (work for answer in answers for work in _works(answer)):
                with_abstract[(text_at(work, "DOI") or "").lower()] = text_at(work, "abstract") is not None
            progress(sum(doi in with_abstract for doi in dois), len(dois))
        missing = [doi for doi in dois if doi not in with_abstract]
        for number, doi in enumerate(missing, start=1):
            answer = self.client.get(_datacite(self.datacite, doi))
            if answer is None:
                found.unknown.append(doi)
            else:
                found.datacite.append(answer)
            progress(len(dois) - len(missing) + number, len(dois))
        try:
            for batch in _batches([doi for doi in dois if with_abstract.get(doi) is False]):
                if plain := [doi for doi in batch if not _APART & set(doi)]:
                    found.openalex.append(self.openalex.abstracts(plain))
        except ServerError as exc:
            found.trouble = str(exc)
        return found

    def _from_crossref(self, dois: Sequence[str]) -> list[Answer]:
        """All at once; one by one where that is refused, or a DOI holds what parts them."""
        plain = [doi for doi in dois if not _APART & set(doi)]
        answer = self.client.get(_crossref_list(self.crossref, plain)) if plain else None
        singly = dois if answer is None else [doi for doi in dois if _APART & set(doi)]
        found = [self.client.get(_crossref_work(self.crossref, doi)) for doi in singly]
        return [one for one in (answer, *found) if one is not None]


def _batches(dois: Sequence[str]) -> Iterator[Sequence[str]]:
    return (dois[start : start + _BATCH] for start in range(0, len(dois), _BATCH))


def _works(answer: Answer) -> list[object]:
    message = member(document(answer.body()), "message")
    return items_at(message, "items") if member(message, "items") is not None else [message]


def _crossref_list(address: str, dois: Sequence[str]) -> Request:
    return Request(
        url=f"{address}/works",
        params={"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": str(len(dois))},
        check=first_list("message", "items"),
        pause=_CROSSREF_PAUSE,
    )


def _crossref_work(address: str, doi: str) -> Request:
    def check(body: bytes) -> None:
        if text_at(document(body), "message", "DOI") is None:
            raise ValueError("JSON without a work")

    return Request(url=f"{address}/works/{quote(doi, safe='')}", check=check, pause=_CROSSREF_PAUSE)


def _datacite(address: str, doi: str) -> Request:
    def check(body: bytes) -> None:
        if doi_in(text_at(document(body), "data", "attributes", "doi") or "") is None:
            raise ValueError("JSON without the attributes of a DOI")

    return Request(url=f"{address}/dois/{quote(doi, safe='')}", check=check)
