"""What a question asks for: its content terms with weights, its names, and the kind of answer it wants."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.words import Word, content_words, is_frame, looks_like_name

Wanted = Literal["number", "definition", "overview", "any"]

MAX_CHARACTERS = 2000
"""Longer questions are refused by name: no question about papers is that long, and time stays bounded."""

_NUMBER = re.compile(
    r"\bhow (?:much|many|often|large|big|long|fast|high|low|accurate|well)\b"
    r"|\b(?:by|what|which) (?:percent|percentage|number|share|fraction|factor|rate|accuracy|score|size|"
    r"amount|range|value|ratio)\b|\bhow (?:far|few)\b|\bto what extent\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"^\W*(?:what|who)(?:'s|\s+is|\s+are|\s+was|\s+does|\s+do)\b", re.IGNORECASE)
_OVERVIEW = re.compile(
    r"^\W*(?:summari[sz]e|describe|tell me about|explain|give (?:me )?an overview)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A content word of a question. `weight` grows with rarity; a name must be met, not merely resembled."""

    folded: str
    stem: str
    weight: float
    is_name: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A standalone question and what it needs. `terms` holds no stop words, frame words or repeats."""

    text: str
    terms: tuple[Term, ...]
    wants: Wanted

    @property
    def names(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_name)


def question_words(text: str) -> tuple[Word, ...]:
    """The content words of a question without repeats; frame words only where nothing else is left."""
    content = tuple({word.stem: word for word in content_words(text)}.values())
    return tuple(word for word in content if not is_frame(word)) or content


def analyse(text: str, frequencies: Mapping[str, int], papers: int) -> Question:
    """The question with its terms weighted.

    `frequencies` says in how many of the `papers` each folded word occurs. The weight is BM25's
    inverse document frequency, log(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza 2009,
    section 3.1), at least 0.1. A term is a name when it is written like one.
    """
    terms = []
    for word in question_words(text):
        count = frequencies.get(word.folded, 0)
        weight = max(0.1, math.log(1 + (papers - count + 0.5) / (count + 0.5)))
        terms.append(
            Term(folded=word.folded, stem=word.stem, weight=weight, is_name=looks_like_name(word.text))
        )
    return Question(text=text, terms=tuple(terms), wants=_wanted(text, terms))


def _wanted(text: str, terms: Sequence[Term]) -> Wanted:
    if _NUMBER.search(text):
        return "number"
    if _OVERVIEW.search(text):
        return "overview"
    return "definition" if _DEFINITION.search(text) and len(terms) <= 3 else "any"
