"""Words of a text with their places, stems, and the small words that carry no content."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’](?:s|t|re|ve|ll|d|m)\b)?")
_SCRIPT_JOIN = re.compile(r"(?<=\w)\$?(?:\^\{?(\w+)\}?|_\{(\w+)\}|_(\w)(?!\w))\$?")
_STEMMER = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # the stemmer works on a word that it keeps

STOP_WORDS = frozenset(
    """
    a about above across after again against all also although am among an and another any are aren't as
    at be because been before being below between both but by called can can't cannot could couldn't
    did didn't do does doesn't doing don't down during each either else ever every few for from
    further given had hadn't has hasn't have having he her here hers him his how however i if in
    into is isn't it it's its itself just let like many may me might mightn't more most much must my
    neither no nor not of off on once one ones only or other others our ours out over own per please
    same shall she should shouldn't since so some still such than that that's the their theirs them
    then there therefore these they this those through thus to too toward towards under until up
    upon us use used uses using very via was wasn't we were weren't what what's when where whether
    which while who whom whose why will with within without won't would yes yet you your
    """.split()
)

FRAME_WORDS = frozenset(
    """
    abstract account achieve address amount answer appear approach article ask aspect author body bring
    brought
    came characteristic claim come compare comparison completely comprise conclude conclusion
    consist contain contribute contribution count cover deal demonstrate describe detail develop
    differ difference different discuss done drop earlier evaluate evaluation exactly examine
    example exist experiment explain explore fact find finding focus formulate found fraction gain gave
    get give go handle happen help highest idea identify improve include information interest introduce
    investigate involve kind know known largest learn level list look lowest made main make maximum
    mean mention method minimum name need new note novel number obtain occur offer outline paper
    part particular people percent percentage perform present problem produce property proportion
    propose provide publication publish purpose quantity question reach read regarding relate
    relative release report research researcher result said say scheme share show showed shown
    solution specific start state strategy study suggest summarise summarize summary take talk task
    technique tell test thing think took topic total try type understand value verify want way word
    work write
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word at `text[start:end]`; `folded` is its compared form, `stem` its Snowball English stem."""

    text: str
    start: int
    end: int
    folded: str
    stem: str


def fold(text: str) -> str:
    """Compatibility forms and case folded, sub- and superscripts joined (`I$^2$F` and `I²F` to `i2f`).

    Lengths change: never use offsets of a folded text.
    """
    return _SCRIPT_JOIN.sub(r"\1\2\3", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball (Porter2) English stem of one folded word; a word with a digit stays as it is."""
    if any(character.isdigit() for character in word):
        return word
    with _STEMMING:
        return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """All words in order. Hyphenated and slashed compounds come as their parts."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        folded = fold(match.group()).replace("’", "'").removesuffix("'s")
        found.append(
            Word(text=match.group(), start=match.start(), end=match.end(), folded=folded, stem=stem(folded))
        )
    return tuple(found)


_FRAME_STEMS = frozenset(stem(word) for word in FRAME_WORDS)


def is_stop(word: Word) -> bool:
    return word.folded in STOP_WORDS or (len(word.folded) == 1 and not word.text.isupper())


def is_frame(word: Word) -> bool:
    """Whether a word only frames a question about papers ('what method do the authors propose')."""
    return word.stem in _FRAME_STEMS and not looks_like_name(word.text)


def content_words(text: str) -> tuple[Word, ...]:
    """The words that are not stop words, in order, repeats kept."""
    return tuple(word for word in words(text) if not is_stop(word))


def stems(found: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in found)


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text, kept for repeated questions."""
    return stems(words(text))


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that are not stop words."""
    return stems(content_words(text))


def looks_like_name(token: str) -> bool:
    """Whether a token is written like a method, dataset or model name: an inner capital, or all capitals,
    or letters with digits ('LoRA', 'SVM', 'GPT4')."""
    letters = [character for character in token if character.isalpha()]
    if not letters or len(token) < 2:
        return False
    has_digit = any(character.isdigit() for character in token)
    return any(character.isupper() for character in token[1:]) or (has_digit and len(letters) < len(token))
