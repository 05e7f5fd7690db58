"""Turning a follow-up into a question that stands alone, and small talk into a plain word. No model."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.language.words import looks_like_name
from assistant.question import question_words

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|that one|this one|those|these|(?:the|this|that) (?:paper|method|approach|"
    r"work|study|model|framework|system|authors?|benchmark|dataset))\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:and|but|so|also|what about|how about|why|how so|really)\b[\s,]*", re.IGNORECASE
)
_SWAPS = re.compile(r"^\W*(?:and|but)?\s*(?:what about|how about|and)\s+(?P<name>.+?)\W*$", re.IGNORECASE)
_SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: (?:very|so) much| a lot)?|"
    r"thank you|bye|goodbye|ok(?:ay)?|great|who are you|what can you do|what are you|help|how are you)"
    r"(?: there| everyone)?\W*$",
    re.IGNORECASE,
)

FULL = 4
"""Content words of a question that speaks of its subject without a name. With 4, of the 78 follow-ups in the
evaluation's cases 3 are taken to stand alone (one does), and of its 563 single questions 131 are not."""

SMALL_TALK_REPLY = (
    "Ask me about the papers in this library. I answer with their own words and say so when they do not say."
)


def is_small_talk(question: str) -> bool:
    """Whether a message asks nothing of the papers: a greeting, thanks, 'what can you do'."""
    return _SMALL_TALK.match(question) is not None


def stands_alone(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question can be understood without what came before.

    It can when there is nothing before or it asks nothing; else when it points at nothing and either has a
    name in it or is as full of words as `FULL` says.
    """
    if not history or is_small_talk(question):
        return True
    if _points_back(question) or _continues(question) or _SWAPS.match(question):
        return False
    return bool(_names(question)) or len(question_words(question)) >= FULL


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked without what came before.

    A question that names its own subject is returned unchanged. 'What about X?' repeats the last
    question with X for its name; a question that points back ('it', 'the paper') or only continues
    ('why?') is given the subject of the last turn that has one.
    """
    if not history or is_small_talk(question):
        return question
    earlier = next((turn for turn in reversed(history) if subject(turn)), None)
    if earlier is None:
        return question
    about = subject(earlier)
    swap = _SWAPS.match(question)
    if (
        swap
        and not _POINTS_BACK.search(swap["name"])
        and (swapped := _swapped(earlier.question, about, swap["name"]))
    ):
        return swapped
    if not (_points_back(question) or _continues(question)):
        return question
    return f"{question.rstrip(' ?.!')} ({about})?"


def _points_back(question: str) -> bool:
    """Whether a pronoun stands before any name that it could point to in the question itself."""
    pronoun = _POINTS_BACK.search(question)
    return pronoun is not None and not _names(question[: pronoun.start()])


def _continues(question: str) -> bool:
    """Whether the question has no subject of its own: 'why?', or 'and …' without a name."""
    return not question_words(question) or (_CONTINUES.match(question) is not None and not _names(question))


def subject(turn: Turn) -> str:
    """What a turn was about: the names in its question, else the first name of its answer, else the
    question's content words."""
    names = _names(turn.question) or _names(turn.answer)[:1]
    return ", ".join(names) or " ".join(word.text for word in question_words(turn.question))


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in re.findall(r"\w+(?:[-–]\w+)*", text) if looks_like_name(word)))


def _swapped(earlier: str, about: str, name: str) -> str | None:
    """The earlier question with `name` for its single name, or None where that makes no sense."""
    if len(name.split()) > 6 or ", " in about or about not in earlier:
        return None
    return earlier.replace(about, name)
