"""False-premise correction: the share of questions with a false premise whose premise is set right.

1 when the answer states the correcting facts and nothing forbidden, or declines for that very reason
(`reason == "false_premise"`); else 0. A plain abstention is not wrong (`correct` accepts it), but corrects
nothing. Source: FalseQA (Hu et al. 2023), rebuttal rate.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    if trial.case.kind != "false_premise" or trial.answer is None:
        return None
    if trial.corrected:
        return Score(value=1.0, reason="corrected")
    if trial.abstained and trial.answer.reason == "false_premise":
        return Score(value=1.0, reason="declined because of the premise")
    return Score(
        value=0.0, reason="declined without naming the premise" if trial.abstained else "not corrected"
    )


FALSE_PREMISE = Metric(
    name="false_premise_correction",
    family="accuracy",
    better="higher",
    title="False premises corrected",
    score=_score,
)
