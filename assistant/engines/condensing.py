"""A follow-up rewritten by a language model so that it stands alone, and which rewriting is accepted."""

from collections.abc import Sequence

from assistant.answer import MARKER, Turn
from assistant.engines.draft import Completer, DraftUsage
from assistant.language.numbers import numbers, states_number
from assistant.language.words import content_stems, looks_like_name, stems_of, words

TURNS = 3
"""Earlier turns that are read: a follow-up rarely points further back."""
_LONGEST_ANSWER = 600
_LONGEST_QUESTION = 400
_KEPT = 0.5
"""The part of the question's own content words that must be left, or something else is asked."""


def condense(model: Completer, question: str, history: Sequence[Turn], usage: DraftUsage) -> str | None:
    """The follow-up as a question that stands alone; None when what the model wrote is not to be trusted.

    Raises ServerError when the server fails or a budget is spent.
    """
    reply = model.complete("condense", usage, field="question", turns=recent(history), question=question)
    return None if reply is None else accepted(reply, question, history)


def recent(history: Sequence[Turn]) -> str:
    """The last turns, a line for each question and answer, answers shortened and without markers."""
    lines = []
    for turn in history[-TURNS:]:
        answer = " ".join(MARKER.sub("", turn.answer).split())
        lines.append(f"Question: {' '.join(turn.question.split())[:_LONGEST_QUESTION]}")
        lines.append(f"Answer: {answer[:_LONGEST_ANSWER]}")
    return "\n".join(lines)


def accepted(reply: str, question: str, history: Sequence[Turn]) -> str | None:
    """The rewritten question if it asks the same and brings in nothing that was not said; else None.

    Its names and numbers have to stand in the conversation, and half of the question's own words in it.
    """
    found = " ".join(reply.split())
    if not found or len(found) > _LONGEST_QUESTION:
        return None
    said = " ".join([question, *(f"{turn.question} {turn.answer}" for turn in history[-TURNS:])])
    known = stems_of(said)
    if any(word.stem not in known for word in words(found) if looks_like_name(word.text)):
        return None
    if not all(states_number(each, said) for each in numbers(found)):
        return None
    own = content_stems(question)
    if own and len(own & stems_of(found)) < _KEPT * len(own):
        return None
    return found if found.endswith("?") else f"{found.rstrip(' .!')}?"
