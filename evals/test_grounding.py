"""`pytest evals`: the suite on the sample library with the extractive engine, a test a case.

A case fails here when it passed in the baseline and does not now; one that the baseline fails as well is an
expected failure. The gate is a test of its own.
"""

import pytest

from assistant.settings import Settings
from evals.judges import WordJudge
from evals.loader import load_cases
from evals.metrics.all import METRICS
from evals.report import Report
from evals.report.as_markdown import markdown
from evals.scoring import Scored
from evals.suite import Plan, execute

CASES = load_cases()


class Run:
    """The report and its cases by id. A class of its own, because pytest writes out what a failing test was
    given, and a report is megabytes."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.by_id: dict[str, Scored] = {each.trial.case.case_id: each for each in report.scored}


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    plan = Plan(
        cases=CASES,
        settings=Settings.load(engine="extractive"),
        judge=WordJudge(),
        metrics=METRICS,
        output=tmp_path_factory.mktemp("eval"),
        jobs=2,
    )
    return Run(execute(plan))


def test_the_gate_is_open(run: Run) -> None:
    assert run.report.passed, markdown(run.report)


@pytest.mark.parametrize("case_id", [case.case_id for case in CASES])
def test_a_case_is_answered_as_well_as_before(case_id: str, run: Run) -> None:
    verdict = run.by_id[case_id].verdict
    reasons = "; ".join(verdict.reasons)
    if verdict.state in ("skipped", "unscored"):
        pytest.skip(reasons)
    assert case_id not in run.report.worse, reasons
    if verdict.state != "passed":
        pytest.xfail(reasons)
