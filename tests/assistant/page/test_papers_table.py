from assistant.page.papers_table import ROWS, TableView, listed, table_html
from tests.assistant.page.samples import HOSTILE
from tests.papers import paper

OLD = paper("Älter: A kettle", "Old.", "Zoë Adler", date="2019-03-01")
NEW = paper("new kettles", "New.", "Ann Zebra", "Ben Sample", date="2022-01-01")
UNDATED = paper("Undated", "When?", date=None)
PAPERS = (NEW, UNDATED, OLD)


def test_without_a_column_the_order_is_that_of_the_list() -> None:
    assert listed(PAPERS, TableView()) == list(PAPERS)


def test_what_a_paper_does_not_give_comes_last_whichever_way_round() -> None:
    down = TableView().sorted_by("year")
    assert listed(PAPERS, down) == [NEW, OLD, UNDATED]
    assert listed(PAPERS, down.sorted_by("year")) == [OLD, NEW, UNDATED]


def test_authors_are_sorted_by_family_name() -> None:
    assert listed((NEW, OLD), TableView().sorted_by("authors")) == [OLD, NEW]


def test_every_word_of_a_search_must_occur_and_accents_do_not_matter() -> None:
    assert listed(PAPERS, TableView().searching("KETTLE")) == [NEW, OLD]
    assert listed(PAPERS, TableView().searching("kettle zoe 2019")) == [OLD]
    assert listed(PAPERS, TableView().searching("kettle whales")) == []


def test_a_search_that_finds_nothing_says_so() -> None:
    html = table_html(PAPERS, TableView().searching("whales"))
    assert "0 of 3 papers" in html
    assert "No paper has all of these words" in html


def test_a_long_list_is_shown_in_parts() -> None:
    many = [paper(f"Paper {number}", "It is one.") for number in range(ROWS + 5)]
    assert table_html(many, TableView()).count("<tr>") == ROWS + 1
    assert "(5 left)" in table_html(many, TableView())
    assert table_html(many, TableView().longer()).count("<tr>") == ROWS + 6


def test_how_the_table_is_sorted_is_told_to_a_screen_reader() -> None:
    html = table_html(PAPERS, TableView().sorted_by("title"))
    assert 'class="title" aria-sort="ascending"' in html
    assert html.count('aria-sort="none"') == 4


def test_a_hostile_record_is_shown_not_run() -> None:
    html = table_html([paper(HOSTILE, "It boils.", HOSTILE)], TableView())
    assert "<img" not in html
    assert "&lt;img src=x" in html
