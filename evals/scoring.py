"""From outcomes to scores: every metric on every trial."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evals.case import Case
from evals.judges import Judge
from evals.metrics import Metric, Score
from evals.outcome import Outcome
from evals.trial import Trial
from evals.verdict import Verdict, verdict
from vectorstore.records import Paper

Papers = Mapping[str, Paper]
_ALWAYS = ("correct", "errors", "tokens", "cost_usd")
"""Metrics that apply to a case whose gold papers the library lacks, or that was not answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A trial, whether it passed, and its scores by metric; metrics that do not apply are not among them."""

    trial: Trial
    verdict: Verdict
    scores: Mapping[str, Score]


def trials(
    cases: Sequence[Case], outcomes: Mapping[str, Outcome], papers: Mapping[str, Papers]
) -> list[Trial]:
    """The trials of the cases that have an outcome, in the order of the cases, with their paraphrases.

    `papers` holds the papers of each case's library by case id.
    """
    groups: dict[str, list[Trial]] = defaultdict(list)
    for case in cases:
        if case.case_id in outcomes:
            trial = Trial(case=case, outcome=outcomes[case.case_id], papers=papers[case.case_id])
            groups[case.group].append(trial)
    return [
        replace(trial, siblings=tuple(other for other in group if other is not trial))
        for group in groups.values()
        for trial in group
    ]


def score(trial: Trial, metrics: Sequence[Metric], judge: Judge) -> Scored:
    """The trial scored. Where the library lacks a gold paper, or nothing was answered, few metrics apply."""
    full = trial.answer is not None and not trial.missing
    scores = {}
    for metric in metrics:
        if (full or metric.name in _ALWAYS) and (found := metric.score(trial, judge)) is not None:
            scores[metric.name] = found
    return Scored(trial=trial, verdict=verdict(trial), scores=scores)
