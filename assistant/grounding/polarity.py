"""Negation, direction and strength of statements, compared word by word."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.language.directions import FALLING, RISING
from assistant.language.words import Word, is_stop, stem, stems_of, words

NEGATION_REACH = 3
"""Words after a negation that it is taken to deny."""

DIRECTION_REACH = 4
"""Words on either side of a direction ('increase', 'lower') that may be what it speaks of."""

_NEGATIONS = frozenset(
    """
    no not never neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't
    hardly lack lacks lacking fail fails failed unable
    """.split()
)
_UP = "high upregulate outperform surpass maximize"
_DOWN = "lessen low downregulate underperform inhibit minimize"
_PAIRS = """
with/without before/after above/below positive/negative significant/insignificant sufficient/insufficient
effective/ineffective efficient/inefficient necessary/unnecessary dependent/independent sensitive/resistant
supervised/unsupervised public/private similar/different robust/fragile safe/unsafe stable/unstable
reliable/unreliable possible/impossible presence/absence present/absent include/exclude succeed/fail
always/never all/none agree/disagree beneficial/harmful common/rare likely/unlikely able/unable
consistent/inconsistent early/late upper/lower male/female major/minor maximum/minimum easy/hard
"""
_ABSOLUTE = """
all every always never only none must prove guarantee first best worst entirely completely solely exclusively
impossible perfect perfectly any
"""
_GUARDED = """
may might could possibly potentially suggest some sometimes often partly partially likely appear seem up most
many
"""

_UP_STEMS = RISING | {stem(word) for word in _UP.split()}
_DOWN_STEMS = FALLING | {stem(word) for word in _DOWN.split()}
_ABSOLUTE_STEMS = frozenset(stem(word) for word in _ABSOLUTE.split())
_GUARDED_STEMS = frozenset(stem(word) for word in _GUARDED.split())
_OPPOSITE: dict[str, str] = {}
for _pair in _PAIRS.split():
    _one, _other = (stem(_word) for _word in _pair.split("/"))
    _OPPOSITE[_one], _OPPOSITE[_other] = _other, _one


def denied(claim: str, evidence: str) -> tuple[str, ...]:
    """Stems that both texts hold and just one of them negates."""
    shared = stems_of(claim) & stems_of(evidence)
    return tuple(sorted((_negated(claim) ^ _negated(evidence)) & shared))


def opposed(claim: str, evidence: str) -> tuple[str, ...]:
    """Stems that the claim sends one way and the evidence only the other, and words whose opposite alone
    stands in the evidence."""
    mine, theirs = _directions(claim), _directions(evidence)
    turned = [
        subject
        for subject, signs in mine.items()
        if len(signs) == 1 and theirs.get(subject) and not signs & theirs[subject]
    ]
    held, own = stems_of(evidence), stems_of(claim)
    turned += [
        each for each, other in _OPPOSITE.items() if each in own and each not in held and other in held - own
    ]
    return tuple(sorted(set(turned)))


def overstated(claim: str, evidence: str) -> tuple[str, ...]:
    """Absolute words of the claim ('all', 'only', 'first', 'proves') that the evidence does not hold."""
    return tuple(sorted((stems_of(claim) & _ABSOLUTE_STEMS) - stems_of(evidence)))


def unguarded(claim: str, evidence: str) -> bool:
    """Whether the evidence is guarded ('may', 'some', 'suggests') and the claim is not at all."""
    return bool(stems_of(evidence) & _GUARDED_STEMS) and not stems_of(claim) & _GUARDED_STEMS


@lru_cache(maxsize=4096)
def _negated(text: str) -> frozenset[str]:
    found: set[str] = set()
    reach = 0
    for word in words(text):
        if word.folded in _NEGATIONS:
            reach = NEGATION_REACH
        elif reach:
            reach -= 1
            if not is_stop(word):
                found.add(word.stem)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _directions(text: str) -> dict[str, frozenset[int]]:
    """What each direction of a text speaks of: stem → its signs, 1 up and -1 down, turned by a negation."""
    found: dict[str, set[int]] = {}
    turned = _negated(text)
    for sign, near in _near_directions(text):
        for word in near:
            found.setdefault(word.stem, set()).add(-sign if word.stem in turned else sign)
    return {subject: frozenset(signs) for subject, signs in found.items()}


def _near_directions(text: str) -> Iterator[tuple[int, list[Word]]]:
    content = words(text)
    for at, word in enumerate(content):
        sign = (word.stem in _UP_STEMS) - (word.stem in _DOWN_STEMS)
        if sign:
            near = content[max(0, at - DIRECTION_REACH) : at + DIRECTION_REACH + 1]
            yield (
                sign,
                [
                    each
                    for each in near
                    if not is_stop(each) and each.stem not in _UP_STEMS and each.stem not in _DOWN_STEMS
                ],
            )
