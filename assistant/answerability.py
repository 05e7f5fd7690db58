"""Whether a sentence, read in its paper, can answer a question at all; silence is better than a near miss."""

import math

from assistant.answer_kinds import is_of_the_kind
from assistant.evidence import Candidate, given_names, paper_stems
from assistant.question import Question

ANSWERABLE_FROM = 0.5
"""Probability from which a sentence may answer."""

NAMED_FROM = 0.2
"""The same for a paper that is one of several which the question names."""

WHOLE_FROM = 0.9
"""Share of a question's words that makes a sentence an answer where papers that speak of them are sought."""

SUBJECT_FROM = 0.4
"""How far the paper must give the head of what is asked for ('rate' in 'which learning rate')."""

WEIGHTS = {"in_paper": 1.30, "in_sentence": 1.76, "nearness": 10.54, "subject": 0.49, "weakest": 2.33}
BIAS = -8.47
"""Logistic regression, fitted by `evals.training.answerability` on questions whose paper is in the library
or was left out of it: 218 of PubMedQA (MIT) and 196 claims of SciFact (CC BY 4.0), and on 108 of our own
over the sample, where the paper is there and the detail is not. Five-fold by document: AUC 0.990, 0.929 and
0.955; at 0.5 true positives 0.99, 0.78 and 0.94, false positives 0.05, 0.09 and 0.07."""


def answerability(candidate: Candidate) -> float:
    """Probability (0…1) that the library holds an answer, judged by this sentence and its paper."""
    score = BIAS + sum(weight * getattr(candidate, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-score))


def answerable(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence may answer: its paper holds every name of the question, it is of the kind that is
    asked for, and it is probable enough. A long form is an answer by its form alone."""
    whole = f"{candidate.paper.title}. {candidate.paper.abstract}"
    held = paper_stems(candidate.paper)
    if question.about and not question.about <= held | given_names(question.names, whole):
        return False
    if not question.terms or not all(
        name.stem in held or given_names((name,), whole) for name in question.names
    ):
        return False
    if question.about and question.prefers_number and candidate.has_number:
        return answerability(candidate) >= NAMED_FROM
    if question.asked and candidate.subject < SUBJECT_FROM:
        return False
    if not is_of_the_kind(question, candidate.text, candidate.own_words):
        return False
    if question.wants == "survey" and candidate.in_sentence >= WHOLE_FROM:
        return True
    least = NAMED_FROM if question.about else ANSWERABLE_FROM
    return question.wants == "expansion" or answerability(candidate) >= least
