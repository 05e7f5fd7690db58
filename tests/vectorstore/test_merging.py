from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.vectorstore.fakes import BARE, BEES, PAPERS
from vectorstore.merging import fullest, updated
from vectorstore.records import Paper

CUT = Paper(title=BEES.title, authors=BEES.authors[:1], authors_complete=False, doi=BEES.doi)
SUMMARY = replace(BEES, abstract="Bees dance. " * 100, abstract_kind="summary")


def test_the_fullest_fields_of_duplicates_are_kept_whichever_comes_first() -> None:
    for merged in (fullest(BEES, CUT), fullest(CUT, BEES)):
        assert merged == BEES


def test_a_real_abstract_beats_a_longer_summary() -> None:
    assert fullest(SUMMARY, BEES).abstract == fullest(BEES, SUMMARY).abstract == BEES.abstract


def test_an_update_replaces_what_it_gives_and_keeps_the_rest() -> None:
    given_now = Paper(title=BEES.title, abstract="New words.", doi=BEES.doi, venue="Elsewhere")
    result = updated(BEES, given_now)
    assert (result.abstract, result.venue) == ("New words.", "Elsewhere")
    assert (result.authors, result.date, result.has_code) == (BEES.authors, BEES.date, True)


def test_an_update_never_trades_a_real_abstract_for_a_summary_nor_all_authors_for_some() -> None:
    assert updated(BEES, SUMMARY).abstract == BEES.abstract
    assert updated(BEES, CUT).authors == BEES.authors
    assert updated(SUMMARY, BEES).abstract == BEES.abstract


@given(st.sampled_from([*PAPERS, CUT, SUMMARY]))
def test_merging_a_paper_with_itself_changes_nothing(paper: Paper) -> None:
    assert fullest(paper, paper) == updated(paper, paper) == paper


def test_a_title_alone_adds_nothing() -> None:
    assert updated(BARE, Paper(title=BARE.title)).authors == BARE.authors
