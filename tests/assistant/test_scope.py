"""A question for another library is told from one that this library merely does not answer."""

import pytest

from assistant.chain import Assistant
from assistant.question import analyse
from assistant.scope import OUTSIDE_FROM, outside
from vectorstore import Library

ELSEWHERE = ("How do I file a tax return?", "Who painted the Mona Lisa?", "train times to Vienna")
HERE = ("Who paid for WhaleNet?", "How heavy is a singing whale?", "Which bees dance in the snow?")


def probability(library: Library, question: str) -> float:
    return outside(analyse(question, library), library.search(question), library)


@pytest.mark.parametrize("question", ELSEWHERE)
def test_another_librarys_question_is_out_of_scope(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "out_of_scope")
    assert not any("Closest papers" in note for note in answer.notes)


@pytest.mark.parametrize("question", HERE)
def test_a_question_of_the_field_is_not(library: Library, question: str) -> None:
    assert probability(library, question) < OUTSIDE_FROM


def test_a_name_that_a_paper_holds_is_in_scope(library: Library) -> None:
    assert probability(library, "Is HiveCam sold in Vienna train stations?") == 0.0
