"""Whether a sentence, read in its paper, can answer a question at all; silence is better than a near miss."""

import math
import re

from assistant.evidence import Candidate, paper_stems
from assistant.language.words import words
from assistant.question import Question

_PARENTHESES = re.compile(r"\(([^()]{2,80})\)")
_BEFORE_PARENTHESES = re.compile(r"(\S+)\s\([^()]{2,80}\)")

ANSWERABLE_FROM = 0.5
"""Probability from which a sentence may answer."""

_IN_PAPER, _IN_SENTENCE, _NEARNESS, _BIAS = 4.26, 3.48, 10.59, -10.68
"""Logistic regression (L2 0.01) on 350 PubMedQA questions (MIT licence): 100 whose abstract is among 250, 250
whose abstract is not; five-fold cross-validated AUC 0.991, at 0.5 true positives 0.98, false 0.03."""


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
    """Whether a sentence may answer: its probability is high enough; every name of the question stands in its
    paper, and all of what is asked for; where a number is asked for, the sentence states one and names what
    it counts or measures (the head of what is asked for)."""
    held = paper_stems(candidate.paper)
    if not question.terms or not all(term.stem in held for term in question.names):
        return False
    if not held.issuperset(question.asked):
        return False
    if question.wants == "number" and not (
        candidate.has_number and candidate.stated.issuperset(question.asked[-1:])
    ):
        return False
    if question.wants == "expansion":
        return expands(question, candidate.text)
    return answerability(candidate) >= ANSWERABLE_FROM


def expands(question: Question, text: str) -> bool:
    """Whether a text gives the long form of every term: 'long form (SF)' or 'SF (long form)'."""
    forms = {word.stem for inside in _PARENTHESES.findall(text) for word in words(inside)}
    forms |= {words(before)[-1].stem for before in _BEFORE_PARENTHESES.findall(text) if words(before)}
    return forms.issuperset(term.stem for term in question.terms)
