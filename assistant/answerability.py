"""Whether a sentence, read in its paper, can answer a question at all; silence is better than a near miss."""

from assistant.evidence import Candidate, paper_stems
from assistant.question import Question

IN_PAPER_FROM = 0.7
IN_SENTENCE_FROM = 0.3
SIMILARITY_FROM = 0.35


def answerable(question: Question, candidate: Candidate) -> bool:
    """Whether the candidate's paper holds what the question asks for, and the sentence speaks of it.

    Every name of the question must stand in the paper; most of the other terms, by weight, must stand
    in the paper or be met by a word near in meaning; the sentence itself must hold some of them and be
    near to the question; where a number is asked for, it must state one.
    """
    if not question.terms:
        return False
    held = paper_stems(candidate.paper)
    return (
        all(term.stem in held for term in question.names)
        and candidate.in_paper >= IN_PAPER_FROM
        and candidate.in_sentence >= IN_SENTENCE_FROM
        and candidate.similarity >= SIMILARITY_FROM
        and (question.wants != "number" or candidate.has_number)
    )
