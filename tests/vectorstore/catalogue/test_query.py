"""Typed queries: SQL says what a plain filter over the papers says."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.catalogue import Catalogue
from vectorstore.fields import category_keys
from vectorstore.folding import name_key
from vectorstore.query import (
    AllOf,
    Among,
    AnyOf,
    AuthorCount,
    ByAuthor,
    Condition,
    Gives,
    HasCode,
    InCategory,
    InVenue,
    Months,
    Not,
    NoYear,
    Order,
    Query,
    QueryResult,
    TitleHas,
    Years,
)
from vectorstore.records import Paper, PartialDate

PEOPLE = ("Ada Bell", "Bo Cruz", "Cleo Dunn", "Émile Faye")
CATEGORIES = ("LG", "cs.CL", "robot arms")
VENUES = ("Journal of Tests", "Workshop on Trials")
WORDS = ("kernel", "garden", "river")


def dates() -> st.SearchStrategy[PartialDate | None]:
    whole = st.builds(
        PartialDate,
        year=st.integers(2018, 2022),
        month=st.one_of(st.none(), st.integers(1, 12)),
    )
    return st.one_of(st.none(), whole, st.builds(PartialDate, month=st.integers(1, 12)))


@st.composite
def paper_lists(draw: st.DrawFn) -> list[Paper]:
    papers = []
    for number in range(draw(st.integers(0, 12))):
        words = draw(st.lists(st.sampled_from(WORDS), max_size=2))
        papers.append(
            Paper(
                title=" ".join([f"Number{number}", *words]),
                authors=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))),
                authors_complete=draw(st.booleans()),
                date=draw(dates()),
                categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True))),
                venue=draw(st.one_of(st.none(), st.sampled_from(VENUES))),
                has_code=draw(st.booleans()),
                doi=draw(st.sampled_from([None, f"10.1/{number}"])),
                abstract=draw(st.sampled_from(["", "Rivers run."])),
            )
        )
    return papers


years = st.one_of(st.none(), st.integers(2017, 2023))
leaf_conditions: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Years, first=years, last=years),
    st.builds(Months, months=st.lists(st.integers(1, 12), min_size=1, max_size=3).map(tuple)),
    st.just(NoYear()),
    st.just(HasCode()),
    st.builds(InCategory, name=st.sampled_from([*CATEGORIES, "CL", "machine learning", "cs.RO"])),
    st.builds(ByAuthor, name=st.sampled_from([*PEOPLE, "Nobody Here"]), first=st.booleans()),
    st.builds(InVenue, text=st.sampled_from(["tests", "Workshop", "nowhere"])),
    st.builds(TitleHas, text=st.sampled_from([*WORDS, "absent"])),
    st.builds(Gives, field=st.sampled_from(["doi", "venue", "category", "abstract", "authors", "link"])),
    st.builds(AuthorCount, least=st.integers(0, 3), most=st.one_of(st.none(), st.integers(0, 3))),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaf_conditions,
    lambda inner: st.one_of(
        st.builds(Not, of=inner),
        st.builds(AllOf, of=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, of=st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def holds(condition: Condition, paper: Paper) -> bool | None:
    """The condition of one paper, None where its record does not tell. A second reading of the contract."""
    match condition:
        case AllOf():
            values = [holds(each, paper) for each in condition.of]
            return False if False in values else None if None in values else True
        case AnyOf():
            values = [holds(each, paper) for each in condition.of]
            return True if True in values else None if None in values else False
        case Not():
            inner = holds(condition.of, paper)
            return None if inner is None else not inner
        case Years(first=None, last=None):
            return paper.year is not None
        case Years():
            if paper.year is None:
                return None
            return (
                (condition.first or 0) <= paper.year <= (9999 if condition.last is None else condition.last)
            )
        case Months():
            month = None if paper.date is None else paper.date.month
            return None if month is None else month in condition.months
        case NoYear():
            return paper.year is None
        case HasCode():
            return paper.has_code
        case InCategory():
            keys = {name_key(name) for name in paper.categories}
            return bool(keys & category_keys(condition.name)) if keys else None
        case ByAuthor():
            named = paper.authors[:1] if condition.first else paper.authors
            return condition.name in named
        case InVenue():
            return None if paper.venue is None else condition.text.lower() in paper.venue.lower()
        case TitleHas():
            return condition.text in paper.title.split()
        case Among():
            return paper.paper_id in condition.paper_ids
        case Gives():
            given_fields = {
                "doi": paper.doi,
                "link": paper.url,
                "venue": paper.venue,
                "category": paper.categories,
                "abstract": paper.abstract,
                "authors": paper.authors,
            }
            return bool(given_fields[condition.field])
        case AuthorCount():
            count = len(paper.authors)
            if condition.most is not None and count > condition.most:
                return False
            if condition.most is None and count >= condition.least:
                return True
            if not paper.authors_complete or not count:
                return None
            return count >= condition.least
    raise AssertionError(condition)


def asked(papers: Sequence[Paper], query: Query) -> QueryResult:
    with TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder) / "library")
        try:
            if papers:
                catalogue.store([(paper, ()) for paper in papers])
            return catalogue.questions.run(query, {})
        finally:
            catalogue.close()


@given(papers=paper_lists(), condition=conditions)
@settings(max_examples=60)
def test_sql_finds_what_a_plain_filter_finds(papers: list[Paper], condition: Condition) -> None:
    result = asked(papers, Query(where=condition))
    truth = [holds(condition, paper) for paper in papers]
    assert list(result.paper_ids) == [
        paper.paper_id for paper, true in zip(papers, truth, strict=True) if true
    ]
    unknown = result.unknown
    assert sum((unknown.year, unknown.month, unknown.category, unknown.venue, unknown.authors)) == (
        truth.count(None)
    )


@given(papers=paper_lists(), condition=conditions, of=conditions)
@settings(max_examples=60)
def test_a_share_is_of_the_papers_that_the_filter_leaves(
    papers: list[Paper], condition: Condition, of: Condition
) -> None:
    result = asked(papers, Query(where=condition, aggregate="share", of=of))
    base = [paper for paper in papers if holds(condition, paper)]
    part = [paper for paper in base if holds(of, paper)]
    assert result.base == tuple(paper.paper_id for paper in base)
    assert result.paper_ids == tuple(paper.paper_id for paper in part)
    assert result.value == (len(part) / len(base) if base else None)


@given(papers=paper_lists(), all_of_them=st.booleans())
@settings(max_examples=60)
def test_groups_hold_their_papers_in_the_order_of_the_list(papers: list[Paper], all_of_them: bool) -> None:
    where = None if all_of_them else Not(of=AnyOf(of=()))
    by_year = asked(papers, Query(where=where, aggregate="groups", by="year"))
    assert {group.label: group.paper_ids for group in by_year.groups} == {
        (None if year is None else str(year)): tuple(p.paper_id for p in papers if p.year == year)
        for year in {paper.year for paper in papers}
    }
    by_category = asked(papers, Query(where=where, aggregate="groups", by="category"))
    assert {group.label: group.paper_ids for group in by_category.groups} == {
        category: tuple(p.paper_id for p in papers if category in (p.categories or (None,)))
        for category in {category for paper in papers for category in (paper.categories or (None,))}
    }


@given(papers=paper_lists(), order=st.sampled_from(["newest", "oldest"]), limit=st.integers(1, 4))
@settings(max_examples=60)
def test_the_extreme_papers_are_dated_and_ties_are_kept(
    papers: list[Paper], order: Order, limit: int
) -> None:
    result = asked(papers, Query(order=order, limit=limit))
    by_id = {paper.paper_id: paper for paper in papers}
    dated = sorted(paper.year for paper in papers if paper.year is not None)
    chosen = [by_id[paper_id].year for paper_id in result.paper_ids]
    assert None not in chosen
    assert len(chosen) >= min(limit, len(dated))
    extreme = dated[-limit:] if order == "newest" else dated[:limit]
    assert set(chosen) <= set(extreme)


def paper(title: str, *authors: str, date: str | None = "2020", cut: bool = False) -> Paper:
    given_date = None if date is None else PartialDate.parse(date)
    return Paper(title=title, authors=authors, date=given_date, authors_complete=not cut)


def test_papers_without_a_year_are_in_no_year_and_in_no_opposite_of_a_year() -> None:
    papers = [paper("One", date="2020"), paper("Two", date=None)]
    for condition in (Years(first=2020), Not(of=Years(first=2020)), Years(last=2019)):
        result = asked(papers, Query(where=condition))
        assert papers[1].paper_id not in result.paper_ids
        assert result.unknown.year == 1


def test_spellings_of_one_person_are_one_in_counts_of_co_authors() -> None:
    papers = [
        paper("One", "Ada Bell", "Gabriel J. Perez"),
        paper("Two", "Ada Bell", "Gabriel Jacob Perez"),
        paper("Three", "Ada Bell", "Bo Cruz"),
    ]
    result = asked(papers, Query(aggregate="co-authors", person="Ada Bell"))
    assert [(group.label, len(group.paper_ids)) for group in result.groups] == [
        ("Gabriel Jacob Perez", 2),
        ("Bo Cruz", 1),
    ]


def test_groups_that_tie_are_all_kept() -> None:
    papers = [paper("One", "Ada Bell"), paper("Two", "Bo Cruz"), paper("Three", "Ada Bell", "Bo Cruz")]
    result = asked(papers, Query(aggregate="groups", by="author", limit=1))
    assert {group.label for group in result.groups} == {"Ada Bell", "Bo Cruz"}


def test_lists_that_were_cut_are_counted_where_they_could_change_the_result() -> None:
    papers = [
        paper("One", "Ada Bell", cut=True),
        paper("Two", "Bo Cruz", cut=True),
        paper("Three", "Bo Cruz"),
        paper("Four", "Bo Cruz", date="1999", cut=True),
    ]
    where = AllOf(of=(ByAuthor(name="Ada Bell"), Years(first=2020)))
    result = asked(papers, Query(where=where))
    assert result.count == 1
    assert result.cut == 1


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE papers; --", '" OR 1=1', "a" * 5000, "%", "\x00", "NEAR(", "*", "\ud800"]
)
def test_texts_are_never_sql_or_search_syntax(text: str) -> None:
    papers = [paper("One", "Ada Bell"), paper("Two", "Bo Cruz")]
    for condition in (ByAuthor(name=text), InCategory(name=text), InVenue(text=text), TitleHas(text=text)):
        assert asked(papers, Query(where=condition)).paper_ids == ()


def test_years_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 9999"):
        Years(first=20233)
