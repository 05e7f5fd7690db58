"""Citation recall and precision at claim level, by the definitions of ALCE (Gao et al. 2023, section 4.3).

A citation is a number in a claim; its evidence is what is quoted under that number, not the whole paper.
Recall of a claim is 1 when its citations, read together, support it. A citation is precise when its claim has
recall 1 and the citation either supports the claim by itself or is needed: without it the others do not.
Per answer the mean over claims and over citations. A sentence of the text that states a number
without a marker is a claim without citation: recall 0.
"""

import re

from assistant.answer import MARKER
from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.tokens import Quantity, sentences, tokens
from evals.trial import Trial


def uncited_sentences(text: str) -> tuple[str, ...]:
    """Sentences that state a number and carry no marker, nor does the one that follows in the same line."""
    found = []
    for line in text.splitlines():
        parts = sentences(re.sub(r"\.\s*((?:\[\d+\])+)", r" \1.", line))
        for part in parts:
            bare = not MARKER.search(part)
            found += [part] * (bare and any(isinstance(token, Quantity) for token in tokens(part)))
    return tuple(found)


def _recall(trial: Trial, judge: Judge) -> Score | None:
    if trial.answer is None or trial.abstained:
        return None
    values, reasons = [], []
    for claim in trial.answer.claims:
        if claim.verdict == "computed":
            continue
        judged = judge.support(claim.text, _quotes(trial, claim.citations))
        if judged.value is not None:
            values.append(judged.value)
        if judged.value != 1.0:
            reasons.append(f"{claim.text[:80]!r}: {judged.reason}")
    if not (trial.answer.claims and all(claim.verdict == "computed" for claim in trial.answer.claims)):
        for sentence in uncited_sentences(trial.answer.text):
            values.append(0.0)
            reasons.append(f"no citation: {sentence[:80]!r}")
    return _mean(values, reasons)


def _precision(trial: Trial, judge: Judge) -> Score | None:
    if trial.answer is None or trial.abstained:
        return None
    values, reasons = [], []
    for claim in trial.answer.claims:
        if claim.verdict == "computed":
            continue
        quotes = [_quotes(trial, (number,)) for number in claim.citations]
        together = judge.support(claim.text, "\n".join(quotes))
        if together.value is None:
            reasons.append(f"{claim.text[:80]!r}: {together.reason}")
            continue
        for at, quote in enumerate(quotes):
            others = "\n".join([*quotes[:at], *quotes[at + 1 :]])
            alone = len(quotes) == 1 or judge.support(claim.text, quote).value == 1.0
            precise = together.value == 1.0 and (alone or judge.support(claim.text, others).value != 1.0)
            values.append(float(precise))
            if not precise:
                reasons.append(
                    f"not needed or not supporting: [{claim.citations[at]}] for {claim.text[:60]!r}"
                )
    return _mean(values, reasons)


def _quotes(trial: Trial, numbers: tuple[int, ...]) -> str:
    """The words quoted under these numbers, each paper's after its title."""
    citations = trial.citations_of(numbers)
    titles = dict.fromkeys(citation.title for citation in citations)
    return "\n".join([*(f"{title}." for title in titles), *(citation.quote for citation in citations)])


def _mean(values: list[float], reasons: list[str]) -> Score | None:
    if not values:
        return Score(value=None, reason="; ".join(reasons)) if reasons else None
    return Score(value=sum(values) / len(values), reason="; ".join(reasons))


CITATION_RECALL = Metric(
    name="citation_recall", family="fidelity", better="higher", title="Citation recall (ALCE)", score=_recall
)
CITATION_PRECISION = Metric(
    name="citation_precision",
    family="fidelity",
    better="higher",
    title="Citation precision (ALCE)",
    score=_precision,
)
