"""Attribution errors: right fact, wrong paper. The share of stated gold facts that cite none of its papers.

rate = |stated facts of which no claim cites a gold paper| / |stated facts|; a fact that the text states and
no claim holds cannot be judged. Source: attribution error of AIS (Rashkin et al. 2023), per fact.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def misattributed(trial: Trial) -> tuple[list[str], int]:
    """The facts stated under a wrong paper, and how many facts claims state."""
    wrong, stated = [], 0
    for fact in trial.case.facts:
        gold = set(trial.ids(fact.papers or trial.case.papers))
        claims = trial.claims_stating(fact)
        if not claims or not gold:
            continue
        stated += 1
        if not any(cited & gold for cited in claims):
            wrong.append(fact.alternatives[0])
    return wrong, stated


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    wrong, stated = misattributed(trial)
    if not stated:
        return None
    return Score(value=len(wrong) / stated, reason=f"wrong paper for: {', '.join(wrong)}" if wrong else "")


ATTRIBUTION_ERRORS = Metric(
    name="attribution_errors",
    family="fidelity",
    better="lower",
    title="Right fact, wrong paper",
    score=_score,
)
