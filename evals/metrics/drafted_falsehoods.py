"""Forbidden facts drafted: the hallucination rate that there would be without the assistant's check.

rate = |cases in whose draft a forbidden fact is told, shown or withheld| / |cases that forbid one|. The draft
of the last turn is its claims and what was withheld. The gap to the forbidden facts told is what the check
is worth. Only a language model's drafts are judged: quoting the papers drafts nothing of its own.
"""

from evals.judges import Judge
from evals.matching import states
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    answer = trial.answer
    if not trial.case.forbidden or answer is None or not answer.usage.completion_tokens:
        return None
    drafted = [answer.text, *(claim.text for claim in answer.withheld)]
    if trial.abstained:
        drafted = drafted[1:]
    told = [
        fact.alternatives[0]
        for fact in trial.case.forbidden
        if any(states(sentence, fact) for sentence in drafted)
    ]
    return Score(value=float(bool(told)), reason=f"drafted: {', '.join(told)}" if told else "")


DRAFTED_FALSEHOODS = Metric(
    name="drafted_falsehoods",
    family="accuracy",
    better="lower",
    title="Forbidden facts drafted, before the check",
    score=_score,
)
