"""Fact recall: the share of a case's gold facts that the answer states.

recall = |stated gold facts| / |gold facts|, an abstention states none. Source: nugget recall of TREC QA
(Voorhees 2003), with alternatives per nugget.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    facts = trial.case.facts
    if not facts or not trial.case.answerable:
        return None
    lacking = [fact.alternatives[0] for fact in facts if not trial.stated(fact)]
    reason = f"not stated: {', '.join(lacking)}" if lacking else ""
    return Score(value=1 - len(lacking) / len(facts), reason=reason)


FACT_RECALL = Metric(
    name="fact_recall", family="accuracy", better="higher", title="Gold facts stated", score=_score
)
