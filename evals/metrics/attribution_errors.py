"""Attribution errors: right fact, wrong paper. The share of stated gold facts that cite none of its papers.

rate = |stated facts of which no claim cites a gold paper| / |stated facts|; a fact that the text states and
no claim holds cannot be judged. Source: attribution error of AIS (Rashkin et al. 2023), per fact.
"""

from collections.abc import Sequence

from evals.case import Fact
from evals.judges import Judge
from evals.matching import states
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
        if not any(cited & gold for cited in claims) and not _own(trial, fact, claims):
            wrong.append(fact.alternatives[0])
    return wrong, stated


def _own(trial: Trial, fact: Fact, claims: Sequence[frozenset[str]]) -> bool:
    """Whether the fact names its papers, and the papers cited for it state it too: no error, another fact."""
    cited = [trial.papers[each] for papers in claims for each in papers if each in trial.papers]
    return bool(fact.papers) and all(states(f"{paper.title}. {paper.abstract}", fact) for paper in cited)


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
