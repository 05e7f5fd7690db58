"""A client that waits in no time, and all addresses at one stub."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.vectorstore.fetching.stub import NOTHING, Reply, Request, Service, Stub
from vectorstore.fetching import Addresses, AnswerCache, Client
from vectorstore.importers import Parsed, Record
from vectorstore.records import Paper


def routed(services: Mapping[str, Service]) -> Service:
    """One service of several, each under its name as the first part of the path."""

    def service(request: Request) -> Reply:
        _, name, rest = request.path.split("/", 2)
        found = services.get(name)
        if found is None:
            return NOTHING
        return found(Request(path=f"/{rest}", query=request.query, headers=request.headers))

    return service


def addresses(stub: Stub) -> Addresses:
    return Addresses(
        **{name: f"{stub.address}/{name}" for name in ("arxiv", "openalex", "orcid", "crossref", "datacite")}
    )


@contextmanager
def client(
    folder: Path, *, mail: str | None = None, sleep: Callable[[float], None] = lambda _: None
) -> Iterator[Client]:
    with Client(AnswerCache(folder), mail=mail, version="1.2.3", sleep=sleep) as opened:
        yield opened


def papers(records: Iterator[Record]) -> list[Paper]:
    return [record.paper for record in records if isinstance(record, Parsed)]
