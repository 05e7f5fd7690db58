"""The sentences that are read for a claim hold its words, rare ones first."""

from assistant.grounding.selection import SENTENCES, select

TEXT = (
    "We study ponds.",
    "Ponds hold many frogs.",
    "Frogs eat flies at night.",
    "Herons were counted from a tower.",
    "Ponds freeze in winter.",
)


def test_the_sentence_with_the_rare_word_is_read() -> None:
    assert 3 in select("Herons visit ponds.", TEXT)


def test_sentences_come_in_their_order_and_no_more_than_are_read() -> None:
    found = select("Frogs and herons live at ponds in winter.", TEXT)
    assert list(found) == sorted(found)
    assert len(found) == SENTENCES


def test_a_short_text_is_read_whole() -> None:
    assert select("Anything.", TEXT[:2]) == (0, 1)
    assert select("Anything.", ()) == ()
