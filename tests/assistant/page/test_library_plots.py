from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.page.library_plots import papers_behind, plots_html, toggled
from tests.assistant.page.assistants import assistant_of
from tests.papers import paper
from vectorstore import Library

OLD = paper("An old paper", "It is old.", "Ann Writer", "Ben Sample", date="2019-01-01")
NEW = paper("A new paper", "It is new.", "Ann Writer", date="2022-01-01")
UNDATED = paper("An undated paper", "It is undated.", "Ann Writer", "Cleo Model", date=None)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with assistant_of(tmp_path / "library", OLD, NEW, UNDATED) as assistant:
        yield assistant.library


def test_years_without_papers_are_zero_and_an_unknown_year_is_not(library: Library) -> None:
    html = plots_html(library)
    for label in ("2019", "2020", "2021", "2022", "no year"):
        assert f">{label}</span>" in html
    assert "no year: 1 paper. Select" in html


def test_co_authors_are_those_of_the_person_who_wrote_most(library: Library) -> None:
    html = plots_html(library)
    assert "Co-authors of Ann Writer" in html
    assert "Ben Sample: 1 paper. Select" in html


def test_a_bar_stands_for_its_papers(library: Library) -> None:
    assert papers_behind(library, "year:2019") == (OLD.paper_id,)
    assert papers_behind(library, "year:") == (UNDATED.paper_id,)
    assert papers_behind(library, "author:Cleo Model") == (UNDATED.paper_id,)
    assert set(papers_behind(library, "category:LG")) == {OLD.paper_id, NEW.paper_id, UNDATED.paper_id}


@pytest.mark.parametrize(
    "value", ["", "year:1999", "nothing:at all", "papers:", "author:'; DROP TABLE papers"]
)
def test_a_value_that_names_nothing_selects_nothing(library: Library, value: str) -> None:
    assert papers_behind(library, value) == ()


def test_pressing_twice_takes_back() -> None:
    assert toggled(["a"], ["b", "c"]) == ["a", "b", "c"]
    assert toggled(["a", "b", "c"], ["b", "c"]) == ["a"]
    assert toggled(["a", "b"], ["b", "c"]) == ["a", "b", "c"]


def test_an_empty_library_says_that_there_is_nothing_to_plot(tmp_path: Path) -> None:
    with assistant_of(tmp_path / "none") as assistant:
        assert "nothing to plot" in plots_html(assistant.library)
