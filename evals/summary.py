"""The numbers of a run: metrics with intervals, counts by kind, timings, the comparison with a baseline."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from evals.metrics import Metric
from evals.scoring import Scored
from evals.statistics import Difference, Estimate, Observation, difference, estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricSummary:
    """`estimate` is None when the metric judged no case. `unscored` counts cases it could not judge."""

    metric: Metric
    estimate: Estimate | None
    scored: int
    unscored: int
    difference: Difference | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KindSummary:
    kind: str
    cases: int
    passed: int
    failed: int
    unscored: int
    skipped: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Milliseconds per case, over all its turns, by the wall clock. Not part of what is repeatable."""

    p50: float
    p95: float
    slowest: str


def observations(scored: Sequence[Scored], name: str) -> dict[str, Observation]:
    """The scored values of one metric by case id."""
    found = {}
    for each in scored:
        score = each.scores.get(name)
        if score is not None and score.value is not None:
            case = each.trial.case
            found[case.case_id] = Observation(group=case.group, value=score.value, weight=score.weight)
    return found


def summarise(
    scored: Sequence[Scored],
    metrics: Sequence[Metric],
    baseline: Mapping[str, Mapping[str, Observation]] | None = None,
    compared: Collection[str] | None = None,
) -> tuple[MetricSummary, ...]:
    """One summary a metric. `baseline` holds observations by metric and case id.

    `compared` are the ids of the cases that were asked both times; None: all.
    """
    summaries = []
    for metric in metrics:
        now = observations(scored, metric.name)
        then = (baseline or {}).get(metric.name, {})
        same = {key: value for key, value in now.items() if compared is None or key in compared}
        unscored = sum(
            score.value is None for each in scored if (score := each.scores.get(metric.name)) is not None
        )
        summaries.append(
            MetricSummary(
                metric=metric,
                estimate=estimate(list(now.values()), metric.name) if now else None,
                scored=len(now),
                unscored=unscored,
                difference=difference(then, same, metric.name),
            )
        )
    return tuple(summaries)


def by_kind(scored: Sequence[Scored]) -> tuple[KindSummary, ...]:
    kinds = dict.fromkeys(each.trial.case.kind for each in scored)
    summaries = []
    for kind in kinds:
        states = Counter(each.verdict.state for each in scored if each.trial.case.kind == kind)
        summaries.append(
            KindSummary(
                kind=kind,
                cases=sum(states.values()),
                passed=states["passed"],
                failed=states["failed"] + states["error"],
                unscored=states["unscored"],
                skipped=states["skipped"],
            )
        )
    return tuple(summaries)


def timing(scored: Sequence[Scored]) -> Timing | None:
    """None when nothing was answered."""
    spent = sorted(
        (sum(answer.timings_ms.total for answer in each.trial.outcome.answers), each.trial.case.case_id)
        for each in scored
        if each.trial.outcome.answers
    )
    if not spent:
        return None
    return Timing(
        p50=spent[len(spent) // 2][0],
        p95=spent[min(len(spent) - 1, int(len(spent) * 0.95))][0],
        slowest=spent[-1][1],
    )
