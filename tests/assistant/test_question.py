"""What a question asks for is read from its words: terms with weights, names, the kind of answer."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import MAX_CHARACTERS, Wanted, analyse, readable
from vectorstore.errors import InputError


class Statistics:
    """Ten papers; 'model' is in all of them, 'whale' in one."""

    def document_frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        return {word: {"model": 10, "whale": 1}.get(word, 0) for word in words}

    def __len__(self) -> int:
        return 10


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("How many calls does WhaleNet find?", "count"),
        ("How much noise is there?", "number"),
        ("Who paid for it?", "names"),
        ("Which datasets was WhaleNet tested on?", "names"),
        ("By what percentage did it rise?", "percent"),
        ("To what extent does noise matter?", "number"),
        ("What is WhaleNet?", "definition"),
        ("What does CNN stand for?", "expansion"),
        ("full name of WhaleNet", "expansion"),
        ("Summarise the whale paper", "overview"),
        ("Tell me about bees", "overview"),
        ("Which methods detect whales?", "survey"),
        ("What has been done on bees?", "survey"),
        ("Does noise shorten songs?", "any"),
        ("What is the effect of noise from ships on the songs of whales?", "any"),
    ],
)
def test_the_kind_of_answer(text: str, wants: Wanted) -> None:
    assert analyse(text, Statistics()).wants == wants


def test_rare_terms_weigh_more_and_small_words_are_no_terms() -> None:
    terms = {
        term.folded: term for term in analyse("What does the model say about a whale?", Statistics()).terms
    }
    assert set(terms) == {"model", "whale"}
    assert terms["whale"].weight > terms["model"].weight > 0


def test_names_are_told_from_words() -> None:
    question = analyse("How do WhaleNet and the SVM baseline differ?", Statistics())
    assert [term.folded for term in question.names] == ["whalenet", "svm"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What batch size did the authors use?", ("batch", "size")),
        ("How many whale calls does WhaleNet find?", ("whale", "call")),
        ("Why are songs shorter?", ()),
        ("whalenet battery life", ("life",)),
    ],
)
def test_the_thing_asked_for_is_known(text: str, asked: tuple[str, ...]) -> None:
    assert analyse(text, Statistics()).asked == asked


@given(st.text(max_size=MAX_CHARACTERS + 10))
def test_a_readable_question_is_one_line_of_bounded_length(text: str) -> None:
    try:
        cleaned = readable(text)
    except InputError:
        return
    assert cleaned == " ".join(cleaned.split())
    assert 0 < len(cleaned) <= MAX_CHARACTERS
    assert analyse(cleaned, Statistics()).text == cleaned
