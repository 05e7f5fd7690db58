"""Tokens: prompt and completion tokens per case, over all turns, as the server reports them."""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    if not any(answer.engine == "llm" for answer in trial.outcome.answers):
        return None
    usages = [answer.usage for answer in trial.outcome.answers]
    total = sum(usage.prompt_tokens + usage.completion_tokens for usage in usages)
    if not total:
        return Score(value=None, reason="the server reports no tokens")
    return Score(value=float(total))


TOKENS = Metric(name="tokens", family="cost", better="lower", title="Tokens per case", score=_score)
