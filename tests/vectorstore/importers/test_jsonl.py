import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.importers import Parsed, Unreadable, to_jsonl
from vectorstore.importers.jsonl import JsonLines
from vectorstore.records import Paper, PartialDate
from vectorstore.sample import sample_papers

FULL = Paper(
    title="On Tides",
    abstract="Tides turn.\nTwice a day.",
    abstract_kind="summary",
    authors=("Ada Love", "Bob Ray"),
    authors_complete=False,
    date=PartialDate(month=5, day=25),
    categories=("LG",),
    venue="Journal of Tides",
    kind="article",
    language="en",
    has_code=True,
    code_url="https://github.com/love/tides",
    url="https://tides.example.org",
    doi="10.1000/tides",
    arxiv_id="2001.00001",
    pubmed_id="12345",
)


def read(text: str) -> list[Parsed | Unreadable]:
    return list(JsonLines().read(io.StringIO(text), "list.jsonl"))


def test_every_field_comes_back() -> None:
    records = read(to_jsonl([FULL, Paper(title="Bare")]))

    assert [record.paper for record in records if isinstance(record, Parsed)] == [FULL, Paper(title="Bare")]


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"abstract": "x"}, "'title'"),
        ({"title": "  "}, "'title'"),
        ({"title": 3}, "'title'"),
        ({"title": "x", "authors": "Ada Love"}, "'authors'"),
        ({"title": "x", "authors": ["Ada", 3]}, "'authors'"),
        ({"title": "x", "has_code": "yes"}, "'has_code'"),
        ({"title": "x", "date": 2022}, "'date'"),
        ({"title": "x", "date": "2022-13-01"}, "'date'"),
        ({"title": "x", "abstract_kind": "tldr"}, "'abstract_kind'"),
        ({"title": "x", "jounral": "y"}, "'jounral'"),
        ([1], "a list"),
    ],
)
def test_a_record_that_does_not_fit_is_reported_by_field_and_the_rest_read(
    record: object, named: str
) -> None:
    first, second = read(json.dumps(record) + "\n" + '{"title": "Sound"}\n')

    assert isinstance(first, Unreadable)
    assert first.line == 1
    assert named in first.reason
    assert isinstance(second, Parsed)
    assert second.line == 2


@pytest.mark.parametrize("line", ["{", "[" * 100_000, '{"title": ' + "9" * 5000 + "}", "nonsense"])
def test_a_line_that_is_no_json_is_reported(line: str) -> None:
    (record,) = read(line)

    assert isinstance(record, Unreadable)


def test_half_a_surrogate_pair_and_control_characters_are_left_out() -> None:
    (record,) = read('{"title": "On \\ud800Ti\\u0000des", "doi": "https://doi.org/10.1000/ABC."}')

    assert isinstance(record, Parsed)
    assert record.paper.title == "On Tides"
    assert record.paper.doi == "10.1000/abc"


@given(st.text(max_size=200))
def test_any_line_is_read_without_a_crash(line: str) -> None:
    read(line)


def test_the_sample_is_readable_and_marked_as_summaries() -> None:
    papers = sample_papers()

    assert len(papers) == 35
    assert all(paper.abstract_kind == "summary" and paper.abstract for paper in papers)
