from hypothesis import given
from hypothesis import strategies as st

from assistant.page.examples import example_questions
from tests.papers import paper


def test_names_before_a_colon_and_topics_that_titles_share_are_asked_about() -> None:
    papers = [
        paper("ZeBu: Boiling Water in Copper Kettles", "A.", date="2020-01-01"),
        paper("QuaGGa: Silent Copper Kettle Design", "B.", date="2024-01-01"),
        paper("An Unrelated Survey", "C."),
    ]
    questions = example_questions(papers)
    assert questions[:2] == ("What is QuaGGa?", "What is ZeBu?")
    assert any("copper kettle" in question for question in questions)


def test_a_library_without_names_or_topics_still_has_a_question() -> None:
    assert example_questions([paper("On tea", "It is hot.")]) == ("What is “On tea” about?",)


def test_papers_without_an_abstract_are_not_asked_about() -> None:
    assert example_questions([paper("ZeBu: Kettles", "")]) == ()


def test_an_empty_library_has_no_questions() -> None:
    assert example_questions([]) == ()


@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), max_size=8), st.integers(0, 6))
def test_any_titles_give_at_most_the_wanted_number_of_different_questions(
    titles: list[str], count: int
) -> None:
    questions = example_questions([paper(title, "Text.") for title in titles], count)
    assert len(set(questions)) == len(questions) <= count
