"""What is measured: the assistant's claim check, and two baselines that it has to beat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.grounding.exact import examine
from assistant.grounding.selection import select
from assistant.grounding.support import SUPPORTED_FROM, check
from assistant.grounding.weighing import features, probability
from evals.detector.pairs import Pair
from evals.tokens import sentences, tokens

LEXICAL_FROM = 0.7
"""Share of a claim's words from which the lexical baseline says supported; a round number, not tuned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A detector's word on a pair: supported or not, and the probability that it is."""

    supported: bool
    support: float


class Detector(Protocol):
    name: str

    def read(self, pair: Pair) -> Reading: ...


class ClaimCheck:
    """The assistant's check. A claim of several sentences is as well supported as its weakest sentence."""

    name = "claim check"

    def read(self, pair: Pair) -> Reading:
        found = [check(sentence, pair.evidence) for sentence in sentences(pair.claim) or (pair.claim,)]
        return Reading(
            supported=all(each.verdict == "supported" for each in found),
            support=min(each.support for each in found),
        )


class ExactLayer:
    """The exact rules of the check without its model, as they decide where the model's file is missing."""

    name = "exact layer"

    def read(self, pair: Pair) -> Reading:
        evidence = sentences(pair.evidence) or (pair.evidence,)
        found = []
        for claim in sentences(pair.claim) or (pair.claim,):
            findings = examine(claim, evidence, select(claim, evidence))
            found.append(probability(features(findings, None)))
        return Reading(supported=min(found) >= SUPPORTED_FROM, support=min(found))


class WordOverlap:
    """Lexical baseline: the share of the claim's distinct tokens that the evidence holds."""

    name = "word overlap"

    def read(self, pair: Pair) -> Reading:
        wanted, held = set(tokens(pair.claim)), set(tokens(pair.evidence))
        share = len(wanted & held) / len(wanted) if wanted else 0.0
        return Reading(supported=share >= LEXICAL_FROM, support=share)


class NoSkill:
    """Says the share of supported pairs for every pair: perfectly calibrated, and knows nothing."""

    name = "no skill"

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._prior = sum(pair.supported for pair in pairs) / len(pairs)

    def read(self, pair: Pair) -> Reading:
        del pair
        return Reading(supported=self._prior >= 0.5, support=self._prior)
