"""Forbidden-fact rate, the hallucination rate: the share of cases with a forbidden fact in which one is told.

rate = |cases that tell a forbidden fact| / |cases that forbid one|. Forbidden are the sibling's number and
the false premise. An abstention that repeats words of the question tells nothing. Source: the hallucination
rate of TruthfulQA-like sets (Lin et al. 2022), with listed false answers instead of a model's judgement.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    if not trial.case.forbidden:
        return None
    told = [fact.alternatives[0] for fact in trial.case.forbidden if trial.told(fact)]
    return Score(value=float(bool(told)), reason=f"told: {', '.join(told)}" if told else "")


FORBIDDEN_FACTS = Metric(
    name="forbidden_facts",
    family="accuracy",
    better="lower",
    title="Forbidden facts told (hallucination rate)",
    score=_score,
)
