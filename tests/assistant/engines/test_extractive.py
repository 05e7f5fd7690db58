"""The extractive engine quotes the fewest sentences that answer, and nothing that it was not given."""

import pytest

from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.engines.extractive import EXTENTS, ExtractiveEngine
from vectorstore import Library


def draft(library: Library, question: str) -> list[DraftSentence]:
    request = DraftRequest(question=question, hits=library.search(question))
    return list(ExtractiveEngine(library).draft(request, DraftUsage()))


def test_sentences_are_verbatim_and_cite_their_own_paper(library: Library) -> None:
    question = "What is known about whales?"
    hits = library.search(question)
    drafted = draft(library, question)
    assert drafted
    for sentence in drafted:
        [number] = sentence.numbers
        assert sentence.text in hits[number - 1].paper.abstract


def test_a_number_that_is_asked_for_comes_alone(library: Library) -> None:
    [sentence] = draft(library, "How much longer do bees dance in glass hives?")
    assert sentence.text == "Bees in glass hives dance 40% longer than bees in wooden hives."


def test_a_definition_is_the_sentence_that_introduces(library: Library) -> None:
    assert draft(library, "What is HiveCam?")[0].text.startswith("We introduce HiveCam")


def test_an_overview_tells_more_than_one_thing_in_the_papers_order(library: Library) -> None:
    drafted = draft(library, "Summarise WhaleNet")
    assert 2 <= len(drafted) <= EXTENTS["overview"].per_paper
    [paper] = [hit.paper for hit in library.search("Summarise WhaleNet") if "WhaleNet" in hit.paper.title]
    places = [paper.abstract.index(sentence.text) for sentence in drafted]
    assert places == sorted(places)


@pytest.mark.parametrize("question", ["Who paid for WhaleNet?", "What is LionNet?", "Is tea healthy?"])
def test_nothing_is_drafted_when_nothing_answers(library: Library, question: str) -> None:
    assert draft(library, question) == []


def test_each_of_two_names_is_told_by_its_own_paper(library: Library) -> None:
    hits = library.search("Compare WhaleNet and HiveCam")
    titles = {
        hits[sentence.numbers[0] - 1].paper.title.split(":")[0]
        for sentence in draft(library, "Compare WhaleNet and HiveCam")
    }
    assert titles == {"WhaleNet", "HiveCam"}
