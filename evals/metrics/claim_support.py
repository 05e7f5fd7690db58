"""Claim support (faithfulness): the share of an answer's claims that the cited papers support.

faithfulness = |supported claims| / |claims|, each claim against the full text of the papers that it cites.
Claims computed from records are left to catalogue exactness. Claims on which the judge cannot tell are left
out; a case in which that is all of them is unscored. Source: RAGAS (Es et al. 2024, section 3).
"""

from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def _score(trial: Trial, judge: Judge) -> Score | None:
    if trial.answer is None:
        return None
    claims = [claim for claim in trial.answer.claims if claim.verdict != "computed"]
    if not claims:
        return None
    values, reasons = [], []
    for claim in claims:
        papers = dict.fromkeys(citation.paper_id for citation in trial.citations_of(claim.citations))
        known = [trial.papers[each] for each in papers if each in trial.papers]
        judged = judge.support(claim.text, "\n".join(f"{paper.title}.\n{paper.abstract}" for paper in known))
        if judged.value is not None:
            values.append(judged.value)
        if judged.value != 1.0:
            reasons.append(f"{claim.text[:80]!r}: {judged.reason}")
    if not values:
        return Score(value=None, reason="; ".join(reasons))
    return Score(value=sum(values) / len(values), reason="; ".join(reasons))


CLAIM_SUPPORT = Metric(
    name="claim_support",
    family="fidelity",
    better="higher",
    title="Claims supported (faithfulness)",
    score=_score,
)
