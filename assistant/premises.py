"""False premises: what a question takes for granted, checked against the paper that it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contradictions import counts_otherwise, denies, short_forms, turns
from assistant.evidence import Candidate
from assistant.presuppositions import asks_for_a_reason, presupposition
from assistant.question import Question
from assistant.relevance import relevance

NEAR_BEST = 0.8
"""Share of the relevance of the paper's best sentence that one which contradicts needs. Of 355 questions
whose premise is true two are contradicted wrongly with it; of 103 whose premise is false 46 rightly, two with
another sentence."""

STATED_FROM = 0.5
"""Share of a question's words that one sentence must give for its premise to count as stated."""

FOREIGN_BELOW = 0.2
MOSTLY_STATED_FROM = 0.8
"""A word that the paper gives less than this (see `Candidate.weakest`) makes a premise unstated, unless one
sentence gives so much of the question."""

_NEEDS = re.compile(r"\b(?:needs?|requires?|depends?|relies|rely|demands?)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """Words of the paper at `rank` that contradict a premise: a sentence of its abstract, or its title."""

    text: str
    rank: int


def contradicting(question: Question, found: Sequence[Candidate]) -> Against | None:
    """The sentence, of the paper that holds most of the question, that says the opposite of its premise.

    None where no sentence does, or where another sentence of that paper is so much nearer to the question
    that it answers it. What a question says is needed, the title may deny as well.
    """
    asked = _of_the_paper(found)
    if not asked:
        return None
    statement, names = presupposition(question.text), frozenset(name.stem for name in question.names)
    least = NEAR_BEST * max(relevance(question, each) for each in asked)
    against = [
        each
        for each in asked
        if relevance(question, each) >= least and _contradicts(question.text, statement, each, names)
    ]
    if against:
        best = max(against, key=lambda each: (each.in_sentence, relevance(question, each)))
        return Against(text=best.text, rank=best.rank)
    title, rank = asked[0].paper.title, asked[0].rank
    if _NEEDS.search(statement) and denies(statement, title, ""):
        return Against(text=title, rank=rank)
    return None


def takes_for_granted(question: Question, found: Sequence[Candidate]) -> bool:
    """Whether a question about something that it names asks why or how it is so, and no sentence of the paper
    states that it is."""
    asked = _of_the_paper(found)
    if not asked or not question.names or not asks_for_a_reason(question.text):
        return False
    stated = max(each.in_sentence for each in asked)
    return stated < STATED_FROM or (stated < MOSTLY_STATED_FROM and asked[0].weakest < FOREIGN_BELOW)


def _of_the_paper(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences of the paper that gives most of the question's words; of equals the first."""
    if not found:
        return ()
    best = max(found, key=lambda each: (each.in_paper, -each.rank))
    return tuple(each for each in found if each.rank == best.rank)


def _contradicts(question: str, statement: str, candidate: Candidate, names: frozenset[str]) -> bool:
    if counts_otherwise(question, candidate.text):
        return True
    if not statement:
        return False
    longer = short_forms(candidate.paper.abstract)
    sentence, full = (
        _CAPITALS.sub(lambda found: longer.get(found[0], found[0]), text)
        for text in (candidate.text, statement)
    )
    return denies(full, sentence, candidate.paper.title) or (
        asks_for_a_reason(question) and turns(full, sentence, names)
    )
