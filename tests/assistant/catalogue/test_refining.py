"""Follow-ups refine the last query; nothing but the history is remembered."""

from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from assistant.catalogue.answering import answer_from_records, with_title
from tests.assistant.catalogue.libraries import GARDEN, MOON, RIVERS, ROBOT, TEA, paper
from tests.vectorstore.fakes import WordEmbedder
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


def test_a_long_list_goes_on_where_it_ended(tmp_path: Path) -> None:
    turns = ("papers by Ada Bell", "show more", "the next 3", "the rest", "show more")
    papers = [paper(f"Paper {number}", ("Ada Bell",), "2020", "RO") for number in range(45)]
    with Library.open(tmp_path / "many", embedder=WordEmbedder()) as library:
        library.ingest(papers)
        pages = [talked(turns[: at + 1], library)[0] for at in range(len(turns))]
    texts = [page.text for page in pages if page is not None]
    assert texts[0].count("\n- ") == 20
    assert pages[0] is not None
    assert any("Show more" in note for note in pages[0].notes)
    assert texts[1].startswith("These are 21 to 40 of the 45 papers by Ada Bell. [21]")
    assert "- Paper 20 (2020) [21]" in texts[1]
    assert pages[1] is not None
    assert {citation.title for citation in pages[1].citations} == {each.title for each in papers}
    assert texts[2].startswith("These are 41 to 43 of the 45 papers")
    assert texts[3].startswith("These are 44 to 45 of the 45 papers")
    assert texts[4] == "There are no more: the 45 papers have been listed."


@pytest.mark.parametrize(
    ("questions", "papers"),
    [
        (("papers in RO", "which is the newest one?"), (ROBOT,)),
        (("papers by Ada Bell", "by title please"), (GARDEN, RIVERS, MOON)),
        (("papers by Ada Bell", "any with code?"), (GARDEN,)),
        (("papers by Ada Bell", "Which are in LG?"), (MOON,)),
        (("Who wrote Maps of Rivers?", "and when?"), (RIVERS,)),
        (("Who wrote Maps of Rivers?", "in which journal?"), (RIVERS,)),
    ],
)
def test_short_follow_ups_stay_with_what_was_asked(
    questions: tuple[str, ...], papers: tuple[Paper, ...], library: Library
) -> None:
    answer = talked(questions, library)[0]
    assert answer is not None
    assert {citation.title for citation in answer.citations} == {each.title for each in papers}


@pytest.mark.parametrize(
    "questions",
    [("papers by Nobody Knownly", "and with code?"), ("What do robots listen to?", "and with code?")],
)
def test_a_follow_up_of_what_found_nothing_is_not_asked_of_all_papers(
    questions: tuple[str, ...], library: Library
) -> None:
    answer = talked(questions, library)[0]
    assert answer is None or answer.status == "abstained"
