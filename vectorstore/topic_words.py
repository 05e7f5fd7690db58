"""Where a text speaks of a topic: its words close together in a title or a sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final

import snowballstemmer

from vectorstore.folding import fold

_SLACK: Final = 4  # words that may stand between those of a topic, in all
_STEMMER: Final = snowballstemmer.stemmer("english")
_STEMMING: Final = Lock()  # the stemmer works on a word that it keeps
_WORD: Final = re.compile(r"[^\W_]+")
_OR: Final = re.compile(r"\s+(?:or|and/or|and)\s+|\s*[/,;]\s*")
_TAIL: Final = re.compile(r"\b(?:of|in|for|with)\s+(.+)$")
_DEFINED: Final = re.compile(r"((?:[\w’'-]+[ -]){1,7})\((?P<short>[A-Z][A-Za-z-]*[A-Z]s?|[A-Z]{2,}s?)\)")
_NO_CONTENT: Final = frozenset(
    "a about an and any at by for from how in into is it its kind of on or such that the their these this "
    "to use used using via with work works paper papers research study studies topic topics method methods "
    "approach approaches technique techniques question questions issue issues problem problems setting "
    "settings".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A topic's alternatives ('A or B' has two), each as the stems of its words in order.

    `frame`: stems of words that most of the library speaks of anyway; they may stand anywhere in a paper.
    """

    text: str
    alternatives: tuple[tuple[str, ...], ...]
    frame: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stem for stems in self.alternatives for stem in stems))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Snowball English stem of a folded word; 'private' and 'privacy' meet as well (-ate, -acy)."""
    with _STEMMING:
        found = str(_STEMMER.stemWord(word))
    return found[:-2] + "t" if word.endswith(("acy", "acies")) else found


def read_topic(text: str, known: Mapping[str, tuple[str, ...]] = {}) -> Topic:
    """The topic of a phrase, abbreviations in full; without alternatives when it has no word of content."""
    full = written_out(text.strip(), known)
    parts = [tuple(dict.fromkeys(_stems(part))) for part in _OR.split(full)]
    return Topic(text=text, alternatives=tuple(dict.fromkeys(part for part in parts if part)))


def framed(topic: Topic, common: frozenset[str], known: Mapping[str, tuple[str, ...]]) -> Topic:
    """The topic with common words set apart: what follows 'of', 'in' or 'for', and abbreviations."""
    tail = _TAIL.search(written_out(topic.text, known))
    apart = set(_stems(tail[1])) if tail else set()
    for match in _WORD.findall(topic.text):
        apart.update(stem(fold(word)) for word in known.get(_capitals(match), ()))
    apart = {each for each in topic.stems if each in common and each in apart}
    kept = tuple(tuple(each for each in stems if each not in apart) for stems in topic.alternatives)
    if not apart or not all(kept):
        return topic
    return Topic(text=topic.text, alternatives=kept, frame=tuple(sorted(apart)))


def definitions(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Abbreviations that the texts explain: for 'Large Language Models (LLMs)', `LLM` and the three words."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for short, words in _defined_in(text):
            found.setdefault(short, words)
    return found


@lru_cache(maxsize=2048)
def _defined_in(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for match in _DEFINED.finditer(text):
        short = _capitals(match["short"].replace("-", "").upper())
        words = re.split(r"[ -]+", match[1].strip())[-len(short) :]
        if len(words) == len(short) and all(
            word[:1].upper() == letter for word, letter in zip(words, short, strict=True)
        ):
            found.append((short, tuple(words)))
    return tuple(found)


def written_out(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The text with its abbreviations in full."""
    return _WORD.sub(lambda match: " ".join(known.get(_capitals(match.group()), (match.group(),))), text)


def spoken_of(text: str, topic: Topic, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether all words of an alternative stand close together, abbreviations read both ways."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(_expanded(text, known)):
        for each in word:
            places.setdefault(each, []).append(at)
    return any(_close(stems, places) for stems in topic.alternatives)


def coverage(
    text: str, topic: Topic, weights: Mapping[str, float], known: Mapping[str, tuple[str, ...]]
) -> float:
    """The weight of the words that the text holds, 0…1, of the alternative that it covers best."""
    held = {each for word in _expanded(text, known) for each in word}
    shares = []
    for stems in topic.alternatives:
        total = sum(weights.get(each, 1.0) for each in stems)
        shares.append(
            sum(weights.get(each, 1.0) for each in stems if any(_akin(each, word) for word in held)) / total
        )
    return max(shares, default=0.0)


def _close(stems: Sequence[str], places: Mapping[str, list[int]]) -> bool:
    needed: list[list[int]] = []
    for each in stems:
        found = _places(each, places)
        if not found:
            return False
        needed.append(found)
    reach = len(needed) + _SLACK
    return any(all(any(abs(at - start) < reach for at in places) for places in needed) for start in needed[0])


def _places(stem: str, places: Mapping[str, list[int]]) -> list[int]:
    return [at for held, found in places.items() if _akin(stem, held) for at in found]


def _akin(left: str, right: str) -> bool:
    """Equal stems, or one is the other with up to two letters more ('medic', 'medicin')."""
    return left == right or (
        left[:5] == right[:5]
        and len(left) >= 5 <= len(right)
        and abs(len(left) - len(right)) <= 2
        and (left.startswith(right) or right.startswith(left))
    )


def _expanded(text: str, known: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The stems of each word, an abbreviation with those of the words that it stands for."""
    return [
        (each, *(stem(fold(word)) for word in known[short])) if short in known else (each,)
        for each, short in _all_stems(text)
    ]


@lru_cache(maxsize=8192)
def _all_stems(text: str) -> tuple[tuple[str, str], ...]:
    """Each word's stem, and its capitals where it has nothing else."""
    return tuple(
        (stem(fold(word)), short if (short := _capitals(word)).isupper() else "")
        for word in _WORD.findall(text)
    )


def _capitals(word: str) -> str:
    return word[:-1] if len(word) > 2 and word[-1] in "sS" and word[:-1].isupper() else word


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(fold(text)) if word not in _NO_CONTENT]
