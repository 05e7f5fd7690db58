"""Candidate sentences for a question: every sentence of the papers found, with how well it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.quotes import sentences_of
from assistant.language.numbers import numbers
from assistant.language.words import content_words, stems, words
from assistant.question import Question, Term
from vectorstore.records import Hit, Paper

KIN_FROM = 0.55
"""Cosine of two single words from which one stands for the other ('cheaper', 'cost')."""


class TextEmbedder(Protocol):
    """Unit vectors for texts, shape (len(texts), dimension)."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A sentence `paper.abstract[start:end]` of the hit at `rank` (from 0).

    in_sentence  share (0…1, by weight) of the question's terms that the sentence holds
    in_paper     the same for the whole paper, title included
    similarity   cosine of question and sentence
    """

    rank: int
    paper: Paper
    start: int
    end: int
    in_sentence: float
    in_paper: float
    similarity: float
    has_number: bool
    defines: bool

    @property
    def text(self) -> str:
        return self.paper.abstract[self.start : self.end]

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(content_words(self.text))


_DEFINING = frozenset(
    word.stem
    for word in words(
        "propose introduce present develop term call define design reveal formalize refer study framework"
    )
)


@lru_cache(maxsize=4096)
def _stems_of(text: str) -> frozenset[str]:
    return stems(words(text))


def candidates(question: Question, hits: Sequence[Hit], embedder: TextEmbedder) -> tuple[Candidate, ...]:
    """All sentences of the hits' abstracts, in the hits' order."""
    spans = [
        (rank, hit.paper, start, end)
        for rank, hit in enumerate(hits)
        for start, end in sentences_of(hit.paper.abstract)
    ]
    if not spans:
        return ()
    texts = [paper.abstract[start:end] for _, paper, start, end in spans]
    vectors = embedder.embed([question.text, *texts])
    similarities = vectors[1:] @ vectors[0]
    kin = _kin_of(question.terms, [hit.paper for hit in hits], embedder)
    found = []
    for (rank, paper, start, end), text, similarity in zip(spans, texts, similarities, strict=True):
        held = _stems_of(text)
        found.append(
            Candidate(
                rank=rank,
                paper=paper,
                start=start,
                end=end,
                in_sentence=coverage(question.terms, held, kin),
                in_paper=coverage(question.terms, paper_stems(paper), kin),
                similarity=float(similarity),
                has_number=bool(numbers(text)),
                defines=bool(held & _DEFINING),
            )
        )
    return tuple(found)


def paper_stems(paper: Paper) -> frozenset[str]:
    return _stems_of(paper.title) | _stems_of(paper.abstract)


def coverage(terms: Sequence[Term], held: frozenset[str], kin: dict[str, dict[str, float]]) -> float:
    """Weighted share of the terms that are held; a word close in meaning counts by its cosine."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    met = 0.0
    for term in terms:
        if term.stem in held:
            met += term.weight
        else:
            near = kin.get(term.stem, {})
            met += term.weight * max((near[other] for other in near.keys() & held), default=0.0)
    return met / total


def _kin_of(
    terms: Sequence[Term], papers: Sequence[Paper], embedder: TextEmbedder
) -> dict[str, dict[str, float]]:
    """For each term that is no name and that not every paper holds: the stems near it in meaning."""
    sought = [
        term
        for term in terms
        if not term.is_name and any(term.stem not in paper_stems(paper) for paper in papers)
    ]
    if not sought:
        return {}
    vocabulary = {
        word.stem: word.folded
        for paper in papers
        for word in content_words(f"{paper.title} {paper.abstract}")
    }
    others = list(vocabulary)
    vectors = embedder.embed([*(term.folded for term in sought), *vocabulary.values()])
    cosines = vectors[: len(sought)] @ vectors[len(sought) :].T
    return {
        term.stem: {
            others[at]: float(row[at]) for at in np.flatnonzero(row >= KIN_FROM) if others[at] != term.stem
        }
        for term, row in zip(sought, cosines, strict=True)
    }
