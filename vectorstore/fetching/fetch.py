"""What a person asks of the network, collected first and read afterwards: a break costs nothing twice."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from vectorstore.fetching.addresses import Addresses
from vectorstore.fetching.arxiv import arxiv_author
from vectorstore.fetching.client import Answer, Client
from vectorstore.fetching.doi_list import DoiList
from vectorstore.fetching.dois import FoundWorks, WorksByDoi
from vectorstore.fetching.openalex import OpenAlexService
from vectorstore.fetching.orcid import orcid_works
from vectorstore.importers.arxiv_atom import ArxivAtom
from vectorstore.importers.contract import Importer, Record, Unreadable
from vectorstore.importers.csl_json import Crossref
from vectorstore.importers.datacite import DataCite
from vectorstore.importers.openalex import OpenAlex
from vectorstore.importers.orcid import Orcid
from vectorstore.reports import Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Authors and works, in the terms of the service that knows them."""

    arxiv_authors: Sequence[str] = ()
    openalex_authors: Sequence[str] = ()
    orcids: Sequence[str] = ()
    dois: Sequence[DoiList] = ()


@dataclass(kw_only=True, slots=True)
class Fetched:
    """Answers, each with the importer that reads it, and what could not be found."""

    answers: list[tuple[Answer, Importer]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """The records of the answers, in order; those that were not found at the end."""
        for answer, importer in self.answers:
            yield from importer.read(io.StringIO(answer.body().decode("utf-8", "replace")), answer.url)
        yield from self.unreadable


def fetch(
    wanted: Wanted,
    client: Client,
    addresses: Addresses,
    *,
    openalex_key: str | None = None,
    progress: Callable[[str], Progress] = lambda _: lambda _done, _total: None,
) -> Fetched:
    """Everything that is wanted. `progress` is told whose answers come, and gives a counter of papers.

    ServerError when a service fails: what has come by then is in the client's cache, and is not asked for
    again. InputError for an id that is none, or that nothing is listed under.
    """
    found = Fetched()
    openalex = OpenAlexService(client, addresses.openalex, openalex_key)
    works = WorksByDoi(
        client=client, openalex=openalex, crossref=addresses.crossref, datacite=addresses.datacite
    )
    for name in wanted.arxiv_authors:
        pages = arxiv_author(name, client, addresses.arxiv, progress("arXiv"))
        found.answers += [(page, ArxivAtom()) for page in pages]
    for author in wanted.openalex_authors:
        found.answers += [(page, OpenAlex()) for page in openalex.author(author, progress("OpenAlex"))]
    for text in wanted.orcids:
        listed = orcid_works(text, client, addresses.orcid, works, progress("ORCID"))
        _add(found, listed.by_doi, addresses)
        found.answers += [(answer, Orcid()) for answer in listed.records]
    for dois in wanted.dois:
        by_doi = works.find(list(dois.lines), progress("DOIs"))
        _add(found, by_doi, addresses)
        found.unreadable += dois.unreadable
        for doi in by_doi.unknown:
            reason = f"neither Crossref nor DataCite knows the DOI {doi}"
            found.unreadable.append(Unreadable(file=dois.file, line=dois.lines[doi], reason=reason))
    return found


def _add(found: Fetched, works: FoundWorks, addresses: Addresses) -> None:
    found.answers += [(answer, Crossref()) for answer in works.crossref]
    found.answers += [(answer, DataCite()) for answer in works.datacite]
    found.answers += [(answer, OpenAlex()) for answer in works.openalex]
    if works.trouble is not None:
        reason = f"abstracts that Crossref lacks could not be looked up: {works.trouble}"
        found.unreadable.append(Unreadable(file=addresses.openalex, line=1, reason=reason))
