"""`pytest evals`: the suite on the sample library with the extractive engine, a test a case.

A case fails here when it passed in the baseline and does not now; one that the baseline fails as well is an
expected failure. The gate is a test of its own.
"""

import pytest

from assistant.settings import Settings
from evals.case import Case
from evals.judges import WordJudge
from evals.loader import load_cases
from evals.metrics.all import METRICS
from evals.report import Report
from evals.report.as_markdown import markdown
from evals.scoring import Scored
from evals.suite import Plan, execute

CASES = load_cases()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return execute(
        Plan(
            cases=CASES,
            settings=Settings.load(engine="extractive"),
            judge=WordJudge(),
            metrics=METRICS,
            output=tmp_path_factory.mktemp("eval"),
            jobs=2,
        )
    )


@pytest.fixture(scope="session")
def by_id(report: Report) -> dict[str, Scored]:
    return {each.trial.case.case_id: each for each in report.scored}


def test_the_gate_is_open(report: Report) -> None:
    assert report.passed, markdown(report)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case_id)
def test_a_case_is_answered_as_well_as_before(case: Case, report: Report, by_id: dict[str, Scored]) -> None:
    verdict = by_id[case.case_id].verdict
    reasons = "; ".join(verdict.reasons)
    if verdict.state in ("skipped", "unscored"):
        pytest.skip(reasons)
    assert case.case_id not in report.worse, reasons
    if verdict.state != "passed":
        pytest.xfail(reasons)
