"""Citation markers in a model's text: found in the forms that models write, taken out of the sentence."""

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,4}"
_LIST = rf"{_NUMBER}(?:\s*(?:,|;|&|and|-|–|—)\s*{_NUMBER})*"
_LABEL = r"(?:(?:papers?|refs?\.?|references?|sources?|nos?\.)\s*)?[#^]?"
BRACKETED = (
    rf"(?i:\[{{1,2}}\s*{_LABEL}\s*{_LIST}\s*\]{{1,2}}(?:\(https?:[^\s)]*\))?"
    rf"|[【［]\s*{_LABEL}\s*{_LIST}(?:†[^】]{{0,60}})?\s*[】］])"
)
PARENTHESISED = rf"(?i:\(\s*{_LABEL}\s*{_LIST}\s*\))"
"""Patterns of one marker. The parenthesised form is also how prose counts, so it needs more evidence."""

_BRACKETED = re.compile(BRACKETED)
_PARENTHESISED_LAST = re.compile(rf"\s*(?:{PARENTHESISED}\s*)+(?=[.!?…]*[\"'”’]*\Z)")
_SAYS = (
    r"(?:shows?|states?|reports?|finds?|found|says?|claims?|demonstrates?|notes?|argues?|suggests?|proposes?)"
)
_PAPER = r"(?:the\s+)?(?:papers?|stud(?:y|ies)|work|authors?\s+of|abstract\s+of)"
_LEAD_IN = re.compile(
    rf"\A(?:(?:according\s+to|as\s+\w+\s+(?:in|by)|in)\s+(?:{_PAPER}\s+)?(?:{BRACKETED}\s*)+,\s*"
    rf"|(?:{_PAPER}\s+)?(?:{BRACKETED}\s*)+{_SAYS}\s+that\s+)",
    re.IGNORECASE,
)
_AS_NOUN = re.compile(rf"\b{_PAPER}\s+(?:{BRACKETED}\s*)+(?=\w)", re.IGNORECASE)
_WIDEST_RANGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A sentence without its markers, and the numbers they named, in order, each once.

    `bracketed` says whether any marker stood in brackets.
    """

    text: str
    numbers: tuple[int, ...]
    bracketed: bool


def take_markers(sentence: str, *, parentheses: bool) -> Marked:
    """Read and remove `[1]`, `[1, 2]`, `[1-3]`, `[1][2]`, `【1】`, `[Paper 1]` and their like.

    `(1)` counts only where `parentheses` allows it, at the sentence's end, when no bracket stands in it.
    A marker used as a word goes with its lead-in ('According to [2], …', 'Paper [2] shows that …').
    An interval that begins at zero, as in `[0, 1]`, is prose. Nothing is checked against a number of papers.
    """
    numbers: list[int] = []
    bracketed = False

    def read(marker: re.Match[str]) -> str:
        nonlocal bracketed
        named = _numbers_of(marker.group())
        if not named:
            return marker.group()
        bracketed = True
        numbers.extend(named)
        return ""

    text = sentence
    lead_in = _LEAD_IN.match(text)
    if lead_in:
        _BRACKETED.sub(read, lead_in.group())
        rest = text[lead_in.end() :]
        text = rest[:1].upper() + rest[1:]
    text = _AS_NOUN.sub(lambda noun: _BRACKETED.sub(read, noun.group()) + " ", text)
    text = _BRACKETED.sub(read, text)
    last = _PARENTHESISED_LAST.search(text)
    if last and parentheses and not bracketed:
        numbers.extend(_numbers_of(last.group()))
        text = text[: last.start()] + text[last.end() :]
    return Marked(text=_tidy(text), numbers=tuple(dict.fromkeys(numbers)), bracketed=bracketed)


def _numbers_of(marker: str) -> list[int]:
    """The numbers of one or more markers; a range in full, unless it is absurdly wide: then its ends."""
    marker = marker.partition("†")[0].partition("](")[0]
    parts = re.findall(rf"({_NUMBER})(?:\s*[-–—]\s*({_NUMBER}))?", marker)
    numbers: list[int] = []
    for first, last in parts:
        low, high = int(first), int(last or first)
        numbers += range(low, high + 1) if low <= high < low + _WIDEST_RANGE else [low, high]
    return [] if len(numbers) > 1 and 0 in numbers else numbers


def _tidy(text: str) -> str:
    """Close the gaps that markers leave."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,;:!?…)]|\.(?!\d))", r"\1", text)
    text = re.sub(r"(?:,\s*)+(?=[.!?…]|,)", "", text)
    return re.sub(r"\A\s*[:–—-]\s+", "", text.replace("()", "")).strip()
