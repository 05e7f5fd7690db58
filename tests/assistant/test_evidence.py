"""Every sentence found is a candidate, at its place, with how much of the question it holds."""

from assistant.evidence import candidates
from assistant.question import analyse
from vectorstore import Library


def test_candidates_are_the_sentences_of_the_papers_found(library: Library) -> None:
    text = "What share of calls does WhaleNet find?"
    hits = library.search(text, top_k=4)
    found = candidates(analyse(text, library), hits, library)
    assert {candidate.rank for candidate in found} == {0, 1, 2, 3}
    for candidate in found:
        assert candidate.paper == hits[candidate.rank].paper
        assert candidate.paper.abstract[candidate.start : candidate.end] == candidate.text
        assert 0 <= candidate.in_sentence <= candidate.in_paper <= 1
        assert candidate.nearness >= candidate.similarity
    assert "WhaleNet" in max(found, key=lambda each: each.similarity).text
    assert {"93%" in each.text for each in found if each.has_number} == {True, False}
    assert not any("93%" in each.text for each in found if not each.has_number)


def test_a_sentence_speaks_of_the_name_in_its_papers_title(library: Library) -> None:
    text = "How long does WhaleNet run on a battery?"
    found = candidates(analyse(text, library), library.search(text), library)
    [battery] = [candidate for candidate in found if "battery" in candidate.text]
    assert "WhaleNet" not in battery.text
    assert battery.in_sentence == 1


def test_no_papers_no_candidates(library: Library) -> None:
    assert candidates(analyse("anything", library), (), library) == ()
