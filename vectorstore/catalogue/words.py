"""From a person's words to an FTS5 query. Only quoted terms leave here, so nothing in them is syntax."""

import re
from typing import Final

from vectorstore.folding import fold, joined_compounds

MAX_TERMS: Final = 64  # a pasted page asks no better than its first words, and each term costs time

_WORD: Final = re.compile(r"[^\W_]+")
_STOP_WORDS: Final = frozenset(
    "a about above after again against all also am an and any are as at be because been before being "
    "below between both but by can could did do does doing down during each few for from further had "
    "has have having he her here hers him his how i if in into is it its itself just me more most my no "
    "nor not now of off on once only or other our out over own same she should so some such than that "
    "the their them then there these they this those through to too under until up us very was we were "
    "what when where which while who whom why will with would you your s t d ll re ve".split()
)


def terms(text: str) -> list[str]:
    """The words to look for: folded, without stop words and repeats, compounds also as one word."""
    folded = fold(text)
    words = [word for word in _WORD.findall(folded) if word not in _STOP_WORDS]
    return list(dict.fromkeys([*words, *joined_compounds(folded)]))[:MAX_TERMS]


def match_any(text: str) -> str | None:
    """An FTS5 query for any of the text's terms; None when it has none."""
    return " OR ".join(map(_quoted, terms(text))) or None


def match_word(word: str) -> str | None:
    """An FTS5 query for one word, or for the words of a compound next to each other; None without letters."""
    found = _WORD.findall(fold(word))
    return _quoted(" ".join(found)) if found else None


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
