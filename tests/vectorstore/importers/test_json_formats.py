"""OpenAlex, Semantic Scholar, Crossref, CSL, DataCite, Zenodo; alone, in answers, and a line each."""

import json

import pytest

from tests.vectorstore.importers.reading import paper_of, papers_of, records_of, unreadable_of
from vectorstore.importers import Parsed
from vectorstore.records import PartialDate

OPENALEX = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/abc",
    "title": "On <i>Tides</i>",
    "display_name": "On <i>Tides</i>",
    "publication_date": "2021-03-18",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/123456"},
    "type": "article",
    "language": "en",
    "authorships": [{"author": {"display_name": "Ada Love"}}, {"author": {"display_name": "Bob Ray"}}],
    "abstract_inverted_index": {"Tides": [0, 2], "turn,": [1], "turn.": [3]},
    "primary_location": {
        "landing_page_url": "https://a.org/1",
        "source": {"display_name": "Journal of Tides"},
    },
}
S2 = {
    "paperId": "abc",
    "title": "On Tides",
    "abstract": "Tides turn.",
    "authors": [{"authorId": "1", "name": "Ada Love"}],
    "year": 2021,
    "venue": "Tides",
    "externalIds": {"DOI": "10.1000/ABC", "ArXiv": "2101.00001", "PubMed": "123456"},
    "publicationTypes": ["JournalArticle"],
}
CROSSREF = {
    "DOI": "10.1000/abc",
    "title": ["On Tides"],
    "subtitle": ["A Tale"],
    "author": [{"given": "Ada", "family": "Love"}, {"name": "The TIDE Group"}],
    "issued": {"date-parts": [[2021, 3]]},
    "container-title": ["Journal of Tides"],
    "type": "journal-article",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Tides turn at 10<jats:sup>-3</jats:sup>.</jats:p>",
    "is-referenced-by-count": 3,
}
CSL = {
    "id": "x",
    "type": "article-journal",
    "title": "On Tides",
    "author": [{"given": "Ada", "family": "Love", "non-dropping-particle": "van"}, {"literal": "TIDE"}],
    "issued": {"date-parts": [["2021", 3, 18]]},
    "container-title": "Journal of Tides",
    "DOI": "10.1000/abc",
    "note": "PMID: 123456",
    "keyword": "tides, moon",
}
DATACITE = {
    "id": "10.1000/abc",
    "attributes": {
        "doi": "10.1000/abc",
        "titles": [{"title": "On Tides"}],
        "creators": [
            {"name": "Love, Ada", "nameType": "Personal"},
            {"name": "TIDE, Inc", "nameType": "Organizational"},
        ],
        "publicationYear": 2021,
        "types": {"resourceTypeGeneral": "Dataset"},
        "descriptions": [
            {"description": "Die Tiden.", "descriptionType": "Abstract", "lang": "de"},
            {"description": "Tides turn.", "descriptionType": "Abstract", "lang": "en"},
        ],
        "language": "en",
    },
}
ZENODO = {
    "id": 1,
    "conceptrecid": "0",
    "doi": "10.5281/zenodo.1",
    "metadata": {
        "title": "On Tides",
        "creators": [{"name": "Love, Ada"}],
        "description": "<p>Tides turn.</p>",
        "publication_date": "2021-03-18",
        "resource_type": {"type": "dataset"},
    },
}

ORCID = {
    "put-code": 1,
    "title": {"title": {"value": "On Tides"}, "subtitle": {"value": "A Tale"}},
    "journal-title": {"value": "Journal of Tides"},
    "type": "dissertation-thesis",
    "publication-date": {"year": {"value": "2021"}, "month": {"value": "03"}, "day": None},
    "external-ids": {
        "external-id": [
            {
                "external-id-type": "doi",
                "external-id-value": "10.1/BOOK",
                "external-id-relationship": "part-of",
            },
            {
                "external-id-type": "doi",
                "external-id-value": "10.1000/ABC",
                "external-id-relationship": "self",
            },
            {
                "external-id-type": "pmid",
                "external-id-value": "123456",
                "external-id-relationship": "self",
            },
        ]
    },
}


def test_openalex() -> None:
    paper = paper_of(json.dumps(OPENALEX))

    assert (paper.title, paper.authors) == ("On Tides", ("Ada Love", "Bob Ray"))
    assert paper.abstract == "Tides turn, Tides turn."
    assert paper.date == PartialDate(year=2021, month=3, day=18)
    assert (paper.doi, paper.pubmed_id, paper.venue) == ("10.1000/abc", "123456", "Journal of Tides")
    assert (paper.kind, paper.language, paper.url) == ("article", "en", "https://a.org/1")


def test_semantic_scholar() -> None:
    paper = paper_of(json.dumps(S2))

    assert (paper.title, paper.authors, paper.year) == ("On Tides", ("Ada Love",), 2021)
    assert (paper.doi, paper.arxiv_id, paper.pubmed_id) == ("10.1000/abc", "2101.00001", "123456")
    assert paper.kind == "article"


def test_crossref() -> None:
    paper = paper_of(json.dumps({"status": "ok", "message-type": "work", "message": CROSSREF}))

    assert paper.title == "On Tides: A Tale"
    assert paper.authors == ("Ada Love", "The TIDE Group")
    assert paper.abstract == "Abstract\nTides turn at 10⁻³."
    assert (paper.date, paper.venue) == (PartialDate(year=2021, month=3), "Journal of Tides")


def test_csl() -> None:
    paper = paper_of(json.dumps([CSL]))

    assert paper.authors == ("Ada van Love", "TIDE")
    assert paper.date == PartialDate(year=2021, month=3, day=18)
    assert (paper.doi, paper.pubmed_id, paper.categories) == ("10.1000/abc", "123456", ("tides", "moon"))


def test_datacite() -> None:
    paper = paper_of(json.dumps({"data": DATACITE}))

    assert (paper.title, paper.authors) == ("On Tides", ("Ada Love", "TIDE, Inc"))
    assert (paper.abstract, paper.kind, paper.year) == ("Tides turn.", "dataset", 2021)


def test_zenodo() -> None:
    paper = paper_of(json.dumps(ZENODO))

    assert (paper.title, paper.authors, paper.abstract) == ("On Tides", ("Ada Love",), "Tides turn.")
    assert (paper.doi, paper.date) == ("10.5281/zenodo.1", PartialDate(year=2021, month=3, day=18))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([OPENALEX, OPENALEX]),
        json.dumps({"meta": {"count": 2}, "results": [OPENALEX, OPENALEX], "group_by": []}, indent=2),
        json.dumps(OPENALEX) + "\n" + json.dumps(OPENALEX) + "\n",
        json.dumps({"total": 2, "offset": 0, "data": [S2, S2]}),
        json.dumps({"offset": 0, "data": [{"citedPaper": S2}, {"citingPaper": S2}]}),
        json.dumps(
            {"message-type": "work-list", "message": {"total-results": 2, "items": [CROSSREF, CROSSREF]}}
        ),
        json.dumps({"data": [DATACITE, DATACITE], "meta": {}}),
        json.dumps({"hits": {"hits": [ZENODO, ZENODO], "total": 2}, "links": {}}),
        json.dumps([CSL, CSL], indent=1),
        json.dumps({"items": [CSL, CSL]}),
    ],
)
def test_answers_and_lists_of_every_api_give_their_records(text: str) -> None:
    assert len(papers_of(text)) == len(records_of(text)) == 2


def test_records_know_their_lines() -> None:
    text = "[\n" + json.dumps(CSL) + ",\n\n" + json.dumps(CSL) + "\n]"

    assert [record.line for record in records_of(text) if isinstance(record, Parsed)] == [2, 4]


def test_a_cut_answer_gives_its_whole_records_and_names_the_cut() -> None:
    text = json.dumps({"results": [OPENALEX, OPENALEX]})[:-200]

    assert len(papers_of(text)) == 1
    (broken,) = unreadable_of(text)
    assert "cut" in broken.reason


def test_a_broken_line_among_lines_is_reported_and_the_rest_read() -> None:
    line = json.dumps(OPENALEX)
    text = f"{line}\n{line[:90]}\n{line}\n"

    assert len(papers_of(text)) == 2
    (broken,) = unreadable_of(text)
    assert broken.line == 2


def test_a_record_larger_than_the_window_is_read() -> None:
    large = {**OPENALEX, "referenced_works": ["https://openalex.org/W2"] * 40_000}

    assert len(papers_of(json.dumps([large, OPENALEX, large]))) == 3


def test_no_record_is_passed_over_without_a_title() -> None:
    text = json.dumps([S2, {**S2, "title": None}])

    assert len(papers_of(text)) == 1
    assert "title" in unreadable_of(text)[0].reason


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"paperId": "b", "title": "x' + '\\\\\\" ] }, ' * 3_000_000 + '"}', "16 million"),
        ('{"paperId": "b", "t": ' + "[" * 5_000 + "]" * 5_000 + "}", "too deeply"),
        ('{"paperId": "b" oh, "t": ["}", 1, {"u": "\\\\"}]}', "expected JSON"),
        ("nonsense", "expected JSON"),
    ],
    ids=["long", "deep", "broken", "no value"],
)
def test_records_of_a_list_behind_a_broken_one_are_read(broken: str, reason: str) -> None:
    text = f'{{"total": 3, "data": [{json.dumps(S2)}, {broken}, {json.dumps(S2 | {"title": "After"})}]}}'

    assert [paper.title for paper in papers_of(text)] == ["On Tides", "After"]
    [unreadable] = unreadable_of(text)
    assert reason in unreadable.reason


def test_a_list_that_ends_in_the_wrong_bracket_is_reported() -> None:
    text = '{"data": [' + json.dumps(S2) + "}}"

    assert len(papers_of(text)) == 1
    assert "closing bracket" in unreadable_of(text)[0].reason


def test_orcid() -> None:
    groups = {"group": [{"external-ids": {}, "work-summary": [ORCID, ORCID]}], "path": "/x/works"}
    for text in (json.dumps(groups), json.dumps({"bulk": [{"work": ORCID}]})):
        paper = paper_of(text)
        assert (paper.title, paper.venue, paper.kind) == ("On Tides: A Tale", "Journal of Tides", "thesis")
        assert (paper.doi, paper.pubmed_id, str(paper.date)) == ("10.1000/abc", "123456", "2021-03")
