"""The extractive engine: answers made of verbatim sentences of the abstracts, chosen and ordered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answerability import answerable
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.evidence import Candidate, candidates
from assistant.facets import facets
from assistant.question import Question, Wanted, analyse
from vectorstore import Library

REPEATED_FROM = 0.6
"""A sentence that shares this part of its content stems with one already chosen says nothing new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """How much is quoted: sentences in all and per paper, and the share of the best sentence's relevance
    that a further one needs."""

    sentences: int
    per_paper: int
    near_best: float


EXTENTS: dict[Wanted, Extent] = {
    "number": Extent(sentences=3, per_paper=2, near_best=0.85),
    "percent": Extent(sentences=3, per_paper=2, near_best=0.85),
    "count": Extent(sentences=2, per_paper=1, near_best=0.85),
    "names": Extent(sentences=3, per_paper=2, near_best=0.85),
    "definition": Extent(sentences=2, per_paper=2, near_best=0.85),
    "expansion": Extent(sentences=1, per_paper=1, near_best=1.0),
    "overview": Extent(sentences=4, per_paper=3, near_best=0.5),
    "survey": Extent(sentences=5, per_paper=1, near_best=0.7),
    "any": Extent(sentences=4, per_paper=2, near_best=0.85),
}


class ExtractiveEngine:
    """Quotes the fewest sentences that answer the question, the most relevant first, grouped by paper."""

    name = "extractive"
    model: str | None = None

    def __init__(self, library: Library) -> None:
        self._library = library

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002  # no tokens are spent
        question = analyse(request.question, self._library)
        for facet in facets(question, [hit.paper for hit in request.hits]):
            for chosen in choose(facet, candidates(facet, request.hits, self._library)):
                yield DraftSentence(text=chosen.text, numbers=(chosen.rank + 1,))


def choose(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences that answer, grouped by paper, papers in order of their best sentence.

    Empty when no paper holds what the question asks for.
    """
    extent = EXTENTS[question.wants]
    able = [candidate for candidate in found if answerable(question, candidate)]
    ranked = sorted(able, key=lambda each: (-relevance(question, each), each.rank, each.start))
    chosen: list[Candidate] = []
    for candidate in ranked:
        near = relevance(question, candidate) >= extent.near_best * relevance(question, ranked[0])
        if len(chosen) == extent.sentences or not near:
            break
        siblings = [each for each in chosen if each.rank == candidate.rank]
        if len(siblings) < extent.per_paper and _adds(question, candidate, siblings):
            chosen.append(candidate)
    order = {rank: at for at, rank in enumerate(dict.fromkeys(each.rank for each in chosen))}
    return tuple(sorted(chosen, key=lambda each: (order[each.rank], each.start)))


def relevance(question: Question, candidate: Candidate) -> float:
    """How well a sentence answers, 0 to 1.3: its terms, its paper's terms, its meaning, and whether it is of
    the kind that is asked for. Background opens an abstract and findings close it, so a later sentence
    is preferred a little, unless it is to introduce something."""
    score = (
        0.2 * candidate.in_sentence
        + 0.3 * candidate.in_context
        + 0.15 * candidate.in_paper
        + 0.35 * max(0.0, candidate.similarity)
    )
    if question.wants in {"definition", "overview", "survey"}:
        return score + 0.3 * candidate.defines
    place = candidate.start / max(1, len(candidate.paper.abstract))
    return score + 0.1 * place + 0.15 * (question.prefers_number and candidate.has_number)


def _adds(question: Question, candidate: Candidate, siblings: Sequence[Candidate]) -> bool:
    """Whether a further sentence of the same paper repeats none of the others and, unless an overview is
    wanted, holds a term of the question that they lack."""
    if any(_repeats(candidate, each) for each in siblings):
        return False
    terms = {term.stem for term in question.terms}
    new = (candidate.stated & terms).difference(*(each.stated for each in siblings))
    return not siblings or question.wants == "overview" or bool(new)


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    if not candidate.stems or not other.stems:
        return candidate.text == other.text
    shared = len(candidate.stems & other.stems)
    return shared / min(len(candidate.stems), len(other.stems)) >= REPEATED_FROM
