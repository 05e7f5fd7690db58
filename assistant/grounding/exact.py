"""The exact layer: what of a claim can be looked up in its evidence, word by word and number by number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.grounding.polarity import denied, opposed, overstated, unguarded
from assistant.language.numbers import Number, numbers, same_number
from assistant.language.words import (
    Word,
    content_stems,
    fold,
    is_stop,
    looks_like_name,
    stems_of,
    words,
)

NUMBER_REACH = 6
"""Words on either side of a number that may say what it belongs to."""

ABOUT = 0.05
"""How far, as a share, an 'about 18 %' may lie from the number it stands for."""

_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|close to|some)\s*[$€£]?\Z", re.IGNORECASE
)
_ABOVE = re.compile(
    r"\b(?:over|above|more than|at least|exceeding|greater than|no less than)\s*[$€£]?\Z", re.IGNORECASE
)
_BELOW = re.compile(
    r"\b(?:under|below|less than|fewer than|at most|up to|no more than|within)\s*[$€£]?\Z", re.IGNORECASE
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_COUNTS = re.compile(r"\s*-?\s*(?!(?:to|and|or|versus|vs)\b)[^\W\d_]{2,}")
"""What follows a number that counts things ('40 GPU hours') and so is no '40 %'."""

_TO = re.compile(r"\s*(?:to|up to|down to|[-–—→])\s*", re.IGNORECASE)
_BREAK = re.compile(r"[.,;:()!?]")
_RANKS = frozenset(
    """
    third fourth fifth sixth seventh eighth ninth tenth hundreds thousands millions billions trillions
    """.split()
)
_JOINING = frozenset("of and for in by to".split())
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What a claim states against, or beyond, its evidence; all empty when the exact layer has no objection.

    overlap           share (0…1) of the claim's content stems that the evidence holds
    missing_numbers   numbers, as written, that the evidence does not state
    misplaced_numbers numbers that the evidence states of something else
    missing_names     names that the evidence does not hold, spelled out neither
    denied, opposed, overstated, unguarded   see `polarity`
    """

    overlap: float
    missing_numbers: tuple[str, ...]
    misplaced_numbers: tuple[str, ...]
    missing_names: tuple[str, ...]
    denied: tuple[str, ...]
    opposed: tuple[str, ...]
    overstated: tuple[str, ...]
    unguarded: bool

    @property
    def missing(self) -> bool:
        """Whether the claim holds a number or a name that its evidence does not give for it."""
        return bool(self.missing_numbers or self.missing_names)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each objection in a few words, for people."""
        named = {
            "a number that the words do not state": self.missing_numbers,
            "a number that the words state of something else": self.misplaced_numbers,
            "a name that the words do not hold": self.missing_names,
            "negated in one and not in the other": self.denied,
            "the other way round": self.opposed,
            "more absolute than the words": self.overstated,
        }
        return tuple(f"{reason}: {', '.join(found)}" for reason, found in named.items() if found)


def examine(claim: str, sentences: Sequence[str], read: Sequence[int]) -> Findings:
    """The findings for a claim. Numbers and names may stand anywhere in `sentences`; polarity is compared
    with the sentences at the places `read` alone."""
    whole, near = " ".join(sentences), " ".join(sentences[at] for at in read)
    content = content_stems(claim)
    missing, misplaced = _numbers(claim, sentences)
    return Findings(
        overlap=len(content & stems_of(near)) / len(content) if content else 0.0,
        missing_numbers=missing,
        misplaced_numbers=misplaced,
        missing_names=missing_names(claim, whole),
        denied=denied(claim, near),
        opposed=opposed(claim, near),
        overstated=overstated(claim, near),
        unguarded=unguarded(claim, near),
    )


def missing_names(claim: str, evidence: str) -> tuple[str, ...]:
    """The claim's names (method, dataset, model, person) that the evidence does not hold.

    A name is written like one, or is capitalised inside a sentence. It is held when its stem is, when it
    stands there with other joints ('LLaMA-2' and 'LLaMA2'), or when it is the initials of words that are.
    """
    held = stems_of(evidence)
    missing = [word for word in _names(claim) if word.stem not in held]
    if not missing:
        return ()
    squeezed = "".join(_LETTERS.findall(fold(evidence)))
    initials = _initials(evidence)
    return tuple(
        word.text
        for word in missing
        if not (len(word.folded) >= 4 and word.folded in squeezed)
        and not (
            word.text.rstrip("s").isupper() and word.folded.rstrip("s") in initials and len(word.text) > 2
        )
    )


@lru_cache(maxsize=4096)
def _initials(text: str) -> str:
    """The first letters of all words, with a break where a phrase ends."""
    letters, end = [], 0
    for word in words(text):
        if is_stop(word) and word.folded in _JOINING:
            continue
        if is_stop(word) or _BREAK.search(text[end : word.start]):
            letters.append(" ")
        if not is_stop(word):
            letters.append(word.folded[0])
        end = word.end
    return "".join(letters)


def _names(claim: str) -> list[Word]:
    found = words(claim)
    prose = any(word.text[0].islower() and not is_stop(word) for word in found)
    return [
        word
        for at, word in enumerate(found)
        if not is_stop(word)
        and (
            looks_like_name(word.text)
            or (
                prose
                and at
                and word.text[0].isupper()
                and claim[word.start - 1] == " "
                and _inside(claim, word)
            )
        )
    ]


def _inside(text: str, word: Word) -> bool:
    return not text[: word.start].rstrip().endswith((".", ":", "?", "!", '"', "“"))


def _numbers(claim: str, sentences: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claim's numbers that no sentence states, and those that are stated of something else."""
    held = stems_of(" ".join(sentences))
    missing = [word.text for word in words(claim) if word.folded in _RANKS and word.stem not in held]
    misplaced = list(_crossed(claim, sentences))
    stated = [(other, sentence) for sentence in sentences for other in numbers(sentence)]
    mine = numbers(claim)
    for number in mine:
        if number.spelled and number.value == 1:  # 'one of', 'no one': an article more than a count
            continue
        written = claim[number.start : number.end].strip()
        equal = [each for each in stated if _says(claim, number, *each)]
        if not equal:
            missing.append(written)
        elif _turned_round(claim, number, mine, sentences) or _belongs_elsewhere(
            claim, number, mine, equal, stated
        ):
            misplaced.append(written)
    return tuple(missing), tuple(misplaced)


def _crossed(claim: str, sentences: Sequence[str]) -> Iterator[str]:
    """Numbers of the claim nearest to a name to which 'respectively' gives another number."""
    for sentence in sentences:
        theirs = [each for each in numbers(sentence) if not each.spelled]
        named = _joined_names(sentence)
        if not _RESPECTIVELY.search(sentence) or not 2 <= len(theirs) <= len(named):
            continue
        given = dict(zip([name for name, _, _ in named[-len(theirs) :]], theirs, strict=True))
        mine = [each for each in _joined_names(claim) if each[0] in given]
        for number in numbers(claim) if mine else ():
            name, _, _ = min(mine, key=lambda each: _gap(each, number))
            if not same_number(number, given[name]) and any(same_number(number, each) for each in theirs):
                yield claim[number.start : number.end].strip()


def _joined_names(text: str) -> list[tuple[str, int, int]]:
    """(folded, start, end) of each name; parts that a hyphen joins are one."""
    found: list[tuple[str, int, int]] = []
    for word in words(text):
        if looks_like_name(word.text):
            joined = found and text[found[-1][2] : word.start] == "-"
            start = found.pop()[1] if joined else word.start
            found.append((fold(text[start : word.end]), start, word.end))
    return found


def _gap(name: tuple[str, int, int], number: Number) -> tuple[int, bool]:
    """Characters between a name and a number; of two as far away the one after the number is nearer."""
    _, start, end = name
    after = start >= number.end
    return (start - number.end if after else number.start - end, not after)


def _says(claim: str, number: Number, other: Number, sentence: str) -> bool:
    """Whether `other`, of `sentence`, is the claim's number, or bears out its 'about', 'over' or 'under'."""
    if same_number(number, other):
        return not (number.unit and not other.unit and _COUNTS.match(sentence, other.end))
    before = claim[max(0, number.start - 24) : number.start]
    if number.unit != other.unit:
        return False
    if _ABOUT.search(before):
        return abs(abs(number.value) - abs(other.value)) <= abs(other.value) * type(other.value)(ABOUT)
    return bool(
        (_ABOVE.search(before) and other.value > number.value)
        or (_BELOW.search(before) and other.value < number.value)
    )


def _turned_round(claim: str, number: Number, mine: Sequence[Number], sentences: Sequence[str]) -> bool:
    """Whether the claim goes from one number to another ('from 8 % to 12 %') and a sentence only back."""
    changes = [change for change in _changes(claim, mine) if number in change]
    if not changes:
        return False
    stated = [change for sentence in sentences for change in _changes(sentence, numbers(sentence))]
    return any(
        any(same_number(first, end) and same_number(last, start) for start, end in stated)
        and not any(same_number(first, start) and same_number(last, end) for start, end in stated)
        for first, last in changes
    )


def _changes(text: str, found: Sequence[Number]) -> list[tuple[Number, Number]]:
    return [pair for pair in pairwise(found) if _joined(text, *pair)]


def _belongs_elsewhere(
    claim: str,
    number: Number,
    mine: Sequence[Number],
    equal: Sequence[tuple[Number, str]],
    stated: Sequence[tuple[Number, str]],
) -> bool:
    """Whether another number of that unit, which the claim does not give, stands among clearly more of the
    words that surround the claim's number."""
    around = _around(claim, number)
    if len(around) < 2:
        return False
    best = max(len(around & _around(sentence, other)) for other, sentence in equal)
    rivals = [
        len(around & _around(sentence, other))
        for other, sentence in stated
        if other.unit == number.unit
        and not any(same_number(other, each) for each in mine)
        and not any(sentence is own and _joined(sentence, other, each) for each, own in equal)
    ]
    return max(rivals, default=0) >= best + 2


def _joined(text: str, one: Number, other: Number) -> bool:
    """Whether two numbers are the ends of one change or range ('from 12.5 % to 8 %')."""
    first, last = sorted((one, other), key=lambda each: each.start)
    return bool(_TO.fullmatch(text[first.end : last.start]))


def _around(text: str, number: Number) -> frozenset[str]:
    """Stems of the content words within NUMBER_REACH words of a number."""
    found = words(text)
    before = [word for word in found if word.end <= number.start][-NUMBER_REACH:]
    after = [word for word in found if word.start >= number.end][:NUMBER_REACH]
    return frozenset(word.stem for word in (*before, *after) if not is_stop(word) and not word.text.isdigit())
