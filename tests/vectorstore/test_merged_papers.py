"""Records of one paper become one, whenever they arrive; a merge can be seen and undone."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.fakes import BARE, BEES, GLACIERS, LOOMS, PAPERS, WordEmbedder
from vectorstore import Library, Paper, PartialDate
from vectorstore.errors import InputError
from vectorstore.reports import IngestReport

TITLE = "How lanterns steer moths at dusk"
PREPRINT = Paper(
    title=TITLE,
    abstract="Lanterns steer moths.",
    authors=("Ida Fenn", "Olu Baku"),
    date=PartialDate(year=2020),
    arxiv_id="2001.00001",
)
ARTICLE = Paper(
    title=TITLE + ".",
    abstract="Lanterns steer moths. We followed 40 of them.",
    authors=("I. Fenn", "Olu Baku"),
    date=PartialDate(year=2021),
    doi="10.1000/moths",
    venue="Dusk",
)
INDEXED = Paper(title="Lanterns and moths", doi="10.1000/moths", pubmed_id="77")
RECORDS = (PREPRINT, ARTICLE, INDEXED)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "moths", embedder=WordEmbedder()) as opened:
        yield opened


def assert_one_full_paper(library: Library) -> None:
    (paper,) = library.papers()
    assert (paper.doi, paper.arxiv_id, paper.pubmed_id) == ("10.1000/moths", "2001.00001", "77")
    assert (paper.abstract, paper.venue) == (ARTICLE.abstract, "Dusk")
    assert library.search("moths followed")[0].paper == paper


@pytest.mark.parametrize("records", list(permutations(RECORDS)))
def test_records_of_one_paper_become_one_in_any_order(records: tuple[Paper, ...], empty: Library) -> None:
    preview = empty.preview(records)
    assert empty.ingest(records) == preview == IngestReport(new=1, merged=2)
    assert_one_full_paper(empty)
    (merged,) = empty.merged()
    assert (merged.paper, set(merged.records)) == (empty.papers()[0], set(records))


@pytest.mark.parametrize("records", list(permutations(RECORDS)))
def test_records_that_arrive_one_by_one_become_one(records: tuple[Paper, ...], empty: Library) -> None:
    for record in records:
        preview = empty.preview([record])
        assert empty.ingest([record]) == preview
    assert_one_full_paper(empty)


def test_a_paper_keeps_its_id_when_it_learns_a_doi(empty: Library) -> None:
    empty.ingest([PREPRINT])
    assert empty.ingest([ARTICLE]) == IngestReport(merged=1)
    paper = empty.paper(PREPRINT.paper_id)
    assert paper is not None
    assert paper.doi == "10.1000/moths"
    assert paper.paper_id == PREPRINT.paper_id


def test_a_record_that_was_merged_is_known(empty: Library) -> None:
    empty.ingest(RECORDS)
    before = empty.papers()
    assert empty.preview([ARTICLE]) == empty.ingest([ARTICLE]) == IngestReport(unchanged=1)
    assert empty.ingest(RECORDS) == IngestReport(unchanged=1, merged=2)
    assert empty.papers() == before


def test_a_record_of_a_merged_paper_can_be_corrected(empty: Library) -> None:
    empty.ingest(RECORDS)
    corrected = replace(ARTICLE, venue="Dusk and Dawn")
    assert empty.preview([corrected]) == empty.ingest([corrected]) == IngestReport(updated=1)
    assert empty.papers()[0].venue == "Dusk and Dawn"
    assert len(empty.merged()[0].records) == 3


def test_two_papers_that_a_record_shows_to_be_one_are_joined(empty: Library) -> None:
    first = replace(PREPRINT, title="Moths and lamps, a first look")
    empty.ingest([first, ARTICLE])
    assert len(empty) == 2
    bridge = replace(ARTICLE, arxiv_id=first.arxiv_id)
    assert empty.preview([bridge]) == empty.ingest([bridge]) == IngestReport(updated=1)
    (paper,) = empty.papers()
    assert (paper.doi, paper.arxiv_id) == (ARTICLE.doi, first.arxiv_id)
    assert [hit.paper for hit in empty.search("moths lanterns")] == [paper]


def test_a_split_paper_becomes_its_records_and_stays_split(empty: Library) -> None:
    empty.ingest([PREPRINT, ARTICLE])
    (whole,) = empty.papers()
    ids = empty.split(whole.paper_id)
    assert {paper.paper_id for paper in empty.papers()} == set(ids)
    assert set(empty.papers()) == {PREPRINT, ARTICLE}
    assert {hit.paper for hit in empty.search("lanterns moths")} == {PREPRINT, ARTICLE}
    for records in ([PREPRINT, ARTICLE], [ARTICLE, PREPRINT]):
        assert empty.preview(records) == empty.ingest(records) == IngestReport(unchanged=2)
    assert empty.merged() == ()


def test_records_with_one_doi_and_two_titles_can_be_split(empty: Library) -> None:
    other = replace(ARTICLE, title="Preface of the editors", abstract="We thank all.")
    assert empty.ingest([ARTICLE, other]).merged == 1
    ids = empty.split(ARTICLE.paper_id)
    assert len(set(ids)) == 2
    assert set(empty.papers()) == {ARTICLE, other}
    assert empty.ingest([ARTICLE, other]) == IngestReport(unchanged=2)


@pytest.mark.parametrize("paper_id", ["p000000000000", BEES.paper_id])
def test_what_is_not_merged_cannot_be_split(paper_id: str, library: Library) -> None:
    with pytest.raises(InputError, match=paper_id):
        library.split(paper_id)
    assert library.papers() == PAPERS


def test_sync_makes_the_library_equal_to_the_list(library: Library) -> None:
    library.ingest(RECORDS)
    given_now = [BEES, replace(LOOMS, venue="Here"), ARTICLE]
    preview, leaving = library.preview_sync(given_now)
    assert {paper.paper_id for paper in leaving} == {GLACIERS.paper_id, BARE.paper_id}
    assert len(library) == 5
    assert library.sync(given_now) == preview == IngestReport(unchanged=1, updated=2)
    assert [paper.title for paper in library.papers()] == [BEES.title, LOOMS.title, ARTICLE.title]
    assert library.papers()[-1] == ARTICLE
    assert library.document_frequencies(["glacier"]) == {"glacier": 0}
    assert library.sync([]) == IngestReport()
    assert library.papers() == ()


def test_an_ingest_that_is_stopped_leaves_the_library_as_it_was(library: Library) -> None:
    def stopped() -> Iterator[Paper]:
        yield PREPRINT
        yield replace(BEES, abstract="Overwritten.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.ingest(stopped())
    with pytest.raises(KeyboardInterrupt):
        library.sync(stopped())
    assert library.papers() == PAPERS
    assert library.ingest(PAPERS) == IngestReport(unchanged=4)


def test_an_older_catalogue_learns_to_merge(library: Library) -> None:
    library.ingest([ARTICLE])
    library.close()
    with sqlite3.connect(library.path / "catalogue.sqlite3") as connection:
        for table in ("identity_keys", "merged_records", "kept_apart"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX papers_by_record")
        connection.execute("DROP INDEX papers_by_venue")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Library.open(library.path, embedder=WordEmbedder()) as opened:
        assert opened.ingest([PREPRINT]) == IngestReport(merged=1)
        assert len(opened) == 5


@settings(max_examples=25)
@given(
    calls=st.lists(st.lists(st.sampled_from([*RECORDS, BEES, LOOMS, replace(BEES, venue="x")]), max_size=5))
)
def test_every_record_is_counted_once_and_a_preview_tells_the_truth(
    calls: list[list[Paper]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Library.open(tmp_path_factory.mktemp("l") / "l", embedder=WordEmbedder()) as library:
        for records in calls:
            report = library.preview(records)
            assert library.ingest(records) == report
            assert report.new + report.unchanged + report.updated + report.merged == len(records)
            papers = library.papers()
            assert library.ingest(records).new == 0
            assert {paper.paper_id for paper in library.papers()} == {paper.paper_id for paper in papers}
