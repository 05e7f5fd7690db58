"""The statement that a question takes for granted is read off its grammar."""

import pytest

from assistant.presuppositions import asks_for_a_reason, presupposition


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why does WhaleNet need a second buoy?", "WhaleNet need a second buoy"),
        ("How were the 45 bees recruited?", "the 45 bees recruited were"),
        ("Which antenna does WhaleNet use?", "WhaleNet use antenna"),
        ("How much battery does WhaleNet drain?", "WhaleNet drain battery"),
        ("Which ministry approved WhaleNet?", "ministry approved WhaleNet"),
        ("What is WhaleNet?", ""),
        ("Whale calls", ""),
    ],
)
def test_a_question_gives_its_statement(question: str, statement: str) -> None:
    assert presupposition(question) == statement


def test_why_and_how_ask_for_a_reason_and_the_authors_are_no_subject() -> None:
    assert asks_for_a_reason("Why do bees dance?")
    assert not asks_for_a_reason("Which bees dance?")
    assert not asks_for_a_reason("How can bees dance less?")
    assert not asks_for_a_reason("How did the authors measure songs?")
