from dataclasses import replace

from assistant.page.opening import holdings, masthead, opening
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.papers import paper


def test_an_empty_library_says_what_to_do() -> None:
    html = opening([], "extractive")
    assert "This library is empty" in html
    assert "assistant ingest" in html
    assert 'data-room="library"' in html
    assert 'data-act="sample"' in html


def test_without_a_language_model_the_page_says_so_and_how_to_connect_one() -> None:
    html = opening([ZEBU], "extractive")
    assert "Running without a language model" in html
    assert "OPENAI_API_KEY" in html
    assert "Running without" not in opening([ZEBU], "llm")


def test_summaries_are_announced() -> None:
    html = opening([ZEBU, replace(ZEBU, title="Other", abstract_kind="summary")], "llm")
    assert "1 paper here is known by a summary" in html
    assert "summary" not in opening([ZEBU], "llm")


def test_an_unknown_year_is_not_part_of_the_span() -> None:
    papers = [
        paper("A", "x", date="2019-01-01"),
        paper("B", "x", date="2023-01-01"),
        paper("C", "x", date=None),
    ]
    assert holdings(papers) == "3 papers, 2019–2023"
    assert holdings(papers[:1]) == "1 paper, 2019"
    assert holdings(papers[2:]) == "1 paper"


def test_hostile_titles_are_shown_not_run() -> None:
    html = opening([paper(HOSTILE, "Text.")], "llm") + masthead([paper(HOSTILE, "Text.")])
    assert "<img" not in html
