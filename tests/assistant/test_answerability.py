"""A sentence may answer only when its paper holds what is asked for and it is near enough."""

from dataclasses import replace

import pytest

from assistant.answerability import ANSWERABLE_FROM, UNNAMED_FROM, answerability, answerable
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
    similarity=0.7,
    nearness=0.7,
    has_number=True,
    defines=False,
)
CALLS = Term(folded="calls", stem="call", weight=2.0, is_name=False)
NAME = Term(folded="whalenet", stem="whalenet", weight=2.0, is_name=True)
QUESTION = Question(
    text="How many calls does WhaleNet find?", terms=(CALLS, NAME), wants="number", asked=("call",)
)


def test_a_near_sentence_with_the_number_asked_for_may_answer() -> None:
    assert answerable(QUESTION, SENTENCE)


@pytest.mark.parametrize(
    "question",
    [
        replace(QUESTION, terms=(CALLS, replace(NAME, stem="hivecam"))),
        replace(QUESTION, terms=(NAME, replace(CALLS, stem="batch"))),
        replace(QUESTION, terms=()),
    ],
    ids=["a name the paper lacks", "a thing the paper lacks", "no terms"],
)
def test_what_the_paper_lacks_cannot_be_answered(question: Question) -> None:
    assert not answerable(question, SENTENCE)


def test_a_sentence_of_another_kind_does_not_answer() -> None:
    opening = replace(SENTENCE, start=0, end=WHALES.abstract.index(" We present"))
    assert not answerable(QUESTION, opening)
    assert answerable(replace(QUESTION, wants="any"), opening)


def test_the_probability_grows_with_every_feature() -> None:
    far = replace(SENTENCE, in_paper=0.2, in_sentence=0.2, nearness=0.3)
    assert answerability(far) < 0.05 < 0.95 < answerability(SENTENCE)
    for name in ("in_paper", "in_sentence", "nearness"):
        assert answerability(replace(far, **{name: 0.9})) > answerability(far)  # type: ignore[arg-type]  # a float field
    assert not answerable(QUESTION, far)


def test_a_thing_that_the_paper_has_no_word_for_needs_a_surer_sentence() -> None:
    asked = replace(QUESTION, wants="any", asked=("batch", "size"))
    unsure = replace(SENTENCE, in_paper=0.8, in_sentence=0.8, nearness=0.46)
    assert ANSWERABLE_FROM < answerability(unsure) < UNNAMED_FROM
    assert answerable(replace(asked, asked=()), unsure)
    assert not answerable(asked, unsure)
    assert answerable(asked, SENTENCE)
