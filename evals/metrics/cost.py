"""Cost in US dollars per case: tokens times the prices that the caller gives, per million tokens.

cost = prompt_tokens * price_in / 10^6 + completion_tokens * price_out / 10^6. Prices change and differ by
provider, so none is built in.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def cost_metric(price_in: float, price_out: float) -> Metric:
    """The metric for these prices in US dollars per million tokens."""

    def score(trial: Trial, judge: Judge) -> Score | None:
        del judge
        if not any(answer.engine == "llm" for answer in trial.outcome.answers):
            return None
        usages = [answer.usage for answer in trial.outcome.answers]
        dollars = (
            sum(use.prompt_tokens * price_in + use.completion_tokens * price_out for use in usages) / 1e6
        )
        return Score(value=dollars)

    return Metric(name="cost_usd", family="cost", better="lower", title="US dollars per case", score=score)
