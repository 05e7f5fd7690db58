"""What a question asks for: its content terms with weights, its names, and the kind of answer it wants."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.language.numbers import numbers
from assistant.language.words import Word, content_words, is_frame, is_stop, looks_like_name, stem, words
from vectorstore.errors import InputError

Wanted = Literal[
    "number", "percent", "count", "names", "definition", "expansion", "overview", "survey", "any"
]
"""What would answer: a number, one in percent, how many there are of something, names, what one thing is, the
long form of a short one, an overview of one thing, what several papers did, any sentence."""

MAX_CHARACTERS = 2000
"""Longer questions are refused by name: no question about papers is that long, and time stays bounded."""

_NUMBER = re.compile(
    r"\bhow (?:much|many|often|large|big|long|old|fast|high|low|accurate|well)\b"
    r"|\b(?:by|what|which) (?:[\w-]+ ){0,2}?(?:percent|percentage|number|share|fraction|factor|rate|"
    r"accuracy|score|size|amount|range|value|ratio|rank|depth|length|width|dimension|budget|speed|cost|price|age|"
    r"f1|auc|epochs|duration|threshold|frequency|dose|weight|height|temperature|probability)\b"
    r"|\bhow (?:far|few)\b|\bto what extent\b|\bin percent\b|\bpercent\W*$|\bnumber of\b"
    r"|\bwhat (?:is|was) the (?:[\w-]+ ){0,3}?(?:value|size|number|percentage|rank|depth|complexity)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?s?\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:how many|number of)\b(?!\s+(?:times|per ?cent|percentage))", re.IGNORECASE)
_NAMES = re.compile(r"\bnames? of\b", re.IGNORECASE)
_NAMED_KINDS = frozenset(
    stem(word)
    for word in """
    llm llms model dataset benchmark tool language library optimizer optimiser architecture family corpus
    corpora platform software simulator package hardware company bank hospital university country city
    institution conference journal network
    """.split()
)
"""What a question asks the names of when it asks which."""
_WHO = re.compile(r"^\W*(?:by |for |with )?who(?:m|se)?\b", re.IGNORECASE)
_SENTENCE_LIKE = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|had|should|will|"
    r"would|tell|explain|describe|compare|summari[sz]e|list|give|show|name|define|find)\b|:",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow (?:often|large|big|long|fast|high|low|accurate|well|far|few)\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(?:numbers?|figures?|sizes?|scores?|rates?|accurac(?:y|ies)|percent(?:age)?|increases?|decreases?|drops?|"
    r"gains?|reductions?|improvements?|before and after|from what|when)\b",
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
    r"|^\W*where\b|\bwhat (?:do|does|did) (?:the|these|those|any) (?:papers?|works?|studies|articles?) say\b"
    r"|\banything on\b|\bany (?:papers?|work) (?:on|about)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:names? of(?: the| all)?|number of(?: the)?|what(?! (?:are|is|was) the (?:names?|number))|which|"
    r"how (?:many|much))\s+",
    re.IGNORECASE,
)
_AUXILIARIES = frozenset(
    """
    is are was were be do does did has have had can could will would shall should may might must
    """.split()
)
_AFTER_NOUN = _AUXILIARIES | frozenset(
    """
    used in of for on at to with from by about into between during under over than that which who and or per
    """.split()
)
_AFTER_VERB = frozenset("the a an as it its they their he she i we you this these those".split())
_ENDS_LIKE_A_VERB = re.compile(r"(?:ed|[^s\Wiu]s)$")
MAX_ASKED = 5
"""Words that the name of what is asked for may have."""


class WordStatistics(Protocol):
    """In how many papers each word occurs, and how many papers there are."""

    def document_frequencies(self, words: Sequence[str]) -> Mapping[str, int]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A content word of a question, as written, folded and stemmed. `weight` grows with rarity; a name must
    be met, not merely resembled."""

    text: str
    folded: str
    stem: str
    weight: float
    is_name: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A standalone question and what it needs. `terms` holds no stop words, frame words or repeats.

    `asked` is the stems of the thing that is asked for, its head last: 'learning rate' in 'What learning rate
    was used?'. `prefers_number` says that a sentence with a number is the likelier answer. `about` is the
    stems of the one thing, of several that the whole question names, that this facet of it is about.
    """

    text: str
    terms: tuple[Term, ...]
    wants: Wanted
    asked: tuple[str, ...] = ()
    prefers_number: bool = False
    about: frozenset[str] = frozenset()

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
            Term(
                text=word.text,
                folded=word.folded,
                stem=word.stem,
                weight=weight,
                is_name=looks_like_name(word.text),
            )
        )
    asked = _asked(text)
    wants = _wanted(text, terms, asked)
    if wants == "expansion":
        terms = [term for term in terms if term.stem not in _EXPANSION_WORDS]
    return Question(
        text=text,
        terms=tuple(terms),
        wants=wants,
        asked=() if wants == "expansion" else asked,
        prefers_number=wants in {"number", "percent", "count"} or _MEASURED.search(text) is not None,
    )


def _asked(text: str) -> tuple[str, ...]:
    """The noun phrase after 'which', 'what' or 'how many'; of a few key words, the last.

    It ends before a preposition or an auxiliary, after what looks like a plural, and before a word that
    looks like a verb by its end and by what follows.
    """
    match = _ASKS.search(text)
    if match:
        phrase: list[Word] = []
        following = words(text[match.end() :])[: MAX_ASKED + 1]
        for word, after in zip(following, [*(each.folded for each in following[1:]), ""], strict=True):
            if word.folded in _AFTER_NOUN or word.folded in _AFTER_VERB:
                break
            closes = _ENDS_LIKE_A_VERB.search(word.folded) is not None
            if closes and not phrase and after in _AFTER_VERB:
                break
            if closes and phrase and (after in _AFTER_VERB or word.folded.endswith("ed")):
                break
            phrase.append(word)
            if closes and after not in {"and", "or"} and not word.folded.endswith("ed"):
                break
        if phrase and is_frame(phrase[-1]):
            return ()
        return tuple(
            word.stem
            for word in phrase
            if not is_stop(word) and not is_frame(word) and not numbers(word.text)
        )
    if re.match(r"how old\b", text, re.IGNORECASE):
        return ("age",)
    if _SENTENCE_LIKE.search(text):
        return ()
    last = content_words(text)[-1:]
    return tuple(word.stem for word in last if not is_frame(word) and not numbers(word.text))


def _wanted(text: str, terms: Sequence[Term], asked: tuple[str, ...]) -> Wanted:
    if _EXPANSION.search(text):
        return "expansion"
    if _NUMBER.search(text):
        return "percent" if _PERCENT.search(text) else "count" if _COUNT.search(text) else "number"
    if _OVERVIEW.search(text):
        return "overview"
    if _WHO.search(text):
        return "names"
    named = _NAMES.search(text) or _NAMED_KINDS.intersection(asked[-1:])
    if named and (_names_something(text, terms) or not _SURVEY.search(text)):
        return "names"
    if _SURVEY.search(text):
        return "survey"
    return "definition" if _DEFINITION.search(text) and len(terms) <= 4 else "any"


def _names_something(text: str, terms: Sequence[Term]) -> bool:
    """Whether a question speaks of one thing by its name: written like one, or capitalised."""
    return any(term.is_name for term in terms) or any(word.text[0].isupper() for word in words(text)[1:])


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
