"""A sentence answers a question only in the form that the question asks for."""

import pytest

from assistant.answer_kinds import is_of_the_kind, names_in
from assistant.question import Question, Term, Wanted, analyse
from vectorstore import Library


def question(wants: Wanted, *asked: str, text: str = "?", terms: tuple[str, ...] = ()) -> Question:
    made = tuple(Term(text=term, folded=term, stem=term, weight=1.0, is_name=True) for term in terms)
    return Question(text=text, terms=made, wants=wants, asked=asked)


@pytest.mark.parametrize(
    ("asked", "sentence", "answers"),
    [
        (question("number", "rate"), "The error rate fell to 3.", True),
        (question("number", "rate"), "The error rate fell.", False),
        (question("number", "rate"), "There were 3 whales.", False),
        (question("percent"), "It fell by 12%.", True),
        (question("percent"), "A share of 0.12 was lost.", True),
        (question("percent"), "Two kinds of kernels win.", False),
        (question("count", "particip"), "We asked 45 healthy human participants.", True),
        (question("count", "particip"), "Participants took 45 minutes.", False),
        (question("count", "particip"), "In 2 studies of the songs of whales we asked participants.", False),
        (question("names", text="Which models were used?"), "We test Llama and GPT-4.", True),
        (question("names", text="Which LLMs were used?"), "We test four LLMs.", False),
        (question("expansion", terms=("cnn",)), "A convolutional network (CNN) is used.", True),
        (question("expansion", terms=("cnn",)), "A CNN (convolutional network) is used.", True),
        (question("expansion", terms=("cnn",)), "A CNN is used.", False),
        (question("any"), "Anything at all.", True),
    ],
)
def test_form(asked: Question, sentence: str, answers: bool) -> None:
    assert is_of_the_kind(asked, sentence, "A title") is answers


def test_a_name_of_the_title_is_no_news() -> None:
    assert not is_of_the_kind(question("names"), "We test with WhaleNet.", "WhaleNet at sea")


def test_a_capital_that_opens_a_sentence_makes_no_name() -> None:
    assert names_in("Whales sing in Norway with LoRA.") == {"norway", "lora"}


@pytest.mark.parametrize(
    ("asked", "sentence", "answers"),
    [
        ("How many calls can a buoy hear per day?", "A buoy hears millions of calls a day.", True),
        ("How many buoys are there?", "A buoy hears millions of calls in one day and one night.", False),
        ("Exactly how many parameters does it have?", "It has orders of magnitude fewer parameters.", False),
        ("Which model writes the songs?", "Songs written by Orca-7b win.", True),
        ("Which model writes the songs?", "Songs are rated in the North Sea.", False),
        ("What is the value of the threshold?", "Two kinds of threshold are studied.", False),
        ("What is the value of the threshold?", "The threshold is 0.3.", True),
    ],
)
def test_vague_amounts_small_counts_and_model_names(
    library: Library, asked: str, sentence: str, answers: bool
) -> None:
    assert is_of_the_kind(analyse(asked, library), sentence, "A title") is answers
