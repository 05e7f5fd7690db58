"""Catalogue exactness: the share of questions about records whose count or set of papers is exactly right.

A count is right when the first number that the answer states about papers, or else the first that the
question does not hold, equals the gold. A set is right when the papers cited are exactly the gold papers.
Source: exact match on denotations, as in semantic parsing (Berant et al. 2013).
"""

import re

from evals.judges import Judge
from evals.matching import plain
from evals.metrics.metric import Metric, Score
from evals.tokens import Quantity, Word, sentences, tokens
from evals.trial import Trial

_NOUNS = frozenset({"paper", "publication", "work", "record", "article", "entry"})
_NONE = re.compile(
    r"\b(?:no|none)\b[^.]{0,60}\b(?:papers?|publications?|works?|records?|articles?)\b", re.IGNORECASE
)


def stated_count(text: str, question: str) -> int | None:
    """The count of papers that a text states; None when it states none."""
    asked = {token.value for token in tokens(question) if isinstance(token, Quantity)}
    other: int | None = None
    for sentence in sentences(plain(text)):
        found = tokens(sentence)
        for at, token in enumerate(found):
            if not isinstance(token, Quantity) or token.unit or token.value != int(token.value):
                continue
            following = found[at + 1 : at + 4]
            if any(isinstance(word, Word) and word.stem in _NOUNS for word in following):
                return int(token.value)
            if other is None and token.value not in asked:
                other = int(token.value)
        if _NONE.search(sentence):
            return 0
    return other


def exactness(trial: Trial) -> tuple[bool, str]:
    """Whether the answer gives the exact result, and what is wrong where it does not."""
    exact, answer = trial.case.exact, trial.answer
    if exact is None or answer is None:
        return True, ""
    if trial.abstained and not (exact.count == 0 or exact.papers == ()):
        return False, "declined"
    if exact.count is not None and not (trial.abstained and exact.count == 0):
        counted = stated_count(answer.text, trial.case.question)
        if counted != exact.count:
            return False, f"counted {counted}, expected {exact.count}"
    if exact.papers is not None:
        gold, cited = set(trial.ids(exact.papers)), set(trial.cited)
        if gold != cited:
            return False, f"{len(cited - gold)} papers too many, {len(gold - cited)} missing"
    return True, ""


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    if trial.case.exact is None or trial.answer is None:
        return None
    right, reason = exactness(trial)
    return Score(value=float(right), reason=reason)


CATALOGUE_EXACTNESS = Metric(
    name="catalogue_exactness",
    family="accuracy",
    better="higher",
    title="Catalogue answers exact",
    score=_score,
)
