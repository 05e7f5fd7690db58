"""Follow-ups refine the last query; nothing but the history is remembered."""

import pytest

from assistant.answer import Answer, Turn
from assistant.catalogue.answering import answer_from_records, with_title
from tests.assistant.catalogue.libraries import GARDEN, MOON, RIVERS, ROBOT, TEA
from vectorstore import Library, Paper


def talked(turns: tuple[str, ...], library: Library) -> tuple[Answer | None, list[Turn]]:
    history: list[Turn] = []
    answer = None
    for question in turns:
        answer = answer_from_records(question, history, library)
        history.append(Turn(question=question, answer="…" if answer is None else answer.text))
    return answer, history


@pytest.mark.parametrize(
    ("turns", "papers"),
    [
        (("papers from 2021", "Which of those have code?"), (GARDEN,)),
        (("How many papers are from 2021?", "and in 2023?"), (TEA, MOON)),
        (("papers with code", "and in 2023?"), (TEA,)),
        (("papers by Ada Bell", "only with Bo Cruz"), (RIVERS,)),
        (("papers by Ada Bell", "What about Bo Cruz?"), (RIVERS, ROBOT)),
        (("How many papers are from 2021?", "Which ones?"), (GARDEN, RIVERS)),
        (("papers by Ada Bell", "just those since 2022"), (MOON,)),
        (("papers by Ada Bell", "What is the newest of them?"), (MOON,)),
        (("papers by Ada Bell", "Which of those are from 2021?", "and 2023?"), (MOON,)),
        (("papers by Ada Bell", "How many of them have code?"), (GARDEN,)),
        (("the two oldest papers", "Which of them have code?"), (GARDEN,)),
        (("papers from 2021", "When was the second one published?"), (RIVERS,)),
        (("What is the oldest paper?", "Who wrote it?"), (GARDEN,)),
        (("papers about gardening robots", "and with code?"), (GARDEN,)),
    ],
)
def test_a_follow_up_refines_the_last_query(
    turns: tuple[str, ...], papers: tuple[Paper, ...], library: Library
) -> None:
    answer, _ = talked(turns, library)
    assert answer is not None
    assert {citation.title for citation in answer.citations} == {paper.title for paper in papers}


def test_a_count_stays_a_count_and_the_rest_of_the_filter_stays(library: Library) -> None:
    answer, _ = talked(("How many papers by Ada Bell are from 2021?", "and in 2023?"), library)
    assert answer is not None
    assert answer.text.startswith("There is 1 paper by Ada Bell from 2023")


def test_a_question_that_stands_alone_forgets_what_came_before(library: Library) -> None:
    answer, _ = talked(("papers by Ada Bell", "How many papers have code?"), library)
    assert answer is not None
    assert len(answer.citations) == 2


def test_those_without_an_earlier_list_is_no_question_about_records(library: Library) -> None:
    assert talked(("Which of those have code?",), library)[0] is None
    assert talked(("How do robots listen?", "Which of those have code?"), library)[0] is None


def test_it_is_nobody_when_the_last_answer_had_several_papers(library: Library) -> None:
    assert talked(("papers from 2021", "Who wrote it?"), library)[0] is None


def test_a_question_of_content_gets_the_title_that_it_points_at(library: Library) -> None:
    _, history = talked(("papers from 2021",), library)
    assert with_title("What does the first one propose?", history, library) == (
        f"What does “{GARDEN.title}” propose?"
    )
    assert with_title("What does it propose?", history, library) is None
    assert with_title("What does the fifth one propose?", history, library) is None


def test_the_other_extreme_is_looked_for_among_all_papers_again(library: Library) -> None:
    answer, _ = talked(("What is the oldest paper?", "and the newest?"), library)
    assert answer is not None
    assert {citation.title for citation in answer.citations} == {ROBOT.title}
