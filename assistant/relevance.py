"""How well a sentence answers a question, among those of the papers found."""

from assistant.evidence import Candidate
from assistant.question import Question


def relevance(question: Question, candidate: Candidate) -> float:
    """How well a sentence answers, 0 to 1.3: its terms, its paper's terms, its meaning, and whether it is of
    the kind that is asked for. Background opens an abstract and findings close it, so a later sentence
    is preferred a little, unless it is to introduce something."""
    score = (
        0.2 * candidate.in_sentence
        + 0.3 * candidate.in_context
        + 0.15 * candidate.in_paper
        + 0.35 * max(0.0, candidate.similarity)
    )
    if question.wants in {"definition", "overview", "survey"}:
        return score + 0.3 * candidate.defines
    place = candidate.start / max(1, len(candidate.paper.abstract))
    return score + 0.1 * place + 0.15 * (question.prefers_number and candidate.has_number)
