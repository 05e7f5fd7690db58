"""A sentence may answer only when its paper holds what is asked for and it is near enough."""

from dataclasses import replace

import pytest

from assistant.answerability import WEIGHTS, answerability, answerable
from assistant.evidence import Candidate
from assistant.question import Question, Term
from tests.papers import LIBRARY

WHALES = LIBRARY[0]
START = WHALES.abstract.index("On recordings")
SENTENCE = Candidate(
    rank=0,
    paper=WHALES,
    start=START,
    end=WHALES.abstract.index(" It runs"),
    in_sentence=1.0,
    in_context=1.0,
    in_paper=1.0,
    subject=1.0,
    weakest=1.0,
    similarity=0.7,
    nearness=0.7,
    has_number=True,
    defines=False,
)
CALLS = Term(text="calls", folded="calls", stem="call", weight=2.0, is_name=False)
NAME = Term(text="WhaleNet", folded="whalenet", stem="whalenet", weight=2.0, is_name=True)
QUESTION = Question(
    text="How many calls does WhaleNet find?", terms=(CALLS, NAME), wants="number", asked=("call",)
)


def test_a_near_sentence_with_the_number_asked_for_may_answer() -> None:
    assert answerable(QUESTION, SENTENCE)


@pytest.mark.parametrize(
    "question",
    [
        replace(QUESTION, terms=(CALLS, replace(NAME, stem="hivecam", text="HiveCam"))),
        replace(QUESTION, terms=()),
    ],
    ids=["a name the paper lacks", "no terms"],
)
def test_what_the_paper_lacks_cannot_be_answered(question: Question) -> None:
    assert not answerable(question, SENTENCE)


def test_a_sentence_of_another_kind_does_not_answer() -> None:
    opening = replace(SENTENCE, start=0, end=WHALES.abstract.index(" We present"))
    assert not answerable(QUESTION, opening)
    assert answerable(replace(QUESTION, wants="any"), opening)


def test_the_probability_grows_with_every_feature() -> None:
    far = replace(SENTENCE, in_paper=0.2, in_sentence=0.2, nearness=0.3, weakest=0.0)
    assert answerability(far) < 0.05 < 0.9 < answerability(SENTENCE)
    for name in WEIGHTS:
        more, less = (replace(SENTENCE, **{name: value}) for value in (0.9, 0.1))  # type: ignore[arg-type]  # a float field
        assert answerability(more) > answerability(less)
    assert not answerable(QUESTION, far)


def test_a_paper_without_a_word_for_what_is_asked_does_not_answer() -> None:
    asked = replace(QUESTION, wants="any", asked=("batch", "size"))
    assert answerable(asked, SENTENCE)
    assert not answerable(asked, replace(SENTENCE, subject=0.2))
    assert answerable(replace(asked, asked=()), replace(SENTENCE, subject=0.2))
