"""Candidate sentences for a question: every sentence of the papers found, with how well it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.quotes import sentences_of
from assistant.language.numbers import numbers
from assistant.language.words import content_words, stems, stems_of, words
from assistant.question import Question, Term
from vectorstore.records import Hit, Paper


class TextEmbedder(Protocol):
    """Unit vectors for texts, shape (len(texts), dimension)."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A sentence `paper.abstract[start:end]` of the hit at `rank` (from 0).

    in_sentence  share (0…1, by weight) of the question's terms that the sentence holds; a name in the
                 paper's title counts as held, because a paper's sentences speak of its own subject
    in_context   the same with every word of the title counted as held: what tells a paper's sentences apart
    in_paper     the same for the whole paper, title included
    similarity   cosine of question and sentence
    nearness     cosine of question and sentence or the paper's best passage, whichever is larger
    """

    rank: int
    paper: Paper
    start: int
    end: int
    in_sentence: float
    in_context: float
    in_paper: float
    similarity: float
    nearness: float
    has_number: bool
    defines: bool

    @property
    def text(self) -> str:
        return self.paper.abstract[self.start : self.end]

    @property
    def stated(self) -> frozenset[str]:
        """The stems of all its words."""
        return stems_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(content_words(self.text))


_DEFINING = frozenset(
    word.stem
    for word in words(
        "propose introduce present develop term call define design reveal formalize refer study framework"
    )
)


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
    names = frozenset(name.stem for name in question.names)
    found = []
    for (rank, paper, start, end), text, similarity in zip(spans, texts, similarities, strict=True):
        held = stems_of(text)
        title = stems_of(paper.title)
        found.append(
            Candidate(
                rank=rank,
                paper=paper,
                start=start,
                end=end,
                in_sentence=coverage(question.terms, held | (names & title)),
                in_context=coverage(question.terms, held | title),
                in_paper=coverage(question.terms, paper_stems(paper)),
                similarity=float(similarity),
                nearness=max(float(similarity), hits[rank].similarity or 0.0),
                has_number=bool(numbers(text)),
                defines=bool(held & _DEFINING),
            )
        )
    return tuple(found)


def paper_stems(paper: Paper) -> frozenset[str]:
    return stems_of(paper.title) | stems_of(paper.abstract)


def coverage(terms: Sequence[Term], held: frozenset[str]) -> float:
    """Share of the terms, by weight, that are held: 0…1, and 0 where there are none."""
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.stem in held) / total if total else 0.0
