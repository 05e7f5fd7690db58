"""Whether a sentence, read in its paper, can answer a question at all; silence is better than a near miss."""

import math

from assistant.answer_kinds import is_of_the_kind
from assistant.evidence import Candidate, coverage, paper_stems
from assistant.question import Question

ANSWERABLE_FROM = 0.5
"""Probability from which a sentence may answer."""

UNNAMED_FROM = 0.7
"""The same where the paper lacks a word of the thing that is asked for ('batch size')."""

_IN_PAPER, _IN_SENTENCE, _NEARNESS, _BIAS = 5.33, 2.23, 7.55, -8.82
"""Logistic regression (L2 0.01) on questions whose paper is in the library or was left out of it: 190 of
PubMedQA (MIT) and 220 claims of SciFact (CC BY 4.0). Five-fold cross-validated AUC 0.999 and 0.941; at
0.5 true positives 0.98 and 0.83, false positives 0.04 and 0.08."""

FACTS_FROM = 0.5
"""Share of a question's other terms, by weight, that a paper must hold when a name has settled which paper
is meant: the name itself says nothing about whether the fact is there."""


def answerability(candidate: Candidate) -> float:
    """Probability (0…1) that the library holds an answer, judged by this sentence and its paper."""
    score = (
        _IN_PAPER * candidate.in_paper
        + _IN_SENTENCE * candidate.in_sentence
        + _NEARNESS * candidate.nearness
        + _BIAS
    )
    return 1 / (1 + math.exp(-score))


def answerable(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence may answer.

    Every name of the question stands in its paper, and, besides names, half of the other terms; the
    sentence is of the kind that is asked for; and it is probable enough, the more so where the paper does
    not have the words for what is asked. A long form is an answer by its form alone.
    """
    held = paper_stems(candidate.paper)
    if not question.terms or not all(term.stem in held for term in question.names):
        return False
    facts = [term for term in question.terms if not term.is_name]
    if question.names and facts and coverage(facts, held) < FACTS_FROM:
        return False
    if not is_of_the_kind(question, candidate.text, candidate.paper.title):
        return False
    if question.wants == "expansion":
        return True
    needed = ANSWERABLE_FROM if held.issuperset(question.asked) else UNNAMED_FROM
    return answerability(candidate) >= needed
