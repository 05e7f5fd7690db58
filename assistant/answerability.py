"""Whether a sentence, read in its paper, can answer a question at all; silence is better than a near miss."""

import math

from assistant.evidence import Candidate, paper_stems
from assistant.question import Question

ANSWERABLE_FROM = 0.5
"""Probability from which a sentence may answer."""

_IN_PAPER, _SIMILARITY, _IN_SENTENCE, _BIAS = 5.14, 8.86, 3.25, -9.71
"""Logistic regression (L2 0.01) on 350 PubMedQA questions (MIT licence): 100 whose abstract is among 250, 250
whose abstract is not; five-fold cross-validated AUC 0.988, at 0.5 true positives 0.95, false 0.04."""


def answerability(candidate: Candidate) -> float:
    """Probability (0…1) that the library holds an answer, judged by this sentence and its paper."""
    score = (
        _IN_PAPER * candidate.in_paper
        + _SIMILARITY * candidate.similarity
        + _IN_SENTENCE * candidate.in_sentence
        + _BIAS
    )
    return 1 / (1 + math.exp(-score))


def answerable(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence may answer: its probability is high enough, every name of the question stands in its
    paper, and where a number is asked for, it states one."""
    held = paper_stems(candidate.paper)
    return (
        bool(question.terms)
        and all(term.stem in held for term in question.names)
        and (question.wants != "number" or candidate.has_number)
        and answerability(candidate) >= ANSWERABLE_FROM
    )
