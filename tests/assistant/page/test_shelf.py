import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.conversation import (
    KEPT_CONVERSATIONS,
    KEPT_EXCHANGES,
    Conversation,
    Exchange,
    Shelf,
    shelf_from_json,
    shelf_to_json,
)
from assistant.page.transcript import transcript
from tests.assistant.page.samples import HOSTILE, ZEBU, answered, cited

ANSWER = answered("It boils 12 litres. [1]", cited(ZEBU, "12 litres", url="https://example.org/zebu"))
TALK = Conversation(
    exchanges=(Exchange(question="How fast?", answer=ANSWER), Exchange(question="Why?", failure="x"))
)


def test_what_a_browser_keeps_comes_back_as_it_was() -> None:
    shelf = Shelf().keeping(TALK)
    assert shelf_from_json(json.loads(json.dumps(shelf_to_json(shelf)))) == shelf
    assert shelf.find(TALK.name) == TALK


@pytest.mark.parametrize(
    "document", [None, 7, "x", [], {"conversations": 3}, {"conversations": [{"name": 1}]}]
)
def test_what_is_no_shelf_is_an_empty_one(document: object) -> None:
    assert shelf_from_json(document) == Shelf()


def test_an_answer_that_somebody_edited_into_a_lie_is_not_shown() -> None:
    document = json.loads(json.dumps(shelf_to_json(Shelf().keeping(TALK))))
    document["conversations"][0]["exchanges"][0]["answer"]["text"] = "It flies. [9]"
    assert shelf_from_json(document) == Shelf()


@given(st.lists(st.integers(0, 30), max_size=60))
def test_the_newest_conversation_is_first_and_old_ones_are_forgotten(names: list[int]) -> None:
    shelf = Shelf()
    for name in names:
        shelf = shelf.keeping(Conversation(name=str(name), exchanges=TALK.exchanges * KEPT_EXCHANGES))
        assert shelf.conversations[0].name == shelf.current == str(name)
    assert len({each.name for each in shelf.conversations}) == len(shelf.conversations) <= KEPT_CONVERSATIONS
    assert all(len(each.exchanges) <= KEPT_EXCHANGES for each in shelf.conversations)


def test_a_conversation_without_a_question_is_not_kept_and_a_deleted_one_is_gone() -> None:
    assert Shelf().keeping(Conversation()).conversations == ()
    assert Shelf().keeping(TALK).without(TALK.name) == Shelf()


def test_a_transcript_holds_questions_answers_sources_and_quotes() -> None:
    text = transcript(TALK)
    for line in (
        "## How fast?",
        r"It boils 12 litres. \[1\]",
        "Ada Example, Ben Sample (2024). *Zebu: A Fast Kettle*. <https://example.org/zebu>",
        "  > 12 litres",
        "## Why?",
    ):
        assert line in text


def test_a_transcript_shows_hostile_text_as_its_characters() -> None:
    text = transcript(Conversation(exchanges=(Exchange(question=HOSTILE, failure=HOSTILE),)))
    assert "](" not in text
    assert r"\<img" in text
