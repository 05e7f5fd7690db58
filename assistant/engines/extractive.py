"""The extractive engine: answers made of verbatim sentences of the abstracts, chosen and ordered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.answerability import answerable
from assistant.contradictions import denied_stems, denying
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.evidence import Candidate, candidates
from assistant.facets import facets
from assistant.language.words import stems_of
from assistant.naming import bracketed
from assistant.premises import contradicting, takes_for_granted
from assistant.presuppositions import presupposition
from assistant.question import Question, Wanted, analyse
from assistant.relevance import relevance
from assistant.scope import OUTSIDE_FROM, outside
from vectorstore import Hit, Library

_COMPARES = re.compile(
    r"\b(?:compar\w+|differ\w*|versus|vs|each|both|respectively|contrast\w*)\b", re.IGNORECASE
)

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
    "survey": Extent(sentences=6, per_paper=1, near_best=0.65),
    "any": Extent(sentences=4, per_paper=2, near_best=0.85),
}


CORRECTION = "The paper says otherwise: "
"""Stands before a quote that contradicts what the question takes for granted."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the papers found say to a question: an Engine whose draft is made already.

    silence   why nothing answers, where `sentences` is empty
    presumed  what the question takes for granted and the papers contradict or do not state, in its own words
    """

    sentences: tuple[DraftSentence, ...] = ()
    silence: Reason = "not_in_library"
    presumed: str = ""
    name = "extractive"
    model: str | None = None

    @property
    def is_final(self) -> bool:
        """Whether no language model need be asked: the premise is wrong, or another library is meant."""
        return bool(self.sentences and self.presumed) or self.silence == "out_of_scope"

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002  # an Engine
        yield from self.sentences


class ExtractiveEngine:
    """Quotes the fewest sentences that answer the question, the most relevant first, grouped by paper."""

    name = "extractive"
    model: str | None = None

    def __init__(self, library: Library) -> None:
        self._library = library

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002  # no tokens are spent
        yield from self.read(request.question, request.hits).sentences

    def read(self, text: str, hits: Sequence[Hit]) -> Reading:
        """What the papers found say to the question, and why nothing where they say nothing."""
        question = analyse(text, self._library)
        found = candidates(question, hits, self._library)
        against = contradicting(question, found)
        if against is not None:
            correction = DraftSentence(text=against.text, numbers=(against.rank + 1,), lead=CORRECTION)
            return Reading(sentences=(correction,), presumed=_presumed(question))
        unfounded = takes_for_granted(question, found)
        sentences = () if unfounded else tuple(self._chosen(question, found, hits))
        if sentences:
            return Reading(sentences=sentences)
        if outside(question, hits, self._library) >= OUTSIDE_FROM:
            return Reading(silence="out_of_scope")
        if unfounded:
            return Reading(silence="false_premise", presumed=_presumed(question))
        return Reading()

    def _chosen(
        self, question: Question, found: Sequence[Candidate], hits: Sequence[Hit]
    ) -> Iterator[DraftSentence]:
        taken = set[str]()
        for facet in facets(question, [hit.paper for hit in hits]):
            sought = found if facet is question else candidates(facet, hits, self._library)
            before: Candidate | None = None
            for chosen in choose(facet, sought) or introduction(facet, sought):
                if chosen.text not in taken:
                    yield _drafted(chosen, lead=bracketed(chosen, before))
                    taken.add(chosen.text)
                before = chosen


def _presumed(question: Question) -> str:
    return presupposition(question.text) or question.text.strip().rstrip(" ?.!")


def _drafted(chosen: Candidate, lead: str = "") -> DraftSentence:
    return DraftSentence(text=chosen.text, numbers=(chosen.rank + 1,), lead=lead)


def choose(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences that answer, grouped by paper, papers in order of their best sentence.

    Empty when no paper holds what the question asks for.
    """
    extent = EXTENTS[question.wants]
    able = [candidate for candidate in found if answerable(question, candidate)]
    if extent.per_paper == 1 and denying(question.text):
        asked = frozenset(term.stem for term in question.terms)
        able = [each for each in able if denied_stems(each.text) & asked] or able
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


def introduction(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentence that introduces what a facet of a comparison is about; none for another question."""
    if (
        not question.about
        or question.wants not in {"any", "survey", "overview"}
        or not _COMPARES.search(question.text)
    ):
        return ()
    own = [each for each in found if question.about <= stems_of(each.paper.title) | each.stated]
    best = max(own, key=lambda each: (each.defines, relevance(question, each)), default=None)
    return () if best is None else (best,)


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
