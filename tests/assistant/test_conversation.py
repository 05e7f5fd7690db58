"""Follow-ups become questions that stand alone; questions that stand alone are left alone."""

import pytest

from assistant.answer import Turn
from assistant.conversation import is_small_talk, standalone, stands_alone

TURNS = (Turn(question="How fast is ZebraNet on phones?", answer="ZebraNet takes 20 ms on phones. [1]"),)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Does it need a GPU?", "Does it need a GPU (ZebraNet)?"),
        ("What about LionNet?", "How fast is LionNet on phones?"),
        ("And LionNet?", "How fast is LionNet on phones?"),
        ("Why?", "Why (ZebraNet)?"),
        ("How many layers does LionNet have?", "How many layers does LionNet have?"),
        ("Which animals are studied?", "Which animals are studied?"),
        ("thanks!", "thanks!"),
    ],
)
def test_follow_ups_are_given_their_subject(question: str, expected: str) -> None:
    assert standalone(question, TURNS) == expected


def test_without_earlier_turns_a_question_is_left_alone() -> None:
    assert standalone("Does it need a GPU?", ()) == "Does it need a GPU?"


def test_the_subject_may_lie_two_turns_back() -> None:
    turns = (*TURNS, Turn(question="Why?", answer="The papers do not say."))
    assert standalone("And its memory?", turns) == "And its memory (ZebraNet)?"


@pytest.mark.parametrize("text", ["Hello!", "thank you very much", "What can you do?", "help"])
def test_small_talk_is_known(text: str) -> None:
    assert is_small_talk(text)


def test_a_question_is_no_small_talk() -> None:
    assert not is_small_talk("What are you reporting on whales?")


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("How many layers does LionNet have?", True),
        ("Which cameras count wild animals at night?", True),
        ("thanks!", True),
        ("Does it need a GPU?", False),
        ("How many layers does it share with LionNet?", False),
        ("What about LionNet?", False),
        ("Why?", False),
        ("Which benchmarks were used?", False),
    ],
)
def test_what_can_be_understood_alone_is_known(question: str, alone: bool) -> None:
    assert stands_alone(question, TURNS) is alone
    assert stands_alone(question, ())
