"""What a question asks for: its content terms with weights, its names, and the kind of answer it wants."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.language.words import Word, content_words, is_frame, looks_like_name
from vectorstore.errors import InputError

Wanted = Literal[
    "number", "percent", "count", "names", "definition", "expansion", "overview", "survey", "any"
]
"""What would answer: a number, one in percent, how many there are of something, names, what one thing is, the
long form of a short one, an overview of one thing, what several papers did, any sentence."""

MAX_CHARACTERS = 2000
"""Longer questions are refused by name: no question about papers is that long, and time stays bounded."""

_NUMBER = re.compile(
    r"\bhow (?:much|many|often|large|big|long|fast|high|low|accurate|well)\b"
    r"|\b(?:by|what|which) (?:percent|percentage|number|share|fraction|factor|rate|accuracy|score|size|"
    r"amount|range|value|ratio)\b|\bhow (?:far|few)\b|\bto what extent\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?s?\b", re.IGNORECASE)
_COUNT = re.compile(r"\bhow many\b(?!\s+(?:times|per ?cent|percentage))", re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:which|what|names? of(?: the)?)\s+(?:[\w-]+\s+){0,3}?(?:llms?|models?|datasets?|benchmarks?|tools?|"
    r"languages|libraries|optimi[sz]ers?|architectures?|families|corpora)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*(?:by |for |with )?who(?:m|se)?\b", re.IGNORECASE)
_SENTENCE_LIKE = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|had|should|will|"
    r"would|tell|explain|describe|compare|summari[sz]e|list|give|show|name|define|find)\b|:",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow (?:often|large|big|long|fast|high|low|accurate|well|far|few)\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(?:numbers?|figures?|sizes?|scores?|rates?|accurac(?:y|ies)|percent(?:age)?|increase|decrease|drop|gain|"
    r"reduction|improvement|before and after|from what|when)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"^\W*(?:what(?:'s|\s+is|\s+are)|define)(?!.*\b(?:of|in|for|from|between|on|to|with|by|at|that|which)\b)",
    re.IGNORECASE,
)
_EXPANSION = re.compile(
    r"\b(?:stands?|short|abbreviation|acronym) (?:for|of)\b|\bfull (?:name|form)\b|\bspell(?:ed)? out\b"
    r"|\bacronym\b.*\bmean|\bmean.*\bacronym\b",
    re.IGNORECASE,
)
_EXPANSION_WORDS = frozenset("abbreviation acronym form full letters mean short spell stand".split())
_OVERVIEW = re.compile(
    r"^\W*(?:please )?(?:summari[sz]e|describe|tell me about|explain)\b|\b(?:overview|summary) of\b"
    r"|\bwhat is \S+(?: \S+)? about\b",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"\bwhat (?:work |research |papers? |studies )?(?:has|have) been\b"
    r"|\b(?:which|what) (?:papers?|works?|articles?|publications?|studies|research|methods?|"
    r"approach(?:es)?|techniques|benchmarks?|defen[cs]es|frameworks?)\b"
    r"|\banything on\b|\bany (?:papers?|work) (?:on|about)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:what|which|how (?:many|much))\s+(?P<asked>(?:[\w-]+\s+){1,4}?)"
    r"(?:was|were|is|are|did|does|do|has|have|had|can|could|will|would|used|in|of|for|on|at|to|with)\b",
    re.IGNORECASE,
)


class WordStatistics(Protocol):
    """In how many papers each word occurs, and how many papers there are."""

    def document_frequencies(self, words: Sequence[str]) -> Mapping[str, int]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A content word of a question. `weight` grows with rarity; a name must be met, not merely resembled."""

    folded: str
    stem: str
    weight: float
    is_name: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A standalone question and what it needs. `terms` holds no stop words, frame words or repeats.

    `asked` is the stems of the thing that is asked for, its head last: 'learning rate' in 'What learning rate
    was used?'. `prefers_number` says that a sentence with a number is the likelier answer.
    """

    text: str
    terms: tuple[Term, ...]
    wants: Wanted
    asked: tuple[str, ...] = ()
    prefers_number: bool = False

    @property
    def names(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_name)


def question_words(text: str) -> tuple[Word, ...]:
    """The content words of a question without repeats; frame words only where nothing else is left."""
    asked = _HOW.sub("", text)
    content = tuple({word.stem: word for word in content_words(asked)}.values())
    return tuple(word for word in content if not is_frame(word)) or content


def analyse(text: str, library: WordStatistics) -> Question:
    """The question with its terms weighted.

    The weight is BM25's inverse document frequency over the library's papers,
    log(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza 2009, section 3.1), at least 0.1.
    A term is a name when it is written like one.
    """
    found = question_words(text)
    frequencies = library.document_frequencies([word.folded for word in found])
    papers = len(library)
    terms = []
    for word in found:
        count = frequencies.get(word.folded, 0)
        weight = max(0.1, math.log(1 + (papers - count + 0.5) / (count + 0.5)))
        terms.append(
            Term(folded=word.folded, stem=word.stem, weight=weight, is_name=looks_like_name(word.text))
        )
    wants = _wanted(text, terms)
    if wants == "expansion":
        terms = [term for term in terms if term.stem not in _EXPANSION_WORDS]
    return Question(
        text=text,
        terms=tuple(terms),
        wants=wants,
        asked=() if wants == "expansion" else _asked(text),
        prefers_number=wants in {"number", "percent", "count"} or _MEASURED.search(text) is not None,
    )


def _asked(text: str) -> tuple[str, ...]:
    """What stands between 'what' and the verb; of a few key words, the last."""
    match = _ASKED.search(text)
    if match:
        return tuple(word.stem for word in content_words(match["asked"]) if not is_frame(word))
    if _SENTENCE_LIKE.search(text):
        return ()
    return tuple(word.stem for word in content_words(text)[-1:] if not is_frame(word))


def _wanted(text: str, terms: Sequence[Term]) -> Wanted:
    if _EXPANSION.search(text):
        return "expansion"
    if _NUMBER.search(text):
        return "percent" if _PERCENT.search(text) else "count" if _COUNT.search(text) else "number"
    if _OVERVIEW.search(text):
        return "overview"
    if _WHO.search(text) or (_NAMES.search(text) and any(term.is_name for term in terms)):
        return "names"
    if _SURVEY.search(text):
        return "survey"
    return "definition" if _DEFINITION.search(text) and len(terms) <= 4 else "any"


def readable(text: str) -> str:
    """The question with white space and control characters cleaned, as it is answered.

    Raises InputError when nothing is left or it is longer than MAX_CHARACTERS.
    """
    printable = "".join(" " if unicodedata.category(each) in {"Cc", "Cf", "Cs"} else each for each in text)
    cleaned = " ".join(printable.split())
    if not cleaned:
        raise InputError("The question is empty. Ask something about the papers.")
    if len(cleaned) > MAX_CHARACTERS:
        raise InputError(
            f"The question has {len(cleaned):,} characters; at most {MAX_CHARACTERS:,} are read. Shorten it."
        )
    return cleaned
