"""The extractive engine: answers made of verbatim sentences of the abstracts, chosen and ordered."""

from collections.abc import Iterator, Sequence

from assistant.answerability import answerable
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.evidence import Candidate, candidates
from assistant.language.words import stems, words
from assistant.question import Question, analyse
from vectorstore import Library

MOST_SENTENCES = 5
MOST_PER_PAPER = 3
NEAR_BEST = 0.85
"""A further paper is quoted when its best sentence scores at least this share of the best one."""
REPEATED_FROM = 0.6
"""A sentence that shares this part of its content stems with one already chosen says nothing new."""


class ExtractiveEngine:
    """Quotes the fewest sentences that answer the question, the most relevant first, grouped by paper."""

    name = "extractive"
    model: str | None = None

    def __init__(self, library: Library) -> None:
        self._library = library

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002  # no tokens are spent
        question = analyse(request.question, self._library)
        for chosen in choose(question, candidates(question, request.hits, self._library)):
            yield DraftSentence(text=chosen.text, numbers=(chosen.rank + 1,))


def choose(question: Question, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences that answer, grouped by paper, papers in order of their best sentence.

    Empty when no paper holds what the question asks for.
    """
    able = [candidate for candidate in found if answerable(question, candidate)]
    ranked = sorted(able, key=lambda each: (-relevance(question, each), each.rank, each.start))
    if not ranked:
        return ()
    floor = NEAR_BEST * relevance(question, ranked[0])
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) == MOST_SENTENCES or relevance(question, candidate) < floor:
            break
        siblings = [each for each in chosen if each.rank == candidate.rank]
        if len(siblings) == MOST_PER_PAPER or (siblings and not _adds(question, candidate, siblings)):
            continue
        if not any(_repeats(candidate, each) for each in chosen):
            chosen.append(candidate)
    order = {rank: at for at, rank in enumerate(dict.fromkeys(each.rank for each in chosen))}
    chosen.sort(key=lambda each: (order[each.rank], each.start))
    return tuple(chosen)


def relevance(question: Question, candidate: Candidate) -> float:
    """How well a sentence answers, 0 to 1.15: its terms, its paper's terms, its meaning, and whether it is
    of the kind that is asked for."""
    score = 0.45 * candidate.in_sentence + 0.2 * candidate.in_paper + 0.35 * max(0.0, candidate.similarity)
    if question.wants == "number" and candidate.has_number:
        score += 0.15
    if question.wants in {"definition", "overview"} and candidate.defines:
        score += 0.15
    return score


def _adds(question: Question, candidate: Candidate, siblings: Sequence[Candidate]) -> bool:
    """Whether a further sentence of the same paper holds a term of the question that the others lack."""
    terms = {term.stem for term in question.terms}
    held = {stem for each in siblings for stem in stems(words(each.text))}
    return bool((stems(words(candidate.text)) & terms) - held) or question.wants == "overview"


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    if not candidate.stems or not other.stems:
        return candidate.text == other.text
    shared = len(candidate.stems & other.stems)
    return shared / min(len(candidate.stems), len(other.stems)) >= REPEATED_FROM
