"""The default judge: verbatim quotes, numbers and names; deterministic, apart from the assistant's check."""

import re
from collections.abc import Sequence

from evals.judges.judge import Judgement
from evals.tokens import Quantity, Token, Word, sentences, tokens

SUPPORTED_FROM = 0.8
"""Share of its words from which a reworded claim with the right numbers and names counts as supported."""

UNSUPPORTED_BELOW = 0.4
"""Share below which it counts as not supported. Between the two a reader has to tell."""

_FUNCTION_WORDS = frozenset(
    """
    of in on at to for by with from as and or but is are was were be been has have had it its this that these
    those their they we our which who whose into than then when while also can may both between over under up
    """.split()
)
_NEGATIONS = frozenset({"no", "not", "never", "neither", "nor", "without", "cannot", "hardly"})
_NAME = re.compile(r"\b(?:[A-Z][A-Za-z]*[A-Z0-9][\w-]*|[A-Z]{2,}[\w-]*|(?<=[a-z,;] )[A-Z][a-z]+)")
"""Words with a second capital or a digit, and capitalised words inside a sentence."""


class WordJudge:
    """Supported: the claim stands in the evidence, or its numbers, its names and most of its words do.

    Not supported: a number or a name that the evidence lacks, or hardly a word in common. Everything
    else, such as a claim that negates what the evidence affirms in the same words, cannot be told by
    words and is left unscored.
    """

    name = "words"

    def support(self, claim: str, evidence: str) -> Judgement:
        wanted, held = tokens(claim), tokens(evidence)
        if not wanted:
            return Judgement(value=None, reason="the claim has no words")
        if _stands_in(wanted, held):
            return Judgement(value=1.0, reason="verbatim")
        for number in (token for token in wanted if isinstance(token, Quantity)):
            if not any(isinstance(other, Quantity) and other.equals(number) for other in held):
                return Judgement(
                    value=0.0, reason=f"the evidence does not state {number.value:g}{number.unit}"
                )
        for name in _NAME.findall(claim):
            if not _stands_in(tokens(name), held):
                return Judgement(value=0.0, reason=f"the evidence does not name {name}")
        share = _share(wanted, held)
        if share < UNSUPPORTED_BELOW:
            return Judgement(value=0.0, reason=f"{share:.0%} of the words are in the evidence")
        if share >= SUPPORTED_FROM:
            closest = max(sentences(evidence) or (evidence,), key=lambda each: _share(wanted, tokens(each)))
            if _negated(wanted) == _negated(tokens(closest)):
                return Judgement(value=1.0, reason=f"numbers, names and {share:.0%} of the words")
            return Judgement(value=None, reason="claim and evidence differ in a negation")
        return Judgement(value=None, reason=f"reworded: {share:.0%} of the words; a reader has to tell")


def _stands_in(wanted: Sequence[Token], held: Sequence[Token]) -> bool:
    width = len(wanted)
    return any(tuple(held[at : at + width]) == tuple(wanted) for at in range(len(held) - width + 1))


def _share(wanted: Sequence[Token], held: Sequence[Token]) -> float:
    content = {token for token in wanted if not isinstance(token, Word) or token.stem not in _FUNCTION_WORDS}
    return len(content & set(held)) / len(content) if content else 1.0


def _negated(found: Sequence[Token]) -> bool:
    return sum(isinstance(token, Word) and token.stem in _NEGATIONS for token in found) % 2 == 1
