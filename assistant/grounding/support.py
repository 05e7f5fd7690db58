"""Whether words of a paper support a claim: exact checks on numbers, names and negation, then overlap.

This is the deterministic layer. It answers for any pair of texts, in microseconds, without a model.
"""

from dataclasses import dataclass
from typing import Literal

from assistant.language.numbers import numbers, states_number
from assistant.language.words import (
    Word,
    content_words,
    fold,
    is_stop,
    looks_like_name,
    stems,
    stems_of,
    words,
)

Verdict = Literal["supported", "contradicted", "unsupported"]

SUPPORTED_FROM = 0.7
"""Share of a claim's content words that its evidence must hold for the claim to count as supported."""

NEGATION_REACH = 3
"""Words after a negation that it is taken to deny."""

MAX_WORDS = 400
"""A longer claim is no sentence; it is refused unread, so that time stays bounded."""

_NEGATIONS = frozenset(
    """
    no not never neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't
    hardly lack lacks lacking fail fails failed unable
    """.split()
)
_UP = frozenset(
    """
    increase rise raise grow higher greater more improve better gain boost enhance amplify
    """.split()
)
_DOWN = frozenset(
    """
    decrease fall lower reduce drop decline less fewer worse worsen degrade diminish shrink weaken
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """A verdict and the probability (0…1) that the evidence fully supports the claim."""

    verdict: Verdict
    support: float


UNSUPPORTED = Support(verdict="unsupported", support=0.0)


def check(claim: str, evidence: str) -> Support:
    """Whether `evidence` supports `claim`.

    A claim that stands in the evidence word for word is supported with 1.0. A claim whose numbers or
    names the evidence lacks is unsupported; one that states the opposite polarity or direction with
    otherwise the same words is contradicted. Else support is the share of the claim's content words
    (stems) that the evidence holds.
    """
    if _squeeze(claim) in _squeeze(evidence) and claim.strip():
        return Support(verdict="supported", support=1.0)
    content = content_words(claim)
    if len(content) > MAX_WORDS or not any(word.folded[0].isalpha() for word in content):
        return UNSUPPORTED
    held = stems_of(evidence)
    overlap = len(stems(content) & held) / len(stems(content))
    if missing_numbers(claim, evidence) or missing_names(content, held):
        return Support(verdict="unsupported", support=min(overlap, 0.3))
    if overlap < SUPPORTED_FROM:
        return Support(verdict="unsupported", support=overlap * 0.5)
    if _denied(claim, evidence) or _opposed(claim, evidence):
        return Support(verdict="contradicted", support=0.05)
    return Support(verdict="supported", support=min(0.95, overlap))


def missing_numbers(claim: str, evidence: str) -> tuple[str, ...]:
    """The claim's numbers, as written, that the evidence does not state."""
    return tuple(
        claim[number.start : number.end].strip()
        for number in numbers(claim)
        if not states_number(number, evidence)
    )


def missing_names(content: tuple[Word, ...], held: frozenset[str]) -> tuple[str, ...]:
    """The claim's names (method, dataset, model: `looks_like_name`) that the evidence does not hold."""
    return tuple(word.text for word in content if looks_like_name(word.text) and word.stem not in held)


def _negated(text: str) -> frozenset[str]:
    """Stems of the content words that stand within NEGATION_REACH words after a negation."""
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


def _denied(claim: str, evidence: str) -> bool:
    """Whether a word that both texts hold is negated in just one of them."""
    shared = stems(content_words(claim)) & stems(content_words(evidence))
    return bool((_negated(claim) ^ _negated(evidence)) & shared)


def _opposed(claim: str, evidence: str) -> bool:
    """Whether claim and evidence each state one direction, and not the same."""
    directions = []
    for text in (claim, evidence):
        held = stems_of(text)
        directions.append((bool(held & _UP_STEMS), bool(held & _DOWN_STEMS)))
    return directions[0] == directions[1][::-1] and directions[0] in {(True, False), (False, True)}


def _squeeze(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(" .")


_UP_STEMS = stems_of(" ".join(_UP))
_DOWN_STEMS = stems_of(" ".join(_DOWN))
