"""A suite that cannot fail is a defect: each liar is caught, by the metrics that should and by no other."""

import pytest

from evals.gate import THRESHOLDS, checks, read_thresholds
from evals.metrics.all import METRICS
from evals.scoring import Scored
from evals.summary import observations, summarise
from tests.evals.conftest import Play
from tests.evals.liars import LIARS


def test_an_honest_assistant_passes_every_case_and_the_gate(honest: list[Scored]) -> None:
    failed = {
        each.trial.case.case_id: each.verdict.reasons for each in honest if each.verdict.state == "failed"
    }
    assert failed == {}
    found = checks(summarise(honest, METRICS), read_thresholds(THRESHOLDS, "extractive"), honest)
    assert [check for check in found if not check.passed] == []


@pytest.mark.parametrize("name", LIARS)
def test_a_liar_is_caught_by_exactly_the_metrics_that_should(
    name: str, honest: list[Scored], play: Play
) -> None:
    expected = LIARS[name]
    scored = play(expected.liar)
    before = {metric.name: observations(honest, metric.name) for metric in METRICS}
    summaries = summarise(scored, METRICS, before)
    worse = set()
    for summary in summaries:
        change = summary.difference
        if change is not None and change.p < 0.01:
            assert (change.value < 0) == (summary.metric.better == "higher"), summary.metric.name
            worse.add(summary.metric.name)
    assert worse == expected.caught_by
    found = checks(summaries, read_thresholds(THRESHOLDS, "extractive"), scored)
    assert any(not check.passed for check in found)
