import gradio as gr

from assistant.page.filter_panel import choices, chosen_filters, filter_label
from tests.assistant.page.samples import ZEBU
from vectorstore import Filters


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


def test_the_heading_says_how_many_conditions_are_on() -> None:
    assert "condition" not in filter_label(None)
    assert "1 condition" in filter_label(chosen_filters(2019, 0, [], [], [], False))
    assert "2 conditions" in filter_label(chosen_filters(2019, 2020, [], [], [], False))


def test_the_choices_are_what_the_papers_hold() -> None:
    years, _, categories, authors, papers = (
        each for each in choices([ZEBU]) if isinstance(each, gr.Dropdown)
    )
    assert years.choices == [("Any", 0), ("2024", 2024)]
    assert categories.choices == [("LG", "LG")]
    assert [label for label, _ in authors.choices] == ["Ada Example", "Ben Sample"]
    assert papers.choices == [(ZEBU.title, ZEBU.paper_id)]
