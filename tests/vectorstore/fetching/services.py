"""The services as the stub plays them: the shapes of their recorded answers around invented works."""

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from tests.vectorstore.fetching.stub import NOTHING, Reply, Request, Service

_WORDS = "amber basalt cedar delta ember fjord glade heron inlet juniper kelp lagoon marsh".split()


def title(number: int) -> str:
    """A title that resembles no other."""
    first, second, third = (_WORDS[number // 13**power % 13] for power in range(3))
    return f"{first} {second} and {third} in the {second} {first} of {third}".capitalize()


def arxiv(papers: int, *, page: int = 100) -> Service:
    """The Atom feed of a search that finds so many papers."""

    def service(request: Request) -> Reply:
        start, most = int(request.query["start"]), min(page, int(request.query["max_results"]))
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/2101.{number:05d}v1</id>"
            f"<updated>2021-01-05T02:41:55Z</updated><published>2021-01-05T02:41:55Z</published>"
            f"<title>{title(number)}</title><summary>  Tides turn {number} times.\n</summary>"
            f'<author><name>Ada Love</name></author><category term="cs.LG"/></entry>'
            for number in range(start, min(start + most, papers))
        )
        return Reply(
            body=(
                '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
                '<link href="http://arxiv.org/api/query" rel="self"/><title>ArXiv Query</title>'
                '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
                f"{papers}</opensearch:totalResults>{entries}</feed>"
            ).encode()
        )

    return service


class OpenAlexStub:
    """Works of one author, in pages with a cursor; abstracts by DOI; authors by name."""

    def __init__(
        self, works: int = 0, *, page: int = 100, abstracts: Mapping[str, str] | None = None
    ) -> None:
        self._works = works
        self._page = page
        self._abstracts = abstracts or {}

    def __call__(self, request: Request) -> Reply:
        if request.path.endswith("/authors"):
            people = [
                {"id": f"https://openalex.org/A{number}", "display_name": name, "works_count": 10 * number}
                for number, name in enumerate(("Ada Love", "Adam Love"), start=1)
            ]
            return _json({"meta": {"count": 2}, "results": people})
        what = request.query["filter"]
        if what.startswith("doi:"):
            asked = what.removeprefix("doi:").removesuffix(",has_abstract:true").split("|")
            found = [_work(doi, 900, self._abstracts[doi]) for doi in asked if doi in self._abstracts]
            return _json({"meta": {"count": len(found)}, "results": found})
        start = 0 if request.query["cursor"] == "*" else int(request.query["cursor"])
        end = min(start + self._page, self._works)
        return _json(
            {
                "meta": {"count": self._works, "next_cursor": str(end) if end > start else None},
                "results": [
                    _work(f"10.1000/w.{number}", number, "Tides turn.") for number in range(start, end)
                ],
                "group_by": [],
            }
        )


def _work(doi: str, number: int, abstract: str) -> dict[str, object]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(abstract.split()):
        places.setdefault(word, []).append(place)
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{doi}",
        "title": title(number),
        "display_name": title(number),
        "publication_date": "2021-03-18",
        "authorships": [{"author": {"display_name": "Ada Love"}}],
        "abstract_inverted_index": places,
        "type": "article",
    }


def crossref(works: Mapping[str, str | None]) -> Service:
    """Knows these DOIs, each with its abstract or None."""

    def service(request: Request) -> Reply:
        if "filter" in request.query:
            asked = [one.removeprefix("doi:") for one in request.query["filter"].split(",")]
            items = [_crossref(doi, works[doi]) for doi in asked if doi in works]
            message: object = {"total-results": len(items), "items": items}
            return _json({"status": "ok", "message-type": "work-list", "message": message})
        doi = unquote(request.path.rpartition("/works/")[2])
        if doi not in works:
            return NOTHING
        return _json({"status": "ok", "message-type": "work", "message": _crossref(doi, works[doi])})

    return service


def _crossref(doi: str, abstract: str | None) -> dict[str, object]:
    work: dict[str, object] = {
        "DOI": doi.upper(),
        "title": [f"Of {re.sub(r'[^a-z0-9]+', ' ', doi)} and its many tides"],
        "author": [{"given": "Ada", "family": "Love", "sequence": "first"}],
        "issued": {"date-parts": [[2021, 3]]},
        "container-title": ["Journal of Tides"],
        "type": "journal-article",
        "is-referenced-by-count": 3,
    }
    return work if abstract is None else {**work, "abstract": f"<jats:p>{abstract}</jats:p>"}


def datacite(dois: Sequence[str]) -> Service:
    """Knows these DOIs."""

    def service(request: Request) -> Reply:
        doi = unquote(request.path.rpartition("/dois/")[2])
        if doi not in dois:
            return NOTHING
        attributes = {
            "doi": doi,
            "titles": [{"title": f"Soundings of {doi}"}],
            "creators": [{"name": "Love, Ada", "nameType": "Personal"}],
            "publicationYear": 2020,
            "types": {"resourceTypeGeneral": "Dataset"},
            "descriptions": [{"description": "Depths.", "descriptionType": "Abstract"}],
        }
        return _json({"data": {"id": doi, "type": "dois", "attributes": attributes}})

    return service


def orcid(works: Sequence[tuple[str, str | None]]) -> Service:
    """A record with these (title, DOI or None), each in two versions."""

    def service(request: Request) -> Reply:
        _, _, codes = request.path.rpartition("/works")
        if codes:
            chosen = [int(code) for code in codes.strip("/").split(",")]
            return _json({"bulk": [{"work": _orcid(code, *works[code], full=True)} for code in chosen]})
        groups = [
            {
                "external-ids": {"external-id": []},
                "work-summary": [_orcid(code, *work), _orcid(1_000 + code, *work)],
            }
            for code, work in enumerate(works)
        ]
        return _json({"group": groups, "path": "/0000-0002-1825-0097/works"})

    return service


def _orcid(code: int, name: str, doi: str | None, *, full: bool = False) -> dict[str, object]:
    ids = [] if doi is None else [_external("doi", doi.upper(), "self")]
    work: dict[str, object] = {
        "put-code": code,
        "title": {"title": {"value": name}, "subtitle": None, "translated-title": None},
        "journal-title": {"value": "Journal of Tides"},
        "type": "journal-article",
        "publication-date": {"year": {"value": "2019"}, "month": {"value": "11"}, "day": None},
        "external-ids": {"external-id": [*ids, _external("doi", "10.1000/whole.book", "part-of")]},
        "url": {"value": "https://tides.example.org/1"},
    }
    if not full:
        return work
    people = [
        {"credit-name": {"value": "Love, Ada"}, "contributor-attributes": {"contributor-role": "author"}},
        {"credit-name": {"value": "Ed Itor"}, "contributor-attributes": {"contributor-role": "editor"}},
    ]
    return {**work, "short-description": "Tides at large.", "contributors": {"contributor": people}}


def _external(kind: str, value: str, relation: str) -> dict[str, object]:
    return {
        "external-id-type": kind,
        "external-id-value": value,
        "external-id-normalized": {"value": value.lower(), "transient": True},
        "external-id-relationship": relation,
    }


def _json(document: object) -> Reply:
    return Reply(body=json.dumps(document).encode(), headers=(("Content-Type", "application/json"),))
