from typing import Any

import gradio as gr
import pytest

from assistant.page.filter_panel import NOTHING_CHOSEN, choices, chosen_filters, filter_label
from tests.assistant.page.samples import ZEBU
from vectorstore import Filters, Paper


def test_nothing_chosen_is_no_condition() -> None:
    assert chosen_filters(0, None, [], None, [], False) is None


def test_each_choice_is_its_condition() -> None:
    assert chosen_filters(2019, 2020, ["LG"], ["Ada Example"], ["p1"], True) == Filters(
        year_from=2019,
        year_to=2020,
        categories=("LG",),
        authors=("Ada Example",),
        paper_ids=("p1",),
        has_code=True,
    )


def lookup(paper_id: str) -> Paper | None:
    return ZEBU if paper_id == ZEBU.paper_id else None


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ((2019, 0, [], [], [], False), "from 2019"),
        ((0, 2020, [], [], [], False), "until 2020"),
        ((2019, 2020, ["LG", "CV"], [], [], False), "2019–2020 · LG, CV"),
        (
            (2020, 2020, ["A", "B", "C"], ["Ada"], [], True),
            "2020 · 3 categories · Ada · with code",
        ),
        ((0, 0, [], [], [ZEBU.paper_id], False), ZEBU.title),
        ((0, 0, [], [], ["gone"], False), "a paper that is no longer here"),
        ((0, 0, [], [], ["a", "b"], False), "2 papers"),
    ],
)
def test_the_heading_says_the_conditions_in_words(chosen: Any, said: str) -> None:
    assert filter_label(chosen_filters(*chosen), lookup) == f"Asking only: {said}"


def test_without_conditions_the_heading_offers_them() -> None:
    assert filter_label(None, lookup) == "Ask about a part of the library"
    assert chosen_filters(*NOTHING_CHOSEN) is None  # type: ignore[arg-type]  # values of Gradio's controls


def test_the_choices_are_what_the_papers_hold() -> None:
    years, _, categories, authors, papers = (
        each for each in choices([ZEBU]) if isinstance(each, gr.Dropdown)
    )
    assert years.choices == [("Any", 0), ("2024", 2024)]
    assert categories.choices == [("LG", "LG")]
    assert [label for label, _ in authors.choices] == ["Ada Example", "Ben Sample"]
    assert papers.choices == [(ZEBU.title, ZEBU.paper_id)]
