"""Retrieval: are the gold papers among those found, and how high?

recall@k = |gold papers in the first k| / |gold papers| with k = 8; MRR = 1 / rank of the first gold paper, 0
when none is found within 20. The query is the standalone question of the last turn. Only for answerable
questions about content that have gold papers. Source: Manning et al. 2008, chapter 8; Voorhees 1999.
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial

RECALL_DEPTH = 8
"""As many papers as the assistant reads for a question by default."""

SEARCH_DEPTH = 20


def _gold(trial: Trial) -> set[str]:
    return set(trial.ids(trial.case.papers)) if trial.case.answerable else set()


def _recall(trial: Trial, judge: Judge) -> Score | None:
    del judge
    gold = _gold(trial)
    if trial.outcome.found is None or not gold or trial.case.kind == "catalogue":
        return None
    found = set(trial.outcome.found[:RECALL_DEPTH])
    return Score(
        value=len(gold & found) / len(gold), reason="" if gold <= found else "a gold paper is not found"
    )


def _mrr(trial: Trial, judge: Judge) -> Score | None:
    del judge
    gold = _gold(trial)
    if trial.outcome.found is None or not gold or trial.case.kind == "catalogue":
        return None
    ranks = [rank for rank, paper_id in enumerate(trial.outcome.found[:SEARCH_DEPTH], 1) if paper_id in gold]
    return Score(value=1 / ranks[0] if ranks else 0.0, reason=f"rank {ranks[0]}" if ranks else "not found")


RETRIEVAL_RECALL = Metric(
    name="retrieval_recall", family="retrieval", better="higher", title="Retrieval recall@8", score=_recall
)
RETRIEVAL_MRR = Metric(
    name="retrieval_mrr", family="retrieval", better="higher", title="Retrieval MRR", score=_mrr
)
