"""What the services give becomes papers, through the importers that read files, page by page."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.fetching.asking import addresses, client, papers, routed
from tests.vectorstore.fetching.services import OpenAlexStub, arxiv, crossref, datacite, orcid, title
from tests.vectorstore.fetching.stub import Reply, Request, Service, Stub, cut_unseen, status
from vectorstore.errors import InputError, ServerError
from vectorstore.fetching import Addresses, DoiList, Fetched, Wanted, fetch, read_dois
from vectorstore.importers import Unreadable

ORCID_ID = "0000-0002-1825-0097"


def fetched(folder: Path, stub: Stub, wanted: Wanted, *, key: str | None = None) -> Fetched:
    with client(folder) as opened:
        return fetch(wanted, opened, addresses(stub), openalex_key=key)


def unreadable(found: Fetched) -> list[Unreadable]:
    return [record for record in found.records() if isinstance(record, Unreadable)]


def test_pages_of_arxiv_are_read_to_the_end(tmp_path: Path) -> None:
    with Stub(routed({"arxiv": arxiv(230)})) as stub:
        found = papers(fetched(tmp_path, stub, Wanted(arxiv_authors=["Love, Ada"])).records())
    assert [paper.title for paper in found] == [title(number) for number in range(230)]
    assert found[3].abstract == "Tides turn 3 times."
    assert found[3].arxiv_id == "2101.00003"
    assert [request.query["start"] for request in stub.requests] == ["0", "100", "200"]
    assert {request.query["search_query"] for request in stub.requests} == {'au:"Ada Love"'}


def test_a_page_of_arxiv_that_comes_empty_or_cut_is_asked_for_again(tmp_path: Path) -> None:
    pages = arxiv(150)
    empty = arxiv(150, page=0)

    def service(request: Request) -> Reply:
        asked = len(stub.requests)
        reply = pages(request)
        if asked == 2:
            return empty(request)
        return cut_unseen((reply.body or b"")[:900]) if asked == 3 else reply

    with Stub(service) as stub:
        found = papers(fetched(tmp_path, stub, Wanted(arxiv_authors=["Ada Love"])).records())
    assert len({paper.title for paper in found}) == 150
    assert len(stub.requests) == 4


def test_the_cursor_of_openalex_is_followed(tmp_path: Path) -> None:
    with Stub(routed({"openalex": OpenAlexStub(25, page=10)})) as stub:
        wanted = Wanted(openalex_authors=["https://openalex.org/A5023888391"])
        found = papers(fetched(tmp_path, stub, wanted, key="k1").records())
    assert [paper.doi for paper in found] == [f"10.1000/w.{number}" for number in range(25)]
    assert [request.query["cursor"] for request in stub.requests] == ["*", "10", "20", "25"]
    assert {request.query["api_key"] for request in stub.requests} == {"k1"}
    assert stub.requests[0].query["filter"] == "authorships.author.id:A5023888391"


def test_a_cursor_that_goes_in_a_circle_ends(tmp_path: Path) -> None:
    pages = OpenAlexStub(25, page=10)
    with Stub(lambda request: pages(replace(request, query={**request.query, "cursor": "*"}))) as stub:
        found = fetched(tmp_path, stub, Wanted(openalex_authors=["A1"]))
    assert len(papers(found.records())) == 20
    assert len(stub.requests) == 2


def test_an_orcid_names_an_author_of_openalex(tmp_path: Path) -> None:
    with Stub(routed({"openalex": OpenAlexStub(1)})) as stub:
        fetched(tmp_path, stub, Wanted(openalex_authors=[ORCID_ID]))
    assert stub.requests[0].query["filter"] == f"authorships.author.orcid:{ORCID_ID}"


def test_a_name_in_openalex_gives_the_ids_that_it_may_mean(tmp_path: Path) -> None:
    with (
        Stub(routed({"openalex": OpenAlexStub()})) as stub,
        pytest.raises(InputError, match=r"A1 \(Ada Love, 10 works\); A2 \(Adam Love"),
    ):
        fetched(tmp_path, stub, Wanted(openalex_authors=["Ada Love"]))


def test_dois_come_from_crossref_then_datacite_and_abstracts_from_openalex(tmp_path: Path) -> None:
    services: dict[str, Service] = {
        "crossref": crossref({"10.1000/a": "Tides.", "10.1000/b": None, "10.1000/odd,one": None}),
        "datacite": datacite(["10.5281/zenodo.1"]),
        "openalex": OpenAlexStub(abstracts={"10.1000/b": "Bays at rest."}),
    }
    dois = DoiList(
        file="dois.txt",
        lines={
            "10.1000/a": 1,
            "10.1000/b": 2,
            "10.5281/zenodo.1": 3,
            "10.1000/odd,one": 4,
            "10.9999/gone": 6,
        },
    )
    with Stub(routed(services)) as stub:
        found = fetched(tmp_path, stub, Wanted(dois=[dois]))
    by_doi: dict[str, list[str]] = {}
    for paper in papers(found.records()):
        by_doi.setdefault(paper.doi or "", []).append(paper.abstract)
    assert by_doi == {
        "10.1000/a": ["Tides."],
        "10.1000/b": ["", "Bays at rest."],
        "10.5281/zenodo.1": ["Depths."],
        "10.1000/odd,one": [""],
    }
    [missing] = unreadable(found)
    assert (missing.file, missing.line) == ("dois.txt", 6)
    assert "10.9999/gone" in missing.reason


def test_a_list_that_crossref_refuses_is_asked_for_one_by_one(tmp_path: Path) -> None:
    known = crossref({"10.1000/a": "Tides.", "10.1000/b": "Bays."})

    def service(asked: Request) -> Reply:
        return status(400) if "filter" in asked.query else known(asked)

    with Stub(service) as stub:
        dois = DoiList(file="dois.txt", lines={"10.1000/a": 1, "10.1000/b": 2})
        found = papers(fetched(tmp_path, stub, Wanted(dois=[dois])).records())
    assert [paper.abstract for paper in found] == ["Tides.", "Bays."]


def test_records_come_without_the_abstracts_of_an_openalex_that_fails(tmp_path: Path) -> None:
    services: dict[str, Service] = {
        "crossref": crossref({"10.1000/b": None}),
        "openalex": lambda _: status(429, retry_after="9000"),
    }
    with Stub(routed(services)) as stub:
        found = fetched(tmp_path, stub, Wanted(dois=[DoiList(file="dois.txt", lines={"10.1000/b": 1})]))
    assert len(papers(found.records())) == 1
    [trouble] = unreadable(found)
    assert "abstracts" in trouble.reason
    assert "9,000 s" in trouble.reason


def test_the_works_of_an_orcid_come_by_doi_and_else_as_orcid_has_them(tmp_path: Path) -> None:
    services: dict[str, Service] = {
        "orcid": orcid([("Of tides", "10.1000/a"), ("Of bays", "10.9999/gone"), ("Of sands", None)]),
        "crossref": crossref({"10.1000/a": "Tides."}),
        "datacite": datacite([]),
        "openalex": OpenAlexStub(),
    }
    with Stub(routed(services)) as stub:
        found = fetched(tmp_path, stub, Wanted(orcids=[f"https://orcid.org/{ORCID_ID}"]))
    first, second, third = papers(found.records())
    assert (first.doi, first.abstract) == ("10.1000/a", "Tides.")
    assert (second.title, second.doi, second.authors) == ("Of bays", "10.9999/gone", ("Ada Love",))
    assert (third.title, third.doi, third.abstract) == ("Of sands", None, "Tides at large.")
    assert (str(third.date), third.venue, third.kind) == ("2019-11", "Journal of Tides", "article")
    assert unreadable(found) == []


@pytest.mark.parametrize("text", ["0000-0002-1825-0098", "Ada Love", "", "0000-0002-1825-00971"])
def test_what_is_no_orcid_is_refused_before_anything_is_asked(tmp_path: Path, text: str) -> None:
    with Stub(routed({})) as stub, pytest.raises(InputError, match="no ORCID iD"):
        fetched(tmp_path, stub, Wanted(orcids=[text]))
    assert stub.requests == []


@pytest.mark.parametrize(
    ("wanted", "services"),
    [
        (Wanted(arxiv_authors=["No Body"]), {"arxiv": arxiv(0)}),
        (Wanted(openalex_authors=["A1"]), {"openalex": OpenAlexStub(0)}),
        (Wanted(orcids=[ORCID_ID]), {"orcid": orcid([])}),
        (Wanted(orcids=[ORCID_ID]), {}),
    ],
)
def test_nothing_found_is_said(tmp_path: Path, wanted: Wanted, services: dict[str, Service]) -> None:
    with Stub(routed(services)) as stub, pytest.raises(InputError, match=r"Check|Write"):
        fetched(tmp_path, stub, wanted)


def test_a_fetch_that_broke_goes_on_where_it_stopped(tmp_path: Path) -> None:
    pages = OpenAlexStub(50, page=10)
    broken = True

    def service(asked: Request) -> Reply:
        return status(503) if broken and asked.query["cursor"] == "30" else pages(asked)

    with Stub(service) as stub:
        with pytest.raises(ServerError, match="goes on from there"):
            fetched(tmp_path, stub, Wanted(openalex_authors=["A1"]))
        broken = False
        asked = len(stub.requests)
        found = papers(fetched(tmp_path, stub, Wanted(openalex_authors=["A1"])).records())
    assert len(found) == 50
    assert [request.query["cursor"] for request in stub.requests[asked:]] == ["30", "40", "50"]


def test_progress_counts_papers(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Stub(routed({"openalex": OpenAlexStub(25, page=10)})) as stub, client(tmp_path) as opened:
        fetch(
            Wanted(openalex_authors=["A1"]),
            opened,
            addresses(stub),
            progress=lambda what: lambda done, total: told.append((what, done, total)),
        )
    assert told[:3] == [("OpenAlex", 10, 25), ("OpenAlex", 20, 25), ("OpenAlex", 25, 25)]


def test_a_file_of_dois_is_read_in_any_form(tmp_path: Path) -> None:
    file = tmp_path / "dois.txt"
    file.write_text(
        "# mine\n10.1000/A\n\nhttps://doi.org/10.1000/b\nnothing here\ndoi:10.1000/a.\n", encoding="utf-16"
    )
    dois = read_dois(file)
    assert dois.lines == {"10.1000/a": 2, "10.1000/b": 4}
    [wrong] = dois.unreadable
    assert (wrong.file, wrong.line) == (str(file), 5)
    file.write_text("nothing\n")
    with pytest.raises(InputError, match="no DOI"):
        read_dois(file)
    with pytest.raises(InputError, match="no such file"):
        read_dois(tmp_path / "missing.txt")


@pytest.mark.parametrize("address", ["", "ftp://a.org", "a.org", "http://", "http://a:b"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="http://"):
        Addresses(arxiv=address)
