import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.duplicates import duplicate_groups, keys, same_paper
from vectorstore.records import Paper, PartialDate

ARTICLE = Paper(
    title="The slow turning of tides in shallow bays",
    authors=("Ada B. Love", "Bob Ray"),
    date=PartialDate(year=2021, month=3),
    doi="10.1000/tides",
)
SAME = [
    ("only the identifier", Paper(title="Tides", doi="10.1000/TIDES")),
    ("its preprint", replace(ARTICLE, doi="10.48550/arxiv.1901.00001", date=PartialDate(year=2019))),
    ("no identifier, initials", replace(ARTICLE, doi=None, authors=("A. Love",))),
    (
        "family name first",
        replace(ARTICLE, doi=None, title=ARTICLE.title + ".", authors=("Bob Ray", "Cem Us")),
    ),
    ("spelling", replace(ARTICLE, doi=None, title="The Slow Turning of Tides in Shalow Bays")),
    ("hyphen and article", replace(ARTICLE, doi=None, title="The slow-turning of the tides in shallow bays")),
    ("no year", replace(ARTICLE, doi=None, date=None)),
    ("no authors, same year", replace(ARTICLE, doi=None, authors=())),
    ("no authors, an abstract more", replace(ARTICLE, doi=None, authors=(), abstract="Tides turn slowly.")),
]
OTHER = [
    ("another DOI of a journal", replace(ARTICLE, doi="10.1000/other")),
    ("three years apart", replace(ARTICLE, doi=None, date=PartialDate(year=2024))),
    ("no common author", replace(ARTICLE, doi=None, authors=("Cem Us",))),
    ("another number", replace(ARTICLE, doi=None, title=ARTICLE.title + " 2")),
    ("a part", replace(ARTICLE, doi=None, title=ARTICLE.title + " part II")),
    (
        "a word for another",
        replace(ARTICLE, doi=None, title="The slow turning of tides in hallow bays and fens"),
    ),
    ("its negation", replace(ARTICLE, doi=None, title="The slow turning of no tides in shallow bays")),
    (
        "a comment on it",
        replace(ARTICLE, doi=None, title="Comment on the slow turning of tides in shallow bays"),
    ),
    ("no authors, another year", replace(ARTICLE, doi=None, authors=(), date=PartialDate(year=2020))),
]


@pytest.mark.parametrize("other", [one for _, one in SAME], ids=[name for name, _ in SAME])
def test_records_of_one_paper_meet(other: Paper) -> None:
    assert same_paper(ARTICLE, other)
    assert same_paper(other, ARTICLE)
    assert keys(ARTICLE) & keys(other)


@pytest.mark.parametrize("other", [one for _, one in OTHER], ids=[name for name, _ in OTHER])
def test_different_papers_stay_apart(other: Paper) -> None:
    assert not same_paper(ARTICLE, other)
    assert not same_paper(other, ARTICLE)


def test_without_authors_two_abstracts_are_two_papers() -> None:
    first = Paper(title=ARTICLE.title, abstract="Tides turn slowly in bays of little depth, as gauges show.")
    other = Paper(title=ARTICLE.title, abstract="A model of sediment near river mouths is fitted to cores.")
    assert same_paper(first, replace(first, abstract="As gauges show, tides turn slowly in bays."))
    assert not same_paper(first, other)
    assert same_paper(replace(first, authors=("A. Love",)), replace(other, authors=("A. Love",)))


def test_short_titles_never_settle_it() -> None:
    editorial = Paper(title="Editorial", authors=("Ada Love",), date=PartialDate(year=2020))

    assert not same_paper(editorial, replace(editorial, venue="Tides"))
    assert same_paper(replace(editorial, pubmed_id="1"), replace(editorial, pubmed_id="1"))


def test_groups_join_chains_and_leave_the_rest_out() -> None:
    preprint = replace(ARTICLE, doi=None, arxiv_id="1901.00001", title="Tides, a draft of many pages")
    both = replace(ARTICLE, arxiv_id="1901.00001")

    assert duplicate_groups([preprint, Paper(title="Another"), ARTICLE, both]) == [(0, 2, 3)]


@given(
    st.lists(st.sampled_from([ARTICLE, *(one for _, one in SAME), *(one for _, one in OTHER)]), max_size=12)
)
def test_groups_are_disjoint_and_ordered(papers: list[Paper]) -> None:
    groups = duplicate_groups(papers)
    places = [place for group in groups for place in group]

    assert len(places) == len(set(places))
    assert all(list(group) == sorted(group) and len(group) > 1 for group in groups)


def test_many_papers_of_one_beginning_are_compared_in_linear_time() -> None:
    papers = [
        Paper(title=f"A case report of disease w{number}x and its treatment", authors=("Ada Love",))
        for number in range(2_000)
    ]
    start = time.process_time()

    assert duplicate_groups(papers) == []
    assert time.process_time() - start < 30
