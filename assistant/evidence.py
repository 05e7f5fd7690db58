"""Candidate sentences for a question: every sentence of the papers found, with how well it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.contradictions import short_forms
from assistant.grounding.exact import missing_names
from assistant.grounding.quotes import sentences_of
from assistant.language.numbers import numbers
from assistant.language.words import content_stems, stems_of, words
from assistant.question import Question, Term
from assistant.resemblance import Resemblance, TextEmbedder, coverage, resemblance, strength
from vectorstore.records import Hit, Paper


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A sentence `paper.abstract[start:end]` of the hit at `rank` (from 0).

    in_sentence  share (0…1, by weight) of the question's terms that the sentence gives, in their own words
                 or in words that mean nearly the same; a name in the paper's title counts as given, because
                 a paper's sentences speak of its own subject
    in_context   the same with every word of the title counted as given: what tells a paper's sentences apart
    in_paper     the same for the whole paper, title included
    subject      how far (0…1) the paper gives the head of what is asked for ('rate' in 'what learning rate');
                 1 where nothing is asked for by a word of its own
    weakest      how far (0…1) the paper gives the term that it gives least, names aside
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
    subject: float
    weakest: float
    similarity: float
    nearness: float
    has_number: bool
    defines: bool

    @property
    def text(self) -> str:
        return self.paper.abstract[self.start : self.end]

    @property
    def own_words(self) -> str:
        """The paper's title, and the short forms that its abstract explains: they name nothing else."""
        return f"{self.paper.title} {' '.join(short_forms(self.paper.abstract))}"

    @property
    def stated(self) -> frozenset[str]:
        """The stems of all its words."""
        return stems_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        return content_stems(self.text)


_DEFINING = frozenset(
    word.stem
    for word in words(
        "propose introduce present develop term call define design reveal formalize refer study framework"
    )
)


def candidates(question: Question, hits: Sequence[Hit], embedder: TextEmbedder) -> tuple[Candidate, ...]:
    """All sentences of the hits' abstracts, in the hits' order."""
    spans = [sentences_of(hit.paper.abstract) for hit in hits]
    texts = [
        hit.paper.abstract[start:end] for hit, own in zip(hits, spans, strict=True) for start, end in own
    ]
    if not texts:
        return ()
    vectors = embedder.embed([question.text, *texts])
    similarities = iter((vectors[1:] @ vectors[0]).tolist())
    like = resemblance(question.terms, [_whole(hit.paper) for hit in hits], embedder)
    return tuple(
        candidate
        for rank, (hit, own) in enumerate(zip(hits, spans, strict=True))
        for candidate in _of_one_paper(question, rank, hit, own, similarities, like)
    )


def _of_one_paper(
    question: Question,
    rank: int,
    hit: Hit,
    spans: Sequence[tuple[int, int]],
    similarities: Iterator[float],
    like: Resemblance,
) -> Iterator[Candidate]:
    paper, terms = hit.paper, question.terms
    title, whole = stems_of(paper.title), paper_stems(paper) | given_names(terms, _whole(paper))
    names = title & {name.stem for name in question.names}
    in_paper = coverage(terms, whole, like)
    subject = strength(question.asked[-1], whole, like) if question.asked else 1.0
    facts = [strength(term.stem, whole, like) for term in terms if not term.is_name]
    for start, end in spans:
        text, similarity = paper.abstract[start:end], next(similarities)
        held = stems_of(text) | (given_names(terms, text) & whole)
        yield Candidate(
            rank=rank,
            paper=paper,
            start=start,
            end=end,
            in_sentence=coverage(terms, held | names, like),
            in_context=coverage(terms, held | title, like),
            in_paper=in_paper,
            subject=subject,
            weakest=min(facts, default=1.0),
            similarity=similarity,
            nearness=max(similarity, hit.similarity or 0.0),
            has_number=bool(numbers(text)),
            defines=bool(held & _DEFINING),
        )


def paper_stems(paper: Paper) -> frozenset[str]:
    return stems_of(paper.title) | stems_of(paper.abstract)


def given_names(terms: Sequence[Term], text: str) -> frozenset[str]:
    """Stems of the names among the terms that a text gives, spelled out or with other joints as well."""
    return frozenset(
        term.stem for term in terms if term.is_name and term.text and not missing_names(term.text, text)
    )


def _whole(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"
