"""Abstention: does the assistant decline when, and only when, the papers hold no answer?

precision = |declined and unanswerable| / |declined|, recall = |declined and unanswerable| / |unanswerable|,
F1 = 2 TP / (2 TP + FP + FN). Each is a weighted mean over cases: for F1 a true positive weighs 2 with value
1, a miss or a false alarm weighs 1 with value 0, which is the same number. A question without an answer that
is corrected (false premise, unknown year) counts as neither, nor does declining to count what is not there.
Source: SQuAD 2.0 (Rajpurkar et al. 2018).
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _precision(trial: Trial, judge: Judge) -> Score | None:
    del judge
    exact = trial.case.exact
    if not trial.abstained or (exact is not None and exact.count == 0):
        return None
    right = not trial.case.answerable
    return Score(value=float(right), reason="" if right else "declined, but the papers answer it")


def _recall(trial: Trial, judge: Judge) -> Score | None:
    del judge
    if trial.case.answerable or trial.corrected:
        return None
    return Score(
        value=float(trial.abstained), reason="" if trial.abstained else f"answered, but {trial.case.why}"
    )


def _f1(trial: Trial, judge: Judge) -> Score | None:
    precision, recall = _precision(trial, judge), _recall(trial, judge)
    if precision is None and recall is None:
        return None
    hit = trial.abstained and not trial.case.answerable
    return Score(value=float(hit), weight=2.0 if hit else 1.0)


ABSTENTION_PRECISION = Metric(
    name="abstention_precision",
    family="accuracy",
    better="higher",
    title="Abstention precision",
    score=_precision,
)
ABSTENTION_RECALL = Metric(
    name="abstention_recall", family="accuracy", better="higher", title="Abstention recall", score=_recall
)
ABSTENTION_F1 = Metric(
    name="abstention_f1", family="accuracy", better="higher", title="Abstention F1", score=_f1
)
