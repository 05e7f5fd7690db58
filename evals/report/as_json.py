"""The report as one JSON document: everything but times, so that two equal runs give equal bytes."""

from dataclasses import asdict
from typing import Any

from evals.outcome import Outcome
from evals.report.record import Report
from evals.scoring import Scored
from evals.summary import MetricSummary


def document(report: Report) -> dict[str, Any]:
    """The document. Names are those of the records."""
    return {
        "passed": report.passed,
        "partial": bool(report.stopped),
        "headline": report.headline,
        "notes": list(report.notes),
        "provenance": asdict(report.provenance) | {"run_key": report.provenance.run_key},
        "metrics": [_metric(each) for each in report.metrics],
        "kinds": [asdict(each) for each in report.kinds],
        "checks": [asdict(each) for each in report.checks],
        "worse": list(report.worse),
        "cases": [_case(each) for each in report.scored],
    }


def timings(report: Report) -> dict[str, Any]:
    """The times, kept apart because they differ from run to run. Milliseconds."""
    cases = {
        each.trial.case.case_id: [asdict(answer.timings_ms) for answer in each.trial.outcome.answers]
        for each in report.scored
    }
    return {"summary": None if report.timing is None else asdict(report.timing), "cases": cases}


def _metric(summary: MetricSummary) -> dict[str, Any]:
    metric = summary.metric
    return {
        "name": metric.name,
        "family": metric.family,
        "better": metric.better,
        "title": metric.title,
        "estimate": None if summary.estimate is None else asdict(summary.estimate),
        "scored": summary.scored,
        "unscored": summary.unscored,
        "difference": None if summary.difference is None else asdict(summary.difference),
    }


def _case(scored: Scored) -> dict[str, Any]:
    case = scored.trial.case
    return {
        "id": case.case_id,
        "digest": case.digest,
        "kind": case.kind,
        "group": case.group,
        "turns": list(case.turns),
        "state": scored.verdict.state,
        "reasons": list(scored.verdict.reasons),
        "scores": {
            name: {"value": score.value, "weight": score.weight, "reason": score.reason}
            for name, score in scored.scores.items()
        },
        "found": None if scored.trial.outcome.found is None else list(scored.trial.outcome.found),
        "answers": _answers(scored.trial.outcome),
    }


def _answers(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in answer.to_json().items() if name != "timings_ms"}
        for answer in outcome.answers
    ]
