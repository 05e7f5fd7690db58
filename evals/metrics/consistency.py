"""Consistency over paraphrases: how often another wording of the question gets the same answer.

For a case the share of its paraphrases that agree in three things: abstained or not, which gold facts are
stated, which gold papers are cited. Source: pairwise consistency (Elazar et al. 2021, section 3).
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial

Signature = tuple[bool, tuple[bool, ...], frozenset[str]]


def signature(trial: Trial) -> Signature:
    """What has to agree. Gold papers only: which others are cited beside them may differ."""
    exact = trial.case.exact
    gold = set(trial.ids((*trial.case.papers, *((exact and exact.papers) or ()))))
    return (
        trial.abstained,
        tuple(trial.stated(fact) for fact in trial.case.facts),
        frozenset(gold & set(trial.cited)),
    )


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    siblings = [sibling for sibling in trial.siblings if sibling.answer is not None]
    if not siblings or trial.answer is None:
        return None
    own = signature(trial)
    same = sum(signature(sibling) == own for sibling in siblings)
    return Score(
        value=same / len(siblings),
        reason="" if same == len(siblings) else "a paraphrase is answered otherwise",
    )


CONSISTENCY = Metric(
    name="consistency",
    family="consistency",
    better="higher",
    title="Same answer to paraphrases",
    score=_score,
)
