"""Answered: the share of answerable questions that are answered, rightly or not, instead of declined.

The price of caution: an assistant that never answers tells nothing false. Source: coverage in selective
question answering (Kamath et al. 2020).
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    exact = trial.case.exact
    if not trial.case.answerable or (exact is not None and exact.count == 0):
        return None
    return Score(value=float(not trial.abstained), reason="declined" if trial.abstained else "")


ANSWERED = Metric(
    name="answered",
    family="accuracy",
    better="higher",
    title="Answerable questions answered",
    score=_score,
)
